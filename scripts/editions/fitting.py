"""The article of a page, fitted for a book: what only a screen can do is laid open, every place has a name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from lxml import etree
from lxml.html import HtmlElement, builder

from scripts.model.markdown.markup import HEADINGS

from .content_model import make_valid

# What serves only on a screen with the rest of the site around it, by class.
_OF_THE_SITE = ("headerlink", "filter", "downloads")
# Boxes to tick, as signs: ticked or not.
_BOXES = {"checkbox": ("☑", "☐"), "radio": ("●", "○")}


def fit_for_a_book(content: HtmlElement) -> str:
    """Change ``content`` and take its title out; returns the title.

    Afterwards every id in it is one word that stands once, and every heading of the second level has one.
    """
    for name in _OF_THE_SITE:
        for element in content.find_class(name):
            element.drop_tree()
    for element in list(content.iter("script", "noscript")):
        element.drop_tree()
    # A passage about the website only, or with a heading all that stands below it.
    for element in content.find_class("web-only"):
        for below in _below(element):
            below.drop_tree()
        element.drop_tree()
    title, *further = content.iter("h1")
    named = " ".join(title.text_content().split())
    title.drop_tree()
    # A chapter has one title.
    for heading in further:
        heading.tag = "h2"
    for svg in content.iter("svg"):
        # The parser writes every attribute small; that of SVG is written so.
        if "viewbox" in svg.attrib:
            svg.set("viewBox", svg.attrib.pop("viewbox"))
    _lay_out_tabs(content)
    _draw_boxes(content)
    _size(content)
    for element in content.iter("main"):
        # There is one in a document, and it holds all chapters.
        element.tag = "div"
    make_valid(content)
    _settle_ids(content)
    return named


def _below(element: HtmlElement) -> list[HtmlElement]:
    """The elements below a heading, up to the next that is not lower; none for anything else."""
    if element.tag not in HEADINGS:
        return []
    following = element.itersiblings()
    return list(takewhile(lambda each: each.tag not in HEADINGS or each.tag > element.tag, following))


def _lay_out_tabs(content: HtmlElement) -> None:
    """Show what stands in tabs (pymdownx.tabbed) one below the other, each under its label."""
    for tabs in content.xpath('.//div[contains(concat(" ", @class, " "), " tabbed-set ")]'):
        labels = tabs.xpath("./div[@class='tabbed-labels']/label")
        blocks = tabs.xpath("./div[@class='tabbed-content']/div")
        for label, block in zip(labels, blocks, strict=True):
            label.tag = "p"
            label.attrib.clear()
            label.set("class", "tab-label")
            block.insert(0, label)
        for element in tabs.xpath("./input | ./div[@class='tabbed-labels']"):
            element.drop_tree()


def _draw_boxes(content: HtmlElement) -> None:
    """Nobody ticks a box in a book: it is a sign, and its label is text."""
    for box in list(content.iter("input")):
        ticked, empty = _BOXES.get(box.get("type", "").lower(), ("", ""))
        sign = builder.SPAN(ticked if "checked" in box.attrib else empty, builder.CLASS("box"))
        sign.tail, box.tail = box.tail, None
        if box.get("id"):
            sign.set("id", box.get("id"))
        box.getparent().replace(box, sign)
    for label in content.iter("label"):
        label.tag = "span"
        label.attrib.pop("for", None)


def _size(content: HtmlElement) -> None:
    """Say the width of a picture or film as its style, in whatever unit it is written; its height follows from it."""
    for shown in content.iter("img", "video"):
        width = shown.attrib.pop("width", "").strip()
        shown.attrib.pop("height", None)
        number = width.removesuffix("%").removesuffix("px")
        if number.isdecimal():
            shown.set("style", f"width: {number}{'%' if width.endswith('%') else 'px'}")


def _settle_ids(content: HtmlElement) -> None:
    """Give each id to one element: of several the first, as where a link leads to it; another one gets a new one."""
    for anchor in content.xpath(".//a[@name]"):
        # A way of old to write an id.
        anchor.set("id", anchor.get("id") or anchor.get("name"))
        del anchor.attrib["name"]
    for heading in content.iter("h2"):
        heading.set("id", heading.get("id") or "_section")
    taken: set[str] = set()
    for element in content.iter(etree.Element):
        if "id" in element.attrib:
            known = element.attrib.pop("id").strip()
            named = next((name for name in _names("-".join(known.split())) if name not in taken), "")
            if named:
                element.set("id", named)
                taken.add(named)


def _names(wanted: str) -> Iterator[str]:
    number = 1
    while wanted:
        yield wanted if number == 1 else f"{wanted}-{number}"
        number += 1
