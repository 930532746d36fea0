"""Reading a rendered page: its HTML tree, and the text in it section by section."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NOT_PROSE = frozenset({"code", "pre", "kbd", "samp", "script", "style", "svg", "math", "cite", "template"})
# A gloss is a link: it cannot stand in another link or a control, and a heading is a link target of its own.
_NOT_GLOSSABLE = HEADINGS | {"a", "button", "label", "summary"}
OPT_OUT = "no-gloss"
# Tags without an end that the parser, made before HTML 5, does not know as such: it puts what follows into them.
_VOID = ("source", "track", "wbr")
# Stands for what is no text of the page's own, code and the like: OBJECT REPLACEMENT CHARACTER.
HIDDEN = "\ufffc"
# Tags within a word. What is raised, the number of a footnote, is no part of the word before it.
_INLINE_NAMES = "a abbr b bdi bdo data del dfn em font i ins label mark q s small span strong sub time tt u var wbr"
INLINE = frozenset(_INLINE_NAMES.split())
# Tags within a line of text (HTML standard, phrasing content); any other begins a line.
_IN_LINES = INLINE | {"br", "button", "img", "input", "rp", "rt", "ruby", "sup"}
# Tags of a whole document; inside a page they would end it, and the parser drops what follows.
_DOCUMENT_TAGS = re.compile(r"<(/?)(html|head|body|frameset)\b[^<>]*>", re.I)
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.S)
# One class for all elements: choosing among those of lxml, for controls of forms, took as long as the parsing.
_PARSER = lxml.html.HTMLParser()
_PARSER.set_element_class_lookup(
    etree.ElementDefaultClassLookup(HtmlElement, lxml.html.HtmlComment, lxml.html.HtmlProcessingInstruction)
)


class Text(NamedTuple):
    """One run of text: ``owner.text``, or ``owner.tail`` when ``tail`` is set, with what stands around it.

    ``opted_out`` text stands in a passage marked ``no-gloss``; ``glossable`` text is neither that nor in a place where
    no link may be put; ``foreign`` text is marked as of another language. ``before`` is what a reader meets between
    this text and the one before it in the same block. ``section`` is the id of the ``heading`` above.
    """

    owner: HtmlElement
    tail: bool
    value: str
    section: str
    opted_out: bool
    glossable: bool
    foreign: bool = False
    before: str = ""
    heading: HtmlElement | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """The texts that a reader reads as one, whatever is emphasised or linked in it.

    ``value`` joins them, and ``starts`` tells where in it each begins.
    """

    texts: tuple[Text, ...]
    value: str
    starts: tuple[int, ...]

    @property
    def section(self) -> str:
        """The id of the heading above."""
        return self.texts[0].section

    @property
    def heading(self) -> HtmlElement | None:
        """The heading above."""
        return self.texts[0].heading

    def only(self, wanted: Callable[[Text], bool]) -> str:
        """The value with the other texts as something left out."""
        parts: list[str] = []
        at = 0
        for text, start in zip(self.texts, self.starts, strict=True):
            parts += (self.value[at:start], text.value if wanted(text) else HIDDEN * len(text.value))
            at = start + len(text.value)
        return "".join(parts)

    def covered(self, start: int, end: int) -> tuple[tuple[Text, int], ...]:
        """The texts of which characters ``start`` to ``end`` are made, each with where it begins in ``value``."""
        first, last = max(bisect_right(self.starts, start) - 1, 0), bisect_left(self.starts, end)
        return tuple(zip(self.texts[first:last], self.starts[first:last], strict=True))


def blocks(found: Iterable[Text]) -> Iterator[Block]:
    """The texts of a page, in reading order, put together where nothing but inline markup parts them."""
    for _, group in groupby(found, key=lambda text: (text.heading, _holder(text))):
        run, value, starts = tuple(group), "", []
        for text in run:
            value += text.before if value else ""
            starts.append(len(value))
            value += text.value
        yield Block(run, value, tuple(starts))


def _holder(text: Text) -> HtmlElement:
    """The innermost element around the text that is a block of its own."""
    inside = text.owner.getparent() if text.tail else text.owner
    while inside.tag in INLINE and inside.getparent() is not None:
        inside = inside.getparent()
    return inside


def parse_html(html: str) -> HtmlElement:
    """The fragment ``html`` as a tree below one ``div``."""
    tree = lxml.html.fragment_fromstring(_DOCUMENT_TAGS.sub("", html) or " ", create_parent="div", parser=_PARSER)
    for element in tree.iter(*_VOID):
        _empty(element)
    return tree


@lru_cache(maxsize=1)
def tree_of(html: str) -> HtmlElement:
    """The tree of a page for those who only read it; whoever asks next for the same page is given the same one."""
    return parse_html(html)


def _empty(element: HtmlElement) -> None:
    """Put what stands in ``element`` behind it."""
    text, tail, last = element.text, element.tail, element
    element.text, element.tail = None, text
    for child in list(element):
        last.addnext(child)
        last = child
    last.tail = f"{last.tail or ''}{tail or ''}" or None


def document_tags(html: str) -> tuple[str, ...]:
    """The tags in ``html`` that begin a document, which ``parse_html`` leaves out; browsers heed their attributes."""
    if not _DOCUMENT_TAGS.search(html):
        return ()
    found = _DOCUMENT_TAGS.findall(_COMMENT.sub("", html))
    return tuple(name.lower() for end, name in found if not end)


def to_html(tree: HtmlElement) -> str:
    """The inverse of ``parse_html``."""
    html: str = lxml.html.tostring(tree, encoding="unicode")
    return html.removeprefix("<div>").removesuffix("</div>")


def texts(tree: HtmlElement, locale: str, others: bool = False) -> Sequence[Text]:
    """The prose of the page in reading order: no code, no citations, no passages marked as another language.

    With ``others`` those come too, as ``foreign``.
    """
    found: list[Text] = []
    section, heading, before = "", None, ""

    def walk(element: HtmlElement, opted_out: bool, glossable: bool, foreign: bool) -> None:
        nonlocal section, heading, before
        tag = element.tag
        if not isinstance(tag, str):
            return
        foreign = foreign or element.get("lang", locale) != locale
        if tag in NOT_PROSE or (foreign and not others):
            before = HIDDEN
            return
        if tag not in INLINE:
            before += "\n" if tag == "br" else HIDDEN
        if tag in HEADINGS and element.get("id"):
            section, heading = element.get("id"), element
        opted_out = opted_out or OPT_OUT in element.get("class", "").split()
        glossable = glossable and not opted_out and tag not in _NOT_GLOSSABLE
        if text := element.text:
            found.append(Text(element, False, text, section, opted_out, glossable, foreign, before, heading))
            before = ""
        for child in element:
            walk(child, opted_out, glossable, foreign)
            if tail := child.tail:
                found.append(Text(child, True, tail, section, opted_out, glossable, foreign, before, heading))
                before = ""

    walk(tree, False, True, False)
    return found


def shown_text(tree: HtmlElement) -> str:
    """All that a reader sees of the page, every block on lines of its own; ``HIDDEN`` stands for code and citations."""
    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"), tag=etree.Element)
    for event, element in walk:
        line_end = "\n" if element.tag == "br" else "" if element.tag in _IN_LINES else "\n\n"
        if element.tag in NOT_PROSE:
            line_end = ""
            if event == "start":
                parts.append(HIDDEN)
                walk.skip_subtree()
        elif event == "start":
            parts += (line_end, element.text or "")
            parts.append(_tails(element[0]) if len(element) else "")
        if event == "end":
            parts += (line_end, "" if element is tree else element.tail or "", _tails(element.getnext()))
    return "".join(parts)


@lru_cache(maxsize=1)
def shown_text_of(html: str) -> str:
    """The ``shown_text`` of a page; whoever asks next for the same page is given the same."""
    return shown_text(tree_of(html))


def _tails(node: HtmlElement | None) -> str:
    """What stands behind each of the comments that begin with this node."""
    text = ""
    while node is not None and not isinstance(node.tag, str):
        text += node.tail or ""
        node = node.getnext()
    return text
