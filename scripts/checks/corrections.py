"""What a dead link was probably meant to be, for hints."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import Indel

from scripts.model.builds import base_address, page_addresses
from scripts.model.message import Message, say
from scripts.model.page import Page
from scripts.model.site import Site

from .targets import below_docs

# An id that an attribute list can give, and that no extension gives by counting.
_WRITABLE = re.compile(r"(?!.*_\d+$)[^\W_][\w.:-]*")
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


def page_like(site: Site, page: Page | None, path: str) -> str:
    """The slug of the page that ``path``, from docs_dir, probably means, not ``page`` itself; "" when there is none."""
    others = [slug for slug in site.slugs if page is None or slug != page.slug]
    # As seen from the folder of mkdocs.yml, perhaps, or of the repository.
    inside = re.sub(r"^(?:\.\./)+", "", path)
    bare = [_bare(site, inside), _bare(site, inside.removeprefix(f"{site.config.docs_dir}/"))]
    exact = {posixpath.join(slug, name) for slug in bare for name in ("index", "README")} | {*bare}
    return next((slug for slug in others if slug in exact), "") or _like(bare[0], others)


def _bare(site: Site, path: str) -> str:
    """The slug that a path or an address without its language stands for; "" for the first page."""
    bare = re.sub(r"(?:^|/)(?:index|README)$", "", re.sub(r"(?:\.html|\.md|/)$", "", path))
    return site.config.split(f"{bare}.md")[0] if bare.strip("./") else ""


def file_like(site: Site, path: str) -> str:
    """The file below docs_dir that ``path``, from there, probably means; "" when there is none like it."""
    suffix = posixpath.splitext(path)[1].lower()

    def is_alike(other: str) -> bool:
        kind = posixpath.splitext(other)[1].lower()
        return other.endswith(suffix) or Indel.normalized_similarity(kind, suffix) > 0.6

    return _like(path, [file for file in site.files if not file.endswith(".md") and is_alike(file)])


def relative_file(site: Site, page: Page, file: str) -> str:
    """The path with which a Markdown link on ``page`` leads to ``file``, whatever its language."""
    # In a folder structure every language's page names its own.
    return _from(below_docs(site, page.path), file if site.config.folder_structure else site.config.split(file)[0])


def anchor_hint(site: Site, page: Page, name: str) -> Message:
    """What to write instead of the anchor ``name``, which ``page`` does not have."""
    anchors = sorted(site.anchors(page))
    folded = {_folded(anchor): anchor for anchor in reversed(anchors)}
    near = folded.get(_folded(name)) or like(name, anchors)
    if near:
        return say("did you mean #{anchor}?", anchor=near)
    if not _WRITABLE.fullmatch(name) or not _ATTRIBUTES & {
        extension.removeprefix("markdown.extensions.") for extension in site.config.extensions
    }:
        return say("correct the link, or remove what follows #")
    return say("give the heading the id {mark}, or correct the link", mark=site.config.id_mark(name))


def like(word: str, words: Iterable[str]) -> str:
    """The one of ``words`` that looks most like ``word``, "" when none does."""
    return next(iter(_alike(word, words)), "")


def _alike(word: str, words: Iterable[str]) -> list[str]:
    """Those of ``words`` that look like ``word``, the likest first, whatever the order of a set."""
    found = process.extract(word, list(words), scorer=Indel.normalized_similarity, score_cutoff=0.6, limit=None)
    return [name for _, name in sorted(((score, name) for name, score, _ in found), reverse=True)]


def _from(here: str, file: str) -> str:
    return posixpath.relpath(file, posixpath.dirname(here) or ".")


def _folded(anchor: str) -> str:
    return re.sub(r"[\W_]+", "-", anchor.casefold())


def _like(path: str, paths: Iterable[str]) -> str:
    """The one of ``paths`` whose last name looks most like that of ``path``, "" when none does."""
    named: dict[str, list[str]] = {}
    for other in paths:
        named.setdefault(_last(other), []).append(other)
    name = _last(path)
    near = [name] if name in named else _alike(name, named)[:3]
    whole = [other for found in near for other in named[found]]
    return max(whole, key=lambda other: (Indel.normalized_similarity(path, other), other), default="")


def _last(path: str) -> str:
    """The last name in a path, without its suffix; that of its folder for the page that a folder opens with."""
    name = posixpath.basename(re.sub(r"(?<=.)/(?:index|README)$", "", path))
    return re.sub(r"(?<=.)\.[a-z][a-z0-9]{1,4}$", "", name, flags=re.I)
