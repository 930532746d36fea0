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


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap."""
    parts, at = [], 0
    for edit in sorted(edits):
        parts += [text[at : edit.start], edit.replacement]
        at = edit.end
    return "".join(parts) + text[at:]


def acceptable(edits: Sequence[Edit], accepts: Callable[[Sequence[Edit]], bool]) -> list[Edit]:
    """Those of the edits that ``accepts`` takes: all at once if it can be, else found by halving."""
    if not edits or accepts(edits):
        return list(edits)
    if len(edits) == 1:
        return []
    middle = len(edits) // 2
    kept = acceptable(edits[:middle], accepts) + acceptable(edits[middle:], accepts)
    return kept if accepts(kept) else []
