"""Passages of which one says what the other says."""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeVar
from zlib import crc32

from rapidfuzz import fuzz

from scripts.model.memory import asked
from scripts.model.page import Page
from scripts.model.passages import Passage

from ..rule import where_held

Key = TypeVar("Key", bound=Any)

# Shorter passages, "Baca juga" or the name of a stage, repeat with good reason.
_ENOUGH_WORDS = 9
_SHINGLE_WORDS = 4
# A shingle in more passages than this is a phrase of the trade; without the bound the search would not stay linear.
COMMON = 40
# One word changed in nine, the shortest passage looked at, leaves a third of its shingles of four words.
_SHARED_SHINGLES = 0.3
# Similarity in percent (Indel distance). One word of nine changed, in a sentence of that length, left 90 to 95.
_ALIKE = 85.0


@dataclass(frozen=True, slots=True)
class Worded:
    """A passage, and its words in lower case with a blank between them."""

    passage: Passage
    text: str

    @property
    def shingles(self) -> set[int]:
        """The hash of every run of four words."""
        words = self.text.split()
        return set(map(hash, zip(*(words[start:] for start in range(_SHINGLE_WORDS)), strict=False)))

    @property
    def sums(self) -> Iterator[int]:
        """The check sum of every run of four words; the same in every process."""
        text = self.text.encode()
        starts = [0, *accumulate(len(word) + 1 for word in text.split(b" "))]
        return (crc32(text[start : end - 1]) for start, end in zip(starts, starts[_SHINGLE_WORDS:], strict=False))


@asked(where_held("D"))
def worded(_: None) -> Callable[[Page], tuple[Worded, ...]]:
    """What finds the passages of a page that are long enough to compare."""
    return lambda page: tuple(_worded(page.passages))


def _worded(passages: Iterable[Passage]) -> Iterator[Worded]:
    for passage in passages:
        words = re.findall(r"\w+", passage.text.casefold())
        if len(words) >= _ENOUGH_WORDS:
            yield Worded(passage, " ".join(words))


@asked(where_held("D", lambda site: sys.byteorder))
def shingle_sums(_: str) -> Callable[[Page], bytes]:
    """What finds check sums of all shingles of a page, 32 bits each in the order of bytes of this machine."""
    return lambda page: array("I", sorted({sum_ for one in _worded(page.passages) for sum_ in one.sums})).tobytes()


def similar(passages: Sequence[Worded]) -> Iterator[tuple[Worded, Worded, float]]:
    """Each passage with the earlier one most like it, and how alike they are in percent, where that is enough.

    Candidates share shingles of words (Broder 1997, "On the resemblance and containment of documents"); only they are
    compared letter by letter, so that the work grows with the number of passages and not with its square.
    """
    shingles = [passage.shingles for passage in passages]
    repeated = _repeated(shingles)
    holders: dict[int, list[int]] = {}
    for number, passage in enumerate(passages):
        # By far most shingles of a site stand in one passage only, and lead nowhere.
        ours = shingles[number] & repeated
        best = most_like(passage, shared(ours, holders), lambda other: (passages[other], len(shingles[other])))
        if best:
            yield passage, passages[best[0]], best[1]
        for shingle in ours:
            places = holders.setdefault(shingle, [])
            if len(places) < COMMON:
                places.append(number)


def shared(shingles: Iterable[int], holders: Mapping[int, Sequence[Key]]) -> Counter[Key]:
    """How many of the shingles each of their holders has."""
    return Counter(other for shingle in shingles for other in holders.get(shingle, ()))


def most_like(
    passage: Worded, counts: Counter[Key], passage_of: Callable[[Key], tuple[Worded, int]]
) -> tuple[Key, float] | None:
    """The passage most like this one, the first of several, and how alike they are; None where none is alike enough.

    ``counts`` are the shingles that others share with it; ``passage_of`` tells another one and how many it has.
    """
    best: Key | None = None
    likeness = 0.0
    own = len(passage.shingles)
    for key, count in sorted(counts.items()):
        other, theirs = passage_of(key)
        if count >= _SHARED_SHINGLES * min(own, theirs):
            ratio = fuzz.ratio(passage.text, other.text, score_cutoff=max(_ALIKE, likeness))
            if ratio > likeness:
                best, likeness = key, ratio
    return None if best is None else (best, likeness)


def _repeated(shingles: Iterable[set[int]]) -> set[int]:
    """Those that stand in more than one set."""
    once: set[int] = set()
    repeated: set[int] = set()
    for some in shingles:
        repeated |= once & some
        once |= some
    return repeated
