"""W08: spelling, in every language that has a dictionary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from scripts.model.markup import parse_html
from scripts.model.masks import blank, shown_words
from scripts.model.matcher import ADDRESS, SOFT_HYPHEN
from scripts.model.message import Message, say
from scripts.model.page import Page
from scripts.model.place import Place
from scripts.model.site import DATA_DIR, Site

from .rule import WARNING, Finding, rule
from .words import DICTIONARIES, Dictionary, Entry, has_dictionaries, split, words

# A suggestion takes longer than judging a thousand words; whoever has more to mend begins with the first ones.
_SUGGESTIONS = 30
_ENTRY = re.compile(r"(?P<word>[\w'’-]+)(?:/(?P<like>[\w'’-]+))?")
# Fields of a work that hold no words.
_NOT_WORDS = frozenset({"id", "type", "URL", "DOI", "ISBN", "ISSN", "language"})


@dataclass(frozen=True, slots=True)
class Use:
    """A word in a language, on a page or at a place of a data file or front matter."""

    word: str
    locale: str
    at: Page | Place

    def place(self, searches: Counter[str]) -> Place:
        """Where the word stands; on a page it has to be searched for, which ``searches`` counts by page."""
        return self.at if isinstance(self.at, Place) else _find(self.at, self.word, searches)


def _without_dictionaries(site: Site) -> Message | None:
    if has_dictionaries() or not any(locale in DICTIONARIES for locale in site.config.locales):
        return None
    return say("spelling was not looked at (W08); `make spelling` installs the dictionaries")


@rule("W08", WARNING, hindrance=_without_dictionaries)
def spelling(site: Site) -> Iterator[Finding]:
    """Every word is in the dictionary of its language, in the glossary, in the references or in the list of words.

    A slip of the pen makes readers doubt the rest, and a search does not find it. The list, docs/_data/words.id.txt
    or words.en.txt, holds only words that are used and that no dictionary has.
    """
    # Without the glossary and the references, all of their terms and names would look like mistakes.
    if any(problem.kind in ("yaml", "glossary", "references") for problem in site.problems):
        return
    found = site.facts(page_words, dict[str, tuple[str, ...]])
    heads, data = list(_in_heads(site)), list(_in_data(site))
    known = list(_known(site))
    for locale in (locale for locale in site.config.locales if locale in DICTIONARIES):
        path = f"{site.config.docs_dir}/{DATA_DIR}/words.{locale}.txt"
        spoken = {word for words in found.values() for word in words.get(locale, ())}
        spoken |= {use.word for use in chain(heads, data) if use.locale == locale}
        entries, problems = _read_list(site, path)
        yield from problems
        dictionary = Dictionary(locale, known, entries)
        unknown, unneeded = dictionary.unknown(spoken)
        bodies = (Use(word, locale, site.pages[name]) for name in found for word in found[name].get(locale, ()))
        uses = (use for use in chain(heads, bodies, data) if use.locale == locale and use.word in unknown)
        yield from _misspelled(uses if unknown else (), dictionary, path)
        # A page that cannot be read may hold the word.
        for entry in unneeded if all(page.readable for page in site.pages.values()) else ():
            hint = say("remove it: it is unused, known without this list, here twice, or its model is unknown")
            yield Finding(Place(path, entry.line), say("no page needs the entry “{word}”", word=entry.word), hint)


def _misspelled(uses: Iterable[Use], dictionary: Dictionary, path: str) -> Iterator[Finding]:
    """Each word once a file, whether it begins with a capital or not."""
    hints: dict[str, Message] = {}
    told: set[tuple[str, str]] = set()
    searches: Counter[str] = Counter()
    for use in uses:
        word = use.word.casefold()
        if (use.at.path, word) in told:
            continue
        told.add((use.at.path, word))
        if word not in hints:
            hints[word] = _hint(dictionary.suggest(use.word) if len(hints) < _SUGGESTIONS else [], path)
        yield Finding(
            use.place(searches),
            say("“{word}” is not in the dictionary ({locale})", word=use.word, locale=use.locale),
            hints[word],
        )


def _hint(suggestions: list[str], path: str) -> Message:
    if suggestions:
        meant = ", ".join(suggestions)
        return say("did you mean {meant}? if the word is right as it stands, add it to {path}", meant=meant, path=path)
    return say("correct it; if the word is right as it stands, add it to {path}", path=path)


def page_words(_: None) -> Callable[[Page], dict[str, tuple[str, ...]]]:
    """What finds the words of a page's body by their language, each once, in the order of their first use."""

    def found(page: Page) -> dict[str, tuple[str, ...]]:
        by_locale: dict[str, dict[str, None]] = {}
        for word, locale in words(parse_html(page.html), page.locale) if page.readable else ():
            by_locale.setdefault(locale, {})[word] = None
        return {locale: tuple(listed) for locale, listed in by_locale.items()}

    return found


def _in_heads(site: Site) -> Iterator[Use]:
    for page in site.pages.values():
        for key in ("title", "description") if page.readable else ():
            for word in split(str(page.meta.get(key) or "")):
                yield Use(word, page.locale, page.meta_place(key))


# Words that stand in the source in no ordinary way are searched for one by one; on a page, the first of them.
_SEARCHES = 50


def _find(page: Page, word: str, searches: Counter[str]) -> Place:
    """Where the word stands first in the source, perhaps with emphasis inside it."""
    texts = (_shown(page.source.prose), page.source.prose, page.source.code_masked, page.source.text)
    for text in texts:
        if (start := _first_uses(text).get(word)) is not None:
            return page.place(start)
    searches[page.path] += 1
    # The kind of a box, which is shown as its title with a capital, is written small.
    for flags in (0, re.I) if searches[page.path] <= _SEARCHES else ():
        emphasis = rf"[{_EMPHASIS}]*"
        signs = ("['’]" if sign == "'" else "[-\u2010\u2011]" if sign == "-" else sign for sign in word)
        pattern = re.compile(rf"(?<!\w){emphasis}{emphasis.join(signs)}(?![^\W_])", flags)
        if found := next(filter(None, map(pattern.search, texts)), None):
            return page.place(found.start())
    return Place(page.path)


@lru_cache(maxsize=1)
def _shown(prose: str) -> str:
    """The prose without addresses and what else a page does not show."""
    return ADDRESS.sub(blank, shown_words(prose, alternatives=True))


# A soft hyphen stands for markup in the middle of a text.
_EMPHASIS = f"*_~{SOFT_HYPHEN}"
_PART = re.compile(rf"[^\W_]+(?:[{_EMPHASIS}]+[^\W_]+)*")
_JOINTS = {"'": "'", "’": "'", "-": "-", "\u2010": "-", "\u2011": "-"}
_PARTS = 6


@lru_cache(maxsize=4)
def _first_uses(text: str) -> Mapping[str, int]:
    """Where each word stands first, and each of several parts with hyphens or apostrophes between them."""
    found: dict[str, int] = {}
    parts = list(_PART.finditer(text))
    for number, first in enumerate(parts):
        word, end = "", first.start()
        for part in parts[number : number + _PARTS]:
            joint = _JOINTS.get(re.sub(rf"[{_EMPHASIS}]", "", text[end : part.start()])) if word else ""
            if joint is None:
                break
            word += joint + re.sub(rf"[{_EMPHASIS}]", "", part.group())
            found.setdefault(word, first.start() - _emphasis_before(text, first.start()))
            end = part.end()
    return found


def _emphasis_before(text: str, start: int) -> int:
    before = text[max(start - 3, 0) : start]
    return len(before) - len(before.rstrip(_EMPHASIS))


def _in_data(site: Site) -> Iterator[Use]:
    """The sentences that the data files show to readers: definitions, notes on works, summaries of statements."""
    for path, text, place in sentences(site):
        locale = next((str(key) for key in path if key in DICTIONARIES), "")
        yield from (Use(word, locale, place) for word in split(text))


def sentences(site: Site) -> Iterator[tuple[tuple[str | int, ...], str, Place]]:
    """What the data files say to readers in sentences, each with its path in the file and its place."""
    for name, keys in {
        "glossary": ("terms", "*", "locales", "*", "definition"),
        "references": ("references", "*", "note", "*"),
        "article": ("sections", "*", "statements", "*", "summary", "*"),
    }.items():
        document = site.documents.get(name)
        if document:
            for path, text in _leaves(document.value, keys):
                yield path, text, document.place(*path)


def _leaves(
    value: object, keys: Sequence[str], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The values below ``keys``, each with its path of keys and indexes; ``*`` stands for any of them."""
    if not keys:
        yield path, str(value)
        return
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if keys[0] in ("*", key):
            yield from _leaves(inner, keys[1:], (*path, key))


def _known(site: Site) -> Iterator[str]:
    """The words of the terms in every language, and of names and titles in the references."""
    # What the glossary discourages is a finding of T05, with the word to write instead.
    for entry in chain.from_iterable(site.glossary.discouraged.values()) if site.glossary else ():
        yield from split(entry.form)
    for term in site.glossary.entries if site.glossary else ():
        for wording in term.wordings.values():
            for form in wording.accepted:
                yield from _words_of(form)
    for reference in (site.references or {}).values():
        yield from _words_of(reference.csl)
        yield from _words_of(reference.short)


def _words_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        for word in split(value):
            yield from {word, *word.split("-")}
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _words_of(inner) if key not in _NOT_WORDS else ()
    elif isinstance(value, list):
        for inner in value:
            yield from _words_of(inner)


def _read_list(site: Site, path: str) -> tuple[list[Entry], list[Finding]]:
    """The entries of a list of words, and what in it cannot be read; nothing when there is no such file."""
    try:
        lines = (site.config.root / path).read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return [], []
    except (OSError, UnicodeDecodeError):
        hint = say("save it as a text file in UTF-8")
        return [], [Finding(Place(path), say("the list of words cannot be read"), hint)]
    entries, problems = [], []
    for number, line in enumerate(lines, 1):
        text = line.partition("#")[0].strip()
        match = _ENTRY.fullmatch(text)
        if match:
            entries.append(Entry(match["word"].replace("’", "'"), match["like"] or "", number))
        elif text:
            hint = say("write one word a line, or word/model for a word with the affixes of model; # begins a comment")
            problems.append(Finding(Place(path, number), say("“{text}” is not an entry of the list", text=text), hint))
    return entries, problems
