"""W03 to W05: images, links and tables that say what they are, to those who cannot see them too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import TypeVar

from lxml.html import HtmlElement

from scripts.core.message import say
from scripts.core.place import Place
from scripts.model.memory import asked
from scripts.model.page import Page
from scripts.model.site import Site

from ..rule import WARNING, Finding, rule, where_held
from .naming import findings, finds, measures

# WAI-ARIA 1.2: an element with one of these roles means nothing by itself.
_DECORATIVE = frozenset({"none", "presentation"})
_DELIMITER_ROW = re.compile(r"^(?=[^\n]*\|)[ \t>|]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.M)
_FILE_NAME = re.compile(r"\S+\.(?:avif|bmp|gif|jpe?g|png|svg|webp)|(?=\S*[-_\d])\S+", re.I)


Nth = TypeVar("Nth")


def _nth(found: list[Nth], number: int) -> Nth | None:
    return found[min(number, len(found) - 1)] if found else None


def _linked(page: Page, tree: HtmlElement, tag: str, attribute: str) -> Iterator[tuple[HtmlElement, Place]]:
    """The elements ``tag`` with an address, each with the place of that address in the source."""
    seen: Counter[str] = Counter()
    places: dict[str, list[Place]] = {}
    for link in page.links:
        if link.element == tag:
            places.setdefault(link.target, []).append(link.place)
    for element in tree.iter(tag):
        target = element.get(attribute)
        if target is not None and "headerlink" not in element.get("class", ""):
            yield element, _nth(places.get(target, []), seen[target]) or Place(page.path)
            seen[target] += 1


@rule("W03", by_page=True)
def image_text(site: Site) -> Iterator[Finding]:
    """An image has an alternative text that says what it shows, neither its file name nor the word “image”.

    Whoever cannot see the image reads or hears this text instead. An image that only decorates is marked
    ``role="presentation"`` or ``aria-hidden="true"``.
    """
    return findings(site, _images, has_odd_images)


@asked(where_held("W"))
def has_odd_images(_: None) -> Callable[[Page], bool]:
    """What tells whether a page has pictures without a text that says what they show."""
    return partial(finds, _images)


def _images(page: Page, tree: HtmlElement) -> Iterator[Finding]:
    vague = frozenset(measures()["image_texts"])
    for image, place in _linked(page, tree, "img", "src"):
        text, name = image.get("alt", "").strip(), PurePosixPath(image.get("src"))
        if image.get("role") in _DECORATIVE or image.get("aria-hidden") == "true":
            continue
        hint = say("say what the image shows, as you would on the telephone, between ![ and ] or in alt=“…”")
        if not text:
            yield Finding(place, say("the image {name} has no alternative text", name=name.name), hint)
        elif re.sub(r"[\W\d_]+", "", text).casefold() in vague or _is_file_name(text, name):
            message = say("the alternative text “{text}” does not say what the image shows", text=text)
            yield Finding(place, message, hint)


def _is_file_name(text: str, name: PurePosixPath) -> bool:
    return text.casefold() in (name.name.casefold(), name.stem.casefold()) and bool(_FILE_NAME.fullmatch(text))


@rule("W04", WARNING, by_page=True)
def link_text(site: Site) -> Iterator[Finding]:
    """The text of a link says where it leads, also to a reader who sees nothing else.

    Screen readers list the links of a page, and whoever skims it reads only them: “here, here, read more” tells them
    nothing.
    """
    return findings(site, _links, has_odd_links)


@asked(where_held("W"))
def has_odd_links(_: None) -> Callable[[Page], bool]:
    """What tells whether a page has links whose text does not say where they lead."""
    return partial(finds, _links)


def _links(page: Page, tree: HtmlElement) -> Iterator[Finding]:
    vague = frozenset(measures()["link_texts"].get(page.locale, ()))
    for link, place in _linked(page, tree, "a", "href"):
        images = " ".join(image.get("alt", "") for image in link.iter("img"))
        text = " ".join(f"{link.text_content()} {images}".split()) or link.get("aria-label", "").strip()
        hint = say("let the link stand on words that name what it leads to, such as the title of the page")
        if not text:
            yield Finding(place, say("the link to {target} has no text", target=link.get("href")), hint)
        elif " ".join(re.findall(r"\w+", text.casefold())) in vague:
            yield Finding(place, say("the link text “{text}” does not say where the link leads", text=text), hint)
        elif re.fullmatch(r"(?:https?://|www\.)\S+", text, re.I):
            yield Finding(place, say("the text of the link is the address {text}", text=text), hint)


@rule("W05", WARNING, by_page=True)
def table_header(site: Site) -> Iterator[Finding]:
    """A table has header cells with text in them.

    Without them a screen reader reads out a row of bare values, and nobody learns what a column holds.
    """
    return findings(site, _tables, has_odd_tables)


@asked(where_held("W"))
def has_odd_tables(_: None) -> Callable[[Page], bool]:
    """What tells whether a page has tables without header cells."""
    return partial(finds, _tables)


def _tables(page: Page, tree: HtmlElement) -> Iterator[Finding]:
    masked = page.source.code_masked
    offsets = [match.start() for match in re.finditer(r"<table\b", masked, re.I)]
    # The row of names stands above the row of dashes.
    offsets += [masked.rfind("\n", 0, max(m.start() - 1, 0)) + 1 for m in _DELIMITER_ROW.finditer(masked)]
    offsets.sort()
    tables = (table for table in tree.iter("table") if "highlighttable" not in table.get("class", "").split())
    # Lines of code beside their numbers are no table.
    for number, table in enumerate(tables):
        named = any(cell.text_content().strip() or cell.find(".//img") is not None for cell in table.iter("th"))
        if not named and table.get("role") not in _DECORATIVE:
            yield Finding(
                page.place(_nth(offsets, number) or 0),
                say("the table has no header cells"),
                say("name what each column holds, in the row above the dashes; in HTML with <th>"),
            )
