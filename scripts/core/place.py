"""Where something stands in a source file, and what could not be read there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .message import Message


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position: path relative to the site's root (POSIX), line and column from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1


def line_starts(text: str) -> tuple[int, ...]:
    """The offsets at which the lines of ``text`` begin, as editors count them: one ends at ``\\n`` alone.

    YAML, XML and Python know further line ends (U+0085, U+2028, form feed); what they number is not what people see.
    """
    starts = [0]
    while end := text.find("\n", starts[-1]) + 1:
        starts.append(end)
    return tuple(starts)


def place_at(path: str, text: str, starts: Sequence[int], offset: int) -> Place:
    """The place of a character offset in ``text``, whose lines begin at ``starts``; always inside the file."""
    # What is missing at the end is missing at the end of the last line, not in an empty one after it.
    end = len(text) - 1 if text.endswith("\n") else len(text)
    offset = max(min(offset, end), 0)
    line = bisect_right(starts, offset)
    return Place(path, line, offset - starts[line - 1] + 1)


def as_lines(text: str) -> str:
    """``text`` with every line end as ``\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def undecoded(path: str, error: UnicodeDecodeError) -> Place:
    """Where the bytes stand that are no text in this encoding: after all that could be read."""
    before = as_lines(error.object[: error.start].decode(error.encoding, "replace").removeprefix("\ufeff"))
    return Place(path, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something met while loading that kept a part of the site from being read.

    ``kind`` names the part: encoding, yaml, front-matter, directory, empty, data-block, rendering, limit,
    extension, locale, text, glossary, references, article or diagram.
    """

    kind: str
    place: Place
    message: Message
    hint: Message
