"""H: what a page source must not bring; the rendered HTML is judged, so no Markdown trick slips past."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.model.markdown.source import front_matter_of
from scripts.model.site import Site

from ..rule import Finding, rule
from ..writing.boxes import untitled_words
from .finder import Finder
from .unsafe import Unsafe, unsafe
from .vocabulary import BOXES, OFFERED, REFERRING


def _unsafe(site: Site) -> Iterator[tuple[Unsafe, Finder]]:
    found = site.facts(unsafe, Unsafe)
    return ((found[name], Finder(page)) for name, page in site.pages.items())


@rule("H01", by_page=True)
def tag(site: Site) -> Iterator[Finding]:
    """A page holds only tags that say what a text is: no script, frame, form, style sheet or drawing.

    Such a tag acts in the reader's browser in the name of this site, and a reviewer easily overlooks it.
    """
    for found, finder in _unsafe(site):
        for name in found.tags:
            place = finder.tag(name)
            hint = say("write it in Markdown; to show the tag to readers, put it between backticks")
            yield Finding(place, say("a page may not hold the tag <{tag}>", tag=name), hint)


@rule("H02", by_page=True)
def attribute(site: Site) -> Iterator[Finding]:
    """A tag or an attribute list has only attributes that do nothing: no event handler, style or embedded page.

    An event handler is a script by another name, and a style can lay anything over the page.
    """
    for found, finder in _unsafe(site):
        # Of {% x %}, the name without letters that attr_list makes of its signs says least.
        named = [one for one in found.attributes if one[1] != "_"]
        for name, key, value in named or found.attributes:
            place = finder.attribute(name, key, value)
            hint = say("remove it; a class that the site's style sheet knows is written {{.class}}")
            message = say("<{tag}> may not have the attribute {name}=“{value}”", tag=name, name=key, value=value)
            yield Finding(place, message, hint)


@rule("H03", by_page=True)
def scheme(site: Site) -> Iterator[Finding]:
    """An address is a path, or begins with ``http:``, ``https:`` or ``mailto:``, however it is spelled.

    Other schemes run a script (``javascript:``), bring a page of their own (``data:``) or start another program.
    """
    for found, finder in _unsafe(site):
        for value in found.schemes:
            place = finder.address(value)
            hint = say("link to a page, a file of the site, or an address with https: or mailto:")
            yield Finding(place, say("a page may not link to {address}", address=value), hint)


@rule("H04", by_page=True)
def other_host(site: Site) -> Iterator[Finding]:
    """Images, sound, films, fonts, styles and scripts come from the site itself, not from another host.

    Another host learns who reads what, can change the file at any time, and is missing offline.
    """
    for found, finder in _unsafe(site):
        for address in found.hosts:
            place = finder.address(address)
            message = say("{address} is loaded from another host", address=address)
            yield Finding(place, message, say("put the file in docs/assets, or link to it"))


@rule("H08", by_page=True)
def gadget(site: Site) -> Iterator[Finding]:
    """Classes, ids, roles, data and controls of a page are those that content may have.

    The scripts and sheets of the site find their elements by such names: a page that gives itself one can open a
    window, cover the page, or make the reader's browser ask another host.
    """
    for found, finder in _unsafe(site):
        # What is meant as the title of a box is told by the rule for boxes.
        titles = untitled_words(finder.page) if found.gadgets and "W" in site.config.check_families else ()
        for name, key, value in found.gadgets:
            if key == "class" and value in titles:
                continue
            place = finder.name(name, key, value)
            message = say("<{tag}> may not have {name}=“{value}” in a page", tag=name, name=key, value=value)
            yield Finding(place, message, _gadget_hint(key))


def _gadget_hint(key: str) -> Message:
    if key == "class":
        offered = (*sorted(OFFERED), *sorted(BOXES))
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
                place = Place(f"{site.config.docs_dir}/{path.relative_to(site.config.docs).as_posix()}")
                message = say("the symbolic link leads out of {folder}/", folder=site.config.docs_dir)
                yield Finding(place, message, say("put the file itself there"))


_KEYS = frozenset({"title", "description", "source", "hide", "tags", "template"})
# MkDocs takes such lines at the top of a page without front matter for front matter.
_META_LINE = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):")


@rule("H06", by_page=True)
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
                yield Finding(place, say("the front matter may not have the key {key}", key=key), hint)
            elif key == "template" and (page.slug != "index" or value != "home.html"):
                hint = say("remove the line; only index has home.html")
                yield Finding(place, say("this page may not choose its template"), hint)
            elif re.search(r"[<>\"]", "".join(_strings(value))):
                hint = say("write it without < and >, and with typographic quotes “ ”")
                yield Finding(place, say("{key} holds a character that means something in HTML", key=key), hint)


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
