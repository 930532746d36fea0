"""The glossary as files to take away: TBX for terminologists, CSV for spreadsheets, a deck for Anki."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import lxml.html

from scripts.model.glossary import Term
from scripts.model.settings.outputs import DOWNLOADS
from scripts.model.site import Site

from ..article.bibliography import Bibliography
from ..term_decks import page_decks
from .deck import deck
from .table import table
from .tbx import tbx
from .works import Works


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the built site; ``path`` is relative to its root, ``format`` a key of what ``LABELS`` says of it."""

    format: str
    path: str
    content: bytes


def downloads(site: Site, bibliographies: Mapping[str, Bibliography], made: int) -> tuple[Download, ...]:
    """The files, none when the site has no glossary or no page that shows it; ``made`` is seconds since 1970."""
    page = site.page_with("glossary")
    if not site.glossary or not page:
        return ()
    terms = list(site.glossary.terms.values())
    works = {locale: _works(terms, bibliography) for locale, bibliography in bibliographies.items()}
    config = site.config
    entry_page = f"{config.site_url.rstrip('/')}/{page}.html" if config.site_url else ""
    return (
        Download(
            "tbx",
            f"{DOWNLOADS}/glosarium.tbx",
            tbx(terms, works, config.default_locale, entry_page, config.license),
        ),
        Download("csv", f"{DOWNLOADS}/glosarium.csv", table(terms, works, config.default_locale)),
        Download("apkg", f"{DOWNLOADS}/glosarium.apkg", deck(terms, works, made, _pages(site))),
    )


def write_downloads(site_dir: Path, files: Sequence[Download]) -> None:
    """Write each file to its place in the built site."""
    for file in files:
        (site_dir / file.path).parent.mkdir(parents=True, exist_ok=True)
        (site_dir / file.path).write_bytes(file.content)


def _pages(site: Site) -> Mapping[str, Sequence[str]]:
    """By the ids of terms the slugs of the pages whose decks have them, in whatever language."""
    found: dict[str, dict[str, None]] = {}
    for locale in site.config.locales:
        for one in page_decks(site, locale):
            for term in one.terms:
                found.setdefault(term, {})[one.slug] = None
    return {term: sorted(slugs) for term, slugs in found.items()}


def _works(terms: Sequence[Term], bibliography: Bibliography) -> Works:
    return Works(
        {key: _plain(bibliography.entry(key)) for key in bibliography.keys},
        {term.id: _plain(bibliography.quoted(term.quotes)) for term in terms if term.quotes},
    )


def _plain(html: str) -> str:
    return str(lxml.html.fragment_fromstring(f"<p>{html}</p>").text_content())
