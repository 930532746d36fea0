"""Terms to learn together: those of one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.model.outline import Outline
from scripts.model.site import Site

from .address import HOME

# Of fewer terms nobody makes a deck.
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Deck:
    """The ids of the ``terms`` that a page uses; ``part`` is the heading in the menu below which it stands, or ""."""

    slug: str
    title: str
    part: str
    terms: frozenset[str]


def page_decks(site: Site, locale: str) -> Iterator[Deck]:
    """A deck for each page of the menu, in its order.

    Not for pages about the site, for those that show data, nor for one that uses hardly any term.
    """
    terms: dict[str, set[str]] = {}
    for term, uses in site.usage[locale].items():
        for page, _ in uses:
            terms.setdefault(page.slug, set()).add(term)
    for part in site.config.parts:
        for slug in part.slugs:
            shown = site.outlines.get((slug, locale))
            if shown and len(terms.get(slug, ())) >= _FEWEST and _has_subject(site, shown):
                yield Deck(slug, shown.title, part.headings[locale], frozenset(terms[slug]))


def _has_subject(site: Site, page: Outline) -> bool:
    return page.slug != HOME and page.slug not in site.config.service_pages and not page.data_blocks
