"""Finding terms in running text: any case, longest first, with the endings a language writes onto a word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

_SIGNS = str.maketrans("’ʼ＇‐‑“”„‘", "'''--\"\"\"'")
# Nothing to a reader: a place where a long word may be parted.
SOFT_HYPHEN = "\xad"
_WORD = re.compile(r"\w+(?:['’ʼ＇‐‑\xad-]+\w+)*")
# How a text may spell the signs of a form.
_LIKE = {sign: re.escape(sign) for sign in "\\.^$*+?{}[]|()#&~"} | {
    sign: f"(?:{'|'.join([re.escape(sign), *(chr(like) for like, plain in _SIGNS.items() if chr(plain) == sign)])})"
    for sign in "'-\""
}
_LIKE[" "] = r"\s+"
_PART = re.compile(r"[^\W_]+")
_DASH = re.compile(r"(?<=\w)[-‐‑–](?=\w)")
# Addresses, names of mailboxes, files and folders: what stands in them is nobody's wording.
ADDRESS = re.compile(
    r"(?<![\w+.-])[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+|\bmailto:\S+|(?<!\w)@\w[\w.-]*"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.:/])//[\w-]+\.[\w.-]+(?:/\S*)?|(?<![\w.])10\.\d{4,9}/[^\s()\"”]+|(?<!\w)[a-z]:\\\S+"
    r"|(?<![\w./\\-])(?:[a-z]:|~|\.{1,2})?[/\\]?(?:[\w-]+[/\\.])*[\w-]+\.[a-z][a-z0-9]{1,4}\b(?:/[^\s()]*)?(?!\.\w)"
    r"|(?<![^\s(\"“‘'])(?:~|\.{1,2})?/(?:[\w.-]+/)*[\w.-]+",
    re.I,
)
# Without any of these no text holds one; looking for them takes a tenth of the time.
_IN_ADDRESS = re.compile(r"[/@\\]|\.[a-z]|mailto:", re.I)
# What may follow a term without a space: Indonesian clitics and particles, the English possessive.
ENDINGS = {"id": re.compile(r"(?:ku|mu|nya)?(?:lah|kah|pun)?$"), "en": re.compile(r"(?:['’]s)?$")}


class Match(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A form: its words, the signs ``between`` each two of them, and those ``before`` and ``after`` all of them."""

    words: tuple[str, ...]
    between: tuple[str, ...]
    before: str
    after: str
    key: str


def _plain(text: str) -> str:
    """The text with one sign for those that look alike, and one blank for any white space."""
    return re.sub(r"\s+", " ", text.replace(SOFT_HYPHEN, "").translate(_SIGNS))


def _phrase(form: str, key: str) -> _Phrase | None:
    form = " ".join(form.casefold().split())
    words = list(_WORD.finditer(form))
    if not words:
        return None
    gaps = (form[one.end() : next_one.start()] for one, next_one in pairwise(words))
    return _Phrase(
        tuple(_plain(word.group()) for word in words),
        tuple(map(_plain, gaps)),
        _plain(form[: words[0].start()]),
        _plain(form[words[-1].end() :]),
        key,
    )


def _past(text: str, at: int, signs: str, step: int) -> int | None:
    """Where the text goes on after ``signs``, read from ``at`` on in steps of 1 or -1; None where it has others."""
    for sign in signs:
        while 0 <= at < len(text) and text[at] == SOFT_HYPHEN:
            at += step
        if not 0 <= at < len(text) or _plain(text[at]) != sign:
            return None
        at += step
    return at


class Matcher:
    """Finds whole-word phrases with the signs that they are written with; linear in the text.

    Built once per language from (form, key) pairs. Signs and blanks that look alike count as one, and what stands in an
    address or the name of a file is no word of the text.
    """

    def __init__(self, forms: Iterable[tuple[str, str]], locale: str) -> None:
        self._endings = ENDINGS.get(locale)
        self._doubles = locale == "id"
        self._phrases: dict[str, list[_Phrase]] = {}
        self._letters: dict[str, tuple[str, ...]] = {}
        # Texts hold far more words than different ones: what each may stand for, and which phrases it may begin.
        self._known: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._begun: dict[str, list[_Phrase]] = {}
        for form, key in forms:
            # A hyphen is often written for the dash of "anak–orang tua", and the other way round.
            spellings = dict.fromkeys((form, _DASH.sub("-", form), _DASH.sub("–", form)))
            for phrase in dict.fromkeys(_phrase(spelling, key) for spelling in spellings):
                if phrase:
                    self._phrases.setdefault(phrase.words[0], []).append(phrase)
                    shown = "".join(chain.from_iterable(zip(phrase.words, (*phrase.between, ""), strict=True)))
                    self._letters[shown] = tuple(_PART.findall(shown))

    def find(self, text: str) -> Iterator[Match]:
        """Matches from left to right that do not overlap, the longest at each position."""
        return longest(self.find_all(text))

    def may_find(self, text: str) -> bool:
        """Whether some form stands in the text, be it as a part of other words."""
        text = text.replace(SOFT_HYPHEN, "").casefold()
        # Of most forms some part stands nowhere, which is found out sooner.
        return any(
            all(part in text for part in parts) and re.search("".join(_LIKE.get(sign, sign) for sign in form), text)
            for form, parts in self._letters.items()
        )

    def find_all(self, text: str) -> Iterator[Match]:
        """Every match from left to right, shorter ones inside longer ones too."""
        addresses: list[tuple[int, int]] | None = None
        for found in self._by_word(text):
            if addresses is None:
                addresses = [match.span() for match in ADDRESS.finditer(text)] if _IN_ADDRESS.search(text) else []
            for match in found:
                at = bisect_right(addresses, match.start, key=itemgetter(0)) - 1
                start, end = addresses[at] if at >= 0 else (0, 0)
                # A form may itself be written like the name of a file: S.Sos
                if match.end > end or (match.start, match.end) == (start, end):
                    yield match

    def _by_word(self, text: str) -> Iterator[list[Match]]:
        """The matches that begin at each word at which any does."""
        words = _WORD.findall(text)
        spans: list[tuple[int, int]] = []
        for index, word in enumerate(words):
            begun = self._begun.get(word)
            if begun is None:
                begun = [p for form in self._forms(word)[1] for p in self._phrases.get(form, ())]
                self._begun[word] = begun
            # Most words begin none.
            if not begun:
                continue
            spans = spans or [match.span() for match in _WORD.finditer(text)]
            second = self._forms(words[index + 1])[1] if index + 1 < len(words) else ()
            found = [
                match
                for phrase in begun
                if (len(phrase.words) == 1 or phrase.words[1] in second)
                and (match := self._match(text, phrase, words, spans, index))
            ]
            if found:
                yield sorted(found, key=attrgetter("start"))

    def _match(
        self, text: str, phrase: _Phrase, words: list[str], spans: list[tuple[int, int]], first: int
    ) -> Match | None:
        """The match of ``phrase``, which may begin with the ``first`` of the words, whose ``spans`` are known."""
        last = first + len(phrase.words) - 1
        if last >= len(words):
            return None
        # The word that most often decides comes first. An ending has no place before a sign that belongs to the phrase.
        if phrase.words[-1] not in self._forms(words[last])[0 if phrase.after else 1]:
            return None
        if not all(part in self._forms(word)[0] for part, word in zip(phrase.words, words[first:last], strict=False)):
            return None
        gaps = (text[before[1] : after[0]] for before, after in pairwise(spans[first : last + 1]))
        if not all(_plain(gap) == sign for gap, sign in zip(gaps, phrase.between, strict=True)):
            return None
        start = _past(text, spans[first][0] - 1, phrase.before[::-1], -1)
        end = _past(text, spans[last][1], phrase.after, 1)
        return None if start is None or end is None else Match(phrase.key, start + 1, end)

    def _forms(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a word may stand for inside a phrase, and at its end."""
        forms = self._known.get(word)
        if forms is None:
            plain = _plain(word.casefold())
            inside = self._singular(plain)
            # An ending belongs to the last word of a phrase: "kliennya baru" is not the term "klien baru".
            bare = self._singular(self._endings.sub("", plain)) if self._endings else ()
            forms = self._known[word] = (inside, tuple(dict.fromkeys(inside + bare)))
        return forms

    def _singular(self, word: str) -> tuple[str, ...]:
        # Indonesian makes a plural by saying the word twice: nilai-nilai.
        once, _, again = word.rpartition("-")
        return (word, once) if self._doubles and once == again else (word,)
