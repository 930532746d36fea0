"""One page with both languages, made from the finished pages of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement
from lxml.html.builder import DIV, H1, LINK, META, SPAN, A, P

from scripts.render.address import relative
from scripts.render.labels import LABELS

from .addresses import relink, rename_ids
from .sections import Section, Sides, pair, row, sections, without_alphabet

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


@dataclass(frozen=True, slots=True)
class Version:
    """A finished page in one language; ``path`` as seen from the top of the site."""

    locale: str
    path: str
    html: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is taken from the page of one language: its body, what stands below that, its title and description."""

    version: Version
    tree: HtmlElement
    body: HtmlElement
    below: Sequence[HtmlElement]
    title: HtmlElement
    description: str


def bilingual_page(first: Version, second: Version, path: str, instead: Mapping[str, tuple[str, str]]) -> str:
    """The HTML of the page ``path`` that shows ``first`` and ``second`` section by section, in the frame of ``first``.

    The ids of ``first`` stay as they are, those of ``second`` end in its locale. ``instead`` says which pages of the
    site are linked by other addresses, and with which suffix of their ids; see ``relink``.
    """
    one, two = _parts(first), _parts(second)
    ways = [_way(part, other, path) for part, other in ((one, two), (two, one))]
    _say_origins(one, two)
    for part in (one, two):
        for xpath in _OF_ONE_LANGUAGE:
            for element in part.tree.xpath(xpath):
                element.drop_tree()
    relink(one.tree, first.path, path, instead)
    for element in (two.body, *two.below, two.title):
        relink(element, second.path, path, instead)
    pairs = pair(sections(one.body), without_alphabet(sections(two.body)))
    rename_ids(DIV(two.body, *two.below), f"-{second.locale}")
    _frame(one, two, ways, path)
    _move_scripts(one.tree, path)
    _fill(one, two, pairs, path)
    return lxml.html.tostring(one.tree, encoding="unicode", doctype="<!doctype html>") + "\n"


def _parts(version: Version) -> _Parts:
    tree = lxml.html.document_fromstring(version.html)
    body = tree.xpath("//article/div[@lang]")[0]
    title = body.xpath(".//h1")[0]
    for mark in title.xpath('.//a[@class="headerlink"]'):
        mark.drop_tree()
    # The title stands above both columns, and what adorned it goes with it.
    (title if title.getparent() is body else title.getparent()).drop_tree()
    description = tree.xpath('string(//head/meta[@name="description"]/@content)')
    return _Parts(version, tree, body, tuple(body.itersiblings("*")), title, description)


def _way(part: _Parts, other: _Parts, path: str) -> HtmlElement:
    """The button that leads from the bilingual page to the language of ``part``: the one that ``other`` has."""
    link = deepcopy(other.tree.xpath(f'//a[@class="language" and @hreflang="{part.version.locale}"]')[0])
    link.tail = None
    link.set("href", relative(part.version.path, path))
    return link


def _frame(one: _Parts, two: _Parts, ways: Sequence[HtmlElement], path: str) -> None:
    """Head, header and sidebar of the page."""
    head = one.tree.find("head")
    head.find("title").text = f"{one.title.text_content()} – {two.title.text_content()}"
    head.append(META(name="description", content=f"{one.description} / {two.description}"))
    # Search engines shall lead to the page in the language of the question.
    head.append(META(name="robots", content="noindex"))
    head.append(LINK(rel="stylesheet", href=relative(STYLE, path)))
    switcher = one.tree.xpath('//a[@class="language"]')[0]
    for way in ways:
        switcher.addprevious(way)
    switcher.drop_tree()
    # The columns take the place of the table of contents.
    for sidebar in one.tree.xpath('//*[@data-md-type="toc"]'):
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


def _fill(one: _Parts, two: _Parts, pairs: Sequence[Sides], path: str) -> None:
    """Put the pairs in the place of the first body, and what stood below the bodies into a last pair."""
    locales = (one.version.locale, two.version.locale)
    below = (Section("", one.below), Section("", two.below))
    rows = [row(dict(zip(locales, sides, strict=True))) for sides in (*pairs, below)]
    filled = DIV({"class": "bilingual"}, _languages(one, two, path), _title(one, two), *rows)
    for part in (one, two):
        # Meanings of the terms, hidden.
        for note in part.body.findall("div[@hidden]"):
            note.set("lang", part.version.locale)
            filled.append(note)
    one.body.getparent().replace(one.body, filled)


def _say_origins(one: _Parts, two: _Parts) -> None:
    """Put the legend of the second language, where its text comes from, behind that of the first."""
    for legend in one.tree.xpath('//article/*[@class="origins"]'):
        for other in two.tree.xpath('//article/*[@class="origins"]'):
            other.set("lang", two.version.locale)
            legend.addnext(other)


def _languages(one: _Parts, two: _Parts, path: str) -> HtmlElement:
    labels = DIV({"class": "pair pair--languages"})
    for part in (one, two):
        locale = part.version.locale
        link = A(LABELS[locale]["alone"], href=relative(part.version.path, path), hreflang=locale)
        labels.append(P({"class": "pair__side", "lang": locale}, link))
    return labels


def _title(one: _Parts, two: _Parts) -> HtmlElement:
    heading = H1({"class": "pair"})
    for part in (one, two):
        side = SPAN({"class": "pair__side", "lang": part.version.locale})
        side.text = part.title.text
        side.extend(part.title)
        side.tail = " "
        heading.append(side)
    return heading
