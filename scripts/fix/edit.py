"""Edits of a text, by character offset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """In the file at ``path``, the characters ``start`` to ``end`` of its text give way to ``replacement``.

    Offsets count as in ``Source.text``: without byte-order mark, every line end one character.
    """

    path: str
    start: int
    end: int
    replacement: str

    @property
    def is_insertion(self) -> bool:
        """Whether it takes nothing away, as when a heading gets an id."""
        return self.start == self.end


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap."""
    parts, at = [], 0
    for edit in sorted(edits):
        parts += [text[at : edit.start], edit.replacement]
        at = edit.end
    return "".join(parts) + text[at:]


def acceptable(edits: Sequence[Edit], accepts: Callable[[Sequence[Edit]], bool]) -> list[Edit]:
    """Edits that ``accepts`` takes together, none of the others with them: all at once, or what halving finds.

    One that is refused may be taken once another one is, which it did not stand beside when it was tried.
    """
    kept: list[Edit] = []
    while more := _added(kept, [edit for edit in edits if edit not in kept], accepts):
        kept += more
    return sorted(kept)


def _added(kept: list[Edit], edits: Sequence[Edit], accepts: Callable[[Sequence[Edit]], bool]) -> list[Edit]:
    """Those of the edits that can be added to ``kept``, which ``accepts`` takes."""
    if not edits or accepts(sorted([*kept, *edits])):
        return list(edits)
    if len(edits) == 1:
        return []
    middle = len(edits) // 2
    first = _added(kept, edits[:middle], accepts)
    return first + _added([*kept, *first], edits[middle:], accepts)
