"""The anchors that links of the site use, which fixing must not move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from scripts.checks.links.targets import inside
from scripts.model.page import Page
from scripts.model.site import Site


@dataclass(frozen=True, slots=True)
class Anchors:
    """By slug the anchors that links of other pages use, and those of links that may lead to any page."""

    by_slug: Mapping[str, frozenset[str]]
    anywhere: frozenset[str]

    def of(self, page: Page) -> tuple[str, ...]:
        """The anchors that must go on leading to the same places of this page."""
        return tuple(sorted(self.anywhere | self.by_slug.get(page.slug, frozenset())))


def linked_anchors(site: Site) -> Anchors:
    """Every anchor that a link of the site uses, but for those of links within one page, which its rendering shows.

    A page stands in for those that are not translated, so an anchor counts in every language of the page.
    """
    by_slug: dict[str, set[str]] = {}
    anywhere: set[str] = set()
    judged = set()
    for page, link, target in inside(site):
        judged.add((page.path, link.target))
        if target.anchor and not link.target.startswith("#"):
            aim = site.page_at(target.file) if target.file else None
            (by_slug.setdefault(aim.slug, set()) if aim else anywhere).add(target.anchor)
    anywhere.update(_others(site, judged))
    return Anchors({slug: frozenset(names) for slug, names in by_slug.items()}, frozenset(anywhere))


def _others(site: Site, judged: set[tuple[str, str]]) -> Iterator[str]:
    """The anchors in addresses of this site that are written from its root, or in full."""
    home = urlsplit(site.config.site_url or "").netloc
    for page in site.pages.values():
        for link in page.links:
            if (page.path, link.target) not in judged and "#" in link.target:
                host = urlsplit(link.target).netloc
                if not host or host == home:
                    yield unquote(link.target.partition("#")[2])
