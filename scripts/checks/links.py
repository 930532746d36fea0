"""L: links, as the renderer sees them."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote, urlsplit

from scripts.model.message import say
from scripts.model.page import Link, Page
from scripts.model.site import Site

from .rule import Finding, rule

_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class Inside:
    """A relative link with the file it leads to (a path below docs_dir) and its anchor."""

    link: Link
    file: str
    anchor: str


def inside(docs_dir: str) -> Callable[[Page], tuple[Inside, ...]]:
    """What finds the relative links of a page."""

    def links(page: Page) -> Iterator[Inside]:
        here = page.path.removeprefix(docs_dir + "/")
        for link in page.links:
            if link.target and not _OUTSIDE.match(link.target) and not link.target.startswith("/"):
                parts = urlsplit(link.target)
                path = unquote(parts.path)
                file = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
                yield Inside(link, file, unquote(parts.fragment))

    return lambda page: tuple(links(page))


def _inside(site: Site) -> Iterator[tuple[Page, Link, str, str]]:
    """Every relative link with its page, the file it leads to (a path below docs_dir) and its anchor."""
    found = site.facts(inside, tuple[Inside, ...], site.config.docs_dir)
    for name, page in site.pages.items():
        for link in found[name]:
            yield page, link.link, link.file, link.anchor


def _below_docs(site: Site, path: str) -> str:
    return path.removeprefix(site.config.docs_dir + "/")


def _names_locale(site: Site, page: Page, file: str) -> bool:
    """Whether the address names one language's file; in a folder structure every page's own language does."""
    if site.config.folder_structure:
        return site.config.split(file)[1] != page.locale and file.partition("/")[0] in site.config.locales
    first = file.partition("/")[0]
    return (file.endswith(".md") and file != site.config.split(file)[0] + ".md") or (
        first in site.config.locales and not (site.config.docs / first).is_dir()
    )


def _target_page(site: Site, page: Page, file: str) -> Page | None:
    """The page that a reader of ``page`` reaches at ``file``."""
    if not file.endswith(".md"):
        return None
    return site.page(site.config.split(file)[0], page.locale)


def _rewrite(site: Site, page: Page, slug: str) -> str:
    here = posixpath.dirname(_below_docs(site, page.path))
    file = site.config.file(slug, page.locale) if site.config.folder_structure else f"{slug}.md"
    return posixpath.relpath(file, here or ".")


def _like(word: str, words: Iterator[str] | frozenset[str] | tuple[str, ...]) -> str:
    return next(iter(difflib.get_close_matches(word, list(words), 1, 0.6)), "")


@rule("L01")
def target_page(site: Site) -> Iterator[Finding]:
    """A link to a page leads to a page that exists, written with ``.md`` at its end.

    A reader who follows a dead link is lost, and offline there is no search engine to fall back on.
    """
    for page, link, file, _ in _inside(site):
        if link.embeds or _names_locale(site, page, file) or _target_page(site, page, file):
            continue
        slug = re.sub(r"(/index)?(\.html|\.md|/)?$", "", file)
        looks_like_page = file.endswith((".md", ".html")) or "." not in posixpath.basename(file)
        if file not in site.files and looks_like_page:
            near = next((s for s in (slug, f"{slug}/index") if s in site.slugs), "") or _like(slug, site.slugs)
            hint = (
                say("write {target}", target=_rewrite(site, page, near))
                if near
                else say("correct the path, or remove the link")
            )
            yield link.place, say("the link leads to {target}, and no such page exists", target=link.target), hint


@rule("L02")
def anchor(site: Site) -> Iterator[Finding]:
    """The part of a link after ``#`` is the id of something on the page it leads to.

    Otherwise the reader lands at the top of the page and must look for the place.
    """
    for link, target, name in _anchored(site):
        if name not in site.anchors(target) and not _in_other_locale(site, target, name):
            near = _like(name, site.anchors(target))
            hint = (
                say("did you mean #{anchor}?", anchor=near)
                if near
                else say("give the heading the id {{#{anchor}}}, or correct the link", anchor=name)
            )
            yield link.place, say("{path} has no anchor #{anchor}", path=target.path, anchor=name), hint


@rule("L03")
def anchor_in_other_language(site: Site) -> Iterator[Finding]:
    """An anchor exists in every language's version of the page.

    Headings carry the same id in all languages, so that a link works wherever it is read.
    """
    for link, target, name in _anchored(site):
        other = _in_other_locale(site, target, name)
        if name not in site.anchors(target) and other:
            yield (
                link.place,
                say(
                    "{path} has no anchor #{anchor}; only {other} has it",
                    path=target.path,
                    anchor=name,
                    other=other.path,
                ),
                say("give the same heading in {path} the id {{#{anchor}}}", path=target.path, anchor=name),
            )


def _anchored(site: Site) -> Iterator[tuple[Link, Page, str]]:
    for page, link, file, name in _inside(site):
        target = _target_page(site, page, file)
        if name and not link.embeds and target and target.readable:
            yield link, target, name


def _in_other_locale(site: Site, target: Page, name: str) -> Page | None:
    versions = (site.pages.get((target.slug, locale)) for locale in site.config.locales)
    return next((version for version in versions if version and name in site.anchors(version)), None)


@rule("L04")
def file(site: Site) -> Iterator[Finding]:
    """An image or another file that a page uses or links to lies in the docs folder.

    A missing picture is a hole in the page.
    """
    for page, link, path, _ in _inside(site):
        stem, suffix = posixpath.splitext(path)
        if path in site.files or f"{stem}.{page.locale}{suffix}" in site.files or (site.config.docs / path).is_dir():
            continue
        if link.embeds or (suffix and suffix not in (".md", ".html")):
            near = _like(path, site.files)
            hint = (
                say("did you mean {name}?", name=posixpath.basename(near))
                if near
                else say("add the file, or correct the path")
            )
            yield link.place, say("the file {target} does not exist", target=link.target), hint


@rule("L05")
def names_language(site: Site) -> Iterator[Finding]:
    """A link names the page, not one language's file: ``nilai.md``, in every language.

    The build leads each reader to their own language; a link that names a language sends half of them astray.
    """
    for page, link, path, name in _inside(site):
        if not link.embeds and not link.target.startswith("#") and _names_locale(site, page, path):
            slug = site.config.split(path)[0]
            if not path.endswith(".md"):
                slug = re.sub(r"\.html$", "", slug.partition("/")[2])
            target = _rewrite(site, page, slug) + (f"#{name}" if name else "")
            message = say("the link {target} names one language's file", target=link.target)
            yield link.place, message, say("write {target}", target=target)


@rule("L06")
def absolute(site: Site) -> Iterator[Finding]:
    """A link inside the site is relative to the page.

    Links that begin with ``/`` or with the site's address do not work in offline copies.
    """
    root = site.config.site_url.rstrip("/") if isinstance(site.config.site_url, str) else ""
    for page in site.pages.values():
        for link in page.links:
            slashed = link.target.startswith("/") and not link.target.startswith("//")
            if slashed or (root and re.match(re.escape(root) + r"(?![^/?#])", link.target)):
                path = link.target.removeprefix(root).strip("/").partition("#")[0]
                slug = re.sub(r"(\.html|\.md)?$", "", path) or "index"
                slug = re.sub(rf"^({'|'.join(site.config.locales)})/", "", slug)
                near = next((s for s in (slug, f"{slug}/index") if s in site.slugs), "")
                hint = (
                    say("write {target}", target=_rewrite(site, page, near))
                    if near
                    else say("write the path from this page to the file")
                )
                message = say("the link {target} is absolute and breaks in offline copies", target=link.target)
                yield link.place, message, hint


@rule("L07")
def undefined_reference(site: Site) -> Iterator[Finding]:
    """A reference link ``[text][name]`` has its definition ``[name]: address`` on the page.

    Without it the brackets are shown to the reader.
    """
    for page in site.pages.values():
        hint = say("add a line `[name]: page.md`, or write [text](page.md)")
        for text, place in page.undefined_links:
            yield place, say("the reference link {link} has no definition", link=text), hint


@rule("L08")
def empty_link(site: Site) -> Iterator[Finding]:
    """A link has an address.

    An empty link reloads the page, which no reader expects.
    """
    for page in site.pages.values():
        for link in page.links:
            if link.target in ("", "#"):
                message = (
                    say("the link of “{text}” has no address", text=link.text)
                    if link.text
                    else say("the link has no address")
                )
                yield link.place, message, say("write the page or address between the brackets, or remove the link")


@rule("L09")
def not_in_nav(site: Site) -> Iterator[Finding]:
    """Every page stands in the nav of mkdocs.yml, or is named under ``not_in_nav``.

    A page outside the navigation is found only by chance.
    """
    if site.config.nav is None:
        return
    listed = {site.config.split(path)[0] for path, _ in site.config.nav}
    folders = tuple(path for path, _ in site.config.nav if path.endswith("/"))
    for page in map(partial(site.page, locale=site.config.default_locale), site.slugs):
        if page is None:
            continue
        path = _below_docs(site, page.path)
        if page.slug not in listed and not path.startswith(folders) and not site.config.not_in_nav.match_file(path):
            hint = say("add `- {slug}.md` to nav in mkdocs.yml", slug=page.slug)
            yield page.place(), say("the page is not in the nav"), hint


@rule("L10")
def nav_without_page(site: Site) -> Iterator[Finding]:
    """Every entry of the nav in mkdocs.yml has its page.

    MkDocs would build the entry as a dead link.
    """
    for path, place in site.config.nav or ():
        slug = site.config.split(path)[0]
        if not path:
            hint = say("write the page after it, or remove the entry")
            yield place, say("this entry of the nav names no page"), hint
        elif path.endswith(".md") and slug not in site.slugs:
            near = _like(slug, site.slugs)
            hint = (
                say("did you mean {name}?", name=f"{near}.md") if near else say("write the page, or remove the entry")
            )
            yield place, say("the nav names {path}, and no such page exists", path=path), hint
