"""What a page says of itself to search engines, in the words of schema.org: https://schema.org/docs/full.html."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from scripts.model.glossary import Term
from scripts.model.page import Page
from scripts.model.site import Site

from ..address import HOME, public_address
from .cite import PageCitation

Thing = dict[str, Any]


def structured_data(site: Site, page: Page, citation: PageCitation, trail: Sequence[tuple[str, str]]) -> Thing:
    """The JSON-LD of ``page``. ``trail`` leads to it: the name and the whole address, or "", of each level of the nav.

    What needs an address of the site itself is left out when there is none.
    """
    parts = [_article(site, page, citation)]
    if len(trail) > 1:
        parts.append(_breadcrumbs(trail))
    if "glossary" in page.data_blocks and site.glossary:
        parts.append(_term_set(site, page, citation))
    return {"@context": "https://schema.org", "@graph": parts}


def as_script(data: Thing) -> str:
    """``data`` as the text of a script element, which no value can end."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _article(site: Site, page: Page, citation: PageCitation) -> Thing:
    publisher = {"@type": "Organization", "name": citation.author}
    whole = _some({"@type": "WebSite", "name": citation.author, "url": public_address(site.config, HOME, page.locale)})
    home = page.slug == HOME
    about = [_named(site, page.locale, term) for term in _terms_in_title(site, page)]
    return _some(
        {
            "@type": "WebSite" if home else "Article",
            "@id": citation.address,
            "url": citation.address,
            "name": citation.title,
            "headline": "" if home else citation.title,
            "description": page.meta.get("description"),
            "inLanguage": page.locale,
            "isPartOf": None if home else whole,
            "author": publisher,
            "publisher": publisher,
            "datePublished": citation.day and citation.day.isoformat(),
            "license": site.config.license,
            "about": about,
        }
    )


def _breadcrumbs(trail: Sequence[tuple[str, str]]) -> Thing:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            _some({"@type": "ListItem", "position": number, "name": name, "item": address})
            for number, (name, address) in enumerate(trail, 1)
        ],
    }


def _term_set(site: Site, page: Page, citation: PageCitation) -> Thing:
    known = site.glossary.terms.values() if site.glossary else ()
    terms = [_defined(site, page.locale, term) for term in known if page.locale in term.wordings]
    return _some(
        {
            "@type": "DefinedTermSet",
            "url": citation.address,
            "name": citation.title,
            "inLanguage": page.locale,
            "license": site.config.license,
            "hasDefinedTerm": terms,
        }
    )


def _defined(site: Site, locale: str, term: Term) -> Thing:
    """The term by its name. What it means stands on the page, which would be a third heavier if it said so twice."""
    return {**_named(site, locale, term), "termCode": term.id}


def _named(site: Site, locale: str, term: Term) -> Thing:
    shelf = site.page_with("glossary")
    address = public_address(site.config, shelf, locale) if shelf else ""
    return _some(
        {"@type": "DefinedTerm", "@id": address and f"{address}#{term.id}", "name": term.wordings[locale].term}
    )


def _terms_in_title(site: Site, page: Page) -> Sequence[Term]:
    """The terms that the title names, each once: what the page is about in the words of the glossary."""
    found = dict.fromkeys(match.key for match in site.matchers[page.locale].find(page.title))
    return [site.glossary.terms[key] for key in found] if site.glossary else []


def _some(thing: Mapping[str, Any]) -> Thing:
    """``thing`` without what is not known."""
    return {key: value for key, value in thing.items() if value}
