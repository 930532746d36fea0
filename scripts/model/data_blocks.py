"""What pages show of the site's data, by a line ``[[name]]`` of its own: one entry for each block."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

from scripts.core.place import Place

from . import anchors
from .references import GROUPS

if TYPE_CHECKING:
    from .outline import Outline
    from .page import Page
    from .site import Site

# For those who look after the site; and what says again, or only names, what other pages treat.
SERVICE, ASIDE = "service", "aside"


def _terms(site: Site) -> Mapping[str, Place | None]:
    return {term.id: term.place for term in site.glossary.terms.values()} if site.glossary else {}


def _works(site: Site) -> Mapping[str, Place | None]:
    works = {key: work for key, work in (site.references or {}).items() if key in site.cited}
    headings = {GROUPS[work.group]: None for work in works.values() if GROUPS[work.group]}
    return {**headings, **{key: work.place for key, work in works.items()}}


def _statements(site: Site) -> Mapping[str, Place | None]:
    if not site.article:
        return {}
    sections = (anchors.article_section(section.id) for section in site.article.sections)
    return dict.fromkeys([*sections, *(anchors.statement(one.number) for one in site.article.statements())])


@dataclass(frozen=True, slots=True)
class DataBlock:
    """A block, and what holds for the pages that have it; its template is ``render/article/templates/NAME.md``.

    What a template needs beyond site, page and bibliography stands in ``render/article/blocks.py``. ``side_by_side``
    pages are shown in both languages at once, ``in_book`` pages are chapters of EPUB and PDF, ``search`` is how results
    on them are ranked: ``SERVICE``, ``ASIDE`` or, as any page, "". ``anchors`` are those that the block gives to
    readers to link to, with the entry of a data file that each comes from; no page gives those or the ``reserved`` ids
    itself.
    """

    name: str
    side_by_side: bool = True
    in_book: bool = True
    search: str = ""
    anchors: Callable[[Site], Mapping[str, Place | None]] = field(default=lambda site: {})
    reserved: frozenset[str] = frozenset()


_LETTERS = (*ascii_lowercase, *digits, anchors.NO_LETTER)
# Works to cite are the same in both languages, and so are the flash cards, which go both ways, and files to download;
# rules and state are for those who write, not for those who read.
DATA_BLOCKS: Mapping[str, DataBlock] = {
    block.name: block
    for block in (
        DataBlock("glossary", anchors=_terms, reserved=frozenset({"filter", *map(anchors.letter, _LETTERS)})),
        DataBlock(
            "cards",
            side_by_side=False,
            in_book=False,
            reserved=frozenset({"card-deck", "direction", "card-record", "card-other"}),
        ),
        DataBlock("references", side_by_side=False, anchors=_works, reserved=frozenset(filter(None, GROUPS.values()))),
        DataBlock("article", search=ASIDE, anchors=_statements),
        DataBlock("rules", side_by_side=False, in_book=False, search=SERVICE),
        DataBlock("status", side_by_side=False, in_book=False, search=SERVICE),
        DataBlock("editions", side_by_side=False),
        DataBlock("origins"),
        DataBlock("questions", side_by_side=False, in_book=False, search=ASIDE),
        DataBlock("test", side_by_side=False, in_book=False, search=ASIDE),
    )
}


def blocks_of(page: Page | Outline) -> list[DataBlock]:
    """The blocks that the page has; names that are none stand in its ``data_blocks`` as well."""
    return [DATA_BLOCKS[name] for name in page.data_blocks if name in DATA_BLOCKS]


def blocks_where(wanted: Callable[[DataBlock], bool]) -> frozenset[str]:
    """The names of the blocks for which this is true."""
    return frozenset(name for name, block in DATA_BLOCKS.items() if wanted(block))
