"""What a dead link was probably meant to be, for hints."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Indel

from scripts.core.message import Message, say
from scripts.model.outline import Outline
from scripts.model.page import Page
from scripts.model.settings.builds import base_address, page_addresses
from scripts.model.site import Site

from .targets import below_docs

# An id that an attribute list can give, and that no extension gives by counting.
_WRITABLE = re.compile(r"(?!.*_\d+$)[^\W_][\w.:-]*")
_ALIKE = 0.6
# With more names than these no dead link is compared, for there may be as many of them.
_COMPARED = 2_000
_ATTRIBUTES = frozenset({"attr_list", "extra", "pymdownx.extra"})


def rewrite(site: Site, page: Page, slug: str) -> str:
    """The path with which a Markdown link on ``page`` leads to the page ``slug``."""
    file = site.config.file(slug, page.locale) if site.config.folder_structure else f"{slug}.md"
    return _from(below_docs(site, page.path), file)


def address_of(site: Site, page: Page, slug: str, locale: str) -> str:
    """The address with which HTML on ``page`` leads to the page ``slug`` in ``locale``."""
    address = page_addresses(site.config, slug, locale)[0]
    relative = relative_address(site, page, address)
    return relative if address.endswith(".html") else posixpath.join(relative, "")


def relative_address(site: Site, page: Page, address: str) -> str:
    """The way from ``page``, where it stands in its own language, to an address from the root of the whole site."""
    return posixpath.relpath(address, base_address(site.config, page.slug, page.locale) or ".")


# Hashable, so that what is worked out of them is kept.
Names = frozenset[str] | tuple[str, ...]


def page_like(site: Site, page: Page | None, path: str) -> str:
    """The slug of the page that ``path``, from docs_dir, probably means, not ``page`` itself; "" when there is none."""
    own = page.slug if page else ""
    # As seen from the folder of mkdocs.yml, perhaps, or of the repository.
    inside = re.sub(r"^(?:\.\./)+", "", path)
    bare = [_bare(site, inside), _bare(site, inside.removeprefix(f"{site.config.docs_dir}/"))]
    exact = (posixpath.join(slug, name) for slug in bare for name in ("", "index", "README"))
    found = next((slug for slug in map(posixpath.normpath, exact) if slug in _set(site.slugs)), "")
    return found if found and (found != own or page is None) else _like(bare[0], site.slugs, own)


def _bare(site: Site, path: str) -> str:
    """The slug that a path or an address without its language stands for; "" for the first page."""
    bare = re.sub(r"(?:^|/)(?:index|README)$", "", re.sub(r"(?:\.html|\.md|/)$", "", path))
    return site.config.split(f"{bare}.md")[0] if bare.strip("./") else ""


def file_like(site: Site, path: str) -> str:
    """The file below docs_dir that ``path``, from there, probably means; "" when there is none like it."""
    near = _like(path, site.files)
    suffixes = [posixpath.splitext(name)[1].lower() for name in (path, near)]
    return near if near and Indel.normalized_similarity(*suffixes) >= _ALIKE else ""


def relative_file(site: Site, page: Page, file: str) -> str:
    """The path with which a Markdown link on ``page`` leads to ``file``, whatever its language."""
    # In a folder structure every language's page names its own.
    return _from(below_docs(site, page.path), file if site.config.folder_structure else site.config.split(file)[0])


def anchor_hint(site: Site, page: Page | Outline, name: str) -> Message:
    """What to write instead of the anchor ``name``, which ``page`` does not have."""
    anchors = site.anchors(page)
    near = _by_words(anchors).get(_folded(name)) or like(name, anchors)
    if near:
        return say("did you mean #{anchor}?", anchor=near)
    if not _WRITABLE.fullmatch(name) or not _ATTRIBUTES & {
        extension.removeprefix("markdown.extensions.") for extension in site.config.extensions
    }:
        return say("correct the link, or remove what follows #")
    return say("give the heading the id {mark}, or correct the link", mark=site.config.id_mark(name))


def _from(here: str, file: str) -> str:
    return posixpath.relpath(file, posixpath.dirname(here) or ".")


def _folded(anchor: str) -> str:
    return re.sub(r"[\W_]+", "-", anchor.casefold())


@lru_cache(maxsize=8)
def _by_words(anchors: frozenset[str]) -> Mapping[str, str]:
    return {_folded(anchor): anchor for anchor in sorted(anchors, reverse=True)}


def like(word: str, words: Names) -> str:
    """The one of ``words`` that looks most like ``word``, "" when none does, or when there are too many to compare."""
    # Quickly found, and then judged by the longest parts that they share: single letters make no likeness.
    near = process.extract(word, _ordered(words), scorer=Indel.normalized_similarity, score_cutoff=_ALIKE, limit=3)
    return next(iter(difflib.get_close_matches(word, [name for name, *_ in near], 1, _ALIKE)), "")


@lru_cache(maxsize=8)
def _ordered(words: Names) -> tuple[str, ...]:
    # Of those that look alike, the last by the alphabet, whatever the order of a set.
    return tuple(sorted(words, reverse=True)) if len(words) <= _COMPARED else ()


def _like(path: str, paths: Names, but: str = "") -> str:
    """The one of ``paths`` whose last name looks most like that of ``path``, and then the whole; "" when none does."""
    named, name = _by_last_name(paths), _last(path)
    near = name if set(named.get(name, ())) - {but} else like(name, tuple(named))
    return max(
        (other for other in named.get(near, ()) if other != but),
        key=lambda other: (Indel.normalized_similarity(path, other), other),
        default="",
    )


@lru_cache(maxsize=4)
def _by_last_name(paths: Names) -> Mapping[str, tuple[str, ...]]:
    named: dict[str, list[str]] = {}
    for path in sorted(paths):
        named.setdefault(_last(path), []).append(path)
    return {name: tuple(found) for name, found in named.items()}


@lru_cache(maxsize=1)
def _set(slugs: tuple[str, ...]) -> frozenset[str]:
    return frozenset(slugs)


def _last(path: str) -> str:
    """The last name in a path, without its suffix; that of its folder for the page that a folder opens with."""
    name = posixpath.basename(re.sub(r"(?<=.)/(?:index|README)$", "", path))
    return re.sub(r"(?<=.)\.[a-z][a-z0-9]{1,4}$", "", name, flags=re.I)
