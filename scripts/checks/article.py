"""A: every statement of the article has its place on the site."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scripts.core.message import say
from scripts.model.site import Site

from .rule import Finding, problems, rule


@rule("A01")
def entry(site: Site) -> Iterator[Finding]:
    """A statement has a number, its lines, a summary in both languages and its place; a repetition has what it repeats.

    The map of the article is rendered from these fields.
    """
    return problems(site, "article")


@rule("A02")
def placed(site: Site) -> Iterator[Finding]:
    """A statement points at a section that exists in every language.

    That is how we know that nothing of the article was lost.
    """
    for statement in site.article.statements() if site.article else ():
        for locale in site.config.locales if statement.at else ():
            page = site.outlines.get((statement.slug, locale))
            if page is None:
                yield Finding(
                    statement.place,
                    say(
                        "statement {number}: no page {slug} in “{locale}”",
                        number=statement.number,
                        slug=statement.slug,
                        locale=locale,
                    ),
                    say("correct `at`, or write the page"),
                )
            elif page.readable and statement.anchor not in site.anchors(page):
                yield Finding(
                    statement.place,
                    say(
                        "statement {number}: {path} has no section #{anchor}",
                        number=statement.number,
                        path=page.path,
                        anchor=statement.anchor,
                    ),
                    say("correct `at`, or give the heading the id {mark}", mark=site.config.id_mark(statement.anchor)),
                )


@rule("A03")
def numbering(site: Site) -> Iterator[Finding]:
    """The statements are numbered from 1 without gap and without repetition.

    People and pages refer to statements by number.
    """
    statements = list(site.article.statements()) if site.article else []
    seen: set[int] = set()
    for statement in statements:
        if statement.number in seen:
            yield Finding(
                statement.place,
                say("the number {number} stands twice", number=statement.number),
                say("give one of the two another number"),
            )
        seen.add(statement.number)
    places = {statement.number: statement.place for statement in reversed(statements)}
    for before, after in pairwise((0, *sorted(seen))):
        if after - before > 1:
            first, last = before + 1, after - 1
            message = (
                say("the number {number} is missing before {after}", number=first, after=after)
                if first == last
                else say(
                    "the numbers {first} to {last} are missing before {after}", first=first, last=last, after=after
                )
            )
            yield Finding(places[after], message, say("add the statement, or renumber"))


@rule("A04")
def repetition(site: Site) -> Iterator[Finding]:
    """``duplicate_of`` names a statement that is itself no repetition.

    Else the map would lead from one repetition to the next and never to the statement.
    """
    statements = {s.number: s for s in site.article.statements()} if site.article else {}
    for statement in statements.values():
        if statement.duplicate_of is None:
            continue
        original = statements.get(statement.duplicate_of)
        if original is None or original is statement:
            yield Finding(
                statement.place,
                say(
                    "statement {number} repeats {original}, which is no other statement",
                    number=statement.number,
                    original=statement.duplicate_of,
                ),
                say("name the number of the first occurrence"),
            )
        elif original.duplicate_of is not None:
            yield Finding(
                statement.place,
                say(
                    "statement {number} repeats {original}, itself a repetition",
                    number=statement.number,
                    original=original.number,
                ),
                say("write duplicate_of: {original}", original=original.duplicate_of),
            )
