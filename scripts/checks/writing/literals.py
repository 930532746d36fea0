"""Texts without which a pattern cannot match: looking for them first spares most searches."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

# What compiles patterns reads them with this; its trees have kept their form since Python 3.5.
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# More texts than these are not looked for one by one.
_MOST = 8

# Texts of which any one will do.
Choice = tuple[str, ...]


def may_match(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """What tells whether a text has all without which ``pattern`` cannot match anywhere in it."""
    choices = literals(pattern)
    if len(choices) == 1 and len(choices[0]) == 1:
        (only,) = choices[0]
        return lambda text: only in text
    return lambda text: all(any(map(text.__contains__, choice)) for choice in choices)


def literals(pattern: re.Pattern[str]) -> tuple[Choice, ...]:
    """Choices of texts: one of each stands in all that ``pattern`` matches; none where nothing can be told."""
    if pattern.flags & re.IGNORECASE:
        return ()
    return tuple(dict.fromkeys(_choices(parser.parse(pattern.pattern, pattern.flags))))


def _choices(items: Sequence[tuple[Any, Any]]) -> list[Choice]:
    """Those for a sequence of parts, a text for each run of letters among them."""
    found: list[Choice] = []
    run = ""
    for code, value in items:
        if code is parser.LITERAL:
            run += chr(value)
        else:
            found += [(run,)] if run else []
            found += _of(code, value)
            run = ""
    return found + ([(run,)] if run else [])


def _of(code: Any, value: Any) -> list[Choice]:  # noqa: ANN401
    """Those for one part of a pattern; none for what may match without any, and for what nobody looks at here."""
    if code is parser.SUBPATTERN:
        _, added, _, inside = value
        return [] if added & re.IGNORECASE else _choices(inside)
    if code in (parser.MAX_REPEAT, parser.MIN_REPEAT, parser.POSSESSIVE_REPEAT):
        least, _, inside = value
        if least and len(inside) == 1 and inside[0][0] is parser.LITERAL:
            return [(chr(inside[0][1]) * least,)]
        return _choices(inside) if least else []
    if code is parser.BRANCH:
        parts = [_telling(_choices(branch)) for branch in value[1]]
        texts = tuple(dict.fromkeys(text for part in parts for text in part))
        return [texts] if all(parts) and len(texts) <= _MOST else []
    if code is parser.IN and len(value) <= _MOST and all(kind is parser.LITERAL for kind, _ in value):
        return [tuple(chr(character) for _, character in value)]
    return []


def _telling(choices: list[Choice]) -> Choice:
    """The one of the choices that tells most: its texts are long and few."""
    return min(choices, key=lambda texts: (-min(map(len, texts)), len(texts)), default=())
