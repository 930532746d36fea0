"""The passages of a page: paragraphs, list items, table rows and quotations, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from scripts.core.place import Place

from .markdown.markup import Text
from .markdown.source import Source

_PASSAGES = ("p", "li", "tr", "dd", "blockquote", "figcaption")
# Fewer, where markup or another language stands between the first words.
_FIRST_WORDS = (6, 3, 1)
# Without the underscore, which in the source may stand for emphasis.
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one paragraph, list item, table row or the like, without that of passages inside it."""

    text: str
    place: Place


def passages(prose: Sequence[Text], source: Source) -> Iterator[Passage]:
    """Every passage of the prose of a rendered page, in reading order."""
    found: dict[HtmlElement, list[str]] = {}
    for text in prose:
        inside = text.owner.getparent() if text.tail else text.owner
        holder = inside if inside.tag in _PASSAGES else next(inside.iterancestors(*_PASSAGES), None)
        if holder is not None:
            found.setdefault(holder, []).append(text.value)
    first_words = finder(source)
    start = 0
    for parts in found.values():
        passage = " ".join("".join(parts).split())
        if passage:
            begin, end = first_words(passage, start) or (0, start)
            # A passage that begins with the same words is a later one.
            start = end
            yield Passage(passage, source.place(begin))


def finder(source: Source) -> Callable[[str, int], tuple[int, int] | None]:
    """What tells where the first words of a text begin and end in the source, from an offset on if they stand there."""
    words = _WORD.findall(source.prose)
    starts = [match.start() for match in _WORD.finditer(source.prose)]
    # By the words of a run: where it stands, sorted out by the word that follows there.
    following: dict[tuple[str, ...], dict[str, list[int]]] = {}

    def places(run: tuple[str, ...]) -> Sequence[int]:
        """The number of the word with which the run begins, of each one; only runs that texts begin with are listed."""
        if not run:
            return range(len(words))
        *before, last = run
        known = tuple(before)
        if known not in following:
            found = following[known] = {}
            for number in places(known):
                if number + len(known) < len(words):
                    found.setdefault(words[number + len(known)], []).append(number)
        return following[known].get(last, ())

    def first_words(text: str, start: int) -> tuple[int, int] | None:
        opening = tuple(match.group() for match in islice(_WORD.finditer(text), max(_FIRST_WORDS)))
        for count in dict.fromkeys(min(count, len(opening)) for count in _FIRST_WORDS if opening):
            numbers = places(opening[:count])
            if numbers:
                ahead = bisect_left(numbers, bisect_left(starts, start))
                number = numbers[ahead % len(numbers)]
                last = number + count - 1
                return starts[number], starts[last] + len(words[last])
        return None

    return first_words
