"""Where the blocks of one page come from, each with its place in the source: what is remembered of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from scripts.core.place import Place

from .markdown.markup import shown_text, tree_of
from .markdown.origin_marks import MARKS
from .memory import NOT_ASKED, asked
from .origins import MISPLACED, MIXED, Traced, classes_of, trace
from .page import Page
from .passages import finder

if TYPE_CHECKING:
    from .site import Site


@dataclass(frozen=True, slots=True)
class BlockOrigins:
    """What is remembered of a block: its origins, what is wrong with them, and where."""

    origins: tuple[str, ...]
    trouble: str
    place: Place


def told_apart(site: Site) -> tuple[str, list[str]] | object:
    """The work that the site tells apart from all others, and the slugs on which nobody asks; NOT_ASKED for none."""
    settings = site.config.origins
    return (settings.article, sorted(settings.excepted)) if settings else NOT_ASKED


@asked(told_apart)
def block_origins(article_and_excepted: tuple[str, Sequence[str]]) -> Callable[[Page], tuple[BlockOrigins, ...]]:
    """What finds the origins of all blocks of a page but its drawings; none on the pages that are excepted."""
    article, excepted = article_and_excepted

    def find(page: Page) -> tuple[BlockOrigins, ...]:
        if page.slug in excepted or not page.html:
            return ()
        tree = tree_of(page.html)
        cites = {cite: number for number, cite in enumerate(tree.xpath(".//cite[@data-key]"))}
        first_words, start, found = finder(page.source), 0, []
        traced = list(trace(tree, article))
        for block in traced:
            begin, start = first_words(" ".join(shown_text(block.element).split()), start) or (start, start)
            inside = [cites[cite] for cite in block.element.iter("cite") if cite in cites]
            cited = block.trouble == MIXED and inside
            place = page.citations[inside[0]].place if cited else page.place(begin)
            found.append(BlockOrigins(block.origins, block.trouble, place))
        for element in _misplaced(tree, traced):
            begin, _ = first_words(" ".join(shown_text(element).split()), 0) or (0, 0)
            found.append(BlockOrigins((), MISPLACED, page.place(begin)))
        return tuple(found)

    return find


def _misplaced(tree: HtmlElement, traced: Iterable[Traced]) -> list[HtmlElement]:
    """What has the mark of an author and is no block: an item, something in a box, a heading."""
    blocks = {block.element for block in traced}
    return [
        element
        for element in tree.iter()
        if isinstance(element.tag, str) and classes_of(element) & MARKS and element not in blocks
    ]
