"""L: links, as the renderer sees them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from scripts.model.message import Message, say
from scripts.model.page import Link, Page
from scripts.model.site import Site

from .rule import Finding, rule
from .targets import Target, inside, like, rewrite

# Plugins that resolve the names of reference links themselves.
_RESOLVERS = frozenset({"autorefs", "mkdocstrings"})


@rule("L01")
def target_page(site: Site) -> Iterator[Finding]:
    """A link to a page leads to a page that exists, written with ``.md`` at its end.

    A reader who follows a dead link is lost, and offline there is no search engine to fall back on.
    """
    for page, link, target in inside(site):
        if target.fault == "page" and link.raw and site.find(target.path, page.locale):
            message = say("the link {target} stands in HTML, where the build does not resolve it", target=link.target)
            yield link.place, message, say("write it in Markdown: [text]({target})", target=link.target)
        elif target.fault == "page":
            slug = re.sub(r"(/index)?(\.html|\.md|/)?$", "", target.path)
            near = next((s for s in (slug, f"{slug}/index") if s in site.slugs), "") or like(slug, site.slugs)
            hint = (
                say("write {target}", target=rewrite(site, page, near))
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
            near = like(name, site.anchors(target))
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
    for _, link, target in inside(site):
        page = site.page_at(target.file) if target.file and not link.embeds else None
        # A text fragment is the browser's affair, `#top` the top of any page (HTML standard, 7.4.6.4), and what a theme
        # adds to its pages has a name with two underscores before it.
        name = target.anchor.partition(":~:")[0]
        if page and name and name.lower() != "top" and not name.startswith("__") and site.knows_anchors(page):
            yield link, page, name


def _in_other_locale(site: Site, target: Page, name: str) -> Page | None:
    versions = (site.pages.get((target.slug, locale)) for locale in site.config.locales)
    return next((version for version in versions if version and name in site.anchors(version)), None)


@rule("L04")
def file(site: Site) -> Iterator[Finding]:
    """An image or another file that a page uses or links to lies in the docs folder.

    A missing picture is a hole in the page.
    """
    for _, link, target in inside(site):
        if target.fault == "file":
            yield link.place, say("the file {target} does not exist", target=link.target), _file_hint(site, target)


def _file_hint(site: Site, target: Target) -> Message:
    if target.path in site.files:
        return say("pages in this language do not have it; give it a name without a language")
    near = like(target.path, site.files)
    return (
        say("did you mean {name}?", name=posixpath.basename(near)) if near else say("add the file, or correct the path")
    )


@rule("L05")
def names_language(site: Site) -> Iterator[Finding]:
    """A link names the page, not one language's file: ``nilai.md``, in every language.

    The build leads each reader to their own language; a link that names a language sends half of them astray.
    """
    for page, link, target in inside(site):
        if target.fault == "language":
            path, name = target.path, target.anchor
            slug = site.config.split(path)[0]
            if not path.endswith(".md"):
                slug = re.sub(r"\.html$", "", slug.partition("/")[2])
            better = rewrite(site, page, slug) + (f"#{name}" if name else "")
            message = say("the link {target} names one language's file", target=link.target)
            yield link.place, message, say("write {target}", target=better)


@rule("L06")
def absolute(site: Site) -> Iterator[Finding]:
    """A link inside the site is relative to the page.

    Links that begin with ``/`` or with the site's address do not work in offline copies. A site that does not set
    ``validation.absolute_links`` to ``warn`` has a use for them; there only those to a ``.md`` file are reported, which
    are dead.
    """
    level = site.config.validation.get("absolute_links")
    if level == "relative_to_docs":
        return
    asked = level == "warn"
    root = site.config.site_url.rstrip("/") if isinstance(site.config.site_url, str) else ""
    for page in site.pages.values():
        for link in page.links:
            slashed = link.target.startswith("/") and not link.target.startswith("//")
            # MkDocs leaves it as it stands, and no .md is published.
            dead = slashed and level != "ignore" and re.search(r"\.md(?:$|[?#])", link.target)
            if dead or (asked and (slashed or (root and re.match(re.escape(root) + r"(?![^/?#])", link.target)))):
                path = link.target.removeprefix(root).strip("/").partition("#")[0]
                slug = re.sub(r"(\.html|\.md)?$", "", path) or "index"
                slug = re.sub(rf"^({'|'.join(site.config.locales)})/", "", slug)
                near = next((s for s in (slug, f"{slug}/index") if s in site.slugs), "")
                hint = (
                    say("write {target}", target=rewrite(site, page, near))
                    if near
                    else say("write the path from this page to the file")
                )
                message = say("the link {target} is absolute and breaks in offline copies", target=link.target)
                yield link.place, message, hint


@rule("L07")
def undefined_reference(site: Site) -> Iterator[Finding]:
    """A reference link ``[text][name]`` has its definition ``[name]: address`` on the page, a footnote both its ends.

    Without it the brackets are shown to the reader, and a footnote that nothing refers to leads back to nowhere.
    """
    for page in site.pages.values():
        hint = say("add a line `[name]: page.md`, or write [text](page.md)")
        for text, place in page.undefined_links if not site.config.plugins & _RESOLVERS else ():
            yield place, say("the reference link {link} has no definition", link=text), hint
        # What a template brings may hold the other end.
        for note, place in page.undefined_notes if not page.templated else ():
            hint = say("add a line `{note}: …` with its text, or correct the name", note=note)
            yield place, say("the footnote {note} has no text", note=note), hint
        for note, place in page.unused_notes if not page.templated else ():
            hint = say("write {note} where it belongs in the text, or remove it", note=note)
            yield place, say("nothing refers to the footnote {note}", note=note), hint


@rule("L08")
def empty_link(site: Site) -> Iterator[Finding]:
    """A link has an address.

    An empty link reloads the page, which no reader expects. ``#`` alone leads to the top and is an address.
    """
    for page in site.pages.values():
        for link in page.links:
            if link.target == "":
                message = (
                    say("the link of “{text}” has no address", text=link.text)
                    if link.text
                    else say("the link has no address")
                )
                yield link.place, message, say("write the page or address between the brackets, or remove the link")
