"""Q: the questions by which readers find out what they know."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from scripts.core.message import say
from scripts.core.place import Place
from scripts.model.key_sentences import SectionPoint, section_points
from scripts.model.outline import Outline
from scripts.model.page import Page
from scripts.model.questions import CHOICE, SEVERAL, Question, plain, section_stamp
from scripts.model.site import DATA_DIR, QUESTIONS, Site

from .rule import WARNING, Finding, problems, rule


def _all(site: Site) -> Iterator[Question]:
    return chain.from_iterable(site.questions.values())


@rule("Q01")
def entry(site: Site) -> Iterator[Finding]:
    """A question has a name of its own, its section, kind, level and domain, and all its texts in both languages.

    Pages, tests and files for other programs are made from these fields.
    """
    yield from problems(site, "question")
    seen: set[str] = set()
    for question in _all(site):
        if question.id in seen:
            yield Finding(
                question.place,
                say("the question {id} stands twice", id=question.id),
                say("give one of the two another name"),
            )
        seen.add(question.id)


@rule("Q02")
def placed(site: Site) -> Iterator[Finding]:
    """A question, and each option of it that names a place, leads to a section that exists in every language.

    There readers learn why an answer was right or wrong.
    """
    for question in _all(site):
        yield from _unplaced(site, question.place, question.slug, question.anchor)
        for option in question.options:
            if option.see:
                yield from _unplaced(site, question.place, *option.see.split("#"))


def _unplaced(site: Site, place: Place, slug: str, anchor: str) -> Iterator[Finding]:
    for locale in site.config.locales:
        page = site.outlines.get((slug, locale))
        if page is None:
            message = say("there is no page {slug} in “{locale}”", slug=slug, locale=locale)
            yield Finding(place, message, say("correct the name, or write the page"))
        elif not _has(site, page, anchor):
            message = say("{path} has no section #{anchor}", path=page.path, anchor=anchor)
            yield Finding(place, message, say("name the id of a heading that is on the page in both languages"))


def _has(site: Site, page: Outline, anchor: str) -> bool:
    return not site.knows_anchors(page) or anchor in site.anchors(page)


@rule("Q03")
def one_right_answer(site: Site) -> Iterator[Finding]:
    """Of the options of a choice exactly one is right; of those of ``several`` at least two, and not all.

    Whoever answers must be able to be right, and to be wrong.
    """
    for question in _all(site):
        right = sum(option.right for option in question.options)
        if question.kind == CHOICE and right != 1:
            yield Finding(
                question.place,
                say("{count} options of this choice are right", count=right),
                say("mark the one best answer with `right: true`, or make the kind `several`"),
            )
        if question.kind == SEVERAL and not 2 <= right < len(question.options):
            yield Finding(
                question.place,
                say("{count} of the {all} options are right", count=right, all=len(question.options)),
                say("mark at least two with `right: true`, and leave at least one wrong"),
            )


@rule("Q04", WARNING)
def not_told_by_length(site: Site) -> Iterator[Finding]:
    """The right option is not the longest in most of the choices about a page.

    Else readers learn to pick the longest one.
    """
    for questions in site.questions.values():
        choices = [question for question in questions if question.kind == CHOICE]
        for locale in questions[0].text:
            longest = [question for question in choices if _is_longest(question, locale)]
            if len(choices) > 1 and 2 * len(longest) > len(choices):
                yield Finding(
                    longest[0].place,
                    say(
                        "in {count} of the {all} choices about {slug} the right option is the longest in “{locale}”",
                        count=len(longest),
                        all=len(choices),
                        slug=longest[0].slug,
                        locale=locale,
                    ),
                    say("shorten right options, or say more in wrong ones: {ids}", ids=tuple(q.id for q in longest)),
                )


def _is_longest(question: Question, locale: str) -> bool:
    right = max((len(plain(option.text[locale])) for option in question.options if option.right), default=0)
    return all(len(plain(option.text[locale])) < right for option in question.options if not option.right)


@rule("Q05", WARNING)
def compared(site: Site) -> Iterator[Finding]:
    """A question was compared with its section as it stands now.

    A section that has changed may no longer answer it.
    """
    for slug, questions in site.questions.items():
        changed = tuple(question.id for question in questions if question.stamp != section_stamp(site, question))
        if changed:
            path = f"{site.config.docs_dir}/{DATA_DIR}/{QUESTIONS}/{slug}.yml"
            yield Finding(
                Place(path),
                say("sections have changed since these questions were compared with them: {ids}", ids=changed),
                say(
                    "read the sections and the questions, then record that they agree: make stamp PAGE={path}",
                    path=path,
                ),
            )


@rule("Q06", WARNING)
def asked_about(site: Site) -> Iterator[Finding]:
    """Each section (``##``) of a page of content is asked about by a question.

    Readers would take what nobody asks about for known.
    """
    points = site.facts(section_points, tuple[SectionPoint, ...])
    for slug in site.own_slugs:
        page = site.pages.get((slug, site.config.default_locale))
        if not page or not site.judges_origins(page):
            continue
        inside = _sections_inside(page)
        asked = {question.anchor for question in site.questions_about(slug)}
        for point in points[slug, page.locale]:
            section = page.section(point.anchor)
            if point.says and section and not asked & inside.get(point.anchor, set()):
                yield Finding(
                    section.place,
                    say("no question asks about the section #{anchor}", anchor=point.anchor),
                    say("add one to {path}", path=f"{site.config.docs_dir}/{DATA_DIR}/{QUESTIONS}/{slug}.yml"),
                )


def _sections_inside(page: Page) -> dict[str, set[str]]:
    """The anchors of each section of the second level, its own and those of what stands below it."""
    inside: dict[str, set[str]] = {}
    around: set[str] = set()
    for section in page.sections:
        if section.level <= 2:
            around = inside.setdefault(section.anchor, set())
        around.add(section.anchor)
    return inside
