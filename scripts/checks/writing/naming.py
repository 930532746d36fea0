"""W01, W02 and W06: titles, headings and file names that say what they should."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from lxml.html import HtmlElement

from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.core.yamlfile import LOADER
from scripts.model.markdown.markup import HEADINGS, tree_of
from scripts.model.memory import Work, asked
from scripts.model.page import Page
from scripts.model.site import Site

from ..rule import WARNING, Finding, rule, where_held

_GLUED = re.compile(r"[ \t>]*#(?=[^#\s])")
_PLAIN = re.compile(r"[a-z0-9._-]+")


@cache
def measures() -> dict[str, Any]:
    """The limits and word lists of writing.yml."""
    read: dict[str, Any] = yaml.load(Path(__file__).with_name("writing.yml").read_text(encoding="utf-8"), LOADER)
    return read


# What finds something on a page, given the tree of its rendered body.
Judge = Callable[[Page, HtmlElement], Iterator[Finding]]


def finds(judge: Judge, page: Page) -> bool:
    """Whether it finds anything on the page."""
    return page.readable and any(True for _ in judge(page, tree_of(page.html)))


def findings(site: Site, judge: Judge, doubt: Work[Any, bool]) -> Iterator[Finding]:
    """What it finds on the pages on which, as the fact ``doubt`` says, it finds anything."""
    doubted = site.facts(doubt, bool)
    for name, page in site.pages.items():
        if doubted[name]:
            yield from judge(page, tree_of(page.html))


@rule("W01", WARNING, by_page=True)
def lengths(site: Site) -> Iterator[Finding]:
    """A title has 3 to 60 characters, a description 50 to 160.

    Search results, browser tabs and shared links cut longer ones off, and a description of a few words helps nobody
    choose.
    """
    for page in site.pages.values():
        for key in ("title", "description"):
            text = " ".join(str(page.meta.get(key) or "").split())
            least, most = measures()[key]["least"], measures()[key]["most"]
            if text and not least <= len(text) <= most:
                yield Finding(page.meta_place(key), *_mend(key, len(text), least, most))


def _mend(key: str, length: int, least: int, most: int) -> tuple[Message, Message]:
    if length > most:
        message = say(
            "{key} is too long by {over} (counted in characters: {length})", key=key, over=length - most, length=length
        )
        return message, say("say it in at most {most} characters, the most important words first", most=most)
    message = say(
        "{key} is too short by {under} (counted in characters: {length})", key=key, under=least - length, length=length
    )
    return message, say("say in at least {least} characters what readers find on this page", least=least)


@rule("W02", WARNING, by_page=True)
def heading_levels(site: Site) -> Iterator[Finding]:
    """Headings begin at the second level, and none is more than one level below the heading before it.

    The title of the front matter is the heading of the first level. Screen readers and tables of contents show the
    levels as an outline; a gap in it looks like a missing section.
    """
    return findings(site, _levels, has_odd_levels)


@asked(where_held("W"))
def has_odd_levels(_: None) -> Callable[[Page], bool]:
    """What tells whether a page has headings of a wrong level."""
    return partial(finds, _levels)


def _levels(page: Page, tree: HtmlElement) -> Iterator[Finding]:
    start, before = 0, 1
    titled = bool(page.meta.get("title"))
    for element in tree.iter(*HEADINGS):
        level, heading = int(element.tag[1]), " ".join(element.text_content().replace("¶", "").split())
        offset = _heading_offset(page, element, heading, start)
        start = start if offset is None else offset + 1
        if level == 1 and titled and _GLUED.match(page.source.code_masked, offset or 0):
            # Perhaps a word with such a sign, and no heading; rumdl tells it (MD018).
            continue
        if level == 6 and heading.startswith("#"):
            # A seventh sign is W09's.
            continue
        if level == 1 and titled:
            yield Finding(
                page.place(offset or 0),
                say("“{heading}” is a second heading of the first level", heading=heading),
                say("write it with ##; the title in the front matter is the heading of the first level"),
            )
        elif level > before + 1:
            yield Finding(
                page.place(offset or 0),
                say("“{heading}” jumps from level {before} to {level}", heading=heading, before=before, level=level),
                say("write it with {marks}, or add the heading that is missing above it", marks="#" * (before + 1)),
            )
        before, titled = level, True


def _heading_offset(page: Page, element: HtmlElement, heading: str, start: int) -> int | None:
    level, anchor = element.tag[1], element.get("id")
    offset = page.source.heading(int(level), heading, anchor, start) if anchor else None
    if offset is not None and offset >= start:
        return offset
    # Written as a tag, or without words that could be found.
    written = re.compile(rf"<h{level}\b|^[ \t>]*#{{{level}}}(?!#)", re.M | re.I)
    match = written.search(page.source.code_masked, start)
    return match.start() if match else offset


@rule("W06", WARNING)
def file_name(site: Site) -> Iterator[Finding]:
    """A file is named after what it holds, in small letters a to z, digits, hyphens, dots and underscores.

    The name is part of the address that people read, share and search for. Spaces and capitals turn into signs like
    %20, or into links that work on one machine and break on another.
    """
    seen: set[str] = set()
    for path in sorted(site.files):
        parts = PurePosixPath(path).parts
        if parts[-1] in measures()["file_names"]["prescribed"]:
            continue
        name = PurePosixPath(PurePosixPath(site.config.split(path)[0]).name)
        odd = next((at for at, part in enumerate([*parts[:-1], name.name]) if not _PLAIN.fullmatch(part)), None)
        # A folder's name is no fault of the files in it.
        shown = path if odd is None else "/".join(parts[: odd + 1])
        place = Place(f"{site.config.docs_dir}/{shown}")
        if shown == path and _says_nothing(name.name if path.endswith(".md") else name.stem):
            yield Finding(
                place,
                say("the name “{name}” does not say what the file holds", name=parts[-1]),
                say("name it after its subject, in a few words joined by hyphens, and correct the links to it"),
            )
        elif odd is not None and shown not in seen:
            seen.add(shown)
            yield Finding(
                place,
                say("the name “{name}” has signs other than a–z, 0–9, hyphen, dot and underscore", name=parts[odd]),
                say("rename it, for example to {better}, and correct the links to it", better=_better(parts[odd])),
            )


def _better(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"-*([._])-*", r"\1", re.sub(r"[^a-z0-9._]+", "-", letters)).strip("-")


def _says_nothing(stem: str) -> bool:
    names = measures()["file_names"]
    words = re.findall(r"[a-z]+", stem.lower())
    if " ".join(words).startswith(tuple(f"{copy} " for copy in names["copies"])):
        return True
    # A year, or the number of an HTTP error, is a name.
    return set(words) <= set(names["empty_words"]) and not re.fullmatch(r"\d{3,4}", stem)
