"""What stands where in the Markdown source of a page: each kind of thing listed once, to be looked up many times."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from .masks import without_markup
from .raw_html import Spans, raw_blocks

Offsets = Sequence[int]
Key = TypeVar("Key")

# In angle brackets stands a whole address, not the name of a tag.
_BEFORE_ADDRESS = re.compile(r"\]\(\s*<?|\]:\s*<?|=\s*[\"']?|<(?=[^\s<>]*[:@])")
_AFTER_ADDRESS = re.compile(r"\s*(?:[>)\"']|$)|\s+\w+=", re.M)
# Where an address should stand and none does: between the brackets of a link, or in a tag.
_NO_ADDRESS = re.compile(
    r"\]\(\s*<?()(?=[>)\"'])"
    r"|<(?:object\b(?P<o>)|(?:a|area|link|image|use)\b(?P<a>)|(?:img|source|video|audio|track|embed|iframe|input|script)\b)"
    r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\s(?:(?(o)data|(?(a)(?:xlink:)?href|src)))"
    r"(?:\s*=\s*(?:\"()(?=\")|'()(?=')|()(?=>))|()(?=[\s/>])(?!\s*=))",
    re.I,
)
# What an address may end at; it may also hold some of these.
_BORDER = re.compile(r"[\s>)\"']")
_SPELLING = re.compile(r"\\([^\w\s]|_)|&(?:amp;)?")
# Addresses that begin with so many like characters are told apart one by one.
_LONGEST = 300
# An id in an attribute list or a tag.
_ID = re.compile(r"(?:\{(?:[^{}\n]*[\s:])?#|\bid=[\"']?)([^\s}\"'>]++)")
_BRACKETS = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*+)\](?!\()")
# A line that pymdownx.snippets replaces by a file.
_SNIPPET = re.compile(r"^[ \t]*-+8<-+", re.M)
# A bracket that no backslash takes for text, and the end of a paragraph.
_LINK_SIGN = re.compile(r"\\.|\[|\](\()?|\n[ \t]*\n", re.S)
# A footnote, up to the first line after a blank one that is not indented.
_NOTE = re.compile(
    r"^[ ]{0,3}\[\^[^\]\n]*\]:[^\n]*"
    r"(?:\n(?![ \t]*$)(?![ ]{0,3}\[\^[^\]\n]*\]:)[^\n]+|(?:\n[ \t]*+)+\n(?: {4}|\t)[^\n]*)*+",
    re.M,
)
_HEADING = re.compile(r"^[ \t>]*(#{1,6})[ \t]", re.M)
_UNDERLINED = re.compile(r"^(?=[ \t>]*+\S[^\n]*\n[=-]+[ \t]*$)", re.M)
# In the place of a level: what is a heading by the line below it.
UNDERLINED = 0
FIRST_WORDS = 4
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text, whatever stands between them."""
    return tuple(_WORD.findall(text))


def first_from(offsets: Offsets, start: int) -> int | None:
    """The first of the rising ``offsets`` that is not before ``start``."""
    number = bisect_left(offsets, start)
    return offsets[number] if number < len(offsets) else None


def _listed(pairs: Iterable[tuple[Key, int]]) -> Mapping[Key, Offsets]:
    found: dict[Key, list[int]] = {}
    for key, offset in pairs:
        found.setdefault(key, []).append(offset)
    return found


class Addresses:
    """Where addresses stand, by how they are spelled."""

    def __init__(self, text: str) -> None:
        self._text = text
        literal = _no_links(text)
        found = [match for match in _BEFORE_ADDRESS.finditer(text) if match.start() not in literal]
        self._openings = [match.end() for match in found]
        self._in_tags = {match.end() for match in found if match.group().startswith("=")}
        self._notes = Spans(match.span() for match in _NOTE.finditer(text))
        # By the number of borders that an address holds: hardly any holds one.
        self._known: dict[int, Mapping[str, Offsets]] = {}
        self._found: dict[tuple[str, bool, bool], Offsets] = {}

    def of(self, target: str, raw: bool, noted: bool) -> Offsets:
        """Every offset at which ``target`` is an address; for the empty one, at which an address is missing.

        In tags when ``raw``, and in footnotes when ``noted``, which the page shows below all else; where the source
        has none such, wherever it stands.
        """
        key = target, raw, noted
        if key not in self._found:
            self._found[key] = self._like(key) if target else self._missing()
        return self._found[key]

    def _like(self, key: tuple[str, bool, bool]) -> Offsets:
        target, raw, noted = key
        places = self._offsets(target)
        like = [at for at in places if (at in self._in_tags) is raw]
        return [at for at in like if bool(self._notes.around(at)) is noted] or like or places

    def _missing(self) -> Offsets:
        return [match.end() for match in _NO_ADDRESS.finditer(self._text)]

    def _offsets(self, target: str) -> Offsets:
        borders = len(_BORDER.findall(target[:_LONGEST]))
        if borders not in self._known:
            self._known[borders] = _listed(pair for start in self._openings for pair in self._spellings(start, borders))
        found = dict.fromkeys(self._known[borders].get(target[:_LONGEST], ()))
        return [start for start in found if self._ends(start, target)]

    def _ends(self, start: int, target: str) -> bool:
        """Whether the address that begins here is the target, and ends with it."""
        end = _spelled(self._text, start, target)
        return end is not None and bool(_AFTER_ADDRESS.match(self._text, end))

    def _spellings(self, start: int, borders: int) -> Iterable[tuple[str, int]]:
        """What an address that begins here may be, up to the border after so many others: as written, and as meant."""
        written = self._text[start : start + 2 * _LONGEST]
        for text in {written, _SPELLING.sub(lambda match: match.group(1) or "&", written)}:
            border = next(islice(_BORDER.finditer(text), borders, None), None)
            yield text[: min(border.start() if border else _LONGEST, _LONGEST)], start


def _spelled(text: str, start: int, target: str) -> int | None:
    """Where ``target`` ends that begins at ``start``, with & as &amp; and punctuation after backslashes, if it does."""
    if text.startswith(target, start):
        return start + len(target)
    for character in target:
        if text.startswith(f"\\{character}", start) and not character.isalnum():
            start += 1
        if not text.startswith(character, start):
            return None
        start += 5 if character == "&" and text.startswith("&amp;", start) else 1
    return start


def _no_links(text: str) -> frozenset[int]:
    """Where what looks like the address of a Markdown link is text: after a lone bracket, and in blocks of HTML."""
    raw, lone, opened = Spans(raw_blocks(text)), [], 0
    for match in _LINK_SIGN.finditer(text):
        sign = match.group()
        if sign == "[":
            opened += 1
        elif sign[0] == "]":
            if match.group(1) and (not opened or raw.around(match.start())):
                lone.append(match.start())
            opened = max(opened - 1, 0)
        elif sign[0] == "\n":
            opened = 0
    return frozenset(lone)


@lru_cache(maxsize=1)
def addresses(text: str) -> Addresses:
    """Every address of the text."""
    return Addresses(text)


@lru_cache(maxsize=1)
def brackets(text: str) -> Mapping[tuple[str, ...], Offsets]:
    """Where brackets open that are no link by themselves, by the words in them."""
    return _listed((words(match.group(1)), match.start()) for match in _BRACKETS.finditer(text))


@lru_cache(maxsize=1)
def snippets(text: str) -> Offsets:
    """Where a line takes in a snippet."""
    return [match.start() for match in _SNIPPET.finditer(text)]


@lru_cache(maxsize=1)
def written_ids(text: str) -> Mapping[str, Offsets]:
    """Where attribute lists and tags give ids, by id."""
    return _listed((match.group(1), match.start()) for match in _ID.finditer(text))


@lru_cache(maxsize=1)
def headings(masked: str, text: str) -> Mapping[tuple[int, tuple[str, ...]], Offsets]:
    """Where headings stand, by their level and each number of their first words.

    ``masked`` tells what is a heading. Code in one is among its words, the address of a link is not.
    """
    shown = without_markup(text)
    written = [(m.start(), m.end(), len(m.group(1))) for m in _HEADING.finditer(masked)]
    underlined = [(m.start(), m.start(), UNDERLINED) for m in _UNDERLINED.finditer(masked)]
    return _listed(
        ((kind, opening[:count]), start)
        for start, first, kind in (*written, *underlined)
        for opening in [words(shown[first : _line_end(shown, first)])[:FIRST_WORDS]]
        for count in range(len(opening) + 1)
    )


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
