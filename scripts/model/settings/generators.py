"""What plugins make besides the files of docs_dir, as far as their options tell."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# Plugins that write pages where no option tells.
_ANYWHERE = frozenset({"gen-files", "monorepo", "multirepo", "same-dir", "simple"})
# Plugins that seek a file by its name alone, wherever it lies.
_BY_NAME = frozenset({"autolinks", "ezlinks", "roamlinks"})
# What each of the others writes: paths from docs_dir, as patterns.
_FIXED: Mapping[str, tuple[str, ...]] = {
    "exporter": (r".*\.pdf",),
    "mkdocstrings": (r"objects\.inv",),
    "pdf-export": (r".*\.pdf",),
    "print-site": (r"print_page",),
    "rss": (r"feed_(?:rss|json)_(?:created|updated)\.(?:xml|json)",),
    "search": (r"search/search_index\.json",),
}
# Plugins that write all below the one path that an option names, with its default.
_BELOW: Mapping[str, tuple[str, str]] = {
    "api-autonav": ("api_root_uri", "api"),
    "autoapi": ("autoapi_root", "autoapi"),
    "coverage": ("page_path", "coverage"),
    "privacy": ("assets_fetch_dir", "assets/external"),
    "projects": ("projects_dir", "projects"),
    "social": ("cards_dir", "assets/images/social"),
    "tags": ("export_file", "tags.json"),
    "with-pdf": ("output_path", "pdf/document.pdf"),
}
# The formats of the addresses that Material's blog makes below its folder, with their defaults.
_BLOG_FORMATS = {
    "post_url_format": "{date}/{slug}",
    "archive_url_format": "archive/{date}",
    "categories_url_format": "category/{slug}",
    "authors_profiles_url_format": "author/{slug}",
    "pagination_url_format": "page/{page}",
}


@dataclass(frozen=True, slots=True)
class Generators:
    """What the plugins of a site make.

    ``made`` are patterns of the paths that they may write, ``moved`` of the source files that they publish at an
    address of their own; ``anywhere`` says that one of them writes where nobody can tell, ``by_name`` that one finds
    files by their names alone. ``nav_file`` is the name of pages whose links arrange the navigation, "" for none.
    """

    made: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    anywhere: bool = False
    by_name: bool = False
    nav_file: str = ""

    def may_make(self, path: str) -> bool:
        """Whether one of them may write ``path``, from docs_dir, or something in it."""
        return any(re.fullmatch(pattern, path) for pattern in self.made)

    def moves(self, path: str) -> bool:
        """Whether the page at ``path`` stands at an address that cannot be told from it."""
        return any(re.fullmatch(pattern, path) for pattern in self.moved)


def generators(plugins: Iterable[tuple[str, Any]]) -> Generators:
    """What these plugins make, each given with its options."""
    made: list[str] = []
    moved: list[str] = []
    anywhere, by_name, nav_file = False, False, ""
    for name, given in plugins:
        options = given if isinstance(given, Mapping) else {}
        if options.get("enabled", True) is False:
            continue
        anywhere = anywhere or name in _ANYWHERE
        by_name = by_name or name in _BY_NAME
        nav_file = _text(options, "nav_file", "SUMMARY.md") if name == "literate-nav" else nav_file
        made += _FIXED.get(name, ())
        if name in _BELOW:
            key, default = _BELOW[name]
            made.append(_below(str(options.get(key) or default)))
        made += _READERS[name](options) if name in _READERS else ()
        if name == "blog":
            moved.append(_blog(options) + _text(options, "post_dir", "{blog}/posts").partition("/")[2] + r"/.*\.md")
    return Generators(tuple(made), tuple(moved), anywhere, by_name, nav_file)


def _below(path: str) -> str:
    return re.escape(posixpath.normpath(path).lstrip("/")) + r"(?:/.*|\.html|\.md)?"


def _text(options: Mapping[str, Any], key: str, default: str) -> str:
    return str(options.get(key) or default)


def _blog(options: Mapping[str, Any]) -> str:
    folder = posixpath.normpath(_text(options, "blog_dir", "blog"))
    return "" if folder == "." else re.escape(folder) + "/"


def _blog_pages(options: Mapping[str, Any]) -> Iterator[str]:
    start = _blog(options)
    if start:
        yield start.removesuffix("/") + r"(?:\.md|\.html|/index\.md|/index\.html)?"
    for key, default in _BLOG_FORMATS.items():
        known, brace, _ = _text(options, key, default).partition("{")
        dated = key == "post_url_format" and _text(options, key, default).startswith("{date}")
        # A post without its date in front may have any name; a Markdown file of that name it is not.
        anything = r"(?!.*\.md$).+" if brace else ""
        plain = dated and "post_url_date_format" not in options
        yield start + (r"\d{4}(?:/.*)?" if plain else f"{re.escape(known)}.*" if known else anything)


def _redirects(options: Mapping[str, Any]) -> Iterator[str]:
    maps = options.get("redirect_maps")
    for old in maps if isinstance(maps, Mapping) else ():
        slug = re.sub(r"(?:(?:^|/)(?:index|README))?\.md$", "", str(old))
        yield re.escape(slug or ".") + r"(?:\.html|/index\.html)?"


def _doxygen(options: Mapping[str, Any]) -> Iterator[str]:
    projects = options.get("projects")
    yield from (map(_below, map(str, projects)) if isinstance(projects, Mapping) else (".*",))


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "blog": _blog_pages,
    "mkdoxy": _doxygen,
    "redirects": _redirects,
}
