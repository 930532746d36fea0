"""A page of the site as readers get it: its frame filled with its article and all that is said of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup

from scripts.model.anchors import QUIZ
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
# Pages that are in memory together, and frames.
_TOGETHER, _FRAMES = 32, 16
Values = Mapping[str, Any]


@dataclass(frozen=True)
class View:
    """All that pages are shown with: articles by slug and by the language that shows them, citations by the path of the
    page, and the number of the edition, or "". Of two languages the ``first`` is in front, the default one for "".
    """

    site: Site
    frames: Frames
    rendered: Mapping[Shown, Rendered]
    citations: Mapping[str, PageCitation]
    edition: str
    first: str = ""

    def pages(self, wanted: Container[str]) -> Iterator[tuple[str, str]]:
        """Address and HTML of each page at the ``wanted`` addresses. Raises ThemeError when a frame cannot be read."""
        for placed in self.frames.placed:
            if placed.url not in wanted:
                continue
            values = self._values(placed, _Standing(placed.url))
            yield placed.url, self._frame(placed).fill(values, self._about(placed.shown_in))

    def cited_on(self, addresses: Container[str]) -> set[str]:
        """The paths of the pages that are shown at one of the addresses, alone or in both languages."""
        shown = [placed for placed in self.frames.placed if placed.url in addresses]
        shown += [placed for address, pair in self.pairs.items() if address in addresses for placed in pair]
        return {self.site.outlines[placed.slug, placed.locale].path for placed in shown}

    def both(self, wanted: Container[str]) -> Iterator[tuple[str, str]]:
        """Address and HTML of each page in both languages that is ``wanted``, in the frame of the first of them."""
        frames: dict[str, Frame] = {}
        left = {address: pair for address, pair in self.pairs.items() if address in wanted}
        for some in _shares(list(left)):
            sides = {address: (self._side(left[address][0]), self._side(left[address][1])) for address in some}
            for address, article in articles_of_both(self.site.memory.cache, sides, self.instead).items():
                one, two = left[address]
                key, standing = one.frame, _Standing(address, self.instead)
                if key not in frames:
                    # Pages that share one stand together.
                    frames = {key: Frame(_moved(self.frames.texts[key], standing, key))}
                values = self._values(one, standing)
                values |= _of_both(article, values["toc"])
                said = self._values(two, _Standing(two.url)) | {"second": True}
                origins = frames[key].part("origins", values) + self._frame(two).part("origins", said)
                yield address, frames[key].fill(values, self._about(one.shown_in), origins=origins)

    @cached_property
    def pairs(self) -> Mapping[str, tuple[Placed, Placed]]:
        """By its address each page in both languages that there is a place for, the ``first`` language in front."""
        first = self._first
        (second,) = (locale for locale in self.site.config.locales if locale != first)
        places = {(placed.slug, placed.shown_in): placed for placed in self.frames.placed}
        return {
            bilingual_address(slug): (places[slug, first], places[slug, second])
            for slug in bilingual_slugs(self.site)
            if (slug, first) in places and (slug, second) in places
        }

    @cached_property
    def instead(self) -> Mapping[str, tuple[str, str]]:
        """What pages in both languages link in the place of pages in one."""
        return linked_instead(self.site, self._first)

    @property
    def _first(self) -> str:
        return self.first or self.site.config.default_locale

    def _frame(self, placed: Placed) -> Frame:
        return _frame(self.frames.texts[placed.frame])

    def _about(self, locale: str) -> Values:
        return {
            "name": self.site.config.languages[locale].site_name,
            "description": Markup(self.frames.descriptions[locale]),
            "edition": self.edition,
        }

    def _side(self, placed: Placed) -> Side:
        values = self._values(placed, _Standing(placed.url))
        article = self.rendered[placed.slug, placed.shown_in]
        below = self._frame(placed).part("below", values)
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
        home, bilingual = page.slug == HOME, bilingual_address(page.slug)
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
            "side_by_side": relative(bilingual, placed.url) if bilingual in self.pairs else "",
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


@lru_cache(maxsize=_FRAMES)
def _frame(text: str) -> Frame:
    return Frame(text)


def _shares(addresses: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many of the pages as may be in memory together."""
    return (addresses[start : start + _TOGETHER] for start in range(0, len(addresses), _TOGETHER))


def _of_both(article: Rendered, contents: Sequence[Values]) -> dict[str, Any]:
    return {
        "both": True,
        "heading": article.title,
        "description": article.description,
        "html": Markup(article.html),
        "toc": [heading for heading in contents if heading["anchor"] != QUIZ],
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
