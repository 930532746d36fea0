"""The rendered pages of a site, each made once for as long as nothing that it is made of changes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import chdir
from dataclasses import fields
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from scripts.core.cache import Cache
from scripts.core.workers import distribute
from scripts.model.anchors import meaning
from scripts.model.diagram import Diagram
from scripts.model.fingerprint import digest, versions
from scripts.model.memory import found_in
from scripts.model.outline import Outline
from scripts.model.pages import OnDemand
from scripts.model.site import Site

from ..address import HOME
from ..bilingual.both_articles import Side, bilingual_article
from .rendered import HERO, Ground, Rendered, filled_markdown, rendered

# A slug, and the language of a build.
Shown = tuple[str, str]

_HERE = Path(__file__).parents[2]
# What makes an article beyond the model and the rules, of which the keys of the pages know.
_CODE = ("core/templates.py", "diagrams", "render")
_SOURCES = frozenset({".py", ".yml", ".json", ".csl", ".md", ".html", ".svg"})
_PACKAGES = ("Jinja2", "MarkupSafe", "babel", "citeproc-py", "genanki")
_GLOSS = re.compile(rf'aria-describedby="{re.escape(meaning(""))}([^"]*)"')
_RENDERED = msgspec.msgpack.Decoder(Rendered)


class Articles(OnDemand[Shown, Rendered]):
    """The rendered pages of a build, each taken from the cache when it is asked for.

    ``known_by`` has the key of each of which it is known what it is made of, and ``essences`` those of all, each once.
    """

    at_hand = 32

    def __init__(
        self,
        ground: Ground,
        written: Mapping[Shown, Outline],
        kept: Mapping[Shown, _Kept],
        given: Mapping[Shown, Rendered],
    ) -> None:
        self.known_by = {name: one.key for name, one in kept.items()}
        super().__init__(written, self.known_by, ground.site.memory.cache, Rendered, given, self._again)
        self.essences = {one.essence for one in kept.values()} | {page.essence for page in given.values()}
        self._ground = ground

    def _again(self, name: Shown) -> Rendered:
        page = _renderer(self._ground)(name)
        if store := self._ground.site.memory.cache:
            store.put({self.known_by[name]: page})
        return _RENDERED.decode(page)


class _First(NamedTuple):
    """What is kept by the first key of a page: the terms that it explains, and its essence."""

    terms: tuple[str, ...]
    essence: str


class _Kept(NamedTuple):
    key: bytes
    essence: str


def rendered_pages(ground: Ground, wanted: Iterable[Shown] | None = None) -> Articles:
    """Each page in the build of each language, or those ``wanted``; what the cache of the site has is not made again.

    Raises what ``rendered`` raises.
    """
    site, store = ground.site, ground.site.memory.cache
    names = _all_pages(site) if wanted is None else wanted
    written = {name: page for name in names if (page := _written(site, name))}
    firsts = _keys(ground, written) if store else {}
    kept = _kept(ground, written, store, firsts) if store else {}
    given: dict[Shown, Rendered] = {}
    left = [name for name in written if name not in kept]
    for share in distribute(_renderer, ground, left, lambda name: name):
        entries: dict[bytes, bytes] = {}
        for name, value in share:
            made = _RENDERED.decode(value)
            if name in firsts:
                terms = tuple(dict.fromkeys(map(unescape, _GLOSS.findall(made.html))))
                kept[name] = _Kept(_second(ground, firsts[name], made.locale, terms), made.essence)
                entries |= {firsts[name]: _encoded(_First(terms, made.essence)), kept[name].key: value}
            else:
                given[name] = made
        if store:
            store.put(entries)
    return Articles(ground, written, kept, given)


def _renderer(ground: Ground) -> Callable[[Shown], bytes]:
    def make(name: Shown) -> bytes:
        slug, shown_in = name
        page = ground.site.page(slug, shown_in)
        # Extensions seek files from there, as the checks let them.
        with chdir(ground.site.config.root):
            return msgspec.msgpack.encode(page and rendered(ground, page, shown_in))

    return make


def _written(site: Site, name: Shown) -> Outline | None:
    """The outline of the page that stands there in this language, or for want of it in the default one."""
    slug, locale = name
    return site.outlines.get((slug, locale)) or site.outlines.get((slug, site.config.default_locale))


def _all_pages(site: Site) -> Iterator[Shown]:
    return (
        (slug, locale)
        for locale in site.config.locales
        for slug in site.slugs
        if (page := _written(site, (slug, locale))) and (page.locale == locale or locale in site.stands_in(page))
    )


def _kept(
    ground: Ground, written: Mapping[Shown, Outline], store: Cache, keys: Mapping[Shown, bytes]
) -> dict[Shown, _Kept]:
    """The pages that are kept: by its first key each has the terms that it explains, which make its second one."""
    found = {
        name: _Kept(_second(ground, keys[name], written[name].locale, first.terms), first.essence)
        for name, first in found_in(store, keys, _First).items()
    }
    there = store.has(one.key for one in found.values())
    return {name: one for name, one in found.items() if one.key in there}


def _keys(ground: Ground, pages: Mapping[Shown, Outline]) -> dict[Shown, bytes]:
    """The first key of each page that may be kept: all that it is made of, but for what the terms in it mean."""
    site = ground.site
    marks = {locale: _mark(site, locale) for locale in site.config.locales}
    known = {name: key for name, page in pages.items() if (key := site.memory.keys.get((page.slug, page.locale)))}
    links = _links(ground, {name: pages[name] for name in known}, known)
    works = _Works(ground)
    return {
        name: digest(key, marks[pages[name].locale], links[name], _encoded(_made_of(ground, pages[name], name, works)))
        for name, key in known.items()
    }


def _mark(site: Site, locale: str) -> bytes:
    """What is the same for all pages in ``locale``."""
    config = site.config
    terms = site.glossary.terms.values() if site.glossary else ()
    settings = (
        config.default_locale,
        config.directory_urls,
        config.validation.get("absolute_links"),
        (config.origins.article, sorted(config.origins.excepted)) if config.origins else None,
        site.page_with("references"),
        site.page_with("glossary"),
        [(term.id, term.wordings[locale].accepted) for term in terms if locale in term.wordings],
    )
    return digest(code(), HERO.read_bytes(), _encoded(settings))


@cache
def code() -> bytes:
    """A digest of our own code, templates and data that make articles, and of the packages that they use."""
    roots = [_HERE / name for name in _CODE]
    files = [file for root in roots for file in ([root] if root.is_file() else sorted(root.rglob("*")))]
    return digest(*(file.read_bytes() for file in files if file.suffix in _SOURCES), versions(_PACKAGES))


def _links(ground: Ground, pages: Mapping[Shown, Outline], keys: Mapping[Shown, bytes]) -> Mapping[Shown, bytes]:
    """A digest of the addresses that each page links to, the same ones as long as no file comes or goes."""
    site = ground.site
    files = ("\0".join(sorted(names)) for names in (site.files, site.theme.files))
    layout = digest(code(), site.config.read_from, *map(os.fsencode, files))

    def resolved(name: Shown) -> bytes:
        ground.links.stand_on(pages[name], name[1])
        return digest(*(ground.links.resolved(link).encode("utf-8", "surrogatepass") for link in pages[name].links))

    depends_on = {name: (layout, name[1].encode(), key) for name, key in keys.items()}
    return site.memory.each("links", bytes, depends_on, resolved)


def _made_of(ground: Ground, page: Outline, name: Shown, works: _Works) -> Sequence[Any]:
    """What the page takes from elsewhere: works, diagrams, data, its place in the menu."""
    site, shown_in = ground.site, name[1]
    whole = site.page(*name) if page.data_blocks else None
    return (
        shown_in,
        page.slug == HOME,
        page.slug in site.config.service_pages,
        [part.headings[shown_in] for part in site.config.parts if page.slug in part.slugs],
        works.of(page),
        [_words(site.diagrams.get(diagram)) for diagram, _ in page.diagrams],
        _asked(site, page),
        # What stands all over the site.
        (filled_markdown(ground, whole, shown_in), _data(site)) if whole else (),
    )


def _data(site: Site) -> Sequence[bytes]:
    """The data files, which pages that show them are searched by, too."""
    return [(site.config.root / document.path).read_bytes() for document in site.documents.values()]


class _Works:
    """The works that pages cite, as they are cited and listed, each looked up once for each language."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._orders = {
            locale: {key: number for number, key in enumerate(known.keys)}
            for locale, known in ground.bibliographies.items()
        }
        self._looked_up: dict[tuple[str, str], Sequence[Any]] = {}

    def of(self, page: Outline) -> Sequence[Any]:
        """Those that the page cites, in the order of its list of them."""
        cited, order = self._ground.site.keys(page), self._orders.get(page.locale, {})
        listed = sorted((key for key in cited if key in order), key=order.__getitem__)
        return (*(self._work(page.locale, key) for key in listed), *(key for key in cited if key not in order))

    def _work(self, locale: str, key: str) -> Sequence[Any]:
        if (locale, key) not in self._looked_up:
            bibliography, references = self._ground.bibliographies[locale], self._ground.site.references
            self._looked_up[locale, key] = (
                key,
                references[key].status if references else "",
                bibliography.group(key),
                bibliography.citation(key),
                bibliography.citation(key, author=False),
                bibliography.entry(key),
            )
        return self._looked_up[locale, key]


def _words(diagram: Diagram | None) -> Mapping[str, Any] | None:
    """All that a drawing is made from: not where its words stand in their file."""
    if diagram is None:
        return None
    return {one.name: getattr(diagram, one.name) for one in fields(diagram) if one.name != "document"}


def _asked(site: Site, page: Outline) -> Sequence[Any]:
    """What is asked about the page, and the titles of the other pages that answers lead to."""
    questions = site.questions_about(page.slug)
    others = {option.see.partition("#")[0] for question in questions for option in question.options}
    outlines = ((slug, site.outlines.get((slug, page.locale))) for slug in sorted(others))
    return questions, [(slug, outline.title) for slug, outline in outlines if outline]


def _second(ground: Ground, key: bytes, locale: str, terms: Iterable[str]) -> bytes:
    """The key of a page written in ``locale`` that has the first ``key`` and explains these terms."""
    known = ground.site.glossary.terms if ground.site.glossary else {}
    bibliography = ground.bibliographies.get(locale)
    meanings = [
        (
            term.wordings[locale].definition,
            [(other, wording.term) for other, wording in sorted(term.wordings.items())],
            bibliography.quoted(term.quotes) if term.quotes and bibliography else "",
        )
        for term in map(known.get, terms)
        if term
    ]
    return digest(key, _encoded(meanings))


def _encoded(value: Any) -> bytes:  # noqa: ANN401
    return msgspec.msgpack.encode(value, order="sorted")


def articles_of_both(
    store: Cache | None, sides: Mapping[str, tuple[Side, Side]], instead: Mapping[str, tuple[str, str]]
) -> dict[str, Rendered]:
    """What ``bilingual_article`` makes of the two ``sides`` of each address, or what is kept of it."""
    shared = digest(code(), _encoded(instead))
    keys = {address: digest(shared, _encoded((address, pair))) for address, pair in sides.items()} if store else {}
    found = found_in(store, keys, Rendered) if store else {}
    made = {
        address: bilingual_article(*pair, address, instead) for address, pair in sides.items() if address not in found
    }
    if store:
        store.put({keys[address]: msgspec.msgpack.encode(article) for address, article in made.items()})
    return {address: found[address] if address in found else made[address] for address in sides}
