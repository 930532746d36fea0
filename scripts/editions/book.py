"""The finished site in one language as a book: its pages as chapters, in the order of the menu."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml.html import HtmlElement

from scripts.model.markup import HEADINGS
from scripts.model.message import say
from scripts.render.address import HOME, public_address, site_path
from scripts.render.bibliography import Bibliography
from scripts.render.bilingual.addresses import ids, rename_ids
from scripts.render.labels import LABELS

from .source import EditionError, Source

# What serves only on a screen with the rest of the site around it.
_OF_THE_SITE = (
    './/*[contains(concat(" ", @class, " "), " headerlink ")]',
    './/*[contains(concat(" ", @class, " "), " filter ") or contains(concat(" ", @class, " "), " downloads ")]',
    ".//script | .//noscript",
)
# What is said of the website only: a passage, or with a heading all that stands below it.
_WEB_ONLY = './/*[contains(concat(" ", @class, " "), " web-only ")]'
# Pages about making the site, and pages that are only of use on a screen.
_LEFT_OUT = frozenset({"cards", "rules", "status"})


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the book.

    ``anchor`` is the id of the chapter; every other id in ``body`` ends in ``--`` and that anchor, and links within the
    book lead to one or the other. Pictures are named by their path in the folder of the site. ``part`` is the heading
    in the menu that the page stands under, "" when none. ``body`` is the content below the title, with the meanings of
    its terms in a last ``div.gloss-notes``.
    """

    slug: str
    anchor: str
    part: str
    title: str
    description: str
    body: HtmlElement


@dataclass(frozen=True, slots=True)
class Book:
    """All chapters in one language, with the title and the description of the whole.

    ``based_on`` is the HTML of the work that the site is made from, as a bibliography has it, or "".
    """

    locale: str
    title: str
    description: str
    based_on: str
    chapters: Sequence[Chapter]


def read_book(source: Source, locale: str) -> Book:
    """The book that the finished site holds in ``locale``. The trees in it are the caller's own to change.

    Raises EditionError when a page or a picture is not there, a link in it leads nowhere, or the work that the site is
    made from is unknown.
    """
    config = source.site.config
    home = _page(source, locale, HOME)
    chapters = [
        _chapter(source, locale, slug, part)
        for slug, part in _menu(home)
        if slug not in config.not_in_book and not source.site.page(slug, locale).data_blocks.keys() & _LEFT_OUT
    ]
    places = {chapter.slug: {"": chapter.anchor} for chapter in chapters}
    for chapter in chapters:
        suffix = f"--{chapter.anchor}"
        places[chapter.slug] |= {known.removesuffix(suffix): known for known in ids(chapter.body)}
    for chapter in chapters:
        _link(source, locale, chapter, places)
        _find_pictures(source, locale, chapter)
    title = config.languages[locale].site_name
    return Book(locale, title, LABELS[locale]["book_description"], _based_on(source, locale), tuple(chapters))


def _based_on(source: Source, locale: str) -> str:
    key, works = source.site.config.based_on, source.site.references or {}
    if not key:
        return ""
    if key not in works:
        raise EditionError(say("mkdocs.yml: references.yml has no work {key}, which based_on names", key=key))
    return Bibliography({key: works[key]}, locale).plain_entry(key)


def _page(source: Source, locale: str, slug: str) -> HtmlElement:
    path = site_path(source.site.config, f"{slug}.html", locale)
    try:
        return lxml.html.document_fromstring((source.folder / path).read_text(encoding="utf-8"))
    except OSError as error:
        raise EditionError(say("{path}: {reason}; run `make site` first", path=path, reason=error.strerror)) from error


def _menu(home: HtmlElement) -> Iterator[tuple[str, str]]:
    """Every page of the menu on the home page, with the heading that it stands under."""
    (menu,) = home.xpath('//nav[contains(@class, "md-nav--primary")]/ul')
    for item in menu.findall("li"):
        links = item.xpath('./a[contains(@class, "md-nav__link")]')
        if links:
            yield HOME, ""
            continue
        # A part with a page of its own is a link to it (Material's navigation.indexes).
        own = item.xpath('./div[contains(@class, "md-nav__container")]/a')
        part = " ".join((own or item.findall("label"))[0].text_content().split())
        for link in (*own, *item.xpath('./nav//a[contains(@class, "md-nav__link")]')):
            yield unquote(link.get("href")).removesuffix(".html"), part


def _chapter(source: Source, locale: str, slug: str, part: str) -> Chapter:
    page = _page(source, locale, slug)
    (content,) = page.xpath("//article/div[@lang]")
    (title,) = content.xpath(".//h1")
    for xpath in _OF_THE_SITE:
        for element in content.xpath(xpath):
            element.drop_tree()
    for element in content.xpath(_WEB_ONLY):
        for below in _below(element):
            below.drop_tree()
        element.drop_tree()
    named = " ".join(title.text_content().split())
    title.drop_tree()
    for svg in content.iter("svg"):
        # The parser writes every attribute small; that of SVG is written so.
        if "viewbox" in svg.attrib:
            svg.set("viewBox", svg.attrib.pop("viewbox"))
    _lay_out_tabs(content)
    anchor = slug.replace("/", "-")
    rename_ids(content, f"--{anchor}")
    return Chapter(slug, anchor, part, named, _description(page), content)


def _below(element: HtmlElement) -> list[HtmlElement]:
    """What stands below a heading, up to the next that is not lower; nothing for anything else."""
    if element.tag not in HEADINGS:
        return []
    following = element.itersiblings()
    return list(takewhile(lambda each: each.tag not in HEADINGS or each.tag > element.tag, following))


def _lay_out_tabs(content: HtmlElement) -> None:
    """Show what stands in tabs (pymdownx.tabbed) one below the other, each under its label."""
    for tabs in content.xpath('.//div[contains(concat(" ", @class, " "), " tabbed-set ")]'):
        labels = tabs.xpath("./div[@class='tabbed-labels']/label")
        blocks = tabs.xpath("./div[@class='tabbed-content']/div")
        for label, block in zip(labels, blocks, strict=True):
            label.tag = "p"
            label.attrib.clear()
            label.set("class", "tab-label")
            block.insert(0, label)
        for element in tabs.xpath("./input | ./div[@class='tabbed-labels']"):
            element.drop_tree()


def _description(page: HtmlElement) -> str:
    return page.xpath('string(//head/meta[@name="description"]/@content)')


def _link(source: Source, locale: str, chapter: Chapter, places: Mapping[str, Mapping[str, str]]) -> None:
    """Let links to pages of the book lead to their place in it; others lead to the published site, or are no link."""
    here = chapter.slug
    for link in chapter.body.xpath(".//a[@href]"):
        target = urlsplit(link.get("href"))
        if target.scheme or target.netloc:
            continue
        slug = here
        if target.path:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(target.path)))
            slug = path.removesuffix(".html")
        fragment = unquote(target.fragment).removesuffix("" if target.path else f"--{chapter.anchor}")
        left_out = slug in places and fragment not in places[slug] and _has_place(source, locale, slug, fragment)
        if slug not in places or left_out:
            _lead_outside(source, locale, link, slug, target.fragment)
        elif fragment in places[slug]:
            link.set("href", f"#{places[slug][fragment]}")
        else:
            raise EditionError(
                say(
                    "{slug}.html has no place {anchor}, which {page}.html links to",
                    slug=slug,
                    anchor=fragment,
                    page=here,
                )
            )


def _has_place(source: Source, locale: str, slug: str, anchor: str) -> bool:
    page = source.site.pages.get((slug, locale))
    return page is not None and anchor in source.site.anchors(page)


def _find_pictures(source: Source, locale: str, chapter: Chapter) -> None:
    folder = posixpath.dirname(site_path(source.site.config, chapter.slug, locale))
    for picture in chapter.body.xpath(".//img[@src]"):
        path = posixpath.normpath(posixpath.join(folder, unquote(picture.get("src"))))
        if not (source.folder / path).is_file():
            raise EditionError(say("{path} is not in the site; {page}.html shows it", path=path, page=chapter.slug))
        picture.set("src", path)


def _lead_outside(source: Source, locale: str, link: HtmlElement, slug: str, fragment: str) -> None:
    address = public_address(source.site.config, slug, locale) if (slug, locale) in source.site.pages else ""
    if address:
        link.set("href", f"{address}#{fragment}" if fragment else address)
    else:
        link.drop_tag()
