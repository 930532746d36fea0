"""Which terms of the glossary the sections of a page use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from scripts.core.matcher import Matcher, longest

from .markdown.markup import HIDDEN
from .memory import asked
from .page import Page, Section

# Between two texts, so that no term and no address reaches from one into the other.
_APART = f"\n{HIDDEN}\n"
# By locale, what to look for: (form, key).
Forms = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class SectionTerms:
    """Term ids: those ``used`` in a section, in order of first use; ``contained`` has those inside longer ones too.

    ``anchor`` is that of the section, "" for the lead.
    """

    anchor: str
    used: tuple[str, ...]
    contained: frozenset[str]


def matchers(forms: Forms) -> Mapping[str, Matcher]:
    """A matcher for each locale."""
    return {locale: Matcher(listed, locale) for locale, listed in forms.items()}


@asked(lambda site: site.accepted)
def section_terms(forms: Forms) -> Callable[[Page], tuple[SectionTerms, ...]]:
    """What tells, for each section of a page in its order, which terms it uses."""
    by_locale = matchers(forms)

    def terms(page: Page) -> tuple[SectionTerms, ...]:
        return tuple(_terms(section, by_locale[page.locale]) for section in page.sections)

    return terms


def _terms(section: Section, matcher: Matcher) -> SectionTerms:
    found = list(matcher.find_all(_APART.join(section.term_prose)))
    return SectionTerms(
        section.anchor,
        tuple(dict.fromkeys(match.key for match in longest(found))),
        frozenset(match.key for match in found),
    )
