"""P: a page and its other languages say the same things in the same order."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.model.page import Page, Section
from scripts.model.site import Site

from ..rule import Finding, problems, rule

# Pairs of headings. Pages that differ in more of them are not compared heading by heading.
_COMPARED = 250_000


def _pairs(site: Site) -> Iterator[tuple[Page, Page]]:
    """Each translation after the page in the default language, both readable."""
    for slug in site.own_slugs:
        base = site.pages.get((slug, site.config.default_locale))
        for locale in site.config.locales:
            other = site.pages.get((slug, locale))
            if base and other and base is not other and base.readable and other.readable:
                yield base, other


@rule("P01", by_page=True)
def counterpart(site: Site) -> Iterator[Finding]:
    """Every page exists in the default language, and every file is in a language of the site.

    What is only in another language is out of reach from the rest of the site, and a file in none is not built at all.
    """
    yield from problems(site, "locale")
    default = site.config.default_locale
    for slug in site.own_slugs:
        if (slug, default) not in site.pages:
            page = next(site.pages[slug, locale] for locale in site.config.locales if (slug, locale) in site.pages)
            file = f"{site.config.docs_dir}/{site.config.file(slug, default)}"
            message = say("the page has no version in “{locale}”, the default language", locale=default)
            yield Finding(page.place(), message, say("write {target}", target=file))


@rule("P05")
def once(site: Site) -> Iterator[Finding]:
    """A page is written once in each language, not again as ``nilai.id.md`` or beside ``index.md`` as ``README.md``.

    Only one of the two can be shown; the build takes either, or stops.
    """
    files: dict[tuple[str, str], list[str]] = {}
    for path in sorted(site.files):
        if path.endswith(".md") and not site.config.unbuilt_locale(path):
            files.setdefault(site.config.split(path), []).append(path)
    for (slug, locale), paths in files.items():
        outline = site.outlines.get((slug, locale))
        shown = next(path for path in paths if outline and outline.path.endswith(path))
        for path in paths:
            if path != shown:
                place = Place(f"{site.config.docs_dir}/{path}")
                message = say("{other} is the page {slug} in “{locale}” already", other=shown, slug=slug, locale=locale)
                yield Finding(place, message, _together())
    # Elsewhere such a file may be meant for the repository alone.
    for path in sorted(site.files) if "B" in site.config.check_families else ():
        beside = posixpath.join(posixpath.dirname(path), "README.md")
        if posixpath.basename(path) != "index.md" or site.config.excluded.match_file(beside):
            continue
        if (site.config.docs / beside).is_file():
            message = say("{other} is the first page of this folder; MkDocs leaves this file out", other=path)
            yield Finding(Place(f"{site.config.docs_dir}/{beside}"), message, _together())


def _together() -> Message:
    return say("bring the two together in one file, and delete the other")


@rule("P02", by_page=True)
def headings(site: Site) -> Iterator[Finding]:
    """Both languages have the same headings: same ids, same levels, same order.

    Sections of the two languages pair up by id: links, comparison and the reader's switch of language rest on it. Where
    neither page writes its ids, those made of the words differ, and the levels alone are compared.
    """
    for base, other in _pairs(site):
        if not (site.knows_anchors(base) and site.knows_anchors(other)):
            continue
        ours, theirs = _outline(base), _outline(other)
        mark = site.config.id_mark
        if lacking := _lacking(ours, theirs):
            for twin, rows in zip((base, other), lacking, strict=True):
                if rows:
                    yield Finding(rows[0][0].place, *_without_ids(twin, [named.anchor for _, named in rows], mark))
            continue
        # One page that writes every id asks the same of the other.
        by_id = any(side and all(section.written_id for section in side) for side in (ours, theirs))
        written = {section.anchor for section in (*ours, *theirs) if section.written_id or by_id}
        keys = [[_key(section, written) for section in side] for side in (ours, theirs)]
        differences = _differences(*keys)
        if differences is None:
            first = next(n for n, (one, twin) in enumerate(zip_longest(*keys)) if one != twin)
            yield Finding(theirs[min(first, len(theirs) - 1)].place, *_parted(base, len(ours), len(theirs), mark("…")))
            continue
        parted = False
        known = {section.anchor: section for section in ours if section.anchor in written}
        present = {section.anchor for section in theirs}
        for i1, i2, j1, j2 in differences:
            before = theirs[j1 - 1].place if j1 else other.place()
            unnamed = [section for section in (*ours[i1:i2], *theirs[j1:j2]) if section.anchor not in written]
            if unnamed and not parted:
                parted = True
                place = next((section.place for section in theirs[j1:j2] if section in unnamed), before)
                yield Finding(place, *_parted(base, len(ours), len(theirs), mark("…")))
            for section in theirs[j1:j2]:
                if section.anchor in written:
                    yield Finding(section.place, *_strange(section, known.get(section.anchor), base, mark("…")))
            for section in ours[i1:i2]:
                if section.anchor in written and section.anchor not in present:
                    yield Finding(
                        before,
                        say("the section #{anchor} of {path} is missing here", anchor=section.anchor, path=base.path),
                        say("add the heading with {mark} and its text after this one", mark=mark(section.anchor)),
                    )


def _differences(ours: list[Any], theirs: list[Any]) -> list[tuple[int, int, int, int]] | None:
    """From where to where the lists differ, in each; None when that would take too long to find out."""
    start = end = 0
    if len(ours) * len(theirs) > _COMPARED:
        start = _alike(ours, theirs)
        end = _alike(ours[start:][::-1], theirs[start:][::-1])
    ours, theirs = ours[start : len(ours) - end], theirs[start : len(theirs) - end]
    if len(ours) * len(theirs) > _COMPARED:
        return None
    found = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    return [
        (one + start, end_of_one + start, other + start, end_of_other + start)
        for kind, one, end_of_one, other, end_of_other in found
        if kind != "equal"
    ]


def _alike(ours: list[Any], theirs: list[Any]) -> int:
    """How many items the lists begin with in common."""
    differs = (number for number, (one, other) in enumerate(zip_longest(ours, theirs)) if one != other)
    return next(differs, len(ours))


Rows = list[tuple[Section, Section]]


def _lacking(ours: list[Section], theirs: list[Section]) -> tuple[Rows, Rows] | None:
    """Headings without an id beside counterparts with one, of the second page and of the first.

    None where there are none, or where the two pages differ in anything else.
    """
    if [section.level for section in ours] != [section.level for section in theirs]:
        return None
    rows = [(one, other) for one, other in zip(ours, theirs, strict=True) if one.anchor != other.anchor]
    if not any(one.written_id or other.written_id for one, other in rows):
        return None
    if any(one.written_id and other.written_id for one, other in rows):
        return None
    second = [(other, one) for one, other in rows if one.written_id]
    first = [(one, other) for one, other in rows if other.written_id]
    # Where another heading of the page has the id, the two stand in another order.
    both = {section.anchor for section in ours} & {section.anchor for section in theirs}
    return None if both & {named.anchor for _, named in (*second, *first)} else (second, first)


def _without_ids(twin: Page, anchors: list[str], mark: Callable[[str], str]) -> tuple[Message, Message]:
    """What to say of headings that have no ids, where those of ``twin`` have."""
    ids = tuple(f"#{anchor}" for anchor in anchors)
    message = say("headings of {path} have the ids {ids}, their counterparts here have none", path=twin.path, ids=ids)
    marks = tuple(map(mark, anchors))
    return message, say("write at the ends of the headings from here on, in this order: {marks}", marks=marks)


def _parted(base: Page, theirs: int, ours: int, mark: str) -> tuple[Message, Message]:
    """What to say where headings without ids begin to differ."""
    if theirs == ours:
        message = say("from here on the headings have other levels than those of {path}", path=base.path)
    else:
        message = say(
            "from here on the headings differ from those of {path}, which has {count}, this page {own}",
            path=base.path,
            count=theirs,
            own=ours,
        )
    hint = say("write headings of the same levels in both, or give counterparts the same id, {mark}", mark=mark)
    return message, hint


def _strange(section: Section, twin: Section | None, base: Page, mark: str) -> tuple[Message, Message]:
    """What to say of a heading with an id that does not stand so in ``base``, where its id belongs to ``twin``."""
    anchor, path = section.anchor, base.path
    if twin is None:
        return (
            say("the heading #{anchor} does not exist in {path}", anchor=anchor, path=path),
            say("give it the id of its counterpart, {mark}, or add the section to {path}", path=path, mark=mark),
        )
    if twin.level != section.level:
        return (
            say(
                "the heading #{anchor} has level {level} here and level {other} in {path}",
                anchor=anchor,
                level=section.level,
                other=twin.level,
                path=path,
            ),
            say("write it with {marks}", marks="#" * twin.level),
        )
    return (
        say("the heading #{anchor} stands in another order than in {path}", anchor=anchor, path=path),
        say("put the sections of both languages in the same order"),
    )


def _outline(page: Page) -> list[Section]:
    return [section for section in page.sections if section.anchor]


def _key(section: Section, written: set[str]) -> tuple[str, int]:
    return section.anchor if section.anchor in written else "", section.level


@rule("P03", by_page=True)
def front_matter(site: Site) -> Iterator[Finding]:
    """Both languages have the same front-matter keys, and every key that ``extra.required_front_matter`` names.

    Title and description are what search results, tabs and lists of links show of a page. A site that requires no key
    leaves them to each page.
    """
    if not site.config.required_front_matter:
        return
    for page in site.pages.values():
        if page.readable:
            for key in site.config.required_front_matter:
                value = page.meta.get(key)
                if value is None or not str(value).strip():
                    hint = say("add a line `{key}: …` between the --- lines", key=key)
                    yield Finding(page.place(), say("the front matter has no {key}", key=key), hint)
    for base, other in _pairs(site):
        for here, there in ((other, base), (base, other)):
            missing = there.meta.keys() - here.meta.keys() - set(site.config.required_front_matter)
            for key in sorted(map(str, missing - {"source"})):
                yield Finding(
                    here.place(),
                    say("the front matter has no {key}, but that of {path} has", key=key, path=there.path),
                    say("add `{key}`, or remove it from {path}", key=key, path=there.path),
                )
