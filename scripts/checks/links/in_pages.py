"""L: links, as the renderer sees them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scripts.core.message import say
from scripts.core.place import Place
from scripts.model.outline import Outline
from scripts.model.page import Link, Page
from scripts.model.site import Site

from ..rule import Finding, rule
from .corrections import anchor_hint, relative_file, rewrite
from .dead_links import no_file, no_page, one_language, with_anchor
from .targets import Target, inside

# Plugins that resolve the names of reference links themselves.
_RESOLVERS = frozenset({"autorefs", "mkdocstrings"})
_NOTE_TEXT = re.compile(r"^[ ]{0,3}\[\^([^\]]*)\]:", re.M)


@rule("L01", by_page=True)
def target_page(site: Site) -> Iterator[Finding]:
    """A link to a page leads to a page that exists, written with ``.md`` at its end.

    A reader who follows a dead link is lost, and offline there is no search engine to fall back on.
    """
    for page, link, target in inside(site):
        if target.fault == "page":
            yield Finding(link.place, *no_page(site, page, link, target))


@rule("L02", by_page=True)
def anchor(site: Site) -> Iterator[Finding]:
    """The part of a link after ``#`` is the id of something on the page it leads to.

    Otherwise the reader lands at the top of the page and must look for the place.
    """
    for link, page, name, _ in _without_anchor(site):
        if not _in_other_locale(site, page, name):
            message = say("{path} has no anchor #{anchor}", path=page.path, anchor=name)
            yield Finding(link.place, message, anchor_hint(site, page, name))


@rule("L03", by_page=True)
def anchor_in_other_language(site: Site) -> Iterator[Finding]:
    """An anchor exists in every language's version of the page.

    Headings carry the same id in all languages, so that a link works wherever it is read.
    """
    for link, page, name, shown_in in _without_anchor(site):
        other = _in_other_locale(site, page, name)
        if not other:
            continue
        if shown_in:
            message = say(
                "where the page stands in for a translation ({languages}), the link leads to {path}, which has no"
                " anchor #{anchor}; only {other} has it",
                languages=shown_in,
                path=page.path,
                anchor=name,
                other=other.path,
            )
        else:
            message = say(
                "{path} has no anchor #{anchor}; only {other} has it", path=page.path, anchor=name, other=other.path
            )
        hint = say("give the same heading in {path} the id {mark}", path=page.path, mark=site.config.id_mark(name))
        yield Finding(link.place, message, hint)


def _without_anchor(site: Site) -> Iterator[tuple[Link, Outline, str, tuple[str, ...]]]:
    """The links whose anchor a page lacks, each once: for the page in its own language, or where it stands in."""
    told: set[Place] = set()
    for _, link, target in inside(site):
        page = site.page_at(target.file) if target.file and not link.embeds else None
        # A text fragment is the browser's affair, `#top` the top of any page (HTML standard, 7.4.6.4), and what a theme
        # adds to its pages has a name with two underscores before it.
        name = target.anchor.partition(":~:")[0]
        # What Material's plugin lists.
        listed = "tags" in site.config.plugins and name.startswith("tag:")
        asked = name and name.lower() != "top" and not name.startswith("__") and not listed
        if page and asked and site.knows_anchors(page) and name not in site.anchors(page) and link.place not in told:
            told.add(link.place)
            yield link, page, name, target.shown_in


def _in_other_locale(site: Site, target: Outline, name: str) -> Outline | None:
    versions = (site.outlines.get((target.slug, locale)) for locale in site.config.locales)
    return next((version for version in versions if version and name in site.anchors(version)), None)


@rule("L04", by_page=True)
def file(site: Site) -> Iterator[Finding]:
    """An image or another file that a page uses or links to is there, as seen from where the page will stand.

    A missing picture is a hole in the page. In HTML the address counts as it is written: a page in another language
    stands below that language's folder, the files that all languages share do not.
    """
    for page, link, target in inside(site):
        if target.fault == "file":
            yield Finding(link.place, *no_file(site, page, link, target))


@rule("L05", by_page=True)
def names_language(site: Site) -> Iterator[Finding]:
    """A link names the page, not one language's file: ``nilai.md``, in every language.

    The build leads each reader to their own language; a link that names a language sends half of them astray. Where a
    site asks for both languages everywhere (family B), it does not name its own language either, for the page may once
    stand in for another one.
    """
    for page, link, target in inside(site):
        if target.fault == "language":
            yield Finding(link.place, *one_language(site, page, link, target))
        elif "B" in site.config.check_families and _names_own(site, link, target):
            message = say("the link {target} names one language's file", target=link.target)
            slug = site.config.split(target.path)[0]
            better = rewrite(site, page, slug) if target.path.endswith(".md") else relative_file(site, page, slug)
            yield Finding(link.place, message, say("write {target}", target=with_anchor(better, target)))


def _names_own(site: Site, link: Link, target: Target) -> bool:
    """Whether the link names the language of a file that its build has."""
    own = link.target.startswith(("#", "?")) or target.address or target.shown_in
    if own or link.raw or target.fault or site.config.folder_structure:
        return False
    return target.file == target.path and site.config.split(target.path)[0] != target.path.removesuffix(".md")


@rule("L06", by_page=True)
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
                yield Finding(link.place, message, hint)


@rule("L07", by_page=True)
def undefined_reference(site: Site) -> Iterator[Finding]:
    """A reference link ``[text][name]`` has its definition ``[name]: address`` on the page, a footnote one text.

    Without it the brackets are shown to the reader. A footnote that nothing refers to leads back to nowhere, and of
    two texts only the last is shown.
    """
    unjudged = site.config.plugins & _RESOLVERS or site.config.hooks.rewrite or site.missing_extensions
    for page in site.pages.values():
        hint = say("add a line `[name]: page.md`, or write [text](page.md)")
        for text, place in page.undefined_links if not unjudged else ():
            yield Finding(place, say("the reference link {link} has no definition", link=text), hint)
        # What a template brings may hold the other end.
        yield from _without_text(page) if site.knows_anchors(page) else ()
        for note, place in page.unused_notes if site.knows_anchors(page) else ():
            hint = say("write {note} where it belongs in the text, or remove it", note=note)
            yield Finding(place, say("nothing refers to the footnote {note}", note=note), hint)
        for note, place in _told_twice(page):
            hint = say("give one of them another name, or make one text of them")
            yield Finding(
                place, say("the footnote {note} has two texts, and readers see the last alone", note=note), hint
            )


def _without_text(page: Page) -> Iterator[Finding]:
    """Footnotes that have no text, once where only the colon behind the name is missing."""
    begun: dict[str, Place] = {}
    for note, place in page.undefined_notes:
        if place.column == 1:
            begun.setdefault(note, place)
    counts = Counter(note for note, _ in page.undefined_notes)
    for note, place in page.undefined_notes:
        message = say("the footnote {note} has no text", note=note)
        if note not in begun or counts[note] == 1:
            yield Finding(place, message, say("add a line `{note}: …` with its text, or correct the name", note=note))
        elif place == begun[note]:
            yield Finding(place, message, say("write a colon between {note} and the text of the footnote", note=note))


def _told_twice(page: Page) -> Iterator[tuple[str, Place]]:
    """Footnotes with more than one text, at the first: it is shown nowhere."""
    seen: dict[str, int] = {}
    for match in _NOTE_TEXT.finditer(page.source.code_masked):
        name = match.group(1)
        if name in seen and f'id="fn:{name}"' in page.html:
            yield f"[^{name}]", page.place(seen[name])
        seen[name] = match.start() + match.group().index("[")


@rule("L08", by_page=True)
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
                yield Finding(
                    link.place, message, say("write the page or address between the brackets, or remove the link")
                )
