"""Reading a rendered page: its HTML tree, and the text in it section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NOT_PROSE = frozenset({"code", "pre", "kbd", "samp", "script", "style", "svg", "math", "cite", "template"})
# A gloss is a link: it cannot stand in another link or a control, and a heading is a link target of its own.
_NOT_GLOSSABLE = HEADINGS | {"a", "button", "label", "summary"}
OPT_OUT = "no-gloss"
# Tags of a whole document; inside a page they would end it, and the parser drops what follows.
_DOCUMENT_TAGS = re.compile(r"</?(?:html|head|body|frameset)\b[^<>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Text:
    """One run of text: ``owner.text``, or ``owner.tail`` when ``tail`` is set, with what stands around it.

    ``opted_out`` text stands in a passage marked ``no-gloss``; ``glossable`` text is neither that nor in a place where
    no link may be put; ``foreign`` text is marked as of another language. ``section`` is the id of the ``heading``
    above.
    """

    owner: HtmlElement
    tail: bool
    value: str
    section: str
    opted_out: bool
    glossable: bool
    foreign: bool = False
    heading: HtmlElement | None = None


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
    section, heading = "", None

    def walk(element: HtmlElement, opted_out: bool, glossable: bool, foreign: bool) -> Iterator[Text]:
        nonlocal section, heading
        if not isinstance(element.tag, str) or element.tag in NOT_PROSE:
            return
        foreign = foreign or element.get("lang", locale) != locale
        if foreign and not others:
            return
        if element.tag in HEADINGS and element.get("id"):
            section, heading = element.get("id"), element
        opted_out = opted_out or OPT_OUT in element.get("class", "").split()
        glossable = glossable and not opted_out and element.tag not in _NOT_GLOSSABLE
        if element.text:
            yield Text(element, False, element.text, section, opted_out, glossable, foreign, heading)
        for child in element:
            yield from walk(child, opted_out, glossable, foreign)
            if child.tail:
                yield Text(child, True, child.tail, section, opted_out, glossable, foreign, heading)

    yield from walk(tree, False, True, False)
