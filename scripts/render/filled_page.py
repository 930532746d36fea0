"""A page of the site as readers get it: its frame filled with its article and all that is said of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup

from scripts.model.site import Site

from .address import HOME, public_address, relative
from .article.kept_pages import Shown, articles_of_both
from .article.rendered import Heading, Rendered
from .article.shown_origins import origin_counts
from .bilingual import bilingual_address, bilingual_slugs, linked_instead
from .bilingual.both_articles import Side
from .frames.frame import Frame, Frames, Level, Placed
from .metadata.card import card_path
from .metadata.cite import PageCitation
from .metadata.structured_data import as_script, structured_data

# A relative address in a frame; what scripts are told to fetch is one, too.
_RELATIVE = re.compile(r'(?<=\s)((?:href|src|data-worker|data-index)=")(?![a-z]+:|[#/<])([^"#]*)')
Values = Mapping[str, Any]


@dataclass(frozen=True)
class View:
    """All that pages are shown with: articles by slug and by the language that shows them, citations by the path of the
    page, and the number of the edition, or "".
    """

    site: Site
    frames: Frames
    rendered: Mapping[Shown, Rendered]
    citations: Mapping[str, PageCitation]
    edition: str

    def pages(self) -> Iterator[tuple[str, str]]:
        """Address and HTML of each page that there is a place for. Raises ThemeError when a frame cannot be read."""
        for placed in self.frames.placed:
            values = self._values(placed, _Standing(placed.url))
            yield placed.url, self._filled[placed.frame].fill(values, self._about(placed.shown_in))

    def both(self, first: str) -> Iterator[tuple[str, str]]:
        """Address and HTML of each page in both languages, the ``first`` in front and in the frame of its pages."""
        (second,) = (locale for locale in self.site.config.locales if locale != first)
        instead = linked_instead(self.site, first)
        frames: dict[str, Frame] = {}
        places = {
            bilingual_address(slug): [self._placed[slug, locale] for locale in (first, second)] for slug in self._both
        }
        sides = {address: (self._side(one), self._side(two)) for address, (one, two) in places.items()}
        for address, article in articles_of_both(self.site.memory.cache, sides, instead).items():
            one, two = places[address]
            key = one.frame
            if key not in frames:
                frames[key] = Frame(_moved(self.frames.texts[key], _Standing(address, instead), key))
            values = self._values(one, _Standing(address, instead)) | _of_both(article)
            said = self._values(two, _Standing(two.url)) | {"second": True}
            origins = frames[key].part("origins", values) + self._filled[two.frame].part("origins", said)
            yield address, frames[key].fill(values, self._about(first), origins=origins)

    @cached_property
    def _both(self) -> Sequence[str]:
        """Those among the placed pages that are shown in both languages."""
        locales = self.site.config.locales
        return [
            slug for slug in bilingual_slugs(self.site) if all((slug, locale) in self._placed for locale in locales)
        ]

    @cached_property
    def _placed(self) -> Mapping[Shown, Placed]:
        return {(placed.slug, placed.shown_in): placed for placed in self.frames.placed}

    @cached_property
    def _filled(self) -> Mapping[str, Frame]:
        return {url: Frame(text) for url, text in self.frames.texts.items()}

    def _about(self, locale: str) -> Values:
        return {
            "name": self.site.config.languages[locale].site_name,
            "description": Markup(self.frames.descriptions[locale]),
            "edition": self.edition,
        }

    def _side(self, placed: Placed) -> Side:
        values = self._values(placed, _Standing(placed.url))
        article = self.rendered[placed.slug, placed.shown_in]
        below = self._filled[placed.frame].part("below", values)
        # As plain text: what keeps articles does not know of Markup.
        return Side(article, placed.url, str(below))

    def _values(self, placed: Placed, standing: _Standing) -> dict[str, Any]:
        site, page, article = (
            self.site,
            self.site.pages[placed.slug, placed.locale],
            self.rendered[placed.slug, placed.shown_in],
        )
        cite = self.citations[page.path]
        blocks = [
            block for block in ("cards", "filter", "flashcards", "quiz", "exam") if f'class="{block} ' in article.html
        ]
        home = page.slug == HOME
        name = site.config.languages[placed.shown_in].site_name
        trail = [(level.title, public_address(site.config, level.slug, level.locale)) for level in placed.trail]
        return {
            "both": False,
            "second": False,
            "url": placed.url,
            "top": relative(".", standing.address),
            "file": site.config.file(page.slug, page.locale),
            "locale": page.locale,
            "translated": page.locale == placed.shown_in,
            "home": home,
            "title": placed.title,
            "heading": cite.title if home else f"{placed.title} – {name}",
            "name": str(page.meta.get("title") or placed.title),
            "description": article.description,
            "html": Markup(article.html),
            "blocks": blocks,
            "scripts": blocks,
            "toc": _contents(article.headings),
            # Of a page right below the home page there is nothing to say.
            "trail": [standing.way(level) for level in placed.trail[:-1]] if len(placed.trail) > 2 else [],
            "previous": placed.previous and standing.way(placed.previous),
            "next": placed.next and standing.way(placed.next),
            "versions": [
                {"locale": locale, "url": url, "address": relative(url, standing.address)}
                for locale, url in placed.versions.items()
            ],
            "side_by_side": relative(bilingual_address(page.slug), placed.url) if page.slug in self._both else "",
            "origins": origin_counts(site, page),
            "cite": cite,
            "apa": Markup(cite.apa),
            "day": cite.day.strftime("%Y/%m/%d") if cite.day else "",
            "citation_files": [(name, relative(path, placed.url)) for name, (path, _) in cite.files.items()],
            "card": card_path(page.slug, page.locale),
            "structured_data": Markup(as_script(structured_data(site, page, cite, list(dict.fromkeys(trail))))),
        }


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a page stands: what is linked from there, and what ``instead``."""

    address: str
    instead: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def to(self, url: str) -> str:
        """The page or file at ``url`` as seen from there."""
        return relative(self.instead.get(url, (url, ""))[0], self.address)

    def way(self, level: Level) -> Mapping[str, str]:
        return {"title": level.title, "address": self.to(level.url)}


def _of_both(article: Rendered) -> dict[str, Any]:
    return {
        "both": True,
        "heading": article.title,
        "description": article.description,
        "html": Markup(article.html),
        # The filter of the glossary is for one language.
        "scripts": [],
        "side_by_side": "",
    }


def _moved(text: str, there: _Standing, here: str) -> str:
    """The frame ``text`` of the page ``here``, for ``there``."""

    def moved(match: re.Match[str]) -> str:
        return match[1] + there.to(posixpath.normpath(posixpath.join(posixpath.dirname(here), match[2])))

    return _RELATIVE.sub(moved, text)


def _contents(headings: Sequence[Heading]) -> list[Values]:
    listed = headings[0].children if headings and headings[0].level == 1 else headings
    return [
        {"anchor": heading.anchor, "title": Markup(heading.title), "children": _contents(heading.children)}
        for heading in listed
    ]
