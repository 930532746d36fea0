"""The frame of a page with both languages: that of the finished page in the first, moved to where the new one stands.

What is known here of Material's frame is known nowhere else of this view; its article is made in ``bilingual/``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import lxml.html
from lxml.html import HtmlElement
from lxml.html.builder import LINK, META

from scripts.model.site import Site

from .address import relative, site_path
from .bilingual import bilingual_address, bilingual_slugs, linked_instead
from .bilingual.addresses import relink
from .bilingual.article import Side, bilingual_article
from .lean import without_blanks
from .rendered import Rendered

STYLE = "assets/bilingual.css"
# What presents one page in one language to search engines and reference managers, and the way to this very view.
_OF_ONE_LANGUAGE = (
    '//head/link[contains(concat(" ", @rel, " "), " canonical ")]',
    '//head/link[contains(concat(" ", @rel, " "), " alternate ")]',
    '//head/link[@rel="prev" or @rel="next"]',
    '//head/meta[@name="robots" or @name="description"]',
    '//head/meta[starts-with(@name, "citation_") or starts-with(@name, "twitter:")]',
    "//head/meta[@property]",
    '//script[@type="application/ld+json"]',
    '//*[@class="side-by-side"]',
)
_SCOPE = re.compile(r'(__md_scope=new URL\(")([^"]*)(")')
_BASE = re.compile(r'("base": ")([^"]*)(")')
# Where the article stands, until it is put there.
_PLACE = "article-of-both-languages"


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one language, and its finished ``html``; ``path`` is its address from the top of the site."""

    page: Rendered
    path: str
    html: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """A finished page without its article; ``below`` is HTML of what stood below that."""

    version: Version
    tree: HtmlElement
    below: str


def bilingual_pages(
    site_dir: Path, site: Site, pages: Mapping[tuple[str, str], Rendered], first: str
) -> Iterator[tuple[str, str]]:
    """Address and HTML of each page that shows both languages, ``first`` in front and in the frame of its pages.

    The frames are those of the finished pages in ``site_dir``, ``pages`` are the articles by slug and language.
    """
    (second,) = (locale for locale in site.config.locales if locale != first)
    instead = linked_instead(site, first)
    for slug in bilingual_slugs(site):
        own, other = (_version(site_dir, site, pages[slug, locale]) for locale in (first, second))
        yield bilingual_address(slug), bilingual_page(own, other, bilingual_address(slug), instead)


def _version(site_dir: Path, site: Site, page: Rendered) -> Version:
    path = site_path(site.config, f"{page.slug}.html", page.locale)
    return Version(page, path, (site_dir / path).read_text(encoding="utf-8"))


def write_bilingual(site_dir: Path, site: Site, pages: Mapping[tuple[str, str], Rendered]) -> None:
    """Write these pages below their folder, the default language first."""
    for address, html in bilingual_pages(site_dir, site, pages, site.config.default_locale):
        file = site_dir / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")


def bilingual_page(first: Version, second: Version, path: str, instead: Mapping[str, tuple[str, str]]) -> str:
    """The HTML of the page ``path`` that shows both, in the frame of ``first``; see ``bilingual_article``."""
    one, two = _frame(first), _frame(second)
    article = bilingual_article(_side(one), _side(two), path, instead)
    ways = [_way(frame, other, path) for frame, other in ((one, two), (two, one))]
    _say_origins(one, two)
    for xpath in _OF_ONE_LANGUAGE:
        for element in one.tree.xpath(xpath):
            element.drop_tree()
    relink(one.tree, first.path, path, instead)
    _move(one.tree, article, ways, path)
    _move_scripts(one.tree, path)
    html: str = lxml.html.tostring(one.tree, encoding="unicode", doctype="<!doctype html>") + "\n"
    return html.replace(f"<{_PLACE}></{_PLACE}>", without_blanks(article.html))


def _side(frame: _Frame) -> Side:
    return Side(frame.version.page, frame.version.path, frame.below)


def _frame(version: Version) -> _Frame:
    tree = cast(HtmlElement, lxml.html.document_fromstring(version.html))
    article = tree.xpath("//article/div[@lang]")[0]
    below = list(article.itersiblings("*"))
    html = "".join(lxml.html.tostring(element, encoding="unicode") for element in below)
    for element in below:
        element.drop_tree()
    article.getparent().replace(article, article.makeelement(_PLACE))
    return _Frame(version, tree, html)


def _way(frame: _Frame, other: _Frame, path: str) -> HtmlElement:
    """The button that leads from this page to the language of ``frame``: the one that ``other`` has."""
    link = deepcopy(other.tree.xpath(f'//a[@class="language" and @hreflang="{frame.version.page.locale}"]')[0])
    link.tail = None
    link.set("href", relative(frame.version.path, path))
    return link


def _say_origins(one: _Frame, two: _Frame) -> None:
    """Put the legend of the second language, where its text comes from, behind that of the first."""
    for legend in one.tree.xpath('//article/*[@class="origins"]'):
        for other in two.tree.xpath('//article/*[@class="origins"]'):
            other.set("lang", two.version.page.locale)
            legend.addnext(other)


def _move(tree: HtmlElement, article: Rendered, ways: Sequence[HtmlElement], path: str) -> None:
    """Head, header and sidebar of the page."""
    head = tree.find("head")
    head.find("title").text = article.title
    head.append(META(name="description", content=article.description))
    # Search engines shall lead to the page in the language of the question.
    head.append(META(name="robots", content="noindex"))
    head.append(LINK(rel="stylesheet", href=relative(STYLE, path)))
    switcher = tree.xpath('//a[@class="language"]')[0]
    for way in ways:
        switcher.addprevious(way)
    switcher.drop_tree()
    # The columns take the place of the table of contents.
    for sidebar in tree.xpath('//*[@data-md-type="toc"]'):
        sidebar.set("hidden", "hidden")


def _move_scripts(tree: HtmlElement, path: str) -> None:
    """Tell Material's scripts where the top of the site is; the filter of the glossary is for one language."""
    top = relative(".", path)
    for script in list(tree.iter("script")):
        if script.get("src", "").endswith("assets/filter.js"):
            script.drop_tree()
        elif script.text and script.get("id") == "__config":
            script.text = _BASE.sub(rf"\g<1>{top}\g<3>", script.text)
        elif script.text and not script.get("src"):
            script.text = _SCOPE.sub(rf"\g<1>{top}\g<3>", script.text)
