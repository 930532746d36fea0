"""The text of a page cut into sections, and the sections of several languages put side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement
from lxml.html.builder import DIV, E, P

from scripts.model.markdown.markup import HEADINGS
from scripts.model.origins import classes_of

from ..labels import LABELS

# The letters of the glossary and the index of them: each language has its own order, and one order serves both.
_ALPHABET = frozenset({"letter", "letters"})


@dataclass(frozen=True, slots=True)
class HeadedBlocks:
    """A heading and the blocks below it, up to the next heading of any level.

    ``anchor`` is the heading's id, "" before the first heading.
    """

    anchor: str
    blocks: tuple[HtmlElement, ...]


Sides = tuple[HeadedBlocks | None, HeadedBlocks | None]


def sections(body: HtmlElement) -> list[HeadedBlocks]:
    """The sections of ``body`` in reading order; hidden blocks, and a filter for one language, belong to none."""
    found: list[tuple[str, list[HtmlElement]]] = [("", [])]
    for block in body.iterfind("*"):
        if block.get("hidden") is not None or "filter" in classes_of(block):
            continue
        if block.tag in HEADINGS:
            found.append((block.get("id", ""), []))
        found[-1][1].append(block)
    return [HeadedBlocks(anchor, tuple(blocks)) for anchor, blocks in found if blocks]


def without_alphabet(found: Sequence[HeadedBlocks]) -> list[HeadedBlocks]:
    """``found`` without letters and their index, for a language whose entries stand in the order of another."""
    kept = [
        HeadedBlocks(section.anchor, tuple(block for block in section.blocks if not classes_of(block) & _ALPHABET))
        for section in found
    ]
    return [section for section in kept if section.blocks]


def pair(first: Sequence[HeadedBlocks], second: Sequence[HeadedBlocks]) -> list[Sides]:
    """Sections with the same anchor side by side, in the order of ``first``.

    What only ``second`` has follows the section that precedes it there.
    """
    own = {section.anchor for section in first}
    theirs = {section.anchor: section for section in second}
    extra: dict[str | None, list[HeadedBlocks]] = {}
    before = None
    for section in second:
        if section.anchor in own:
            before = section.anchor
        else:
            extra.setdefault(before, []).append(section)
    pairs: list[Sides] = [(None, section) for section in extra.get(None, ())]
    for section in first:
        pairs.append((section, theirs.get(section.anchor)))
        pairs += [(None, lone) for lone in extra.get(section.anchor, ())]
    return pairs


def row(sides: Mapping[str, HeadedBlocks | None]) -> HtmlElement:
    """A pair of sections as HTML: by locale what each language says, or that it says nothing here.

    Blocks of the same kind stand in the same line of the grid; where the languages are built differently, only their
    headings do.
    """
    present = [section for section in sides.values() if section]
    anchor = present[0].anchor
    if any(classes_of(block) & _ALPHABET for block in present[0].blocks) and len(present) == 1:
        locale = next(locale for locale, section in sides.items() if section)
        return DIV(*present[0].blocks, {"class": "pair pair--both", "lang": locale})
    alike = len({tuple(block.tag for block in section.blocks) for section in present}) == 1
    lines = max(len(section.blocks) for section in present) if alike else 2
    pair = DIV({"class": "pair", "style": f"--lines: {lines}", "data-anchor": anchor})
    for locale, section in sides.items():
        pair.append(DIV({"class": "pair__side", "lang": locale}, *_lines(locale, section, alike)))
    return pair


def _lines(locale: str, section: HeadedBlocks | None, alike: bool) -> Sequence[HtmlElement]:
    if not section:
        return (P(LABELS[locale]["no_section"], {"class": "pair__absent"}),)
    if alike:
        return section.blocks
    headed = int(section.blocks[0].tag in HEADINGS)
    return (*section.blocks[:headed], E.div(*section.blocks[headed:]))
