"""H: what a page source must not bring; the rendered HTML is judged, so no Markdown trick slips past."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from itertools import chain
from operator import attrgetter
from pathlib import Path

from scripts.model.message import Message, say
from scripts.model.page import Page
from scripts.model.place import Place
from scripts.model.site import Site
from scripts.model.source import Source, front_matter_of

from .rule import Finding, rule
from .unsafe import Unsafe, unsafe
from .vocabulary import BOXES, REFERRING


def _plain(text: str) -> str:
    """A value for finding it in the source, whatever entities, blanks and backslashes it is spelled with there."""
    return re.sub(r"%[01][0-9a-f]|%20|[\x00-\x20\\]", "", html.unescape(text), flags=re.I).lower()


def _tag_offsets(source: Source, tag: str) -> Iterator[int]:
    return (m.start() for m in re.finditer(rf"<{re.escape(tag)}(?=[\s/>]|\Z)", source.code_masked, re.I))


def _attribute_offsets(source: Source, tag: str, name: str, value: str) -> Iterator[int]:
    """Where the attribute stands with this value: in its tag, or in an attribute list."""
    text, wanted = source.code_masked, _plain(value)
    pattern = rf"(?<=[\s\"'{{:/]){re.escape(name)}(?=[\s=>/}}\"']|\Z)(?:\s*=\s*[\"']?)?"
    for match in re.finditer(pattern, text, re.I):
        opened = max(text.rfind("<", 0, match.start()), text.rfind("{", 0, match.start()))
        inside = opened >= 0 and (text[opened] == "{" or text[opened + 1 :].lower().startswith(tag))
        if inside and _plain(text[match.end() : match.end() + 8 * len(value) + 8]).startswith(wanted):
            yield match.start()


def _address_offsets(source: Source, value: str) -> Iterator[int]:
    """Where the address begins: a Markdown link or reference, ``<…>``, or the value of an attribute."""
    text, wanted = source.code_masked, _plain(value)
    for match in re.finditer(r"\]\(\s*<?|\]:\s*<?|=\s*[\"']?|<|\burl\(\s*[\"']?|,\s*", text):
        if _plain(text[match.end() : match.end() + 8 * len(value) + 8]).startswith(wanted):
            yield match.end()


class _Finder:
    """Places on one page, each given out once: the second like finding is at the second like place."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.used: set[int] = set()

    def next(self, offsets: Iterator[int]) -> Place:
        """The place of the first offset that was not given out before, or else line 1."""
        offset = next((offset for offset in offsets if offset not in self.used), None)
        if offset is None:
            return Place(self.page.path)
        self.used.add(offset)
        return self.page.place(offset)


def _unsafe(site: Site) -> Iterator[tuple[Unsafe, Page, _Finder]]:
    found = site.facts(unsafe, Unsafe)
    return ((found[name], page, _Finder(page)) for name, page in site.pages.items())


@rule("H01")
def tag(site: Site) -> Iterator[Finding]:
    """A page holds only tags that say what a text is: no script, frame, form, style sheet or drawing.

    Such a tag acts in the reader's browser in the name of this site, and a reviewer easily overlooks it.
    """
    for found, page, finder in _unsafe(site):
        for name in found.tags:
            place = finder.next(_tag_offsets(page.source, name))
            hint = say("write it in Markdown; to show the tag to readers, put it between backticks")
            yield place, say("a page may not hold the tag <{tag}>", tag=name), hint


@rule("H02")
def attribute(site: Site) -> Iterator[Finding]:
    """A tag or an attribute list has only attributes that do nothing: no event handler, style or embedded page.

    An event handler is a script by another name, and a style can lay anything over the page.
    """
    for found, page, finder in _unsafe(site):
        for name, key, value in found.attributes:
            place = finder.next(_attribute_offsets(page.source, name, key, value))
            hint = say("remove it; a class that the site's style sheet knows is written {{.class}}")
            message = say("<{tag}> may not have the attribute {name}=“{value}”", tag=name, name=key, value=value)
            yield place, message, hint


@rule("H03")
def scheme(site: Site) -> Iterator[Finding]:
    """An address is a path, or begins with ``http:``, ``https:`` or ``mailto:``, however it is spelled.

    Other schemes run a script (``javascript:``), bring a page of their own (``data:``) or start another program.
    """
    for found, page, finder in _unsafe(site):
        for value in found.schemes:
            place = finder.next(_address_offsets(page.source, value))
            hint = say("link to a page, a file of the site, or an address with https: or mailto:")
            yield place, say("a page may not link to {address}", address=value), hint


@rule("H04")
def other_host(site: Site) -> Iterator[Finding]:
    """Images, sound, films, fonts, styles and scripts come from the site itself, not from another host.

    Another host learns who reads what, can change the file at any time, and is missing offline.
    """
    for found, page, finder in _unsafe(site):
        for address in found.hosts:
            place = finder.next(_address_offsets(page.source, address))
            message = say("{address} is loaded from another host", address=address)
            yield place, message, say("put the file in docs/assets, or link to it")


# Where classes, ids and the like are given: a tag, an attribute list, the head of a box or of a block of code.
_GIVING = re.compile(r"<[^<>]*>?|\{[^{}\n]*\}|^[ \t>]*(?:[!?]{3}|`{3,}|~{3,})[^\n]*", re.M)


def _word_offsets(source: Source, key: str, word: str) -> Iterator[int]:
    """Where something is given this word, or in an attribute one that is spelled with entities."""
    front = front_matter_of(source.text)
    # attr_list heeds backslashes.
    written = "".join(rf"\\?{re.escape(sign)}" for sign in word)
    whole = re.compile(rf"(?<![\w-]){written}(?![\w-])", re.I)
    spelled = re.compile(rf"(?<![\w-]){re.escape(key)}\s*=\s*(\"[^\"]*|'[^']*|[^\s>]*)", re.I)
    for text in (source.code_masked, source.text):
        for given in _GIVING.finditer(text, front.end() if front else 0):
            yield from (match.start() for match in whole.finditer(text, *given.span()))
            for match in spelled.finditer(text, *given.span()):
                if whole.search(html.unescape(match.group(1))) and not whole.search(match.group(1)):
                    yield match.start()


@rule("H08")
def gadget(site: Site) -> Iterator[Finding]:
    """Classes, ids, roles, data and controls of a page are those that content may have.

    The scripts and sheets of the site find their elements by such names: a page that gives itself one can open a
    window, cover the page, or make the reader's browser ask another host.
    """
    for found, page, finder in _unsafe(site):
        for name, key, value in found.gadgets:
            exact = _attribute_offsets(page.source, name, key, value) if value else ()
            place = finder.next(chain(exact, _word_offsets(page.source, key, value or key)))
            message = say("<{tag}> may not have {name}=“{value}” in a page", tag=name, name=key, value=value)
            yield place, message, _gadget_hint(key)


def _gadget_hint(key: str) -> Message:
    if key == "class":
        offered = ("no-gloss", "cards", *sorted(BOXES))
        return say("remove it, or use one of {choices}", choices=offered)
    if key in ("id", "name"):
        return say("choose another id, of letters, digits and hyphens; this one may belong to the site's own scripts")
    if key in REFERRING:
        return say("name only ids that stand on this page, or remove it")
    return say("remove it; it belongs to the site's own scripts")


@rule("H05")
def symbolic_link(site: Site) -> Iterator[Finding]:
    """A symbolic link below the docs folder leads to something in the docs folder.

    Any other would publish files of the machine that builds the site.
    """
    docs = Path(os.path.realpath(site.config.docs))
    for folder, subfolders, names in os.walk(site.config.docs):
        for name in sorted([*subfolders, *names]):
            path = Path(folder, name)
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(docs):
                place = Place(path.relative_to(site.config.root).as_posix())
                message = say("the symbolic link leads out of {folder}/", folder=site.config.docs_dir)
                yield place, message, say("put the file itself there")


_KEYS = frozenset({"title", "description", "source", "hide", "tags", "template"})
# MkDocs takes such lines at the top of a page without front matter for front matter.
_META_LINE = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):")


@rule("H06")
def front_matter(site: Site) -> Iterator[Finding]:
    """The front matter has known keys with plain text; ``template: home.html`` is for the start page alone.

    Themes and plugins read other keys as orders, and put a title or description into the page without escaping it.
    """
    for page in filter(attrgetter("readable"), site.pages.values()):
        keys = {key: page.meta_document.place(key) for key in page.meta} if page.meta_document else {}
        if not front_matter_of(page.source.text):
            for number, line in enumerate(page.source.text.split("\n"), 1):
                match = _META_LINE.match(line)
                if not match:
                    break
                keys[match.group(1)] = Place(page.path, number, match.start(1) + 1)
        for key, place in keys.items():
            value = page.meta.get(key)
            if key not in _KEYS:
                hint = say("remove it; known keys are {known}", known=tuple(sorted(_KEYS)))
                yield place, say("the front matter may not have the key {key}", key=key), hint
            elif key == "template" and (page.slug != "index" or value != "home.html"):
                hint = say("remove the line; only index has home.html")
                yield place, say("this page may not choose its template"), hint
            elif re.search(r"[<>\"]", "".join(_strings(value))):
                hint = say("write it without < and >, and with typographic quotes “ ”")
                yield place, say("{key} holds a character that means something in HTML", key=key), hint


def _strings(value: object) -> Iterator[str]:
    """Every text in a value of the front matter."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.items():
            yield from _strings(list(item))
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
