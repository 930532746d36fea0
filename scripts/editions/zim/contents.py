"""The contents of the ZIM of a language: its pages, both languages side by side, and the files that these refer to."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from scripts.core.edition import EDITION_FILE, SIGNATURE, SUMS
from scripts.core.media import TYPES, media_type
from scripts.core.message import say
from scripts.render.address import HOME, site_path
from scripts.render.search.index import named, words

from ..finished_site import EditionError, FinishedSite
from ..references import in_style_sheet, target
from .fitted_pages import STYLE, fitted

HTML = TYPES[".html"]
_WORD = re.compile(r"\w+")
# Indonesian words take these on without becoming others.
_ENDINGS = ("", "nya", "lah", "kah", "pun")


@dataclass(frozen=True, slots=True)
class Words:
    """A page for the search: its text, other names of the things on it, further forms of the words in it."""

    text: str
    keywords: str
    kindred: str


@dataclass(frozen=True, slots=True)
class ZimEntry:
    """A file of the ZIM; ``words`` is None for what is neither searched nor suggested."""

    path: str
    title: str
    media_type: str
    content: bytes
    words: Words | None = None


def make_entries(source: FinishedSite, locale: str) -> Sequence[ZimEntry]:
    """The entries, the home page first, the others by path. Paths are those of the site.

    Raises EditionError when a page or a file that one refers to is not there.
    """
    config = source.site.config
    slugs = {site_path(config, f"{slug}.html", locale): slug for slug in source.site.slugs}
    instead = {
        site_path(config, f"{slug}.html", other): path
        for path, slug in slugs.items()
        for other in config.locales
        if other != locale
    }
    unknown = Words("", "", "")
    try:
        pages = {path: (source.folder / path).read_text(encoding="utf-8") for path in slugs}
        view = replace(source.view, first=locale)
        pages |= view.both(view.pairs)
        known = _words(source, locale)
        entries: list[ZimEntry] = []
        wanted: dict[str, str] = {}
        for path, html in pages.items():
            page = fitted(html, path, locale, instead, lambda link: link in pages or _is_file(link))
            wanted |= {reference: path for reference in page.references if reference not in pages}
            own = path in slugs
            title = source.page(slugs[path], locale).title if own else page.title
            entries.append(ZimEntry(path, title, HTML, page.html.encode(), known.get(path, unknown) if own else None))
        entries.append(ZimEntry(STYLE, "", TYPES[".css"], (Path(__file__).parent / "kiwix.css").read_bytes()))
        wanted.pop(STYLE, None)
        _look_for(source, wanted)
        entries += _files(source, wanted)
    except OSError as error:
        raise EditionError(
            say("{path}: {reason}; run `make site` first", path=str(error.filename), reason=error.strerror)
        ) from error
    home = site_path(config, f"{HOME}.html", locale)
    return sorted(entries, key=lambda entry: (entry.path != home, entry.path))


def _is_file(path: str) -> bool:
    """Whether a page may bring this file along: pages that are none of ours, and whole editions, stay outside."""
    name = PurePosixPath(path).name
    return media_type(path) != HTML and name not in (SUMS, SIGNATURE) and not EDITION_FILE.fullmatch(name)


def _look_for(source: FinishedSite, wanted: Mapping[str, str]) -> None:
    """Raise EditionError with every file that a page refers to and the site does not have: ``wanted`` by its page."""
    missing = tuple(
        say(
            "{path}: {reason}; run `make site` first, or correct the address in {page}",
            path=path,
            reason=os.strerror(errno.ENOENT),
            page=page,
        )
        for path, page in sorted(wanted.items(), key=lambda item: (item[1], item[0]))
        if not source.has_file(path)
    )
    if missing:
        raise EditionError(*missing)


def _files(source: FinishedSite, wanted: Iterable[str]) -> Iterator[ZimEntry]:
    """The files at these paths, and those that their styles refer to."""
    left, done = set(wanted), set()
    while left:
        path = left.pop()
        done.add(path)
        content = (source.folder / path).read_bytes()
        # Without a character set: the Counter of media types is a list with semicolons.
        yield ZimEntry(path, "", media_type(path), content)
        if media_type(path) == TYPES[".css"]:
            left |= {target(address, path)[0] for address in in_style_sheet(content)} - done - {""}


def _words(source: FinishedSite, locale: str) -> Mapping[str, Words]:
    """By the path of each page what the site's own search knows of it: its text, and other names of what is on it."""
    entries = {
        each: [entry for page in source.pages.values() if page.shown_in == each for entry in page.entries]
        for each in source.site.config.locales
    }
    texts: dict[str, list[str]] = {}
    names: dict[str, dict[str, None]] = {}
    for entry in named(source.site, entries)[locale]:
        path = site_path(source.site.config, entry.at.partition("#")[0], locale)
        texts.setdefault(path, []).append(f"{entry.title}\n{entry.text}")
        names.setdefault(path, {}).update(dict.fromkeys(wording for _, wording in entry.names))
    return {
        path: Words(
            "\n".join(parts),
            # The first entry is the page itself, its title in front.
            "\n".join((*names[path], *_kindred((parts[0].partition("\n")[0],), locale))),
            "\n".join(_kindred(parts, locale)),
        )
        for path, parts in texts.items()
    }


def _kindred(texts: Sequence[str], locale: str) -> Iterator[str]:
    """For words whose forms Xapian's stemmer scatters, all of these forms, so that each of them finds the page."""
    said = {word for text in texts for word in _WORD.findall(text.casefold())}
    for root, forms in words()[locale].get("roots", {}).items():
        family = {root, *forms}
        if any(form + ending in said for form in family for ending in _ENDINGS):
            yield " ".join(sorted(family))
