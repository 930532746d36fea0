"""The last judge: a finished page, after every step that adds to it, holds nothing that acts.

The rules of family H judge what a page's source says; here the same is asked of what readers get, whatever citations,
data and templates have put there. Whoever renders the site stops when this finds something.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml.html import HtmlElement, document_fromstring

from scripts.core.message import say
from scripts.core.place import Place
from scripts.model.markdown.markup import parse_html
from scripts.model.page import Page
from scripts.model.site import Site

from ..rule import ERROR, Issue
from .gadgets import gadgets
from .sanitiser import INPUTS, TAGS, Triple, allowed_attribute, allowed_value, as_browsers_read
from .unsafe import LEADS, acts, elsewhere
from .vocabulary import RENDERER

_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.S)
_TAGS = TAGS | RENDERER.attributes.keys()


def finished_issues(site: Site, page: Page, whole: str) -> list[Issue]:
    """What is wrong with the finished page, each at what makes it: in the page, in a data file, or else at its top.

    Of what the theme puts around the ``<article>``, only event handlers are seen.
    """
    article = _ARTICLE.search(whole)
    found = list(dict.fromkeys((*_in_article(article[1] if article else ""), *_around(whole))))
    return [_issue(site, page, code, triple) for code, triple in found]


def _in_article(text: str) -> Iterator[tuple[str, Triple]]:
    tree = parse_html(as_browsers_read(text))
    for element in tree.iterdescendants():
        if isinstance(element.tag, str):
            yield from _strange(element)
    yield from (("H08", triple) for triple in gadgets(tree, RENDERER))


def _strange(element: HtmlElement) -> Iterator[tuple[str, Triple]]:
    tag = element.tag
    if tag not in _TAGS:
        yield "H01", (tag, "", "")
        return
    more = RENDERER.attributes.get(tag, frozenset())
    for key, value in element.items():
        known = key in more or (tag in TAGS and allowed_attribute(tag, key)) or key in _EVERYWHERE
        if tag == "input" and key == "type":
            known = value in INPUTS | {"search"}
        elif known and key not in more:
            known = allowed_value(tag, key, value) is not None
        if not known or (tag in _DRAWN and "url(" in value.lower()):
            yield "H02", (tag, key, value)
        if key in LEADS and acts(value):
            yield "H03", (tag, key, value)
        if elsewhere(tag, key, value):
            yield "H04", (tag, key, value)


# What any tag may have, drawings too.
_EVERYWHERE = RENDERER.data | {"class", "id", "role", "lang", "title", "aria-hidden", "aria-label", "aria-labelledby"}
_DRAWN = RENDERER.attributes.keys() - TAGS


def _around(whole: str) -> Iterator[tuple[str, Triple]]:
    """Event handlers anywhere, in the menu for one: the theme writes none."""
    for element in document_fromstring(whole or " ").iter("*"):
        for key, value in element.items():
            if str(key).lower().startswith("on"):
                yield "H02", (str(element.tag), str(key), str(value))


def _issue(site: Site, page: Page, code: str, triple: Triple) -> Issue:
    tag, key, value = triple
    place = _place(site, page, value or (key if key else f"<{tag}")) or Place(page.path)
    message = (
        say("the finished page holds <{tag} {name}=“{value}”>", tag=tag, name=key, value=value)
        if key
        else say("the finished page holds the tag <{tag}>", tag=tag)
    )
    hint = say("what stands here came through as HTML; write it as text, and tell those who keep the tools")
    return Issue(place.path, place.line, place.column, code, ERROR, message, hint)


def _place(site: Site, page: Page, text: str) -> Place | None:
    """Where the text stands: in the page, or in a data file that it shows."""
    sources = [(page.path, page.source.text)]
    for document in site.documents.values():
        sources.append(
            (document.path, (site.config.root / document.path).read_text(encoding="utf-8", errors="replace"))
        )
    for path, source in sources:
        for spelling in dict.fromkeys((text, html.escape(text))):
            if (at := source.find(spelling)) >= 0:
                return Place(path, source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at))
    return None
