"""Questions about a page, by which readers find out what they know: written ones, and those that a diagram asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scripts.core.place import Place
from scripts.core.yamlfile import Yaml

from . import anchors
from .diagram import Diagram
from .fingerprint import digest

if TYPE_CHECKING:
    from .site import Site

CHOICE, SEVERAL, ORDER, MATCH, OPEN = "choice", "several", "order", "match", "open"
KINDS = (CHOICE, SEVERAL, ORDER, MATCH, OPEN)
LEVELS = ("recall", "understand", "apply")
# What the test of competence weighs: see the page on becoming a social worker.
DOMAINS = ("knowledge", "values", "skills")

# By locale. Words of another language are marked as on pages: ``*helper*{lang=en}``.
Words = Mapping[str, str]
_FOREIGN = re.compile(r"\*([^*]+)\*\{lang=([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose, why it is right or not, and the section to read, ``slug#anchor``, when it is another one."""

    text: Words
    why: Words
    right: bool = False
    see: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the section ``anchor`` of the page ``slug`` answers.

    Which of the other fields are filled, its ``kind`` tells: ``options`` for a choice of one or several, ``items`` in
    their right order, ``pairs`` that belong together, each with the reason ``why``; an open one has an ``answer``.
    ``stamp`` names the texts of the section that the question was last compared with, "" for none.
    """

    id: str
    slug: str
    anchor: str
    kind: str
    level: str
    domain: str
    text: Words
    place: Place
    options: tuple[Option, ...] = ()
    items: tuple[Words, ...] = ()
    pairs: tuple[tuple[Words, Words], ...] = ()
    why: Words = field(default_factory=dict)
    answer: Words = field(default_factory=dict)
    stamp: str = ""

    def texts(self, locale: str) -> Iterator[str]:
        """All that readers are shown of it in one language, without marks."""
        said = (self.text, self.why, self.answer, *self.items, *(side for pair in self.pairs for side in pair))
        of_options = (words for option in self.options for words in (option.text, option.why))
        return (plain(words[locale]) for words in (*said, *of_options) if words)


def plain(text: str) -> str:
    """A text of a question without the marks on words of another language."""
    return _FOREIGN.sub(r"\1", text)


def told_apart(text: str) -> list[tuple[str, str]]:
    """The text in pieces, each with the language that it is marked with, "" for none."""
    pieces = _FOREIGN.split(text)
    return [
        (pieces[0], ""),
        *(
            (piece, locale)
            for start in range(1, len(pieces), 3)
            for piece, locale in ((pieces[start], pieces[start + 1]), (pieces[start + 2], ""))
        ),
    ]


def read_questions(slug: str, document: Yaml) -> tuple[Question, ...]:
    """The questions about the page ``slug`` in a document that fits its schema."""
    return tuple(_question(slug, value, document.place(number)) for number, value in enumerate(document.value))


def _question(slug: str, value: Mapping[str, Any], place: Place) -> Question:
    return Question(
        value["id"],
        slug,
        value["section"],
        value["kind"],
        value["level"],
        value["domain"],
        _words(value["text"]),
        place,
        tuple(_option(option) for option in value.get("options", ())),
        tuple(map(_words, value.get("items", ()))),
        tuple((_words(pair["left"]), _words(pair["right"])) for pair in value.get("pairs", ())),
        _words(value.get("why", {})),
        _words(value.get("answer", {})),
        value.get("stamp", ""),
    )


def _option(value: Mapping[str, Any]) -> Option:
    return Option(_words(value["text"]), _words(value["why"]), value.get("right", False), value.get("see", ""))


def _words(value: Words) -> Words:
    return {locale: " ".join(text.split()) for locale, text in value.items()}


def drawn_questions(slug: str, diagram: Diagram) -> Iterator[Question]:
    """What a diagram on the page ``slug`` asks: to bring its steps in order, and to find what belongs together."""
    place, anchor = Place(diagram.document.path), anchors.diagram(diagram.name)
    if diagram.order:
        steps = tuple(diagram.labels[name] for name in diagram.order)
        yield Question(
            f"{diagram.name}-order",
            slug,
            anchor,
            ORDER,
            "recall",
            "knowledge",
            diagram.title,
            place,
            items=steps,
            why=diagram.caption,
        )
    if diagram.pairs:
        pairs = tuple((diagram.labels[left], diagram.labels[right]) for left, right in diagram.pairs)
        yield Question(
            f"{diagram.name}-match",
            slug,
            anchor,
            MATCH,
            "understand",
            "knowledge",
            diagram.title,
            place,
            pairs=pairs,
            why=diagram.caption,
        )


def section_stamp(site: Site, question: Question) -> str:
    """What names the present texts of the section that answers a question, in all languages."""
    pages = (site.pages.get((question.slug, locale)) for locale in site.config.locales)
    sections = (page.section(question.anchor) for page in pages if page)
    texts = (text for section in sections if section for text in section.prose)
    return digest(*(text.encode() for text in texts)).hex()[:12]
