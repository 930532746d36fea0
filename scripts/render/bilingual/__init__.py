"""Every page in both languages side by side: made from the article of each, beside them, in the menu of neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts.model.data_blocks import blocks_where
from scripts.model.settings.outputs import BILINGUAL as FOLDER
from scripts.model.site import Site

from ..address import site_path

_WITHOUT = blocks_where(lambda block: not block.side_by_side)


def bilingual_slugs(site: Site) -> Sequence[str]:
    """The pages that are shown side by side: those to be read, written in every language."""
    return [
        slug
        for slug in site.slugs
        if all((slug, locale) in site.outlines for locale in site.config.locales)
        and _WITHOUT.isdisjoint(site.outlines[slug, site.config.default_locale].data_blocks)
    ]


def bilingual_address(slug: str) -> str:
    """Where both languages of the page ``slug`` stand side by side, from the top of the site."""
    return f"{FOLDER}/{slug}.html"


def linked_instead(site: Site, first: str) -> Mapping[str, tuple[str, str]]:
    """By the address of a page in one language, that of both and the suffix that its ids have there.

    Addresses are as seen from the top of the site; the ids of the ``first`` language have no suffix.
    """
    return {
        site_path(site.config, f"{slug}.html", locale): (
            bilingual_address(slug),
            "" if locale == first else f"-{locale}",
        )
        for slug in bilingual_slugs(site)
        for locale in site.config.locales
    }
