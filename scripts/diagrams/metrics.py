"""How wide a text may turn out on a reader's screen, and how it breaks into lines.

Nobody knows which system font a reader has. ``advances.json`` holds the advance widths (thousandths of the font size,
rounded up) of DejaVu Sans 2.37, regular and bold, read from the ``hmtx`` tables of Debian's fonts-dejavu-core: with
Verdana, whose proportions it shares, the widest sans serif that systems commonly come with. What fits in it fits in
the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path


@cache
def _advances(bold: bool) -> Mapping[str, int]:
    table = json.loads(Path(__file__).with_name("advances.json").read_text(encoding="utf-8"))
    return {character: width for group, width in table["bold" if bold else "regular"].items() for character in group}


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of ``text`` at a font size; a character that the table does not know counts as its widest."""
    advances = _advances(bold)
    widest = max(advances.values())
    return sum(advances.get(character, widest) for character in text) * size / 1000


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """``text`` in as few lines as fit into ``room``, all of nearly the same length.

    A word that is wider than the room breaks after its hyphens; one without stands on a line of its own and sticks out.
    """
    lines = _fill(text, room, size, bold)
    # The narrowest measure with as many lines: no word is left alone on the last.
    low, high = 0.0, room
    while high - low > 1:
        middle = (low + high) / 2
        if len(_fill(text, middle, size, bold)) > len(lines):
            low = middle
        else:
            high = middle
    return _fill(text, high, size, bold)


def _fill(text: str, room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        fits = width(word, size, bold) <= room
        for part, space in ((word, " "),) if fits else _parts(word):
            if lines and width(f"{lines[-1]}{space}{part}", size, bold) <= room:
                lines[-1] += f"{space}{part}"
            else:
                lines.append(part)
    return lines


def _parts(word: str) -> Iterator[tuple[str, str]]:
    """The parts of a word up to each of its hyphens, with what stands before them on a line."""
    for match in re.finditer(r"[^-]*-+|[^-]+", word):
        yield match.group(), "" if match.start() else " "
