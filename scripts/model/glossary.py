"""The glossary: terms in each language with their accepted and discouraged forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .place import Place
from .yamlfile import Yaml


@dataclass(frozen=True, slots=True)
class Wording:
    """A term in one language: its headword, further accepted forms, discouraged forms with reasons."""

    term: str
    forms: tuple[str, ...]
    avoid: Mapping[str, str]
    definition: str

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every form that stands for the term in running text."""
        return (self.term, *self.forms)


@dataclass(frozen=True, slots=True)
class Term:
    """One concept; ``wordings`` maps a locale to how that language says it, ``index`` is its place in the file."""

    id: str
    wordings: Mapping[str, Wording]
    see: tuple[str, ...]
    sources: tuple[str, ...]
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
            for number, form in enumerate(wording.forms):
                yield form, term.id, self.document.place(*at, "forms", number)
            for form in wording.avoid:
                yield form, term.id, self.document.place(*at, "avoid", form)


def read_glossary(document: Yaml) -> Glossary:
    """The glossary in a document that fits its schema."""
    entries: list[Term] = []
    discouraged: dict[str, list[Discouraged]] = {}
    for index, entry in enumerate(document.value["terms"]):
        wordings = {locale: _wording(value) for locale, value in entry["locales"].items()}
        see, sources = tuple(entry.get("see", ())), tuple(entry.get("sources", ()))
        entries.append(Term(entry["id"], wordings, see, sources, index, document.place("terms", index)))
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


def _wording(value: Mapping) -> Wording:
    return Wording(
        value["term"],
        tuple(value.get("forms", ())),
        dict(value.get("avoid", {})),
        " ".join(value["definition"].split()),
    )
