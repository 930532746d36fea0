"""A page as a value: its article and what else the finished site knows of it, before any frame is put around it.

In go the page as the model read it, the build that shows it, and what all pages share (``Ground``); out comes a
``Rendered``, from which frames, search, the side-by-side view and the editions are made. Engine and theme have no part
in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from markdown import Markdown
from markupsafe import Markup, escape

from scripts.checks import Issue
from scripts.checks.hazards.finished import finished_issues
from scripts.model import anchors
from scripts.model.contents import Listed, contents_of
from scripts.model.loading import make_markdown
from scripts.model.markdown.markup import parse_html
from scripts.model.markdown.source import body_of
from scripts.model.page import Page
from scripts.model.settings.relative import names_page_folder
from scripts.model.site import Site
from scripts.status.report import Report

from ..address import HOME, relative
from ..bundle.assets import without_blanks
from ..bundle.styles import essence
from ..downloads import Download
from ..downloads.offers import Offer
from ..search.entries import SearchEntry, page_entries
from .bibliography import Bibliography
from .blocks import foot_markdown, page_markdown
from .inline import finished_html, page_html
from .resolved_links import ResolvedLinks, page_url
from .templates import TEMPLATES

# The drawing beside the opening of the home page.
HERO = Path(__file__).parents[3] / "overrides" / "assets" / "hero.svg"
# The front matter of a page that opens with it.
_HOME_TEMPLATE = "home.html"
_File = TypeVar("_File", Download, Offer)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the article; ``title`` is HTML, ``anchor`` text, ``children`` are the headings below it."""

    level: int
    anchor: str
    title: str
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page in the build of one language; texts are plain where nothing else is said.

    ``locale`` is the language that it is written in, ``shown_in`` that of the build: another one where the page stands
    in for a translation. ``part`` is the heading of the menu that it stands under, "" for none. ``html`` is the article
    with its title as ``h1``, links as seen from the page's address, and behind the text the hidden meanings of its
    terms (``div.gloss-notes``). ``essence`` is what style sheets and scripts may ask of it. ``headings`` are its table
    of contents without the title, and without the single terms of a glossary. ``entries`` are what it offers to search,
    in reading order.
    """

    slug: str
    locale: str
    shown_in: str
    title: str
    description: str
    part: str
    html: str
    essence: str
    headings: tuple[Heading, ...]
    entries: tuple[SearchEntry, ...]


class FinishedError(Exception):
    """A finished article holds what none may hold; ``issues`` say what and where it came from."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__("; ".join(issue.message.text("en") for issue in issues))
        self.issues = issues


@dataclass(frozen=True)
class Ground:
    """What all pages of a build share.

    ``files`` are offered on the page of the glossary, ``offers`` on that of editions, their paths as seen from the
    top of the site; there are no ``offers`` in a site that is itself made for an edition.
    """

    report: Report
    bibliographies: Mapping[str, Bibliography] = field(default_factory=dict)
    files: Sequence[Download] = ()
    offers: Sequence[Offer] | None = None

    @property
    def site(self) -> Site:
        """What the pages are read from."""
        return self.report.site

    @cached_property
    def links(self) -> ResolvedLinks:
        """What resolves the links of the pages."""
        return ResolvedLinks(self.site)

    @cached_property
    def _markdown(self) -> Markdown:
        return make_markdown(self.site.config, last=self.links)

    def markdown(self, page: Page) -> Markdown:
        """A renderer for ``page``: the same for all, unless their folders make a difference."""
        config = self.site.config
        if names_page_folder(config.extension_configs):
            return make_markdown(config, page.path.removeprefix(f"{config.docs_dir}/"), last=self.links)
        return self._markdown

    @cached_property
    def _known_headings(self) -> dict[str, tuple[str, tuple[Listed, ...]]]:
        return {}

    def heading(self, page: Page, text: str) -> tuple[str, tuple[Listed, ...]]:
        """HTML of the heading that is written as ``text`` on many pages, and what a table of contents says of it."""
        if text not in self._known_headings:
            markdown = self.markdown(page).reset()
            self._known_headings[text] = markdown.convert(text), contents_of(markdown)
        return self._known_headings[text]


def rendered(ground: Ground, page: Page, shown_in: str) -> Rendered:
    """``page`` as the build of ``shown_in`` shows it.

    To be called in the folder of mkdocs.yml, from which extensions seek files. Raises FinishedError when the article
    holds what acts, ConfigError when an extension cannot be loaded, and whatever an extension raises.
    """
    site, bibliography = ground.site, ground.bibliographies.get(page.locale)
    article, headings = _article(ground, page, shown_in, bibliography)
    html = without_blanks(_with_title(page, article))
    if issues := finished_issues(site, page, html):
        raise FinishedError(issues)
    return Rendered(
        slug=page.slug,
        locale=page.locale,
        shown_in=shown_in,
        title=page.title,
        description=str(page.meta.get("description", "")),
        part=next((part.headings[shown_in] for part in site.config.parts if page.slug in part.slugs), ""),
        html=html,
        essence=essence(html),
        headings=headings,
        entries=tuple(page_entries(site, page, bibliography, article)),
    )


def _article(
    ground: Ground, page: Page, shown_in: str, bibliography: Bibliography | None
) -> tuple[str, tuple[Heading, ...]]:
    """The text of the page without its title, as HTML, and the headings in it."""
    ground.links.stand_on(page, shown_in)
    if not _is_whole(ground, page):
        markdown = ground.markdown(page).reset()
        html = markdown.convert(filled_markdown(ground, page, shown_in))
        return page_html(ground.site, page, bibliography, html), _headings(page, contents_of(markdown))
    tree, contents = parse_html(page.html), page.contents
    ground.links.resolve(tree)
    for part in foot_markdown(ground.report, page, bibliography):
        written, _, said = part.partition("\n\n")
        heading, listed = ground.heading(page, written)
        for last in tree[-1:]:
            last.tail = f"{last.tail or ''}\n"
        tree.extend(parse_html(f"{heading}\n{said}"))
        contents = _with_last(contents, *listed)
    return finished_html(ground.site, page, bibliography, tree), _headings(page, contents)


def _is_whole(ground: Ground, page: Page) -> bool:
    """Whether the article is what the model has rendered already, but for addresses in it and what is at its foot."""
    raw = (link.target for link in page.links if link.raw)
    return (
        not page.data_blocks
        and not page.diagrams
        # Notes stand behind the sources, and abbreviations are explained in them.
        and not any(sign in page.source.text for sign in ("[^", "*["))
        # What stands in HTML is left as it is.
        and all(target == ground.links.resolved(target) for target in raw)
    )


def _with_last(contents: tuple[Listed, ...], last: Listed | None = None) -> tuple[Listed, ...]:
    """``contents`` with one more heading below all others: in the last part whose own heading is above it."""
    if last and contents and contents[-1].level < last.level:
        return (*contents[:-1], replace(contents[-1], below=_with_last(contents[-1].below, last)))
    return (*contents, last) if last else contents


def filled_markdown(ground: Ground, page: Page, shown_in: str) -> str:
    """The text of ``page`` with all that stands in its data blocks, as Markdown."""
    url = page_url(ground.site.config, page.slug, shown_in)
    files = [_seen_from(url, file) for file in ground.files]
    offers = None if ground.offers is None else [_seen_from(url, offer) for offer in ground.offers]
    bibliography = ground.bibliographies.get(page.locale)
    return page_markdown(ground.report, page, bibliography, body_of(page.source.text), files, offers)


def _seen_from(url: str, file: _File) -> _File:
    return replace(file, path=relative(file.path, url))


def _headings(page: Page, contents: Iterable[Listed]) -> tuple[Heading, ...]:
    # A glossary is found through by its letters and its filter; every term once more is half of its elements.
    lists_terms = "glossary" in page.data_blocks
    return tuple(
        Heading(
            listed.level,
            listed.anchor,
            # Plain text with references, or whatever an attribute list says (data-toc-label).
            re.sub("[<>\"']", lambda sign: escape(sign[0]), listed.name),
            () if lists_terms and listed.anchor.startswith(anchors.letter("")) else _headings(page, listed.below),
        )
        for listed in contents
    )


def _with_title(page: Page, article: str) -> str:
    """The article below its title; on the home page both stand beside a drawing, with the first paragraph."""
    if page.slug == HOME and page.meta.get("template") == _HOME_TEMPLATE:
        lead, _, rest = article.partition("</p>")
        return TEMPLATES.get_template("hero.html").render(
            title=page.title,
            drawing=Markup(HERO.read_text(encoding="utf-8")),
            lead=Markup(lead.replace("<p>", '<p class="hero__lead">', 1)),
            rest=Markup(rest),
        )
    return article if "<h1" in article else f"<h1>{escape(page.title)}</h1>\n{article}"
