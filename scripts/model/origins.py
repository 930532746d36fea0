"""Where each block of a page comes from: the article that the site is made from, other works, or the site itself.

A block is a paragraph, a list, a table, a quotation, a drawing, or a box as a whole. The citations in it tell its
origin; what has none and belongs to a paragraph takes that paragraph's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from .markdown.markup import HEADINGS
from .markdown.origin_marks import CONTINUED, MARKS, OWN

ARTICLE, WORKS, SITE = "article", "works", "own"
ORIGINS = (ARTICLE, WORKS, SITE)
# Why an origin cannot be told: a list or the like with no paragraph before it, a quotation without a source, a block
# that goes on with nothing; a block of the site's own that cites; and a mark of an author that is on no block.
ALONE, QUOTATION, NOTHING_BEFORE, MIXED = "alone", "quotation", "nothing-before", "mixed"
MISPLACED = "misplaced"

# The class of the sentence that says the point of its section.
KEY = "key"
# Boxes of invented examples, in both languages of box kinds.
EXAMPLES = frozenset({"example", "contoh"})
# What belongs to the paragraph that it follows.
_FOLLOWING = frozenset({"ul", "ol", "dl", "table", "figure"})
_NO_BLOCK = frozenset({"hr", "br", "script", "style", "template", "nav", "form", "input", "label"})
_HOLDERS = frozenset({"div", "section", "article", "header", "footer", "center"})
# Made by extensions and templates: they are no blocks of the page's text.
_NOT_TEXT = frozenset({"footnote", "points", "quiz", "sources", "gloss-notes", "tabbed-labels", "toc"})
_TABS = frozenset({"tabbed-content", "tabbed-block"})
_WHOLE = frozenset({"highlight", "codehilite", "arithmatex"})
# What shows something without a word.
_PICTURES = frozenset({"img", "picture", "svg", "video", "audio", "iframe", "object", "embed"})
# Before an item's first word.
_AROUND_LINKS = frozenset({"p", "strong", "em", "b", "i", "span"})

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """A block with its origins, in the order of ``ORIGINS``; none where ``trouble`` says that they cannot be told."""

    element: HtmlElement
    origins: tuple[str, ...]
    trouble: str = ""


def origins_of(keys: Iterable[str], article: str) -> tuple[str, ...]:
    """The origins of what cites the works ``keys``."""
    found = {ARTICLE if key == article else WORKS for key in keys}
    return tuple(origin for origin in ORIGINS if origin in found) or (SITE,)


def trace(tree: HtmlElement, article: str) -> Iterator[Traced]:
    """Every block of a rendered page in reading order, drawings left out; ``article`` is the key of the article."""
    before: tuple[str, ...] | None = None
    points: list[HtmlElement] = []
    for element in _blocks(tree):
        if element.tag in HEADINGS or element.tag == "hr" or classes_of(element) & _TABS:
            before = None
            yield from (Traced(point, (SITE,)) for point in points)
            points.clear()
            continue
        # A key sentence says in short what the next block begins to say, and so it comes from there.
        if KEY in classes_of(element) and not classes_of(element) & MARKS and not keys_in(element):
            points.append(element)
            continue
        traced = _traced(element, article, before)
        yield from (Traced(point, traced.origins) for point in points)
        points.clear()
        # What comes after a box or a quotation cannot mean the text before it.
        before = None if _is_box(element) or element.tag == "blockquote" else traced.origins or None
        yield traced
    yield from (Traced(point, (SITE,)) for point in points)


def _blocks(parent: HtmlElement) -> Iterator[HtmlElement]:
    """The blocks in ``parent``, and headings, rules and tabs, which nothing behind them looks past."""
    for element in parent:
        if not isinstance(element.tag, str) or (element.tag in _NO_BLOCK and element.tag != "hr"):
            continue
        classes = classes_of(element)
        if classes & _NOT_TEXT or element.get("data-diagram") or element.get("hidden") is not None:
            continue
        if (
            element.tag in _HOLDERS
            and not _is_box(element)
            and not classes & (_WHOLE | MARKS)
            and not _has_words(element)
        ):
            around = [element] if classes & _TABS else []
            yield from (*around, *_blocks(element), *around)
        elif element.tag == "hr" or _says(element) or _pictures(element):
            yield element


def _has_words(holder: HtmlElement) -> bool:
    """Whether text stands in the holder itself, as in HTML that somebody wrote: then it is one block."""
    return any((text or "").strip() for text in (holder.text, *(child.tail for child in holder)))


def _says(element: HtmlElement) -> bool:
    return bool(element.text_content().strip())


def _pictures(element: HtmlElement) -> bool:
    return next(element.iter(*_PICTURES), None) is not None


def _traced(element: HtmlElement, article: str, before: tuple[str, ...] | None) -> Traced:
    keys, own, continued = keys_in(element), _marked(element, OWN), _marked(element, CONTINUED)
    cited = origins_of(keys, article)
    if own or (_is_box(element) and classes_of(element) & EXAMPLES):
        return Traced(element, (SITE,), MIXED if keys or continued else "")
    if continued:
        if not before or before == (SITE,):
            return Traced(element, cited if keys else (), NOTHING_BEFORE)
        both = {*before, *(cited if keys else ())} - {SITE}
        return Traced(element, tuple(origin for origin in ORIGINS if origin in both))
    if any(
        not keys_in(quotation)
        for quotation in element.xpath("descendant-or-self::blockquote[not(ancestor::blockquote)]")
    ):
        return Traced(element, (), QUOTATION)
    if keys or (element.tag not in _FOLLOWING and _says(element)):
        return Traced(element, cited)
    if before:
        return Traced(element, before)
    return Traced(element, (SITE,)) if leads_elsewhere(element) else Traced(element, (), ALONE)


def keys_in(element: HtmlElement) -> Keys:
    """The works that an element cites, in its text and in the footnotes that it refers to."""
    keys = [cite.get("data-key") for cite in element.iter("cite") if cite.get("data-key") is not None]
    for reference in element.iter("a"):
        if "footnote-ref" in classes_of(reference):
            notes = element.getroottree().xpath("//*[@id=$id]", id=reference.get("href", "").removeprefix("#"))
            keys += (cite.get("data-key") for note in notes[:1] for cite in note.iter("cite") if cite.get("data-key"))
    return tuple(keys)


def leads_elsewhere(element: HtmlElement) -> bool:
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
    return element.tag == "details" or "admonition" in classes_of(element)


def _marked(element: HtmlElement, mark: str) -> bool:
    return mark in classes_of(element)


def classes_of(element: HtmlElement) -> frozenset[str]:
    """The classes of an element."""
    return frozenset(element.get("class", "").split())


def counted(found: Iterable[Sequence[str]]) -> Mapping[str, int]:
    """How many blocks come from each origin; a block of two origins counts for both."""
    counts = Counter(origin for origins in found for origin in origins)
    return {origin: counts[origin] for origin in ORIGINS}
