"""Every page in both languages side by side: made from the finished pages, beside them, in the menu of neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.model.data_blocks import blocks_where
from scripts.model.outputs import BILINGUAL as FOLDER
from scripts.model.site import Site
from scripts.render.address import site_path

from .page import Version, bilingual_page

_WITHOUT = blocks_where(lambda block: not block.side_by_side)


def bilingual_slugs(site: Site) -> Sequence[str]:
    """The pages that are shown side by side: those to be read, written in every language."""
    return [
        slug
        for slug in site.slugs
        if all((slug, locale) in site.pages for locale in site.config.locales)
        and not site.page(slug, site.config.default_locale).data_blocks.keys() & _WITHOUT
    ]


def bilingual_address(slug: str) -> str:
    """Where both languages of the page ``slug`` stand side by side, from the top of the site."""
    return f"{FOLDER}/{slug}.html"


def bilingual_pages(site_dir: Path, site: Site, first: str) -> Iterator[tuple[str, str]]:
    """Address and HTML of each page that shows both languages, ``first`` in front and in the frame of its pages.

    They are made from the pages of each language that stand in ``site_dir``.
    """
    config = site.config
    (second,) = (locale for locale in config.locales if locale != first)
    slugs = bilingual_slugs(site)
    paths = {(slug, locale): site_path(config, f"{slug}.html", locale) for slug in slugs for locale in (first, second)}
    instead = {
        path: (bilingual_address(slug), "" if locale == first else f"-{second}")
        for (slug, locale), path in paths.items()
    }
    for slug in slugs:
        own, other = (
            Version(locale, paths[slug, locale], (site_dir / paths[slug, locale]).read_text(encoding="utf-8"))
            for locale in (first, second)
        )
        yield bilingual_address(slug), bilingual_page(own, other, bilingual_address(slug), instead)


def write_bilingual(site_dir: Path, site: Site) -> None:
    """Write these pages below ``FOLDER``, the default language first."""
    for address, html in bilingual_pages(site_dir, site, site.config.default_locale):
        file = site_dir / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
