"""Finding terms in running text: any case, longest first, with the endings a language writes onto a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# What may follow a term without a space: Indonesian clitics and particles, the English possessive.
ENDINGS = {"id": re.compile(r"(?:ku|mu|nya)?(?:lah|kah|pun)?$"), "en": re.compile(r"(?:['’]s)?$")}


@dataclass(frozen=True, slots=True)
class Match:
    """``key`` was found at characters ``start`` to ``end`` of the text."""

    key: str
    start: int
    end: int


def longest(matches: Iterable[Match]) -> Iterator[Match]:
    """Those of all matches in a text that do not overlap, the longest at each position."""
    end = 0
    for start, found in groupby(matches, key=attrgetter("start")):
        if start >= end:
            match = max(found, key=attrgetter("end"))
            end = match.end
            yield match


class Matcher:
    """Finds whole-word phrases; built once per language from (form, key) pairs, linear in the text."""

    def __init__(self, forms: Iterable[tuple[str, str]], locale: str) -> None:
        self._endings = ENDINGS.get(locale)
        self._doubles = locale == "id"
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        # Texts hold far more words than different ones: what each may stand for, and which phrases it may begin.
        self._known: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._begun: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for form, key in forms:
            words = tuple(_WORD.findall(form.casefold()))
            if words:
                self._phrases.setdefault(words[0], []).append((words, key))

    def find(self, text: str) -> Iterator[Match]:
        """Matches from left to right that do not overlap, the longest at each position."""
        return longest(self.find_all(text))

    def find_all(self, text: str) -> Iterator[Match]:
        """Every match from left to right, shorter ones inside longer ones too."""
        for found in self._by_word(text):
            yield from found

    def _by_word(self, text: str) -> Iterator[list[Match]]:
        """The matches that begin at each word at which any does."""
        words = list(_WORD.finditer(text))
        for index, word in enumerate(words):
            begun = self._begun.get(word.group())
            if begun is None:
                begun = [p for form in self._forms(word.group())[1] for p in self._phrases.get(form, ())]
                self._begun[word.group()] = begun
            found = [
                Match(key, word.start(), span[-1].end())
                for phrase, key in begun
                if self._fits(text, phrase, span := words[index : index + len(phrase)])
            ]
            if found:
                yield found

    def _fits(self, text: str, phrase: tuple[str, ...], span: list[re.Match[str]]) -> bool:
        """Whether the words of ``span`` are those of ``phrase``, which may begin with the first of them."""
        if len(span) < 2 or len(span) < len(phrase):
            return len(span) == len(phrase)
        # The word that most often decides comes first.
        return (
            phrase[-1] in self._forms(span[-1].group())[1]
            and all(part in self._forms(word.group())[0] for part, word in zip(phrase[:-1], span[:-1], strict=True))
            and all(text[before.end() : after.start()].isspace() for before, after in pairwise(span))
        )

    def _forms(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a word may stand for inside a phrase, and at its end."""
        forms = self._known.get(word)
        if forms is None:
            plain = word.casefold()
            inside = self._singular(plain)
            # An ending belongs to the last word of a phrase: "kliennya baru" is not the term "klien baru".
            bare = self._singular(self._endings.sub("", plain)) if self._endings else ()
            forms = self._known[word] = (inside, tuple(dict.fromkeys(inside + bare)))
        return forms

    def _singular(self, word: str) -> tuple[str, ...]:
        # Indonesian makes a plural by saying the word twice: nilai-nilai.
        once, _, again = word.rpartition("-")
        return (word, once) if self._doubles and once == again else (word,)
