"""Harm that fixing would do: the rules are asked about the pages as they would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from markdown import Markdown

from scripts.checks import ERROR, check_site
from scripts.model.memory import Memory
from scripts.model.page import Page
from scripts.model.reader import load_page
from scripts.model.site import Site

from .edit import Edit, applied

Edits = Mapping[str, list[Edit]]


def harmless(site: Site, edits: Edits, markdown: Markdown) -> Edits:
    """The edits, by path, without those after which the rules would find more errors than before.

    What the languages of a page get goes or stays together; ids of headings go first, since whatever else leads to a
    heading or pairs up with it may depend on them.
    """
    before = _errors(site) if edits else Counter()
    while edits:
        worse = {path for path, code in _errors(_after(site, edits, markdown)) - before}
        if not worse:
            return edits
        slugs = {page.slug for page in site.pages.values() if page.path in worse}
        blamed = {page.path for page in site.pages.values() if page.slug in slugs} & edits.keys()
        # An error elsewhere has its cause in some page or other.
        blamed = blamed or set(edits)
        ids = any(edit.is_insertion for path in blamed for edit in edits[path])
        left = {
            path: [edit for edit in listed if path not in blamed or (ids and not edit.is_insertion)]
            for path, listed in edits.items()
        }
        edits = {path: listed for path, listed in left.items() if listed}
    return edits


def _errors(site: Site) -> Counter[tuple[str, str]]:
    """How many errors of each code the rules find in each file."""
    return Counter((issue.path, issue.code) for issue in check_site(site) if issue.severity == ERROR)


def _after(site: Site, edits: Edits, markdown: Markdown) -> Site:
    """The site with the edits made."""
    pages = {
        name: _mended(site, page, edits[page.path], markdown) for name, page in site.pages.items() if page.path in edits
    }
    keys = {name: key for name, key in site.memory.keys.items() if name not in pages}
    memory = Memory(site.memory.cache, keys)
    return replace(site, pages={**site.pages, **pages}, memory=memory)


def _mended(site: Site, page: Page, edits: list[Edit], markdown: Markdown) -> Page:
    path = page.path.removeprefix(f"{site.config.docs_dir}/")
    return load_page(site.config, path, applied(page.source.text, edits).encode(), markdown)[0]
