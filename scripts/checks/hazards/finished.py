"""The last judge: a finished page, after every step that adds to it, holds nothing that acts.

The rules of family H judge what a page's source says; here the same is asked of what readers get, whatever citations,
data and templates have put there. Whoever renders the site stops when this finds something.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.html import Element, HtmlElement

from scripts.core.message import say
from scripts.core.place import Place
from scripts.model.markdown.markup import document_tags, parse_html
from scripts.model.page import Page
from scripts.model.site import Site

from ..rule import ERROR, Issue
from .gadgets import gadgets
from .sanitiser import INPUTS, TAGS, Triple, allowed_attribute, allowed_value, as_browsers_read
from .unsafe import LEADS, acts, elsewhere
from .vocabulary import RENDERER

_TAGS = TAGS | RENDERER.attributes.keys()
# A tag that all parsers read alike, for it holds nothing that could end it sooner or begin another one.
_PLAIN_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-zA-Z:-]+(?:="[^"<>]*")?)*)/?>')
_ATTRIBUTE = re.compile(r' ([^ ="]+)(?:="([^"]*)")?')
# The mark beside a heading, which is none anywhere else.
_OWN_MARK = re.compile(
    r'(<(h[1-6]) id="([^"<>]*)"[^<>]*>(?:(?!</?h[1-6]).)*?)'
    r'<a class="headerlink" href="#\3"(?: (?:title|aria-label)="[^"<>]*")*>[^<>]*</a>(?=</\2>)',
    re.S,
)
_acts = lru_cache(maxsize=10_000)(acts)


def finished_issues(site: Site, page: Page, article: str) -> list[Issue]:
    """What is wrong with the finished article, each at what makes it: in the page, in data, or else at the top."""
    # Most articles have no tag that would not do anywhere: then it does not matter where each stands.
    tags = _tags(article)
    if tags is not None and not any(_found(tags)):
        return []
    found = [("H01", (tag, "", "")) for tag in document_tags(article)]
    found += _found(parse_html(as_browsers_read(article)))
    return [_issue(site, page, code, triple) for code, triple in dict.fromkeys(found)]


def _tags(article: str) -> HtmlElement | None:
    """Every tag of the article once, side by side; None when parsers might not agree on what its tags are."""
    text = _OWN_MARK.sub(r"\1", article)
    found = _PLAIN_TAG.findall(text)
    if len(found) != text.count("<"):
        return None
    tree = Element("div")
    for tag, attributes in dict.fromkeys((tag, attributes) for end, tag, attributes in found if not end):
        # Of two that are called alike the first counts.
        values = {key.lower(): html.unescape(value) for key, value in reversed(_ATTRIBUTE.findall(attributes))}
        try:
            tree.append(Element(tag, values))
        except ValueError:  # a name with a colon, a control character
            return None
    return tree


def _found(tree: HtmlElement) -> Iterator[tuple[str, Triple]]:
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
        if key in LEADS and _acts(value):
            yield "H03", (tag, key, value)
        if elsewhere(tag, key, value):
            yield "H04", (tag, key, value)


# What any tag may have, drawings too.
_EVERYWHERE = RENDERER.data | {"class", "id", "role", "lang", "title", "aria-hidden", "aria-label", "aria-labelledby"}
_DRAWN = RENDERER.attributes.keys() - TAGS


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
