"""Where the build itself writes below ``site/``, beyond what it makes of the docs folder."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from .config import Config

BILINGUAL = "dwibahasa"
CARDS = "assets/kartu"
CITATIONS = "kutip"
DOWNLOADS = "unduh"
EDITIONS = f"{DOWNLOADS}/edisi"
ICONS = "assets/ikon"
MANIFEST = "manifest.webmanifest"
OFFLINE_LIST = "offline.json"
OFFLINE_WORKER = "sw.js"
SEARCH = "search"
# MkDocs' own, and its themes'.
_FILES = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", MANIFEST, OFFLINE_LIST, OFFLINE_WORKER})
_FOLDERS = (BILINGUAL, CARDS, CITATIONS, DOWNLOADS, ICONS, SEARCH)
# What the theme and the site's own scripts are made of; the build puts files together there and leaves others out.
_PARTS = ("assets/javascripts", "assets/offline", "assets/search", "assets/stylesheets")


def written_by_build(config: Config, path: str) -> str:
    """The file or folder of the build at whose place ``path`` stands, both from the root of the site; else ""."""
    for folder in (*_FOLDERS, *_PARTS, *_language_folders(config)):
        # Servers that leave out .html answer search.html and search/ at one address.
        if path.startswith(f"{folder}/") or path.removesuffix(".html") == folder:
            return f"{folder}/"
    return path if path in _FILES else ""


def _language_folders(config: Config) -> tuple[str, ...]:
    """The folders of the other languages, which only in a folder structure hold files of these names."""
    if not config.translated or config.folder_structure:
        return ()
    return tuple(locale for locale in config.locales if locale != config.default_locale)


def brought_by_theme(config: Config, path: str) -> bool:
    """Whether the theme, or what the site lays over it, has a file of this path."""
    folders = [config.root / config.theme_folder] if config.theme_folder else []
    return any((folder / path).is_file() for folder in (*folders, *_theme(config.theme)))


@cache
def _theme(name: str) -> tuple[Path, ...]:
    """The folder of an installed theme; none where it is not installed."""
    for found in entry_points(group="mkdocs.themes", name=name):
        spec = find_spec(found.value)
        return tuple(map(Path, spec.submodule_search_locations or ())) if spec else ()
    return ()
