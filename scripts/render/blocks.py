"""The data blocks of a page: glossary, bibliography and map of the article as Markdown, and the sources at its foot."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from scripts.checks.explanation import explanations
from scripts.model.page import BLOCK_LINE, Page, diagram_name
from scripts.model.site import Site
from scripts.model.source import mask_code

from .address import page_address
from .bibliography import Bibliography
from .figures import holder
from .labels import LABELS
from .templates import TEMPLATES


def page_markdown(site: Site, page: Page, bibliography: Bibliography | None, markdown: str) -> str:
    """``markdown`` (without front matter) with its data blocks filled and the list of sources at the foot."""
    filled = markdown
    # From the last to the first, so that the places of the others stay true.
    for match in reversed(list(BLOCK_LINE.finditer(mask_code(markdown)))):
        shown = _fill(match.group(1), site, page, bibliography)
        filled = filled[: match.start()] + shown + filled[match.end() :]
    if page.citations and bibliography:
        keys = [key for key in bibliography.keys if key in {citation.key for citation in page.citations}]
        filled += "\n\n" + _template("sources", site, page, bibliography, keys=keys)
    return filled


def _fill(name: str, site: Site, page: Page, bibliography: Bibliography | None) -> str:
    if diagram := diagram_name(name):
        return holder(diagram)
    if name == "glossary" and site.glossary:
        terms = sorted(site.glossary.terms.values(), key=lambda term: _sort_key(term.wordings[page.locale].term))
        letters = [
            (letter, list(entries))
            for letter, entries in groupby(
                terms, key=lambda term: _sort_key(term.wordings[page.locale].term)[0].upper()
            )
        ]
        return _template(name, site, page, bibliography, letters=letters)
    if name == "references" and bibliography:
        return _template(name, site, page, bibliography, references=[site.references[key] for key in bibliography.keys])
    if name == "rules":
        return _template(name, site, page, bibliography, explanations=explanations().values())
    if name == "article" and site.article:
        return _template(name, site, page, bibliography, sections=site.article.sections)
    return ""


def _sort_key(text: str) -> str:
    """Alphabetical order without case and diacritics."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()


def _template(name: str, site: Site, page: Page, bibliography: Bibliography | None, **values: object) -> str:
    template = TEMPLATES.get_template(f"{name}.md")
    return template.render(
        site=site,
        page=page,
        locale=page.locale,
        labels=LABELS[page.locale],
        bibliography=bibliography,
        address=lambda slug, anchor="": page_address(slug, page.slug, anchor),
        **values,
    )
