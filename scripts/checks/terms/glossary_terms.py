"""T: the glossary, and its terms in the pages of both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from scripts.core.matcher import Matcher
from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.model.glossary import Discouraged, Glossary, Term
from scripts.model.markdown.markup import blocks, texts, tree_of
from scripts.model.markdown.masks import shown_words
from scripts.model.memory import asked
from scripts.model.page import Page, Section
from scripts.model.site import Site
from scripts.model.term_uses import Forms, SectionTerms, matchers

from ..rule import WARNING, Finding, problems, rule
from .form_places import Written


@rule("T01")
def entry(site: Site) -> Iterator[Finding]:
    """Every glossary entry has an id, and a term and a definition in both languages.

    A term that one language lacks cannot be compared, linked or translated.
    """
    return problems(site, "glossary")


@rule("T02")
def one_form_one_entry(site: Site) -> Iterator[Finding]:
    """A form belongs to one entry of the glossary in each language, an id to one entry, and a name stands there once.

    A word that leads to two entries leads the reader to the wrong one half of the time.
    """
    if not site.glossary:
        return
    ids: set[str] = set()
    for term in site.glossary.entries:
        if term.id in ids:
            yield Finding(
                site.glossary.document.place("terms", term.index, "id"),
                say("the id {id} stands twice", id=term.id),
                say("merge the two entries, or give one another id"),
            )
        ids.add(term.id)
    for locale in site.config.locales:
        owners: dict[str, str] = {}
        for form, owner, place in site.glossary.claims(locale):
            if not any(map(str.isalnum, form)):
                yield Finding(
                    place,
                    say("“{form}” has neither letter nor digit, so no page can be found to use it", form=form),
                    say("write it in words, or leave it out"),
                )
            first = owners.setdefault(form.casefold(), owner)
            if first != owner:
                yield Finding(
                    place,
                    say("“{form}” belongs to the entry {id} already", form=form, id=first),
                    say("leave the form to the entry that readers would expect"),
                )
        yield from _named_twice(site.glossary, locale)


def _named_twice(glossary: Glossary, locale: str) -> Iterator[Finding]:
    """Other names of a term that are no others."""
    for term in glossary.entries:
        wording = term.wordings.get(locale)
        if not wording:
            continue
        names = [form.casefold() for form in (wording.term, *wording.also)]
        for number, name in enumerate(names[1:]):
            if name in names[: number + 1]:
                yield Finding(
                    glossary.document.place("terms", term.index, "locales", locale, "also", number),
                    say("“{form}” is no other name: the entry has it already", form=wording.also[number]),
                    say("leave it out"),
                )


@rule("T03")
def known_names(site: Site) -> Iterator[Finding]:
    """``see`` names entries of the glossary, ``sources`` and ``quotes`` name works of references.yml.

    Otherwise the entry shows a link that leads nowhere.
    """
    glossary = site.glossary
    if not glossary:
        return
    for term in glossary.terms.values():
        for number, other in enumerate(term.see):
            if other not in glossary.terms:
                yield Finding(
                    glossary.document.place("terms", term.index, "see", number),
                    say("{id}: there is no entry {other}", id=term.id, other=other),
                    say("correct the id, or add the entry"),
                )
        named: list[tuple[str, tuple[str | int, ...]]] = [
            (key, ("sources", number)) for number, key in enumerate(term.sources)
        ]
        named += [(term.quotes.source, ("quotes", "source"))] if term.quotes else []
        for key, at in named:
            if site.references is not None and key not in site.references:
                yield Finding(
                    glossary.document.place("terms", term.index, *at),
                    say("{id}: there is no work {key} in references.yml", id=term.id, key=key),
                    say("correct the key, or add the work"),
                )


@rule("T04", WARNING)
def unused(site: Site) -> Iterator[Finding]:
    """Every entry of the glossary is used on some page.

    An entry that nothing leads to is either missing from a page or not needed.
    """
    used = {key for uses in site.usage.values() for key in uses}
    for term in site.glossary.terms.values() if site.glossary else ():
        if term.id not in used:
            yield Finding(
                term.place,
                say("no page uses the term {id}", id=term.id),
                say("use the term where it belongs, add the form that the pages use, or remove the entry"),
            )


@rule("T05", by_page=True)
def discouraged(site: Site) -> Iterator[Finding]:
    """No page, diagram or question uses a form that the glossary discourages; one that is only named stands in `code`.

    One concept under two spellings is two concepts to a learner and to a search.
    """
    entries = {
        locale: {entry.form: entry for entry in listed}
        for locale, listed in (site.glossary.discouraged if site.glossary else {}).items()
    }
    forms = discouraged_forms(site)
    for name, uses in site.facts(discouraged_uses, tuple[FormUse, ...], forms).items():
        for use in uses:
            entry = entries[name[1]][use.form]
            yield Finding(use.place, say("“{form}” is a discouraged form", form=use.form), _cure(entry))
    for locale, listed in entries.items():
        matcher = Matcher(forms[locale], locale)
        for text, place in _in_data(site, locale):
            for match in matcher.find(text):
                yield Finding(place, say("“{form}” is a discouraged form", form=match.key), _cure(listed[match.key]))


def _in_data(site: Site, locale: str) -> Iterator[tuple[str, Place]]:
    """What diagrams and questions say in one language."""
    for diagram in filter(None, site.diagrams.values()):
        yield from diagram.words(locale)
    for question in chain.from_iterable(site.questions.values()):
        yield from ((text, question.place) for text in question.texts(locale))


def discouraged_forms(site: Site) -> Forms:
    """Per language the forms that the glossary discourages, each once."""
    listed = site.glossary.discouraged if site.glossary else {}
    return {
        locale: [(form, form) for form in dict.fromkeys(entry.form for entry in entries)]
        for locale, entries in listed.items()
    }


def _cure(entry: Discouraged) -> Message:
    return say("write “{form}” ({reason})", form=entry.use, reason=entry.reason.rstrip("."))


@dataclass(frozen=True, slots=True)
class FormUse:
    """A form and where a page uses it."""

    form: str
    place: Place


@asked(discouraged_forms)
def discouraged_uses(forms: Forms) -> Callable[[Page], tuple[FormUse, ...]]:
    """What finds the discouraged forms that a page shows, each at its place in the source."""
    by_locale = matchers(forms)
    return lambda page: tuple(_uses(page, by_locale[page.locale])) if page.locale in by_locale else ()


def _uses(page: Page, matcher: Matcher) -> Iterator[FormUse]:
    for key in ("title", "description"):
        for match in matcher.find(str(page.meta.get(key) or "")):
            yield FormUse(match.key, page.meta_place(key))
    # Most pages show none. Markup may stand in the middle of a word, and of a line end nothing is left in the prose.
    prose = "".join(text for section in page.sections for text in section.prose)
    if "<br" not in page.html and not matcher.may_find(prose):
        return
    written: Written | None = None
    for block in blocks(texts(tree_of(page.html), page.locale, others=True)):
        for match in matcher.find(block.value):
            written = written or Written(shown_words(page.source.prose), matcher)
            # The source shows passages of other languages as well: each has its place, and is not reported.
            offset = written.next(match, block.value)
            if not any(text.foreign for text, _ in block.covered(match.start, match.end)):
                section = page.section(block.section) or page.sections[0]
                yield FormUse(match.key, section.place if offset is None else page.place(offset))


@rule("T06", WARNING, by_page=True)
def same_terms(site: Site) -> Iterator[Finding]:
    """A term used in a section of one language is used in the paired section of the other.

    Where the equivalent is missing, the two texts probably do not say the same.
    """
    default = site.config.default_locale
    if not site.glossary:
        return
    for slug in site.own_slugs:
        for locale in site.config.locales:
            base, other = site.pages.get((slug, default)), site.pages.get((slug, locale))
            if base and other and base is not other:
                yield from _missing(site, site.glossary.terms, base, other)
                yield from _missing(site, site.glossary.terms, other, base)


def _missing(site: Site, known: Mapping[str, Term], page: Page, counterpart: Page) -> Iterator[Finding]:
    twins: dict[str, tuple[Section, SectionTerms]] = {}
    for section, terms in zip(page.sections, site.terms(page), strict=True):
        twins.setdefault(section.anchor, (section, terms))
    for section, terms in zip(counterpart.sections, site.terms(counterpart), strict=True):
        if section.anchor not in twins:
            continue
        twin, here = twins[section.anchor]
        for key in terms.used:
            wording = known[key].wordings.get(page.locale)
            if key not in here.contained and wording:
                there = known[key].wordings[counterpart.locale].term
                yield Finding(
                    twin.place,
                    say(
                        "{section} does not mention “{term}”, but {path} says “{other}” there",
                        section=f"#{twin.anchor}" if twin.anchor else say("the lead"),
                        term=wording.term,
                        path=counterpart.path,
                        other=there,
                    ),
                    say("say “{term}” here, or reword the other language", term=wording.term),
                )
