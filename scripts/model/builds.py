"""Which files each language's build holds, and which of them a path written in a page means there.

This is what mkdocs-static-i18n 1.3 does (``reconfigure_files`` and ``get_file_from_path`` in its source): a build takes
the file of its own language, or that of the default language where it may fall back on it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .config import Config


@dataclass(frozen=True, slots=True)
class Build:
    """The site in one language: the source files that it is made of, and every address it answers to.

    Addresses are paths from the root of the whole site, without index.html and without a slash at the end.
    """

    locale: str
    files: frozenset[str]
    addresses: frozenset[str]


def make_build(config: Config, locale: str, paths: Iterable[str]) -> Build:
    """The build of ``locale`` out of the files at ``paths`` (below docs_dir)."""
    chosen: dict[str, str] = {}
    for path in paths:
        slug, written = config.split(path)
        key = f"{slug}.md" if path.endswith(".md") else slug
        if written == locale or (config.falls_back and written == config.default_locale and key not in chosen):
            chosen[key] = path
    addresses = (address for key in chosen for address in _addresses(config, key, locale))
    return Build(locale, frozenset(chosen.values()), frozenset(addresses))


def _addresses(config: Config, key: str, locale: str) -> Iterator[str]:
    start = "" if locale == config.default_locale else f"{locale}/"
    if not key.endswith(".md"):
        yield start + key
        return
    slug = key.removesuffix(".md")
    if posixpath.basename(slug) in ("index", "README"):
        yield posixpath.normpath(posixpath.join(start, posixpath.dirname(slug)))
        yield f"{start}{posixpath.join(posixpath.dirname(slug), 'index.html')}"
    elif config.directory_urls:
        yield from (start + slug, f"{start}{slug}/index.html")
    else:
        yield f"{start}{slug}.html"


def base_address(config: Config, slug: str, locale: str) -> str:
    """The folder, from the root of the whole site, against which a browser reads the addresses on a page."""
    start = "" if locale == config.default_locale else locale
    whole = config.directory_urls and posixpath.basename(slug) not in ("index", "README")
    return posixpath.join(start, slug if whole else posixpath.dirname(slug))


def find(config: Config, build: Build, path: str) -> str | None:
    """The source file that ``path`` (from docs_dir) means in this build."""
    return next((file for file in _candidates(config, build.locale, path) if file in build.files), None)


def _candidates(config: Config, locale: str, path: str) -> Iterator[str]:
    default = config.default_locale
    if not config.translated:
        yield path
    elif not config.folder_structure:
        stem, suffix = posixpath.splitext(path)
        yield from (f"{stem}.{locale}{suffix}", f"{stem}.{default}{suffix}", path)
    else:
        first, _, rest = path.partition("/")
        other = {default: locale, locale: default}.get(first) if rest else None
        named = (path, f"{other}/{rest}", rest) if other else (f"{locale}/{path}", f"{default}/{path}", path)
        yield from named if config.falls_back else (named[0], named[2])
