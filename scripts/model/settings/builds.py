"""Which files each language's build holds, and which of them a path written in a page means there.

This is what mkdocs-static-i18n 1.3 does (``reconfigure_files`` and ``get_file_from_path`` in its source): a build takes
the file of its own language, or that of the default language where it may fall back on it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .config import Config


@dataclass(frozen=True, slots=True)
class Build:
    """The site in one language: the source files that it is made of, and the one that each of its addresses shows.

    Addresses are paths from the root of the whole site, without a slash at the end.
    """

    locale: str
    files: frozenset[str]
    addresses: Mapping[str, str]


def make_build(config: Config, locale: str, paths: Iterable[str]) -> Build:
    """The build of ``locale`` out of the files at ``paths`` (below docs_dir)."""
    chosen: dict[str, str] = {}
    for path in paths:
        slug, written = config.split(path)
        key = f"{slug}.md" if path.endswith(".md") else slug
        if written == locale or (config.falls_back and written == config.default_locale and key not in chosen):
            chosen[key] = path
    placed = {key: path for key, path in chosen.items() if not config.generators.moves(path)}
    addresses = {address: path for key, path in placed.items() for address in _addresses(config, key, path, locale)}
    return Build(locale, frozenset(chosen.values()), addresses)


def _addresses(config: Config, key: str, path: str, locale: str) -> Iterator[str]:
    if not key.endswith(".md"):
        # Only what is written for a language lies below its folder; other files are published once.
        yield _start(config, config.split(path)[1]) + key
    else:
        yield from page_addresses(config, key.removesuffix(".md"), locale)


def _start(config: Config, locale: str) -> str:
    return "" if locale == config.default_locale else f"{locale}/"


def page_addresses(config: Config, slug: str, locale: str) -> tuple[str, ...]:
    """The addresses of a page, from the root of the whole site; the first is the one that links use."""
    start = _start(config, locale)
    if posixpath.basename(slug) in ("index", "README"):
        folder = posixpath.dirname(slug)
        return posixpath.normpath(posixpath.join(start, folder)), start + posixpath.join(folder, "index.html")
    return (start + slug, f"{start}{slug}/index.html") if config.directory_urls else (f"{start}{slug}.html",)


def base_address(config: Config, slug: str, locale: str) -> str:
    """The folder, from the root of the whole site, against which a browser reads the addresses on a page."""
    start = "" if locale == config.default_locale else locale
    whole = config.directory_urls and posixpath.basename(slug) not in ("index", "README")
    return posixpath.join(start, slug if whole else posixpath.dirname(slug))


def candidates(config: Config, locale: str, path: str) -> Iterator[str]:
    """The source files that ``path`` (from docs_dir) may mean in the build of ``locale``, the likeliest first."""
    default = config.default_locale
    if not config.translated:
        yield path
        return
    # So static-i18n has it, and only from the pages that lie in docs_dir itself.
    path = "index.md" if path == "." else path
    if not config.folder_structure:
        stem, suffix = posixpath.splitext(path)
        yield from (f"{stem}.{locale}{suffix}", f"{stem}.{default}{suffix}", path)
    else:
        first, _, rest = path.partition("/")
        other = {default: locale, locale: default}.get(first) if rest else None
        named = (path, f"{other}/{rest}", rest) if other else (f"{locale}/{path}", f"{default}/{path}", path)
        yield from named if config.falls_back else (named[0], named[2])
