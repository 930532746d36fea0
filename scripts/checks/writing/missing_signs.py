"""W11: signs that the books cannot show."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Set
from typing import Any

from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.core.yamlfile import Yaml
from scripts.model.book_pages import in_book
from scripts.model.faces import lacking
from scripts.model.markdown.markup import tree_of
from scripts.model.markdown.masks import comments, without
from scripts.model.markdown.source import front_matter_of
from scripts.model.memory import asked
from scripts.model.page import Page
from scripts.model.site import Site

from ..rule import Finding, rule, where_held

# Either as it is or as an entity.
_SIGN = re.compile(r"&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]\w{1,31});|[^\x00-\x7f]", re.I)
# What the extension for footnotes writes; books for paper leave it out, and for screens have the reader's own faces.
_BY_EXTENSIONS = 'not(ancestor::a[contains(concat(" ", @class, " "), " footnote-backref ")])'


@rule("W11", by_page=True)
def signs(site: Site) -> Iterator[Finding]:
    """A page or a data file has only signs that the faces of the books have: Latin, Greek and Cyrillic, and symbols.

    The PDF is set in faces that come with the site, so that it looks the same everywhere. For any other sign (another
    script, an emoji) it would show an empty box, and so it is not made at all.
    """
    unseen = site.facts(page_signs, str)
    for name, page in site.pages.items():
        if page.readable and in_book(site, page):
            yield from _in_head(page)
            yield from _in_body(page, frozenset(unseen[name]))
    for document in site.documents.values():
        yield from _in_data(document, document.value)


@asked(where_held("W"))
def page_signs(_: None) -> Callable[[Page], str]:
    """What finds the signs on a page, below its title, that no face of the books has."""

    def found(page: Page) -> str:
        if not page.readable or page.html.isascii() or not lacking(html.unescape(page.html)):
            return ""
        return "".join(sorted(lacking("".join(tree_of(page.html).xpath(f"//text()[{_BY_EXTENSIONS}]")))))

    return found


def _in_head(page: Page) -> Iterator[Finding]:
    for key in ("title", "description"):
        if missing := lacking(str(page.meta.get(key) or "")):
            yield Finding(page.meta_place(key), *_said(missing))


def _in_body(page: Page, missing: Set[str]) -> Iterator[Finding]:
    """Each line that has some of them; the top of the page for those that stand in none."""
    if not missing:
        return
    text = without(page.source.text, comments)
    front = front_matter_of(text)
    left = set(missing)
    lines: dict[int, tuple[Place, set[str]]] = {}
    for match in _SIGN.finditer(text, front.end() if front else 0):
        here = set(html.unescape(match[0])) & missing
        if here:
            place = page.place(match.start())
            lines.setdefault(place.line, (place, set()))[1].update(here)
            left -= here
    for place, held in lines.values():
        yield Finding(place, *_said(held))
    if left:
        yield Finding(Place(page.path), *_said(left))


def _in_data(document: Yaml, value: Any, *keys: str | int) -> Iterator[Finding]:  # noqa: ANN401
    if isinstance(value, str):
        if missing := lacking(value):
            yield Finding(document.place(*keys), *_said(missing))
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _in_data(document, part, *keys, key)


def _said(missing: Set[str]) -> tuple[Message, Message]:
    signs = tuple(f"{sign} (U+{ord(sign):04X})" for sign in sorted(missing))
    return (
        say("the faces of the books have no sign for {signs}", signs=signs),
        say("write it in Latin letters or in words, or show it as a picture with an alternative text"),
    )
