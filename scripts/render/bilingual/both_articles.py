"""One article with both languages, made from those of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import lxml.html
from lxml.html import HtmlElement
from lxml.html.builder import DIV, H1, SPAN, A, P

from scripts.model.anchors import QUIZ
from scripts.model.markdown.markup import parse_html

from ..address import relative
from ..article.rendered import Rendered
from ..labels import LABELS
from .relinking import relink, rename_ids
from .sections import HeadedBlocks, Sides, pair, row, sections, without_alphabet


@dataclass(frozen=True, slots=True)
class Side:
    """A page in one language: its address from the top of the site, and HTML of what stands ``below`` its article."""

    page: Rendered
    path: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is taken from one side: the blocks of its article without the title, the title, what stands below."""

    side: Side
    body: HtmlElement
    title: HtmlElement
    below: tuple[HtmlElement, ...]

    @property
    def locale(self) -> str:
        return self.side.page.locale


def bilingual_article(first: Side, second: Side, path: str, instead: Mapping[str, tuple[str, str]]) -> Rendered:
    """The article of the page ``path`` that shows ``first`` and ``second`` section by section, what is below them last.

    The ids of ``first`` stay as they are, those of ``second`` end in its locale. ``instead`` says which pages of the
    site are linked by other addresses, and with which suffix of their ids; see ``relink``. There are no headings and
    no search entries, for each language has its own.
    """
    one, two = _parts(first, path, instead), _parts(second, path, instead)
    pairs = pair(sections(one.body), without_alphabet(sections(two.body)))
    rename_ids(DIV(two.body, *two.below), f"-{two.locale}")
    descriptions = (first.page.description, second.page.description)
    return replace(
        first.page,
        title=f"{one.title.text_content()} – {two.title.text_content()}",
        description=" / ".join(descriptions),
        html=lxml.html.tostring(_together(one, two, pairs, path), encoding="unicode"),
        headings=(),
        entries=(),
    )


def _parts(side: Side, path: str, instead: Mapping[str, tuple[str, str]]) -> _Parts:
    body, below = parse_html(f"{side.page.html}\n"), parse_html(side.below)
    for tree in (body, below):
        relink(tree, side.path, path, instead)
    # Whoever compares languages is not to be asked twice.
    for element in body.xpath(f'//*[@id="{QUIZ}"] | //div[contains(concat(" ", @class, " "), " quiz ")]'):
        element.drop_tree()
    title = body.xpath(".//h1")[0]
    for mark in title.xpath('.//a[@class="headerlink"]'):
        mark.drop_tree()
    # The title stands above both columns, and what adorned it goes with it.
    (title if title.getparent() is body else title.getparent()).drop_tree()
    return _Parts(side, body, title, tuple(below.iterchildren("*")))


def _together(one: _Parts, two: _Parts, pairs: Sequence[Sides], path: str) -> HtmlElement:
    """The title, the pairs, what stands below in a last pair, and the hidden meanings of the terms."""
    below = (HeadedBlocks("", one.below), HeadedBlocks("", two.below))
    rows = [row(dict(zip((one.locale, two.locale), sides, strict=True))) for sides in (*pairs, below)]
    filled = DIV({"class": "bilingual"}, _languages(one, two, path), _title(one, two), *rows)
    for part in (one, two):
        for note in part.body.findall("div[@hidden]"):
            note.set("lang", part.locale)
            filled.append(note)
    return filled


def _languages(one: _Parts, two: _Parts, path: str) -> HtmlElement:
    labels = DIV({"class": "pair pair--languages"})
    for part in (one, two):
        link = A(LABELS[part.locale]["alone"], href=relative(part.side.path, path), hreflang=part.locale)
        labels.append(P({"class": "pair__side", "lang": part.locale}, link))
    return labels


def _title(one: _Parts, two: _Parts) -> HtmlElement:
    heading = H1({"class": "pair"})
    for part in (one, two):
        side = SPAN({"class": "pair__side", "lang": part.locale})
        side.text = part.title.text
        side.extend(part.title)
        side.tail = " "
        heading.append(side)
    return heading
