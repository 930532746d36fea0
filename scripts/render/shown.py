"""A page of the site as readers get it: its frame filled with its article and all that is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from scripts.model.page import Page
from scripts.model.site import Site

from .address import HOME, public_address, relative
from .bilingual import bilingual_address, bilingual_slugs
from .card import card_path
from .cite import PageCitation
from .frame import Frame, Frames, Level, Placed
from .origins import origin_counts
from .rendered import Heading, Rendered
from .structured_data import as_script, structured_data


def shown_pages(
    site: Site,
    frames: Frames,
    rendered: Mapping[tuple[str, str], Rendered],
    citations: Mapping[str, PageCitation],
    edition: str,
) -> Iterator[tuple[str, str]]:
    """Address and HTML of each page that ``frames`` have a place for.

    ``rendered`` are the articles by slug and by the language that shows them, ``citations`` those of the pages by path,
    ``edition`` is the number of the edition, or "".
    Raises ThemeError when a frame cannot be read.
    """
    filled = {key: Frame(text) for key, text in frames.texts.items()}
    both = frozenset(bilingual_slugs(site))
    for placed in frames.placed:
        page = site.page(placed.slug, placed.locale)
        article = rendered[placed.slug, placed.shown_in]
        about = {
            "name": site.config.languages[placed.shown_in].site_name,
            "description": Markup(frames.descriptions[placed.shown_in]),
            "edition": edition,
        }
        values = _values(site, page, placed, article, citations[page.path], side_by_side=page.slug in both)
        yield placed.url, filled[placed.frame].fill(values, about)


def _values(
    site: Site, page: Page, placed: Placed, article: Rendered, cite: PageCitation, *, side_by_side: bool
) -> Mapping[str, Any]:
    trail = [(level.title, public_address(site.config, level.slug, level.locale)) for level in placed.trail]
    return {
        "url": placed.url,
        "file": site.config.file(page.slug, page.locale),
        "locale": page.locale,
        "translated": page.locale == placed.shown_in,
        "home": page.slug == HOME,
        "title": placed.title,
        "name": str(page.meta.get("title") or placed.title),
        "description": article.description,
        "html": Markup(article.html),
        "blocks": [block for block in ("cards", "filter", "flashcards") if f'class="{block} ' in article.html],
        "toc": _contents(article.headings),
        # Of a page right below the home page there is nothing to say.
        "trail": [_way(level, placed.url) for level in placed.trail[:-1]] if len(placed.trail) > 2 else [],
        "previous": placed.previous and _way(placed.previous, placed.url),
        "next": placed.next and _way(placed.next, placed.url),
        "versions": [
            {"locale": locale, "url": url, "address": relative(url, placed.url)}
            for locale, url in placed.versions.items()
        ],
        "side_by_side": relative(bilingual_address(page.slug), placed.url) if side_by_side else "",
        "origins": origin_counts(site, page),
        "cite": cite,
        "apa": Markup(cite.apa),
        "day": cite.day.strftime("%Y/%m/%d") if cite.day else "",
        "citation_files": [(name, relative(path, placed.url)) for name, (path, _) in cite.files.items()],
        "card": card_path(page.slug, page.locale),
        "structured_data": Markup(as_script(structured_data(site, page, cite, list(dict.fromkeys(trail))))),
    }


def _contents(headings: Sequence[Heading]) -> list[Mapping[str, Any]]:
    listed = headings[0].children if headings and headings[0].level == 1 else headings
    return [
        {"anchor": heading.anchor, "title": Markup(heading.title), "children": _contents(heading.children)}
        for heading in listed
    ]


def _way(level: Level, here: str) -> Mapping[str, str]:
    return {"title": level.title, "address": relative(level.url, here)}
