"""W08: spelling, in every language that has a dictionary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain

from scripts.core.matcher import ADDRESS, SOFT_HYPHEN
from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.model.markdown.markup import tree_of
from scripts.model.markdown.masks import blank, shown_words
from scripts.model.memory import NOT_ASKED, Name, asked
from scripts.model.outline import Outline
from scripts.model.page import Page
from scripts.model.site import DATA_DIR, Site

from ..rule import WARNING, Finding, rule, where_held
from .dictionary import DICTIONARIES, Dictionary, ListedWord, chunks, has_dictionaries, split, split_chunk, spoken

# A suggestion takes longer than judging a thousand words; whoever has more to fix begins with the first ones.
_SUGGESTIONS = 30
_ENTRY = re.compile(r"(?P<word>[\w'’-]+)(?:/(?P<like>[\w'’-]+))?")
# Fields of a work that hold no words.
_NOT_WORDS = frozenset({"id", "type", "URL", "DOI", "ISBN", "ISSN", "language"})


@dataclass(frozen=True, slots=True)
class Unknown:
    """The words of a page that neither dictionary, glossary nor references have, each once, in the order of their use.

    ``head`` has those of title and description, each with its key there, ``body`` the others by language.
    """

    head: tuple[tuple[str, str], ...] = ()
    body: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WordUse:
    """A word on a page, perhaps in its front matter under a key, or at a place of a data file."""

    word: str
    page: Outline | None = None
    key: str = ""
    place: Place | None = None

    @property
    def path(self) -> str:
        """The file in which it stands."""
        return self.page.path if self.page else self.place.path if self.place else ""


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
    found = site.facts(unknown_words, Unknown, _judged_by(site))
    data = _unknown_in_data(site)
    # A page that cannot be read may hold the word.
    complete = all(page.readable for page in site.outlines.values())
    for locale in _locales(site):
        path = f"{site.config.docs_dir}/{DATA_DIR}/words.{locale}.txt"
        entries, problems = _read_list(site, path)
        yield from problems
        pages = [(site.outlines[name], one) for name, one in found.items()]
        heads = [WordUse(word, page, key) for page, one in pages if page.locale == locale for key, word in one.head]
        bodies = [WordUse(word, page) for page, one in pages for word in one.body.get(locale, ())]
        uses = [*heads, *bodies, *(WordUse(word, place=place) for word, spoken, place in data if spoken == locale)]
        judge = _Judge(site, locale, entries)
        unknown, unneeded = judge.unknown({use.word for use in uses})
        uses = [use for use in uses if use.word in unknown]
        for use, place, suggestions in _misspelled(site, uses, judge):
            message = say("“{word}” is not in the dictionary ({locale})", word=use.word, locale=locale)
            yield Finding(place, message, _hint(suggestions, path))
        for entry in unneeded if complete else ():
            hint = say("remove it: it is unused, known without this list, here twice, or its model is unknown")
            yield Finding(Place(path, entry.line), say("no page needs the entry “{word}”", word=entry.word), hint)


class _Judge:
    """What the dictionary and the list of words say together. The dictionary is opened when something new is asked."""

    def __init__(self, site: Site, locale: str, entries: list[ListedWord]) -> None:
        self._site, self._locale, self._entries = site, locale, entries
        self._depends_on = [locale.encode(), repr(entries).encode(), repr(_judged_by(site)).encode()]

    def unknown(self, found: set[str]) -> tuple[set[str], list[ListedWord]]:
        """Those of the words that the dictionary does not know which the list does not either; its unneeded entries."""
        words, numbers = self._site.memory.once(
            "unknown words",
            tuple[list[str], list[int]],
            [*self._depends_on, "\0".join(sorted(found)).encode("utf-8", "surrogatepass")],
            lambda: self._asked(found),
        )
        return set(words), [self._entries[number] for number in numbers]

    def _asked(self, found: set[str]) -> tuple[list[str], list[int]]:
        words, unneeded = self._dictionary.unknown(found)
        return sorted(words), [number for number, entry in enumerate(self._entries) if entry in unneeded]

    def suggestions(self, word: str) -> list[str]:
        """What may be meant by a word that is unknown."""
        return self._site.memory.once(
            "suggestions", list[str], [*self._depends_on, word.encode()], lambda: self._extended.suggest(word)
        )

    @cached_property
    def _dictionary(self) -> Dictionary:
        return Dictionary(self._locale, _judged_by(self._site)[1], self._entries)

    @cached_property
    def _extended(self) -> Dictionary:
        # The list is taken in when words are judged.
        self._dictionary.unknown(())
        return self._dictionary


def _misspelled(site: Site, uses: Sequence[WordUse], judge: _Judge) -> Iterator[tuple[WordUse, Place, list[str]]]:
    """Each word once a file, whether it begins with a capital or not, with its place and what may be meant."""
    first: dict[tuple[str, str], WordUse] = {}
    for use in uses:
        first.setdefault((use.path, use.word.casefold()), use)
    on_pages: dict[Name, list[WordUse]] = {}
    for use in first.values():
        if use.page:
            on_pages.setdefault((use.page.slug, use.page.locale), []).append(use)
    places = {use: use.place for use in first.values() if use.place}
    for name, found in _places(site, on_pages).items():
        places |= dict(zip(on_pages[name], found, strict=True))
    suggestions: dict[str, list[str]] = {}
    for (_, word), use in first.items():
        if word not in suggestions:
            suggestions[word] = judge.suggestions(use.word) if len(suggestions) < _SUGGESTIONS else []
        yield use, places[use], suggestions[word]


def _places(site: Site, wanted: Mapping[Name, Sequence[WordUse]]) -> Mapping[Name, Sequence[Place]]:
    """Where the uses stand on their pages."""

    def places(name: Name) -> list[Place]:
        page, searches = site.pages[name], Counter[str]()
        return [page.meta_place(use.key) if use.key else _find(page, use.word, searches) for use in wanted[name]]

    keys = site.memory.keys
    known = {
        name: [keys[name], *(f"{use.key}:{use.word}".encode() for use in uses)]
        for name, uses in wanted.items()
        if name in keys
    }
    found = site.memory.each("places of words", list[Place], known, places)
    return {name: found[name] if name in found else places(name) for name in wanted}


def _hint(suggestions: list[str], path: str) -> Message:
    if suggestions:
        meant = ", ".join(suggestions)
        return say("did you mean {meant}? if the word is right as it stands, add it to {path}", meant=meant, path=path)
    return say("correct it; if the word is right as it stands, add it to {path}", path=path)


def _locales(site: Site) -> list[str]:
    """The languages of the site that have a dictionary."""
    return [locale for locale in site.config.locales if locale in DICTIONARIES]


@lru_cache(maxsize=1)
def _judged_by(site: Site) -> tuple[list[str], list[str]]:
    """The languages that have a dictionary, and the words that are known besides."""
    return _locales(site), sorted({word.casefold() for word in _known(site)})


@asked(where_held("W", lambda site: _judged_by(site) if has_dictionaries() else NOT_ASKED))
def unknown_words(judged_by: tuple[list[str], list[str]]) -> Callable[[Page], Unknown]:
    """What finds the words of a page that are not known."""
    locales, known = judged_by
    knows = {locale: _knows(locale, known) for locale in locales}

    def found(page: Page) -> Unknown:
        if not page.readable:
            return Unknown()
        # Most words stand on a page more than once.
        written: dict[str, dict[str, None]] = {locale: {} for locale in locales}
        for text, locale in spoken(tree_of(page.html), page.locale):
            if locale in written:
                written[locale].update(dict.fromkeys(chunks(text)))
        unknown = {
            locale: dict.fromkeys(word for chunk in listed for word in split_chunk(chunk) if not knows[locale](word))
            for locale, listed in written.items()
        }
        head = [(key, word) for key in ("title", "description") for word in split(str(page.meta.get(key) or ""))]
        known_here = knows.get(page.locale)
        return Unknown(
            tuple((key, word) for key, word in dict.fromkeys(head) if known_here and not known_here(word)),
            {locale: tuple(listed) for locale, listed in unknown.items() if listed},
        )

    return found


def _knows(locale: str, known: Sequence[str]) -> Callable[[str], bool]:
    """What tells whether a word is known; the dictionary is opened when it is asked first."""
    dictionary: list[Dictionary] = []

    # Pages hold far more words than different ones.
    @cache
    def knows(word: str) -> bool:
        if not dictionary:
            dictionary.append(Dictionary(locale, known, ()))
        return dictionary[0].knows(word)

    return knows


def _unknown_in_data(site: Site) -> list[tuple[str, str, Place]]:
    """The words of data files that are not known, each with its language and place."""
    locales, known = _judged_by(site)

    def found() -> list[tuple[str, str, Place]]:
        knows = {locale: _knows(locale, known) for locale in locales}
        return [one for one in _in_data(site) if one[1] in knows and not knows[one[1]](one[0])]

    depends_on = [site.data_digest, repr((locales, known)).encode()]
    return site.memory.once("unknown words of data", list[tuple[str, str, Place]], depends_on, found)


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


def _in_data(site: Site) -> Iterator[tuple[str, str, Place]]:
    """The words that the data files show to readers: of definitions, notes on works, summaries of statements."""
    for path, text, place in sentences(site):
        locale = next((str(key) for key in path if key in DICTIONARIES), "")
        yield from ((word, locale, place) for word in split(text))


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


def _read_list(site: Site, path: str) -> tuple[list[ListedWord], list[Finding]]:
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
            entries.append(ListedWord(match["word"].replace("’", "'"), match["like"] or "", number))
        elif text:
            hint = say("write one word a line, or word/model for a word with the affixes of model; # begins a comment")
            problems.append(Finding(Place(path, number), say("“{text}” is not an entry of the list", text=text), hint))
    return entries, problems
