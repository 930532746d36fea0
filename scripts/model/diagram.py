"""A diagram: the words on it in each language, and what it shows said as a list for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scripts.core.message import say
from scripts.core.place import Place, Problem
from scripts.core.yamlfile import Yaml

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Diagram:
    """The words of the diagram ``name``; each of them maps a locale to a text.

    ``title`` and ``description`` are what a screen reader says of the drawing, ``caption`` stands above it for
    everybody, ``labels`` are the words on it by their names, ``alternative`` says in a list what it shows.
    ``order`` names labels that follow each other, ``pairs`` those that belong together: what readers can be asked for.
    ``sources`` are the keys of the works that say what it shows; an ``own`` drawing shows what this site thought of.
    """

    name: str
    title: Words
    description: Words
    caption: Words
    labels: Mapping[str, Words]
    alternative: tuple[Words, ...]
    sources: tuple[str, ...]
    own: bool
    order: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    document: Yaml

    def words(self, locale: str) -> Iterator[tuple[str, Place]]:
        """Every text of the diagram in one language with its place."""
        at = self.document.place
        yield self.title[locale], at("title", locale)
        yield self.description[locale], at("description", locale)
        yield self.caption[locale], at("caption", locale)
        for label, words in self.labels.items():
            yield words[locale], at("labels", label, locale)
        for number, words in enumerate(self.alternative):
            yield words[locale], at("alternative", number, locale)

    def place(self, label: str, locale: str) -> Place:
        """Where the label stands in the file, or the file itself when it does not."""
        return self.document.place("labels", label, locale)


def read_diagram(name: str, document: Yaml) -> Diagram:
    """The diagram ``name`` in a document that fits its schema."""
    value = document.value
    return Diagram(
        name,
        _words(value["title"]),
        _words(value["description"]),
        _words(value["caption"]),
        {label: _words(words) for label, words in value["labels"].items()},
        tuple(_words(item) for item in value["alternative"]),
        tuple(value.get("sources", ())),
        value.get("own", False),
        tuple(value.get("order", ())),
        tuple((left, right) for left, right in value.get("pairs", ())),
        document,
    )


def unknown_labels(diagram: Diagram) -> Iterator[Problem]:
    """What ``order`` and ``pairs`` name that is no label of the diagram."""
    named: list[tuple[str, tuple[str | int, ...]]]
    named = [(label, ("order", number)) for number, label in enumerate(diagram.order)]
    named += [
        (label, ("pairs", number, side)) for number, pair in enumerate(diagram.pairs) for side, label in enumerate(pair)
    ]
    for label, at in named:
        if label not in diagram.labels:
            message = say("the diagram {name} has no label {label}", name=diagram.name, label=label)
            yield Problem("diagram", diagram.document.place(*at), message, say("correct the name, or add the label"))


def _words(value: Words) -> Words:
    return {locale: " ".join(text.split()) for locale, text in value.items()}
