"""The forms of a word that go with any word of a language, and so stand in no dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.core.matcher import ENDINGS

# What stands before or after a hyphen and is no word by itself.
BOUND = {
    "id": frozenset({"se", "ku", "mu", "nya", "lah", "kah", "pun"}),
    "en": frozenset({"co", "non", "pre"}),
}

# Bound forms that are written together with any word (Ejaan yang Disempurnakan V, "bentuk terikat").
_JOINED = re.compile(
    "(?:antar|anti|ekstra|inter|kontra|maha|makro|manca|mikro|mono|multi|non|pasca|pra|semi|sub|supra|swa|trans|tuna)"
    r"(\w{4,})"
)
_PASSIVE = re.compile(r"(?:di|ter)(\w{3,})")
# Before these, di is a word of its own: di samping, not disamping.
_PLACES = frozenset(
    {
        "antara",
        "atas",
        "balik",
        "bawah",
        "belakang",
        "dalam",
        "dunia",
        "kota",
        "lingkungan",
        "luar",
        "masyarakat",
        "muka",
    }
    | {"negara", "pihak", "samping", "sisi", "tengah", "tempat"}
)
# keberagaman, keterbukaan, ketidaksepakatan.
_ABSTRACT = re.compile(r"ke(?:tidak(\w{3,})|((?:ber|ter)\w{3,}))an")
# How meng- joins a stem: the sound of the stem, the prefix, and how many letters of the stem it swallows
# (Alwi et al. 2003, Tata Bahasa Baku Bahasa Indonesia, on the verb).
_MENG = (
    (re.compile("kh"), "meng", 0),
    (re.compile("ny|ng|[lmnrwy]"), "me", 0),
    (re.compile("sy|[cdjz]"), "men", 0),
    (re.compile("[bfv]|per"), "mem", 0),
    (re.compile("k"), "meng", 1),
    (re.compile("p"), "mem", 1),
    (re.compile("t"), "men", 1),
    (re.compile("s"), "meny", 1),
)


def simpler(word: str, locale: str) -> set[str]:
    """The word and simpler forms of it; when one of them is a word of the language, then so is ``word``."""
    found = {word, ENDINGS[locale].sub("", word)}
    if locale == "id":
        found |= {form for base in found for form in _indonesian(base.lower())}
    return {form for form in found if len(form) > 1}


def _indonesian(word: str) -> Iterator[str]:
    if match := _JOINED.fullmatch(word):
        yield match.group(1)
    if match := _ABSTRACT.fullmatch(word):
        yield match[match.lastindex or 0]
    # Every verb with meng- has a passive with di-, one with ter-, and a bare form for requests.
    if (match := _PASSIVE.fullmatch(word)) and match.group(1) not in _PLACES:
        yield from _active(match.group(1))
    if word.endswith(("kan", "i")):
        yield from _active(word)


def _active(stem: str) -> Iterator[str]:
    """The verb that meng- makes of a stem; two where the stem may begin with the prefix per-."""
    if stem.startswith("per"):
        yield f"mem{stem[1:]}"
    prefix, swallowed = next(((prefix, n) for sound, prefix, n in _MENG if sound.match(stem)), ("meng", 0))
    yield prefix + stem[swallowed:]
