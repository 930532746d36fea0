"""A finished page of the site, fitted into Kiwix: without what Kiwix does itself, and without ways out of the ZIM."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

import lxml.html
from lxml.html import HtmlComment, HtmlElement
from lxml.html.builder import LINK

from scripts.model.anchors import SOURCES
from scripts.render.address import relative
from scripts.render.bilingual.relinking import relink

from ..references import target

# The ZIM's own.
STYLE = "assets/kiwix.css"

# Kiwix brings a search of its own, keeps its books itself, and is no place for what is told to other sites.
_LEFT_OUT = (
    "//*[@data-site-search]",
    '//script[contains(@src, "assets/search/") or contains(@src, "assets/offline")]',
    '//*[@data-manifest or contains(concat(" ", @class, " "), " new-edition ")]',
    '//head/link[not(@rel="stylesheet" or @rel="icon")]',
    '//head/meta[@property or starts-with(@name, "twitter:")]',
    '//script[@type="application/ld+json"]',
)
# What the snippets of search results shall not quote: what a page says about itself, and what is not shown.
_UNQUOTED = (
    './/*[@hidden or @data-search-exclude or contains(concat(" ", @class, " "), " headerlink ") '
    f'or contains(concat(" ", @class, " "), " sources ") or @id="{SOURCES}"]'
)
# Quotation marks in the text, and what else they stand in: zimcheck takes src="…" in examples of code for a link.
_QUOTE = re.compile(r'<(script|style)\b.*?</\1>|<[^>]*>|"', re.DOTALL)
# Comments between which Xapian's HTML parser, with which Kiwix makes snippets, reads nothing (from ht://Dig).
_SILENT, _HEARD = "htdig_noindex", "/htdig_noindex"


@dataclass(frozen=True, slots=True)
class FittedPage:
    """A page of the ZIM; ``references`` are the paths of all that it refers to."""

    title: str
    html: str
    references: frozenset[str]


def fitted(html: str, path: str, locale: str, instead: Mapping[str, str], is_held: Callable[[str], bool]) -> FittedPage:
    """The page ``path`` of the ZIM in ``locale``.

    ``instead`` says for pages in other languages which page of this language is linked in their place; links to what
    the ZIM does not hold become plain text, and ways to another language go.
    """
    tree = cast(HtmlElement, lxml.html.document_fromstring(html))
    for xpath in _LEFT_OUT:
        for element in tree.xpath(xpath):
            element.drop_tree()
    for way in tree.xpath("//a[@hreflang]"):
        if way.get("hreflang") != locale and not urlsplit(way.get("href")).netloc:
            way.drop_tree()
    relink(tree, path, path, {other: (own, "") for other, own in instead.items()})
    for link in tree.xpath("//a[@href]"):
        wanted, _ = target(link.get("href"), path)
        if wanted not in ("", path) and not is_held(wanted):
            link.drop_tag()
    tree.head.append(LINK(rel="stylesheet", href=relative(STYLE, path)))
    links = (*(link for *_, link, _ in tree.iterlinks()), *tree.xpath("//video/@poster | //@data-bank"))
    references = {target(link, path)[0] for link in links} - {"", path}
    title = " ".join(tree.findtext("head/title").split())
    _silence(tree)
    written = lxml.html.tostring(tree, encoding="unicode", doctype="<!doctype html>")
    written = _QUOTE.sub(lambda found: "&quot;" if found[0] == '"' else found[0], written)
    return FittedPage(title, written + "\n", frozenset(references))


def _silence(tree: HtmlElement) -> None:
    """Let snippets quote the text of the article only."""
    content = tree.xpath('//article/*[self::div[@lang] or contains(@class, "bilingual")]')[0]
    silenced: set[HtmlElement] = set()
    for element in content.xpath(_UNQUOTED):
        # One stretch of silence at a time: the parser knows no nesting.
        if silenced.isdisjoint(element.iterancestors()):
            silenced.add(element)
            element.addprevious(HtmlComment(_SILENT))
            element.addnext(HtmlComment(_HEARD))
    tree.body.insert(0, HtmlComment(_SILENT))
    content.addprevious(HtmlComment(_HEARD))
    content.addnext(HtmlComment(_SILENT))
