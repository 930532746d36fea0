"""Where the links of a page lead, judged as the build would."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote, urlsplit

from rapidfuzz import process
from rapidfuzz.distance import Indel

from scripts.model.builds import base_address
from scripts.model.filling import is_filled_in
from scripts.model.page import Link, Page
from scripts.model.site import Site

_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
# Plugins that make pages which no file of the docs folder shows.
_GENERATORS = frozenset({"api-autonav", "autoapi", "blog", "gen-files", "mkdoxy", "monorepo", "multirepo", "tags"})

# A page of so many ids is compared with each of its dead links, of which it may have as many.
_COMPARED = 2_000

Fault = Literal["", "page", "file", "language"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link inside the site leads: a path below docs_dir, the file that it means there, and an anchor.

    ``file`` is None when the path means none in the build of the page's language; ``fault`` says in which way the link
    is dead then: it wants a page or a file that there is not, or it names one language's file. It is "" for a link that
    is not dead, or that cannot be judged from the docs folder alone.
    """

    path: str
    file: str | None
    anchor: str
    fault: Fault


@lru_cache(maxsize=1)
def inside(site: Site) -> tuple[tuple[Page, Link, Target], ...]:
    """Every link inside the site."""
    return tuple(_inside(site))


def _inside(site: Site) -> Iterator[tuple[Page, Link, Target]]:
    from_docs = site.config.validation.get("absolute_links") == "relative_to_docs"
    for page in site.pages.values():
        here = below_docs(site, page.path)
        for link in page.links:
            absolute = link.target.startswith("/")
            if not link.target or _OUTSIDE.match(link.target) or is_filled_in(site.config.filled_in, link.target):
                continue
            if absolute and not from_docs:
                continue
            parts = urlsplit(link.target)
            if not parts.path:
                yield page, link, Target(here, here, unquote(parts.fragment), "")
                continue
            folder = "" if absolute else posixpath.dirname(here)
            path = posixpath.normpath(posixpath.join(folder, unquote(parts.path).lstrip("/")))
            # What raw HTML names is sought by the browser, from the address of the page.
            file = None if link.raw else site.find(path, page.locale)
            fault = "" if file else _fault(site, page, link, path)
            yield page, link, Target(path, file, unquote(parts.fragment), fault)


def below_docs(site: Site, path: str) -> str:
    """The path below docs_dir of a file at ``path`` below the root."""
    return path.removeprefix(site.config.docs_dir + "/")


def rewrite(site: Site, page: Page, slug: str) -> str:
    """The address with which a link on ``page`` leads to the page ``slug``."""
    here = posixpath.dirname(below_docs(site, page.path))
    file = site.config.file(slug, page.locale) if site.config.folder_structure else f"{slug}.md"
    return posixpath.relpath(file, here or ".")


def like(word: str, words: Iterable[str]) -> str:
    """The one of ``words`` that looks most like ``word``, "" when none does, or when there are too many to compare."""
    ordered = _ordered(words if isinstance(words, frozenset) else tuple(words))
    # Quickly found, and then judged by the longest parts that they share: single letters make no likeness.
    near = process.extract(word, ordered, scorer=Indel.normalized_similarity, score_cutoff=0.6, limit=3)
    return next(iter(difflib.get_close_matches(word, [name for name, *_ in near], 1, 0.6)), "")


@lru_cache(maxsize=8)
def _ordered(words: Collection[str]) -> tuple[str, ...]:
    # Of those that look alike, the last by the alphabet, whatever the order of a set.
    return tuple(sorted(words, reverse=True)) if len(words) <= _COMPARED else ()


def _fault(site: Site, page: Page, link: Link, path: str) -> Fault:
    """In which way the link is dead, which means no file."""
    if _may_be_generated(site, path):
        return ""
    suffix = posixpath.splitext(path)[1]
    if link.raw and suffix != ".md" and _answered(site, page, link):
        return ""
    if link.embeds or (suffix and suffix not in (".md", ".html")):
        is_folder = not link.embeds and (site.config.docs / path).is_dir()
        return "" if is_folder else "file"
    asked = site.config.validation.get("unrecognized_links") == "warn"
    if not suffix and not asked and _answered(site, page, link):
        return ""
    return "language" if _names_locale(site, page, path) else "page"


def _answered(site: Site, page: Page, link: Link) -> bool:
    """Whether the address is one of the built site, or lies outside it.

    MkDocs leaves an address without a suffix as it stands, and speaks of it only where it is asked to.
    """
    path = unquote(urlsplit(link.target).path)
    address = posixpath.normpath(posixpath.join(base_address(site.config, page.slug, page.locale), path))
    return address.startswith("..") or any(address in build.addresses for build in site.builds.values())


def _names_locale(site: Site, page: Page, path: str) -> bool:
    """Whether the address names one language's file; in a folder structure every page's own language does."""
    first = path.partition("/")[0]
    if site.config.folder_structure:
        return first in site.config.locales and first != page.locale
    return (path.endswith(".md") and path != site.config.split(path)[0] + ".md") or (
        first in site.config.locales and not (site.config.docs / first).is_dir()
    )


def _may_be_generated(site: Site, path: str) -> bool:
    """Whether a plugin may make the file: there is one that does so, and nothing else lies in that folder."""
    folder = posixpath.join(posixpath.dirname(path), "")
    return bool(site.config.plugins & _GENERATORS) and not any(file.startswith(folder) for file in site.files)
