"""D: passages that say the same as others in the same language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from scripts.model.message import say
from scripts.model.page import Page
from scripts.model.passages import Passage
from scripts.model.site import Site

from .rule import WARNING, Finding, rule

# Shorter passages, "Baca juga" or the name of a stage, repeat with good reason.
_ENOUGH_WORDS = 9
_SHINGLE_WORDS = 4
# A shingle in more passages than this is a phrase of the trade; without the bound the search would not stay linear.
_COMMON = 40
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


def worded(_: None) -> Callable[[Page], tuple[Worded, ...]]:
    """What finds the passages of a page that are long enough to compare."""
    return lambda page: tuple(_worded(page.passages))


def _worded(passages: Iterable[Passage]) -> Iterator[Worded]:
    for passage in passages:
        words = re.findall(r"\w+", passage.text.casefold())
        if len(words) >= _ENOUGH_WORDS:
            yield Worded(passage, " ".join(words))


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
        shared = Counter(other for shingle in ours for other in holders.get(shingle, ()))
        best, likeness = None, 0.0
        for other, count in shared.items():
            if count < _SHARED_SHINGLES * min(len(shingles[number]), len(shingles[other])):
                continue
            ratio = fuzz.ratio(passage.text, passages[other].text, score_cutoff=max(_ALIKE, likeness))
            if ratio > likeness:
                best, likeness = passages[other], ratio
        if best:
            yield passage, best, likeness
        for shingle in ours:
            places = holders.setdefault(shingle, [])
            if len(places) < _COMMON:
                places.append(number)


def _repeated(shingles: Iterable[set[int]]) -> set[int]:
    """Those that stand in more than one set."""
    once: set[int] = set()
    repeated: set[int] = set()
    for some in shingles:
        repeated |= once & some
        once |= some
    return repeated


@rule("D01", WARNING)
def repeated(site: Site) -> Iterator[Finding]:
    """No passage says what another one of its language says, or nearly so.

    What is said twice is mended once, and then the site contradicts itself. The article printed a list twice, with one
    word changed.
    """
    found = site.facts(worded, tuple[Worded, ...])
    for locale in site.config.locales:
        passages = [passage for page in site.in_locale(locale) for passage in found[page.slug, locale]]
        for later, earlier, likeness in similar(passages):
            yield Finding(
                later.passage.place,
                say(
                    "this passage says what {path}:{line} says ({percent} per cent alike)",
                    path=earlier.passage.place.path,
                    line=earlier.passage.place.line,
                    percent=int(likeness),
                ),
                say("say it in one place and link to it from the other, or reword what is meant differently"),
            )
