"""L11: each place of a page has an id of its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scripts.core.message import say
from scripts.core.place import Place
from scripts.model import anchors
from scripts.model.data_blocks import blocks_of
from scripts.model.markdown.markup import tree_of
from scripts.model.memory import asked
from scripts.model.page import Page
from scripts.model.site import Site, has_own_data

from ..rule import CODES, Finding, rule

# An id in an attribute list or a tag, or an anchor of old.
_WRITTEN = re.compile(r"(?:\{(?:[^{}\n]*?[\s:])?#|(?<![\w-])(?:id|name)\s*=\s*[\"']?)([^\s{}\"'<>]+)", re.I)
# What the frame of Material, and ours in it, gives to parts of every page.
_FRAME = re.compile(
    r"isi-halaman|asal-teks|__(?:drawer|search|toc|config|palette(?:_\d+)?|nav(?:_\d+)*(?:_label|_title)?)"
)


@dataclass(frozen=True, slots=True)
class Given:
    """An id that the rendered text of a page has: its places in the source, none where it is made of words."""

    id: str
    places: tuple[Place, ...]
    twice: bool


@rule("L11", by_page=True)
def one_id_one_place(site: Site) -> Iterator[Finding]:
    """An id is given once on a page, and is none of those that the site itself gives there.

    A link reaches the first of two places with one id, never the second, and reading systems refuse such a book.
    """
    # Whatever a template chooses between may have the same id.
    given = {name: ids for name, ids in site.facts(ids_of, tuple[Given, ...]).items() if not site.pages[name].templated}
    for ids in given.values():
        for one in ids:
            for place in one.places[min(len(one.places) - 1, 1) :] if one.twice else ():
                hint = say("give each place an id of its own, and correct the links that mean this one")
                yield Finding(place, say("the id {id} is given twice on this page", id=one.id), hint)
    if has_own_data(site.config):
        yield from _taken(site, given)


def _taken(site: Site, given: dict[tuple[str, str], tuple[Given, ...]]) -> Iterator[Finding]:
    """Ids that the site gives as well."""
    hint = say("choose another id, the same in both languages, and correct the links to it")
    for name, ids in given.items():
        page = site.pages[name]
        generated = list(_generated(site, page)) if page.readable else []
        known = {id_ for id_, _ in generated}.union(_of_the_other_half(site, page, given))
        for one in ids:
            if one.id in known or _FRAME.fullmatch(one.id):
                section = page.section(one.id)
                places = one.places or ((section.place,) if section else ())
                for place in places[:1] if not one.twice else ():
                    yield Finding(place, say("the site itself gives the id {id} on this page", id=one.id), hint)
        counts = Counter(id_ for id_, _ in generated)
        for id_, origin in generated:
            if origin and (counts[id_] > 1 or _FRAME.fullmatch(id_)):
                yield Finding(
                    origin, say("the page {path} gives the id {id} to something else", path=page.path, id=id_), hint
                )


def _generated(site: Site, page: Page) -> Iterator[tuple[str, Place | None]]:
    """Every id that the site adds to the text of the page, with the entry of a data file that it comes from."""
    if site.keys(page) and site.references:
        yield anchors.SOURCES, None
    for block in blocks_of(page):
        yield from block.anchors(site).items()
        yield from ((id_, None) for id_ in block.reserved)
    if "rules" in page.data_blocks:
        yield from ((code.lower(), None) for code in CODES)
    for diagram in {name for name, _ in page.diagrams if site.diagrams.get(name)}:
        drawn = (id_ for wide in (False, True) for id_ in anchors.drawing(diagram, page.locale, wide=wide))
        yield from ((id_, None) for id_ in (anchors.diagram(diagram), *drawn))
    for term in {term for section in site.terms(page) for term in section.used} if site.glossary else ():
        meaning = anchors.meaning(term)
        yield from ((id_, None) for id_ in (meaning, anchors.mention(meaning)))


def _of_the_other_half(site: Site, page: Page, given: dict[tuple[str, str], tuple[Given, ...]]) -> Iterable[str]:
    """The ids of the other languages as they stand beside those of the default language, side by side."""
    if page.locale != site.config.default_locale:
        return set()
    others = (locale for locale in site.config.locales if locale != page.locale)
    return {f"{one.id}-{locale}" for locale in others for one in given.get((page.slug, locale), ())}


@asked()
def ids_of(_: None) -> Callable[[Page], tuple[Given, ...]]:
    """What finds the ids of a page's text."""
    return lambda page: tuple(_ids(page)) if page.readable else ()


def _ids(page: Page) -> Iterator[Given]:
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for element in tree_of(page.html).xpath("descendant-or-self::*[@id or self::a[@name]]"):
        id_, name = element.get("id"), element.get("name") if element.tag == "a" else None
        # A drawing that stands on a page twice has its ids twice, and nobody links to them.
        if next(element.iterancestors("svg"), None) is None:
            counts.update([id_] if id_ else [])
            names.update([name] if name and name != id_ else [])
    written: dict[str, list[Place]] = defaultdict(list)
    for match in _WRITTEN.finditer(page.source.code_masked):
        if match.group(1) in counts or match.group(1) in names:
            written[match.group(1)].append(page.place(match.start(1)))
    for id_ in counts | names:
        places = written[id_]
        # An old anchor right above a heading that has this id of its words leads to the same place.
        twice = counts[id_] > 1 or (counts[id_] + names[id_] > 1 and len(places) > 1)
        yield Given(id_, tuple(places), twice and bool(places))
