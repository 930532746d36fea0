"""Where each block of a page comes from: the article that the site is made from, other works, or the site itself.

A block is a paragraph, a list, a table, a quotation, a drawing, or a box as a whole. The citations in it tell its
origin; what has none and belongs to a paragraph takes that paragraph's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from .markup import HEADINGS, parse_html, shown_text
from .origin_marks import CONTINUED, OWN
from .page import Page
from .passages import finder
from .place import Place

ARTICLE, WORKS, SITE = "article", "works", "own"
ORIGINS = (ARTICLE, WORKS, SITE)
# Why an origin cannot be told: a list or the like with no paragraph before it, a quotation without a source, a block
# that goes on with nothing; and a block of the site's own that cites.
ALONE, QUOTATION, NOTHING_BEFORE, MIXED = "alone", "quotation", "nothing-before", "mixed"

# Boxes of invented examples, in both languages of box kinds.
EXAMPLES = frozenset({"example", "contoh"})
# What belongs to the paragraph that it follows.
_FOLLOWING = frozenset({"ul", "ol", "dl", "table", "figure"})
_NO_BLOCK = frozenset({"hr", "br", "script", "style", "template", "nav", "form", "input"})
_HOLDERS = frozenset({"div", "section", "article", "header", "footer", "center"})
# Made by extensions and templates: they are no blocks of the page's text.
_NOT_TEXT = frozenset({"footnote", "sources", "gloss-notes", "tabbed-labels", "toc"})
_WHOLE = frozenset({"highlight", "codehilite", "arithmatex"})
# Before an item's first word.
_AROUND_LINKS = frozenset({"p", "strong", "em", "b", "i", "span"})

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """A block with its origins, in the order of ``ORIGINS``; none where ``trouble`` says that they cannot be told."""

    element: HtmlElement
    origins: tuple[str, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class BlockOrigins:
    """What is remembered of a block: its origins, what is wrong with them, and where."""

    origins: tuple[str, ...]
    trouble: str
    place: Place


def origins_of(keys: Iterable[str], article: str) -> tuple[str, ...]:
    """The origins of what cites the works ``keys``."""
    found = {ARTICLE if key == article else WORKS for key in keys}
    return tuple(origin for origin in ORIGINS if origin in found) or (SITE,)


def trace(tree: HtmlElement, article: str) -> Iterator[Traced]:
    """Every block of a rendered page in reading order, drawings left out; ``article`` is the key of the article."""
    before: tuple[str, ...] | None = None
    for element in _blocks(tree):
        if element.tag in HEADINGS or element.tag == "hr":
            before = None
            continue
        traced = _traced(element, article, before)
        # What comes after a box or a quotation cannot mean the text before it.
        before = None if _is_box(element) or element.tag == "blockquote" else traced.origins or None
        yield traced


def _blocks(parent: HtmlElement) -> Iterator[HtmlElement]:
    for element in parent:
        if not isinstance(element.tag, str) or (element.tag in _NO_BLOCK and element.tag != "hr"):
            continue
        classes = _classes(element)
        if classes & _NOT_TEXT or element.get("data-diagram") or element.get("hidden") is not None:
            continue
        if element.tag in _HOLDERS and not _is_box(element) and not classes & (_WHOLE | {OWN, CONTINUED}):
            yield from _blocks(element)
        elif element.tag != "p" or len(element) or (element.text or "").strip():
            yield element


def _traced(element: HtmlElement, article: str, before: tuple[str, ...] | None) -> Traced:
    keys, own, continued = keys_in(element), _marked(element, OWN), _marked(element, CONTINUED)
    cited = origins_of(keys, article)
    if own or (_is_box(element) and _classes(element) & EXAMPLES):
        return Traced(element, (SITE,), MIXED if keys or continued else "")
    if continued:
        if not before or before == (SITE,):
            return Traced(element, cited if keys else (), NOTHING_BEFORE)
        both = {*before, *(cited if keys else ())} - {SITE}
        return Traced(element, tuple(origin for origin in ORIGINS if origin in both))
    if keys or element.tag not in _FOLLOWING | {"blockquote"}:
        return Traced(element, cited)
    if element.tag == "blockquote":
        return Traced(element, (), QUOTATION)
    if before:
        return Traced(element, before)
    return Traced(element, (SITE,)) if _leads_elsewhere(element) else Traced(element, (), ALONE)


def keys_in(element: HtmlElement) -> Keys:
    """The works that an element cites, in its text and in the footnotes that it refers to."""
    keys = [cite.get("data-key") for cite in element.iter("cite") if cite.get("data-key") is not None]
    for reference in element.iter("a"):
        if "footnote-ref" in _classes(reference):
            notes = element.getroottree().xpath("//*[@id=$id]", id=reference.get("href", "").removeprefix("#"))
            keys += (cite.get("data-key") for note in notes[:1] for cite in note.iter("cite") if cite.get("data-key"))
    return tuple(keys)


def _leads_elsewhere(element: HtmlElement) -> bool:
    """Whether this is a list of links to other pages of the site: it says where to read on, and no more."""
    items = element.findall("li") if element.tag in ("ul", "ol") else []
    return bool(items) and all(map(_begins_with_link, items))


def _begins_with_link(element: HtmlElement) -> bool:
    if (element.text or "").strip() or not len(element):
        return False
    first = element[0]
    if first.tag == "a":
        return "://" not in first.get("href", "://")
    return first.tag in _AROUND_LINKS and _begins_with_link(first)


def _is_box(element: HtmlElement) -> bool:
    return element.tag == "details" or "admonition" in _classes(element)


def _marked(element: HtmlElement, mark: str) -> bool:
    return mark in _classes(element)


def _classes(element: HtmlElement) -> frozenset[str]:
    return frozenset(element.get("class", "").split())


def block_origins(article_and_excepted: tuple[str, Sequence[str]]) -> Callable[[Page], tuple[BlockOrigins, ...]]:
    """What finds the origins of all blocks of a page but its drawings; none on the pages that are excepted."""
    article, excepted = article_and_excepted

    def find(page: Page) -> tuple[BlockOrigins, ...]:
        if page.slug in excepted or not page.html:
            return ()
        tree = parse_html(page.html)
        cites = {cite: number for number, cite in enumerate(tree.xpath(".//cite[@data-key]"))}
        first_words, start, found = finder(page.source), 0, []
        for traced in trace(tree, article):
            begin, start = first_words(" ".join(shown_text(traced.element).split()), start) or (0, start)
            place = page.place(begin)
            if traced.trouble == MIXED:
                inside = [cites[cite] for cite in traced.element.iter("cite") if cite in cites]
                place = page.citations[inside[0]].place if inside else place
            found.append(BlockOrigins(traced.origins, traced.trouble, place))
        return tuple(found)

    return find


def counted(found: Iterable[Sequence[str]]) -> Mapping[str, int]:
    """How many blocks come from each origin; a block of two origins counts for both."""
    counts = Counter(origin for origins in found for origin in origins)
    return {origin: counts[origin] for origin in ORIGINS}
