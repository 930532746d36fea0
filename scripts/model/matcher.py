"""Finding terms in running text: any case, longest first, with the endings a language writes onto a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# What may follow a term without a space: Indonesian clitics and particles, the English possessive.
ENDINGS = {"id": re.compile(r"(?:ku|mu|nya)?(?:lah|kah|pun)?$"), "en": re.compile(r"(?:['’]s)?$")}


@dataclass(frozen=True, slots=True)
class Match:
    """``key`` was found at characters ``start`` to ``end`` of the text."""

    key: str
    start: int
    end: int


class Matcher:
    """Finds whole-word phrases; built once per language from (form, key) pairs, linear in the text."""

    def __init__(self, forms: Iterable[tuple[str, str]], locale: str) -> None:
        self._endings = ENDINGS.get(locale)
        self._doubles = locale == "id"
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for form, key in forms:
            words = tuple(_WORD.findall(form.casefold()))
            if words:
                self._phrases.setdefault(words[0], []).append((words, key))

    def find(self, text: str) -> Iterator[Match]:
        """Matches from left to right that do not overlap, the longest at each position."""
        end = 0
        for found in self._by_word(text):
            longest = max(found, key=lambda match: match.end, default=None)
            if longest and longest.start >= end:
                end = longest.end
                yield longest

    def find_all(self, text: str) -> Iterator[Match]:
        """Every match, shorter ones inside longer ones too."""
        for found in self._by_word(text):
            yield from found

    def _by_word(self, text: str) -> Iterator[list[Match]]:
        words = list(_WORD.finditer(text))
        for index, word in enumerate(words):
            candidates = [phrase for form in self._last_forms(word.group()) for phrase in self._phrases.get(form, ())]
            yield [
                Match(key, word.start(), span[-1].end())
                for phrase, key in candidates
                if self._fits(text, phrase, span := words[index : index + len(phrase)])
            ]

    def _fits(self, text: str, phrase: tuple[str, ...], span: list[re.Match[str]]) -> bool:
        if len(span) < len(phrase):
            return False
        gaps = (text[before.end() : after.start()] for before, after in pairwise(span))
        return (
            all(gap.isspace() for gap in gaps)
            and all(part in self._forms(word.group()) for part, word in zip(phrase[:-1], span[:-1], strict=True))
            and phrase[-1] in self._last_forms(span[-1].group())
        )

    def _forms(self, word: str) -> set[str]:
        word = word.casefold()
        # Indonesian makes a plural by saying the word twice: nilai-nilai.
        once, _, again = word.rpartition("-")
        return {word, once} if self._doubles and once == again else {word}

    def _last_forms(self, word: str) -> set[str]:
        # An ending belongs to the last word of a phrase: "kliennya baru" is not the term "klien baru".
        forms = self._forms(word)
        if self._endings:
            forms |= self._forms(self._endings.sub("", word.casefold()))
        return forms
