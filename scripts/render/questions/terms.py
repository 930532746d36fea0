"""The questions that the glossary asks: which term has this meaning?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scripts.model.glossary import Term
from scripts.model.questions import CHOICE, Option, Question
from scripts.model.site import Site

from ..labels import LABELS

# Beside the right term: as many others that are near to it, and not fewer.
_MOST, _LEAST = 3, 2


def term_questions(site: Site) -> Iterator[Question]:
    """A question for each term whose meaning does not name it, and that is near to at least two others.

    Near are the terms that its entry refers to, then those that these refer to: whoever mixes them up learns the
    difference from their meanings.
    """
    page = site.page_with("glossary")
    terms = site.glossary.terms if site.glossary and page else {}
    for term in terms.values():
        near = _near(term, terms)[:_MOST]
        if page and len(near) >= _LEAST and not _names_itself(term):
            yield Question(
                f"istilah-{term.id}",
                page,
                term.id,
                CHOICE,
                "recall",
                "knowledge",
                {
                    locale: LABELS[locale]["ask_term"].format(meaning=wording.definition)
                    for locale, wording in term.wordings.items()
                },
                term.place,
                tuple(_option(page, one, right=one is term) for one in (term, *near)),
            )


def _near(term: Term, terms: Mapping[str, Term]) -> list[Term]:
    """The other terms that one refers to, and those that these refer to."""
    further = (key for near in term.see if near in terms for key in terms[near].see)
    return [terms[key] for key in dict.fromkeys((*term.see, *further)) if key in terms and key != term.id]


def _names_itself(term: Term) -> bool:
    return any(wording.term.casefold() in wording.definition.casefold() for wording in term.wordings.values())


def _option(page: str, term: Term, *, right: bool) -> Option:
    names = {locale: wording.term for locale, wording in term.wordings.items()}
    meanings = {locale: f"{wording.term}: {wording.definition}" for locale, wording in term.wordings.items()}
    return Option(names, meanings, right, f"{page}#{term.id}")
