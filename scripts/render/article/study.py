"""What a page offers to those who study it: its key sentences in short, and questions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from markupsafe import Markup

from scripts.model.key_sentences import SectionPoint, section_points
from scripts.model.page import Page
from scripts.model.questions import Question, plain, told_apart
from scripts.model.site import Site

from ..address import page_address
from .templates import as_text

_Thing = TypeVar("_Thing")


def points_of(site: Site, page: Page) -> list[tuple[str, str, str]]:
    """Heading, anchor and key sentence of each section of a page that has one."""
    points = site.facts(section_points, tuple[SectionPoint, ...])[page.slug, page.locale]
    sections = ((page.section(point.anchor), point) for point in points if point.texts)
    return [(section.heading, point.anchor, point.texts[0]) for section, point in sections if section]


def quiz_values(site: Site, page: Page) -> Mapping[str, Any] | None:
    """What the template of the questions needs beside page and labels; None when nothing is asked about the page."""
    questions = site.questions_about(page.slug)
    if not questions:
        return None
    places = {f"{question.slug}#{question.anchor}" for question in questions}
    places |= {option.see for question in questions for option in question.options if option.see}
    return {
        "questions": questions,
        "ways": {place: _way(site, page, *place.split("#")) for place in places},
        "mixed": mixed,
        "shown": shown,
        "placed": _placed,
        "paired": lambda question, locale: [(left[locale], plain(right[locale])) for left, right in question.pairs],
        "numbers": lambda items: range(1, len(items) + 1),
        "rights": _rights,
    }


def mixed(things: Sequence[_Thing], seed: str) -> list[_Thing]:
    """The things in an order that nobody can foresee, and that is the same in every build and language."""
    order = {number: hashlib.sha256(f"{seed} {number}".encode()).digest() for number in range(len(things))}
    return [things[number] for number in sorted(order, key=lambda number: order[number])]


def shown(text: str) -> Markup:
    """The text as HTML, with the language of words that are marked with another one."""
    pieces = ((as_text(piece), locale) for piece, locale in told_apart(text))
    return Markup("".join(f'<i lang="{locale}">{piece}</i>' if locale else str(piece) for piece, locale in pieces))


def _placed(question: Question, locale: str) -> list[tuple[str, int]]:
    """The items that are to be brought in order, mixed, each with its right place from 1."""
    return [(item[locale], number) for number, item in mixed(list(enumerate(question.items, 1)), question.id)]


def _rights(question: Question, locale: str) -> list[str]:
    """What can be chosen as the other half of a pair, each once."""
    return mixed(list(dict.fromkeys(plain(right[locale]) for _, right in question.pairs)), question.id)


def _way(site: Site, page: Page, slug: str, anchor: str) -> tuple[str, str] | None:
    """Address and name of a place to read, as seen from the page; None when there is none in its language."""
    if slug == page.slug:
        section = page.section(anchor)
        return f"#{anchor}", section.heading if section else page.title
    target = site.outlines.get((slug, page.locale))
    return (page_address(slug, page.slug, anchor), target.title) if target else None
