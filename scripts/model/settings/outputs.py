"""Where the build itself writes below ``site/``, beyond what it makes of the docs folder."""

from __future__ import annotations

from .config import Config

BILINGUAL = "dwibahasa"
CARDS = "assets/kartu"
CITATIONS = "kutip"
DOWNLOADS = "unduh"
EDITIONS = f"{DOWNLOADS}/edisi"
ICONS = "assets/ikon"
MANIFEST = "manifest.webmanifest"
QUESTIONS = "soal"
BANK = f"{QUESTIONS}/bank.js"
OFFLINE_LIST = "offline.json"
OFFLINE_WORKER = "sw.js"
SEARCH = "search"
# MkDocs' own, and its themes'.
_FILES = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", MANIFEST, OFFLINE_LIST, OFFLINE_WORKER})
_FOLDERS = (BILINGUAL, CARDS, CITATIONS, DOWNLOADS, ICONS, QUESTIONS, SEARCH)
# What the theme and the site's own scripts are made of; the build puts files together there and leaves others out.
_PARTS = ("assets/javascripts", "assets/offline", "assets/search", "assets/stylesheets")


def written_by_build(config: Config, path: str) -> str:
    """The file or folder of the build at whose place ``path`` stands, both from the root of the site; else "".

    Many machines take names that differ in capitals for one.
    """
    folded = path.casefold()
    for folder in (*_FOLDERS, *_PARTS, *_language_folders(config)):
        # Servers that leave out .html answer search.html and search/ at one address.
        if folded.startswith(f"{folder}/".casefold()) or folded.removesuffix(".html") == folder.casefold():
            return f"{folder}/"
    return folded if folded in _FILES else ""


def _language_folders(config: Config) -> tuple[str, ...]:
    """The folders of the other languages, which only in a folder structure hold files of these names."""
    if not config.translated or config.folder_structure:
        return ()
    return tuple(locale for locale in config.locales if locale != config.default_locale)
