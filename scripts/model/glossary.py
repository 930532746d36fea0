"""The glossary: terms in each language with their accepted and discouraged forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.core.place import Place
from scripts.core.yamlfile import Yaml


@dataclass(frozen=True, slots=True)
class Wording:
    """A term in one language: its headword, other names that readers are told, discouraged forms with reasons.

    ``forms`` are further ones that stand for it in running text, mostly inflections; readers are not told those.
    """

    term: str
    also: tuple[str, ...]
    forms: tuple[str, ...]
    avoid: Mapping[str, str]
    definition: str

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every form that stands for the term in running text."""
        return (self.term, *self.also, *self.forms)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The work that a definition is taken from, and by locale the place in it."""

    source: str
    at: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """One concept; ``wordings`` maps a locale to how that language says it, ``index`` is its place in the file.

    ``sources`` are works about it. The definition is this site's own unless it ``quotes`` a work.
    """

    id: str
    wordings: Mapping[str, Wording]
    see: tuple[str, ...]
    sources: tuple[str, ...]
    quotes: Quoted | None
    index: int
    place: Place


@dataclass(frozen=True, slots=True)
class Discouraged:
    """A form not to be written, what to write instead, and why; ``reason`` is in the form's own language."""

    form: str
    use: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Glossary:
    """Every entry as the file has it, the terms by id (the first of two with one id), and the discouraged forms."""

    path: str
    entries: tuple[Term, ...]
    terms: Mapping[str, Term]
    discouraged: Mapping[str, tuple[Discouraged, ...]]
    document: Yaml

    def claims(self, locale: str) -> Iterator[tuple[str, str, Place]]:
        """Every (form, term id, place) that an entry claims in ``locale``, accepted or discouraged."""
        for term in self.entries:
            wording = term.wordings.get(locale)
            if wording is None:
                continue
            at = ("terms", term.index, "locales", locale)
            yield wording.term, term.id, self.document.place(*at, "term")
            for name, forms in (("also", wording.also), ("forms", wording.forms)):
                for number, form in enumerate(forms):
                    yield form, term.id, self.document.place(*at, name, number)
            for form in wording.avoid:
                yield form, term.id, self.document.place(*at, "avoid", form)


def read_glossary(document: Yaml) -> Glossary:
    """The glossary in a document that fits its schema."""
    entries: list[Term] = []
    discouraged: dict[str, list[Discouraged]] = {}
    for index, entry in enumerate(document.value["terms"]):
        wordings = {locale: _wording(value) for locale, value in entry["locales"].items()}
        see, sources = tuple(entry.get("see", ())), tuple(entry.get("sources", ()))
        place, quotes = document.place("terms", index), _quoted(entry.get("quotes"))
        entries.append(Term(entry["id"], wordings, see, sources, quotes, index, place))
        for locale, wording in wordings.items():
            for form, reason in wording.avoid.items():
                place = document.place("terms", index, "locales", locale, "avoid", form)
                discouraged.setdefault(locale, []).append(Discouraged(form, wording.term, reason, place))
    for locale, words in document.value.get("usage", {}).items():
        for form, entry in words.items():
            place = document.place("usage", locale, form)
            discouraged.setdefault(locale, []).append(Discouraged(form, entry["use"], entry["reason"], place))
    terms: dict[str, Term] = {}
    for term in entries:
        terms.setdefault(term.id, term)
    by_locale = {locale: tuple(forms) for locale, forms in discouraged.items()}
    return Glossary(document.path, tuple(entries), terms, by_locale, document)


def _wording(value: Mapping[str, Any]) -> Wording:
    return Wording(
        value["term"],
        tuple(value.get("also", ())),
        tuple(value.get("forms", ())),
        dict(value.get("avoid", {})),
        " ".join(value["definition"].split()),
    )


def _quoted(value: Mapping[str, Any] | None) -> Quoted | None:
    return Quoted(value["source"], dict(value.get("at", {}))) if value else None
