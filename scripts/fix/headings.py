"""Ids of headings, made alike in all languages of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown.extensions.toc import slugify

from scripts.checks.exemptions import exempts
from scripts.model.page import Page, Section
from scripts.model.site import Site

from .edit import Edit

_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]*\S")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_LIST = re.compile(r"\{(:?)[ ]*([^{}\n]*)\}\Z")
_ID = re.compile(r"(?:^|\s)#[^\s}]")
# An id that the engine made and that may stay, so that links to it still lead there.
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading in its page: where its line ends in the source, and whether that line names the id."""

    section: Section
    line: str
    end: int

    @property
    def explicit(self) -> bool:
        """Whether the source names the id."""
        attributes = _LIST.search(self.line)
        return bool(attributes and _ID.search(attributes.group(2)))


def heading_ids(site: Site) -> Iterator[Edit]:
    """Give a heading without an id that of its counterparts, or where none has one the same new id to all.

    A new id is made of the words in the default language. Only pages that have as many headings as that language, on
    the same levels, are fixed; an id that the source names stays.
    """
    for slug in site.slugs:
        pages = [site.pages[slug, locale] for locale in site.config.locales if (slug, locale) in site.pages]
        base = site.pages.get((slug, site.config.default_locale))
        outlines = {page.path: _outline(page) for page in pages if page.readable}
        if base is None or base.path not in outlines:
            continue
        alike = [page for page in pages if _levels(outlines.get(page.path)) == _levels(outlines[base.path])]
        if len(alike) > 1:
            yield from _shared(site, base, alike, outlines)


def _outline(page: Page) -> list[_Heading]:
    lines = page.source.text.split("\n")
    found = []
    for section in page.sections:
        if section.anchor:
            line = lines[section.place.line - 1].rstrip()
            below = lines[section.place.line] if section.place.line < len(lines) else ""
            is_heading = _HEADING.match(line) or _UNDERLINE.fullmatch(below)
            end = page.source.starts[section.place.line - 1] + len(line)
            # A heading of raw HTML, or one that was not found in the source, is left alone.
            found.append(_Heading(section, line if is_heading else "", end))
    return found


def _levels(outline: Sequence[_Heading] | None) -> list[int] | None:
    return None if outline is None else [heading.section.level for heading in outline]


def _exempt(site: Site, page: Page, section: Section) -> bool:
    return any(exempts(site, code, page.path, section.place.line) for code in ("B02", "P02"))


def _shared(
    site: Site, base: Page, pages: Sequence[Page], outlines: Mapping[str, Sequence[_Heading]]
) -> Iterator[Edit]:
    # The default language first, for its ids go before those of the others.
    ordered = sorted(pages, key=lambda page: page is not base)
    taken = {page.path: _fixed_anchors(page, outlines[page.path]) for page in ordered}
    for row in zip(*(outlines[page.path] for page in ordered), strict=True):
        wanted = next((heading.section.anchor for heading in row if heading.explicit), "")
        wanted = wanted or _new_id(row[0].section, set().union(*taken.values()))
        for page, heading in zip(ordered, row, strict=True):
            free = wanted and wanted not in taken[page.path] and heading.line and not heading.explicit
            if free and not _exempt(site, page, heading.section):
                taken[page.path].add(wanted)
                yield _insertion(page.path, heading, wanted, site.config.id_mark(wanted))


def _fixed_anchors(page: Page, outline: Sequence[_Heading]) -> set[str]:
    """The anchors that the page names itself; the others follow from the words of its headings."""
    return set(page.anchors) - {heading.section.anchor for heading in outline if not heading.explicit}


def _new_id(section: Section, taken: set[str]) -> str:
    """The id of the heading, or one made of its words; "" when it has no Latin letters."""
    made = section.anchor if _PLAIN.fullmatch(section.anchor) else slugify(section.heading, "-")
    return made if _PLAIN.fullmatch(made) and made not in taken else ""


def _insertion(path: str, heading: _Heading, wanted: str, mark: str) -> Edit:
    attributes = _LIST.search(heading.line)
    if not attributes:
        return Edit(path, heading.end, heading.end, f" {mark}")
    if ":" in mark and not attributes.group(1):
        # A list that is there already would begin a comment as soon as it began with the id.
        return Edit(path, heading.end - 1, heading.end - 1, f" #{wanted}")
    at = heading.end - len(heading.line) + attributes.start(2)
    return Edit(path, at, at, f"#{wanted} " if attributes.group(2) else f"#{wanted}")
