"""Reading a rendered page: its HTML tree, and the text in it section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NOT_PROSE = frozenset({"code", "pre", "kbd", "samp", "script", "style", "svg", "math", "cite", "template"})
# A gloss is a link: it cannot stand in another link or a control, and a heading is a link target of its own.
_NOT_GLOSSABLE = HEADINGS | {"a", "button", "label", "summary"}
OPT_OUT = "no-gloss"
# Stands in ``shown_text`` for what is no text: OBJECT REPLACEMENT CHARACTER.
HIDDEN = "\ufffc"
# Tags within a line of text (HTML standard, phrasing content); any other begins a line.
_IN_LINES_NAMES = (
    "a abbr b bdi bdo br button data del dfn em font i img input ins label mark q rp rt ruby s small span strong sub"
    " sup time tt u var wbr"
)
_IN_LINES = frozenset(_IN_LINES_NAMES.split())
# Tags of a whole document; inside a page they would end it, and the parser drops what follows.
_DOCUMENT_TAGS = re.compile(r"</?(?:html|head|body|frameset)\b[^<>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Text:
    """One run of text: ``owner.text``, or ``owner.tail`` when ``tail`` is set, with what stands around it.

    ``opted_out`` text stands in a passage marked ``no-gloss``; ``glossable`` text is neither that nor in a place where
    no link may be put; ``foreign`` text is marked as of another language.
    """

    owner: HtmlElement
    tail: bool
    value: str
    section: str
    opted_out: bool
    glossable: bool
    foreign: bool = False


def parse_html(html: str) -> HtmlElement:
    """The fragment ``html`` as a tree below one ``div``."""
    return lxml.html.fragment_fromstring(_DOCUMENT_TAGS.sub("", html) or " ", create_parent="div")


def to_html(tree: HtmlElement) -> str:
    """The inverse of ``parse_html``."""
    html = lxml.html.tostring(tree, encoding="unicode")
    return html.removeprefix("<div>").removesuffix("</div>")


def texts(tree: HtmlElement, locale: str, others: bool = False) -> Iterator[Text]:
    """The prose of the page in reading order: no code, no citations, no passages marked as another language.

    With ``others`` those come too, as ``foreign``.
    """
    section = ""

    def walk(element: HtmlElement, opted_out: bool, glossable: bool, foreign: bool) -> Iterator[Text]:
        nonlocal section
        if not isinstance(element.tag, str) or element.tag in NOT_PROSE:
            return
        foreign = foreign or element.get("lang", locale) != locale
        if foreign and not others:
            return
        if element.tag in HEADINGS and element.get("id"):
            section = element.get("id")
        opted_out = opted_out or OPT_OUT in element.get("class", "").split()
        glossable = glossable and not opted_out and element.tag not in _NOT_GLOSSABLE
        if element.text:
            yield Text(element, False, element.text, section, opted_out, glossable, foreign)
        for child in element:
            yield from walk(child, opted_out, glossable, foreign)
            if child.tail:
                yield Text(child, True, child.tail, section, opted_out, glossable, foreign)

    yield from walk(tree, False, True, False)


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


def _tails(node: HtmlElement | None) -> str:
    """What stands behind each of the comments that begin with this node."""
    text = ""
    while node is not None and not isinstance(node.tag, str):
        text += node.tail or ""
        node = node.getnext()
    return text
