"""Other words for what pages treat: whoever searches by them is led to where the site says the same in its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from scripts.model.site import Site

from .entries import SearchEntry

# Words that begin with as many letters alike are taken for forms of one.
_ALIKE = 4


@dataclass(frozen=True, slots=True)
class Synonyms:
    """``words``, other names of what the site calls by one of ``heads``; ``label`` as in the names of an entry."""

    heads: tuple[str, ...]
    label: str
    words: tuple[str, ...]

    def names(self, title: str) -> Iterator[tuple[str, str]]:
        """``title`` in each of the other words it does not hold, if it holds a head; the longest head it holds."""
        for head in sorted(self.heads, key=len, reverse=True):
            pattern = _whole(head)
            if pattern.search(title):
                new = [word for word in self.words if not _whole(word).search(title)]
                yield from ((self.label, pattern.sub(word.replace("\\", r"\\"), title, count=1)) for word in new)
                return


def synonyms_of(site: Site, locale: str, listed: Mapping[str, Sequence[str]]) -> list[Synonyms]:
    """Those that ``listed`` has, by head, and the discouraged and the other forms of each term; all are heads alike."""
    terms = [
        term.wordings[locale]
        for term in (site.glossary.terms.values() if site.glossary else ())
        if locale in term.wordings
    ]
    alike = {form: own.accepted for own in terms for form in own.accepted}
    found = [Synonyms(alike.get(head, (head,)), "also", tuple(words)) for head, words in listed.items()]
    found += [Synonyms(own.accepted, "avoid", tuple(own.avoid)) for own in terms]
    found += [Synonyms((own.term,), "forms", tuple(_others(own.term, own.accepted[1:]))) for own in terms]
    return [each for each in found if each.words]


def with_synonyms(entries: Iterable[SearchEntry], groups: Iterable[Synonyms]) -> list[SearchEntry]:
    """The entries that are called by a head, or if none is, those whose text holds it, with the other words as names.

    A term of the glossary says itself which of its forms are discouraged.
    """
    entries, groups = list(entries), list(groups)
    naming = groups_naming(entries, groups)
    return named_alone(entries, groups, [number for number in others_of(groups) if number not in naming])


def others_of(groups: Sequence[Synonyms]) -> list[int]:
    """The numbers of the groups that go for texts where no entry is called by one of their heads."""
    return [number for number, group in enumerate(groups) if group.label == "also"]


def groups_naming(entries: Sequence[SearchEntry], groups: Sequence[Synonyms]) -> set[int]:
    """The numbers of those of these groups that one of the entries at least is called by."""
    # Most entries are called by no head at all, and who has no name of it by now gets none later.
    any_head = _any_whole({head for group in groups for head in group.heads})
    called = [entry for entry in entries if any(map(any_head.search, _own(entry)))]
    return {
        number
        for number in others_of(groups)
        if any(_may_be_named(entry, groups[number]) and _names(entry, groups[number]) for entry in called)
    }


def named_alone(entries: Sequence[SearchEntry], groups: Sequence[Synonyms], idle: Collection[int]) -> list[SearchEntry]:
    """The same for some of the entries, where ``idle`` are the numbers of the groups that no entry is called by."""
    entries = list(entries)
    any_head = _any_whole({head for group in groups for head in group.heads})
    called = [at for at, entry in enumerate(entries) if any(map(any_head.search, _own(entry)))]
    texts = [entry.text.lower() if entry.kind in ("page", "section", "note") else "" for entry in entries]
    for number, group in enumerate(groups):
        named = {
            at: names for at in called if _may_be_named(entries[at], group) and (names := _names(entries[at], group))
        }
        if number in idle:
            heads = [(head.lower(), _whole(head)) for head in group.heads]
            words = tuple((group.label, word) for word in group.words)
            named = {
                at: words
                for at, entry in enumerate(entries)
                if any(head in texts[at] and whole.search(entry.text) for head, whole in heads)
            }
        for at, names in named.items():
            entries[at] = replace(entries[at], names=(*entries[at].names, *names))
    return entries


def _others(term: str, forms: Iterable[str]) -> Iterator[str]:
    """The forms that hold other words than the term does, not its own inflected, which search brings together."""
    known = {word[:_ALIKE] for word in term.casefold().split()}
    return (form for form in forms if {word[:_ALIKE] for word in form.casefold().split()} - known)


def _may_be_named(entry: SearchEntry, group: Synonyms) -> bool:
    return entry.kind in ("page", "section") or (entry.kind == "term" and group.label == "also")


def _names(entry: SearchEntry, group: Synonyms) -> tuple[tuple[str, str], ...]:
    return next((found for name in _own(entry) if (found := tuple(group.names(name)))), ())


def _own(entry: SearchEntry) -> list[str]:
    return [entry.title, *(name for label, name in entry.names if label == "forms")]


def _any_whole(heads: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, heads)) or '(?!)'})(?:e?s)?(?!\w)", re.IGNORECASE)


@cache
def _whole(head: str) -> re.Pattern[str]:
    """``head`` as words of their own, in any case; English ones in the plural too."""
    return re.compile(rf"(?<!\w){re.escape(head)}(?:e?s)?(?!\w)", re.IGNORECASE)
