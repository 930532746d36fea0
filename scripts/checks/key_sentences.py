"""K: the sentence that says the point of each section."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.core.message import say
from scripts.model.key_sentences import SectionPoint, section_points
from scripts.model.page import Page
from scripts.model.site import Site

from .rule import Finding, rule

# What is read in one breath, and fits on a slide.
_MOST = 160


def _points(site: Site) -> Iterator[tuple[Page, SectionPoint]]:
    """The sections of all pages of content, those whose blocks have an origin."""
    points = site.facts(section_points, tuple[SectionPoint, ...])
    for name, page in site.pages.items():
        if site.judges_origins(page):
            yield from ((page, point) for point in points[name])


@rule("K01", by_page=True)
def one(site: Site) -> Iterator[Finding]:
    """Each section of a page of content (``##``) has one key sentence, right below its heading.

    Summaries, slides and hand-outs are made of these sentences: a section without one is missing there.
    """
    for page, point in _points(site):
        section = page.section(point.anchor)
        place = section.place if section else page.place()
        if not point.texts and point.says:
            yield Finding(
                place,
                say("the section #{anchor} has no key sentence", anchor=point.anchor),
                say("say its point in one sentence below the heading, and write {mark} below that", mark="{: .key }"),
            )
        elif len(point.texts) > 1:
            yield Finding(
                place,
                say("the section #{anchor} has {count} key sentences", anchor=point.anchor, count=len(point.texts)),
                say("keep the one that says its point"),
            )
        elif point.texts and not point.first:
            yield Finding(
                place,
                say("the key sentence of #{anchor} does not stand right below the heading", anchor=point.anchor),
                say("move it there"),
            )


@rule("K02", by_page=True)
def short(site: Site) -> Iterator[Finding]:
    """A key sentence has at most 160 characters.

    It is there to be remembered; and a longer one runs over on a slide.
    """
    for page, point in _points(site):
        for text in point.texts:
            if len(text) > _MOST:
                section = page.section(point.anchor)
                yield Finding(
                    section.place if section else page.place(),
                    say(
                        "the key sentence of #{anchor} has {count} characters; the most is {most}",
                        anchor=point.anchor,
                        count=len(text),
                        most=_MOST,
                    ),
                    say("say it in fewer words; the details stand below it"),
                )


@rule("K03", by_page=True)
def nothing_new(site: Site) -> Iterator[Finding]:
    """A key sentence stands in a section that cites a work, cites one itself, or is marked as this site's own.

    It sums up what its section says. What no source stands behind is a new claim, and readers are told whose it is.
    """
    for page, point in _points(site):
        if point.texts and not point.sourced:
            section = page.section(point.anchor)
            yield Finding(
                section.place if section else page.place(),
                say("nothing in the section #{anchor} says where its key sentence comes from", anchor=point.anchor),
                say("cite the work in the section, or write {mark} where it is this site's own", mark="{: .key .own }"),
            )
