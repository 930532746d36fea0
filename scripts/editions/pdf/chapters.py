"""Chapters made ready for paper: what a reader cannot click is said, what only a screen can do is gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

import lxml.html
from lxml.html import HtmlElement, builder
from markupsafe import Markup

from scripts.render.bilingual.relinking import ids

from ..book import Book, Chapter
from ..finished_site import FinishedSite
from ..standing_in import stand_in

# Letters to jump to, the meanings of terms, which the glossary has, a figure in words, which is its description, and
# the way back from a footnote.
_ON_SCREEN = (
    './/nav[@class="letters"]',
    './/div[contains(@class, "gloss-notes")]',
    './/*[contains(@class, "diagram")]//details',
    './/a[@class="footnote-backref"]',
)
_SVG_FONT = "Book Sans"


@dataclass(frozen=True, slots=True)
class BookSection:
    """A heading that stands in the contents."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A chapter for paper. Its own heading is of ``level``, those in ``html`` of lower ones."""

    anchor: str
    title: str
    description: str
    level: int
    sections: Sequence[BookSection]
    html: Markup


@dataclass(frozen=True, slots=True)
class BookPart:
    """Chapters below one heading; a chapter that is alone there stands for the part."""

    title: str
    anchor: str
    chapters: Sequence[Printed]


def parts(source: FinishedSite, book: Book, page: str) -> tuple[BookPart, ...]:
    """The book in its parts; ``page`` is the word before the number of a page."""
    homes = {known: chapter.anchor for chapter in book.chapters for known in (chapter.anchor, *ids(chapter.body))}
    for chapter in book.chapters:
        # A citation says what work it means.
        for work in chapter.body.xpath('.//div[@class="reference"]/@id'):
            del homes[work]
    # What stands at the end of every chapter tells nothing in the contents.
    titles = Counter(_text(heading) for chapter in book.chapters for heading in chapter.body.iter("h2"))
    usual = {title for title, count in titles.items() if count > 2}
    grouped = [(title, list(chapters)) for title, chapters in groupby(book.chapters, lambda chapter: chapter.part)]
    return tuple(
        BookPart(
            title,
            f"part-{number}",
            tuple(
                _printed(source, book, chapter, 1 if len(chapters) == 1 else 2, homes, page, usual)
                for chapter in chapters
            ),
        )
        for number, (title, chapters) in enumerate(grouped, 1)
    )


def _printed(
    source: FinishedSite, book: Book, chapter: Chapter, level: int, homes: Mapping[str, str], page: str, usual: Set[str]
) -> Printed:
    body = chapter.body
    for figure in body.xpath('.//*[contains(@class, "diagram")]/figure[svg]'):
        _draw(figure)
    for xpath in _ON_SCREEN:
        for element in body.xpath(xpath):
            element.drop_tree()
    for player in list(body.iter("audio", "video")):
        stand_in(source, book.locale, player)
    for picture in body.iter("img"):
        picture.set("src", f"site:{quote(picture.get('src'))}")
    for table in list(body.iter("table")):
        _lay_out(table)
    for term in body.xpath('.//h3[@class="term"]'):
        _keep_together(term)
    for numbered in body.iter("ol"):
        _number(numbered)
    for places in body.xpath('.//ul[@class="facts"]/li[a] | .//p[@class="cited-on"][a]'):
        _only_in_book(places)
    for link in body.xpath(".//a[@href]"):
        _say_where(link, chapter.anchor, homes, page)
    sections = tuple(
        BookSection(heading.get("id"), _text(heading))
        for heading in body.iter("h2")
        if _text(heading) not in usual and _leads_to_text(heading)
    )
    for heading in list(body.iter("h2", "h3", "h4", "h5")):
        heading.set("class", f"{heading.get('class', '')} {heading.tag}".strip())
        heading.tag = f"h{int(heading.tag[1]) + level - 1}"
    html = (body.text or "") + "".join(lxml.html.tostring(child, encoding="unicode") for child in body)
    return Printed(chapter.anchor, chapter.title, chapter.description, level, sections, Markup(html))


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _leads_to_text(heading: HtmlElement) -> bool:
    """Whether the heading stands before text, and not before terms, works or statements."""
    following = heading.getnext()
    listed = following is not None and following.tag in ("ul", "ol") and following.get("class")
    return heading.get("class") != "letter" and not listed


def _draw(figure: HtmlElement) -> None:
    """Leave the drawing for a wide column, if there are two, and let its description say all that it shows."""
    drawings = figure.findall("svg")
    for other in drawings[:-1]:
        other.drop_tree()
    svg = drawings[-1]
    svg.attrib.pop("display", None)
    svg.attrib.pop("aria-labelledby", None)
    svg.set("font-family", _SVG_FONT)
    title, description = svg.find("title"), svg.find("desc")
    facts = [_text(item) for item in figure.iterfind(".//details//li")]
    # WeasyPrint takes the title alone for the text that stands for the figure.
    title.text = " ".join([f"{title.text}.", description.text, *facts])
    description.drop_tree()
    # The caption follows the figure, for the eye as for the ear.
    caption = figure.find("figcaption")
    name = caption.find("strong")
    said = builder.P(name.tail.strip())
    if following := list(name.itersiblings()):
        said.text += " "
        said.extend(following)
    name.tag, name.tail = "p", None
    name.classes.add("caption-title")
    caption.append(said)
    figure.append(caption)


def _lay_out(table: HtmlElement) -> None:
    columns = max((len(row) for row in table.iter("tr")), default=0)
    table.set("class", f"table columns-{columns}")
    for heading in table.iterfind("thead/tr/th"):
        heading.set("scope", "col")


def _number(numbered: HtmlElement) -> None:
    """Give the items of an ordered list their numbers, where these do not simply count from one."""
    items = numbered.findall("li")
    backwards = "reversed" in numbered.attrib
    start = numbered.get("start", "").strip()
    if not (backwards or start or any(item.get("value") for item in items)):
        return
    number = int(start) if re.fullmatch(r"[+-]?\d{1,9}", start) else len(items) if backwards else 1
    for item in items:
        value = item.get("value", "").strip()
        number = int(value) if re.fullmatch(r"[+-]?\d{1,9}", value) else number
        item.set("style", f"counter-increment: list-item 0; counter-set: list-item {number}")
        number += -1 if backwards else 1


def _keep_together(term: HtmlElement) -> None:
    """Put a term and what is said of it into one block of two columns, the term with its equivalent in the first."""
    entry = term.getnext()
    block, left = builder.DIV(builder.CLASS("term-block")), builder.DIV(builder.CLASS("term-side"))
    term.addprevious(block)
    block.extend([left, entry])
    left.append(term)
    left.extend(entry.xpath('./p[@class="equivalent"]'))
    block.tail = "\n"


def _only_in_book(places: HtmlElement) -> None:
    """Leave out of a list of links what is not in the book, with a link to the site or without one."""
    inside = [link for link in places.findall("a") if link.get("href").startswith("#")]
    between = "; " if any(";" in (link.tail or "") for link in inside) else ", "
    for link in places.findall("a"):
        link.drop_tree()
    places.find("b").tail = " "
    for link in inside:
        link.tail = between if link is not inside[-1] else None
    places.extend(inside)


def _say_where(link: HtmlElement, here: str, homes: Mapping[str, str], page: str) -> None:
    """Show the page beside a link to another chapter, but not for terms and citations, and the address of others."""
    link.attrib.pop("aria-describedby", None)
    link.attrib.pop("title", None)
    href = link.get("href")
    if not href.startswith("#"):
        link.classes.add("outside")
        address = href.removeprefix("mailto:")
        if link.text_content().strip() not in (href, address):
            _after(link, builder.SPAN(builder.CLASS("address"), f" ({address})"))
        return
    target = href[1:]
    if homes.get(target, here) == here or link.get("class") == "gloss":
        return
    link.classes.add("to-page")
    number = builder.SPAN(builder.CLASS("page-number"), **{"data-target": href})
    _after(link, builder.SPAN(builder.CLASS("at-page"), f" ({page} ", number, ")"))


def _after(link: HtmlElement, addition: HtmlElement) -> None:
    addition.tail, link.tail = link.tail, None
    link.addnext(addition)
