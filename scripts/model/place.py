"""Where something stands in a source file, and what could not be read there."""

from __future__ import annotations

from dataclasses import dataclass

from .message import Message


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position: path relative to the site's root (POSIX), line and column from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Something met while loading that kept a part of the site from being read.

    ``kind`` names the part: encoding, yaml, front-matter, directory, empty, data-block, rendering, limit,
    extension, locale, glossary, references, article or diagram.
    """

    kind: str
    place: Place
    message: Message
    hint: Message
