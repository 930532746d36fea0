"""Every page in both languages side by side: made from the finished pages, beside them, in the menu of neither."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scripts.model.site import Site

from .page import Version, bilingual_page

FOLDER = "dwibahasa"
# Works to cite are the same in both languages, and so are the flash cards, which go both ways, and files to download;
# rules and state are for those who write, not for those who read.
_WITHOUT = frozenset({"references", "cards", "rules", "status", "editions"})


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


def write_bilingual(site_dir: Path, site: Site) -> None:
    """Write below ``FOLDER`` the pages that show both languages, from the pages of each that stand in ``site_dir``."""
    first = site.config.default_locale
    (second,) = (locale for locale in site.config.locales if locale != first)
    slugs = bilingual_slugs(site)
    instead = {
        path: (bilingual_address(slug), suffix)
        for slug in slugs
        for path, suffix in ((f"{slug}.html", ""), (f"{second}/{slug}.html", f"-{second}"))
    }
    for slug in slugs:
        versions = (
            Version(locale, path, (site_dir / path).read_text(encoding="utf-8"))
            for locale, path in ((first, f"{slug}.html"), (second, f"{second}/{slug}.html"))
        )
        address = bilingual_address(slug)
        file = site_dir / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(bilingual_page(*versions, address, instead), encoding="utf-8")
