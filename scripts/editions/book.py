"""The site in one language as a book: its articles as chapters, in the order of the menu."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from lxml.html import HtmlElement

from scripts.core.message import Message, say
from scripts.model.book_pages import in_book
from scripts.model.markdown.markup import parse_html
from scripts.render.address import site_path
from scripts.render.article.bibliography import Bibliography
from scripts.render.bilingual.relinking import ids, rename_ids
from scripts.render.bundle.assets import without_blanks
from scripts.render.labels import LABELS

from .finished_site import EditionError, FinishedSite
from .fitting import fit_for_a_book
from .references import shown_in


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the book.

    ``anchor`` is the id of the chapter; every other id in ``body`` ends in ``--`` and that anchor, and links within the
    book lead to one or the other. Pictures, films and sounds are named by their path in the folder of the site.
    ``part`` is the heading in the menu that the page stands under, "" when none. ``body`` is the content below the
    title, with the meanings of its terms in a last ``div.gloss-notes``.
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


def read_book(source: FinishedSite, locale: str) -> Book:
    """The book that the site makes in ``locale``. The trees in it are the caller's own to change.

    Raises EditionError with all that is wrong: a picture that is not there, a link that leads nowhere; or
    because the work that the site is made from is unknown.
    """
    config = source.site.config
    chosen = [
        (slug, part.headings[locale])
        for part in config.parts
        for slug in part.slugs
        if in_book(source.site, source.page(slug, locale))
    ]
    anchors = _anchors([slug for slug, _ in chosen])
    chapters = [_chapter(source, locale, slug, part, anchors[slug]) for slug, part in chosen]
    places = {chapter.slug: {"": chapter.anchor} for chapter in chapters}
    for chapter in chapters:
        suffix = f"--{chapter.anchor}"
        places[chapter.slug] |= {known.removesuffix(suffix): known for known in ids(chapter.body)}
    wrong = [
        problem
        for chapter in chapters
        for problem in (*_link(source, locale, chapter, places), *_find_files(source, locale, chapter))
    ]
    if wrong:
        raise EditionError(*dict.fromkeys(wrong))
    title = config.languages[locale].site_name
    return Book(locale, title, LABELS[locale]["book_description"], _based_on(source, locale), tuple(chapters))


def _based_on(source: FinishedSite, locale: str) -> str:
    key, works = source.site.config.based_on, source.site.references or {}
    if not key:
        return ""
    if key not in works:
        raise EditionError(say("mkdocs.yml: references.yml has no work {key}, which based_on names", key=key))
    return Bibliography({key: works[key]}, locale, source.site.memory.cache).plain_entry(key)


def _anchors(slugs: Sequence[str]) -> Mapping[str, str]:
    """An id for the chapter of each of these pages, made of its slug."""
    anchors: dict[str, str] = {}
    for slug in slugs:
        wanted = re.sub(r"[^\w-]+", "-", slug)
        number = 1 + sum(re.sub(r"[^\w-]+", "-", other) == wanted for other in anchors)
        anchors[slug] = wanted if number == 1 else f"{wanted}--{number}"
    return anchors


def _chapter(source: FinishedSite, locale: str, slug: str, part: str, anchor: str) -> Chapter:
    page = source.pages[slug, locale]
    content = parse_html(f"\n{without_blanks(page.html)}\n")
    content.set("lang", page.locale)
    named = fit_for_a_book(content)
    rename_ids(content, f"--{anchor}")
    return Chapter(slug, anchor, part, named, page.description, content)


def _link(
    source: FinishedSite, locale: str, chapter: Chapter, places: Mapping[str, Mapping[str, str]]
) -> Iterator[Message]:
    """Let links to pages of the book lead to their place in it; others lead to the published site, or are no link.

    Yields what is wrong with them.
    """
    config, here = source.site.config, chapter.slug
    in_book = {site_path(config, f"{slug}.html", locale): slug for slug in places}
    for link in chapter.body.xpath(".//a[@href]"):
        target = urlsplit(link.get("href"))
        if target.scheme or target.netloc:
            continue
        path = _path(source, locale, here, target.path)
        slug = in_book.get(path) if target.path else here
        fragment = unquote(target.fragment).removesuffix("" if target.path else f"--{chapter.anchor}")
        if slug is None:
            _lead_outside(source, link, path, target.fragment)
        elif fragment in places[slug]:
            link.set("href", f"#{places[slug][fragment]}")
        elif _has_place(source, locale, slug, fragment):
            # Of a passage that is about the website only.
            _lead_outside(source, link, site_path(config, f"{slug}.html", locale), fragment)
        else:
            yield say(
                "{slug}.html has no place {anchor}, which {page}.html links to", slug=slug, anchor=fragment, page=here
            )


def _path(source: FinishedSite, locale: str, here: str, address: str) -> str:
    """The path in the folder of the site that the relative ``address`` on the page ``here`` means."""
    folder = posixpath.dirname(site_path(source.site.config, here, locale))
    return posixpath.normpath(posixpath.join(folder, unquote(address)))


def _has_place(source: FinishedSite, locale: str, slug: str, anchor: str) -> bool:
    page = source.site.pages.get((slug, locale))
    return page is not None and anchor in source.site.anchors(page)


def _find_files(source: FinishedSite, locale: str, chapter: Chapter) -> Iterator[Message]:
    """Name pictures, films and sounds by their path in the folder of the site; yields those that are not there."""
    for element, attribute, address in shown_in(chapter.body):
        path = _path(source, locale, chapter.slug, urlsplit(address).path)
        if not source.has_file(path):
            yield say("{path} is not in the site; {page}.html shows it", path=path, page=chapter.slug)
        element.set(attribute, path)


def _lead_outside(source: FinishedSite, link: HtmlElement, path: str, fragment: str) -> None:
    """Let the link lead to the page or file at ``path`` of the published site; else it is text."""
    config = source.site.config
    pages = {site_path(config, f"{slug}.html", locale) for slug in source.site.slugs for locale in config.locales}
    if config.site_url and (path in pages or source.has_file(path)):
        address = f"{config.site_url.rstrip('/')}/{quote(path)}"
        link.set("href", f"{address}#{fragment}" if fragment else address)
    elif link.get("id"):
        link.tag = "span"
        del link.attrib["href"]
    else:
        link.drop_tag()
