"""The rendered pages of a site, each made once for as long as nothing that it is made of changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from scripts.core.cache import Cache
from scripts.core.workers import distribute
from scripts.model.anchors import meaning
from scripts.model.diagram import Diagram
from scripts.model.fingerprint import digest, versions
from scripts.model.page import Page
from scripts.model.site import Site

from ..address import HOME
from ..bilingual.both_articles import Side, bilingual_article
from .rendered import HERO, Ground, Rendered, filled_markdown, rendered

# A slug, and the language of a build.
Shown = tuple[str, str]
_Name = TypeVar("_Name", bound=Hashable)
_Kept = TypeVar("_Kept")

_HERE = Path(__file__).parents[2]
# What makes an article beyond the model and the rules, of which the keys of the pages know.
_CODE = ("core/templates.py", "diagrams", "render")
_SOURCES = frozenset({".py", ".yml", ".json", ".csl", ".md", ".html", ".svg"})
_PACKAGES = ("Jinja2", "MarkupSafe", "babel", "citeproc-py")
_GLOSS = re.compile(rf'aria-describedby="{re.escape(meaning(""))}([^"]*)"')
_RENDERED = msgspec.msgpack.Decoder(Rendered)
_TERMS = msgspec.msgpack.Decoder(tuple[str, ...])


def rendered_pages(ground: Ground, wanted: Iterable[Shown] | None = None) -> dict[Shown, Rendered]:
    """Each page in the build of each language, or those ``wanted``; what the cache of the site has is not made again.

    Raises what ``rendered`` raises.
    """
    names = list(_all_pages(ground.site) if wanted is None else wanted)
    pages = {name: page for name in names if (page := ground.site.page(*name))}
    store = ground.site.memory.cache
    if not store:
        return {name: rendered(ground, page, name[1]) for name, page in pages.items()}
    keys = _keys(ground, pages)
    found = _found(ground, pages, store, keys)
    left = [name for name in pages if name not in found]
    shares = distribute(_renderer, ground, left, lambda name: name)
    made = {name: _RENDERED.decode(value) for share in shares for name, value in share}
    new = [entry for name, page in made.items() if name in keys for entry in _entries(ground, keys[name], page)]
    store.put(dict(new))
    return {name: found[name] if name in found else made[name] for name in pages}


def _renderer(ground: Ground) -> Callable[[Shown], bytes]:
    def make(name: Shown) -> bytes:
        page = ground.site.page(*name)
        return msgspec.msgpack.encode(page and rendered(ground, page, name[1]))

    return make


def _all_pages(site: Site) -> Iterator[Shown]:
    return (
        (slug, locale)
        for locale in site.config.locales
        for slug in site.slugs
        if (page := site.page(slug, locale)) and (page.locale == locale or locale in site.stands_in(page))
    )


def _found(
    ground: Ground, pages: Mapping[Shown, Page], store: Cache, keys: Mapping[Shown, bytes]
) -> dict[Shown, Rendered]:
    """The pages that are kept: by its first key each has the terms that it explains, which make its second one."""
    terms = _decoded(keys, store.get(keys.values()), _TERMS)
    seconds = {name: _second(ground, keys[name], pages[name].locale, explained) for name, explained in terms.items()}
    return _decoded(seconds, store.get(seconds.values()), _RENDERED)


def _decoded(
    keys: Mapping[_Name, bytes], values: Mapping[bytes, bytes], decoder: msgspec.msgpack.Decoder[_Kept]
) -> dict[_Name, _Kept]:
    found = {}
    for name, key in keys.items():
        try:
            found[name] = decoder.decode(values[key])
        except (KeyError, msgspec.MsgspecError, ValueError):  # unknown, or written by another program
            continue
    return found


def _entries(ground: Ground, key: bytes, page: Rendered) -> Iterator[tuple[bytes, bytes]]:
    """What is kept of ``page``, nothing when it would come back as another one."""
    value = msgspec.msgpack.encode(page)
    if _RENDERED.decode(value) == page:
        terms = tuple(dict.fromkeys(map(unescape, _GLOSS.findall(page.html))))
        yield key, msgspec.msgpack.encode(terms)
        yield _second(ground, key, page.locale, terms), value


def _keys(ground: Ground, pages: Mapping[Shown, Page]) -> dict[Shown, bytes]:
    """The first key of each page that may be kept: all that it is made of, but for what the terms in it mean."""
    site = ground.site
    marks = {locale: _mark(site, locale) for locale in site.config.locales}
    return {
        name: digest(
            site.memory.keys[page.slug, page.locale], marks[page.locale], _encoded(_made_of(ground, page, name))
        )
        for name, page in pages.items()
        if (page.slug, page.locale) in site.memory.keys
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
    return digest(_code(), HERO.read_bytes(), _encoded(settings))


@cache
def _code() -> bytes:
    """A digest of our own code, templates and data that make articles, and of the packages that they use."""
    roots = [_HERE / name for name in _CODE]
    files = [file for root in roots for file in ([root] if root.is_file() else sorted(root.rglob("*")))]
    return digest(*(file.read_bytes() for file in files if file.suffix in _SOURCES), versions(_PACKAGES))


def _made_of(ground: Ground, page: Page, name: Shown) -> Sequence[Any]:
    """What the page takes from elsewhere: addresses of what it links to, works, diagrams, its place in the menu."""
    site, shown_in = ground.site, name[1]
    ground.links.stand_on(page, shown_in)
    return (
        shown_in,
        page.slug == HOME,
        page.slug in site.config.service_pages,
        [part.headings[shown_in] for part in site.config.parts if page.slug in part.slugs],
        [ground.links.resolved(link.target) for link in page.links if not link.raw],
        _works(ground, page),
        [_words(site.diagrams.get(diagram)) for diagram, _ in page.diagrams],
        # What stands all over the site.
        (filled_markdown(ground, page, shown_in), _data(site)) if page.data_blocks else (),
    )


def _data(site: Site) -> Sequence[bytes]:
    """The data files, which pages that show them are searched by, too."""
    return [(site.config.root / document.path).read_bytes() for document in site.documents.values()]


def _works(ground: Ground, page: Page) -> Sequence[Any]:
    """The works that the page cites, in the order of its list of them, as they are cited and listed."""
    bibliography, cited = ground.bibliographies.get(page.locale), ground.site.keys(page)
    if not bibliography:
        return cited
    works = [
        (
            key,
            ground.site.references[key].status if ground.site.references else "",
            bibliography.group(key),
            bibliography.citation(key),
            bibliography.citation(key, author=False),
            bibliography.entry(key),
        )
        for key in bibliography.keys
        if key in cited
    ]
    return (*works, *(key for key in cited if key not in bibliography.keys))


def _words(diagram: Diagram | None) -> Mapping[str, Any] | None:
    """All that a drawing is made from: not where its words stand in their file."""
    if diagram is None:
        return None
    return {one.name: getattr(diagram, one.name) for one in fields(diagram) if one.name != "document"}


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
    shared = digest(_code(), _encoded(instead))
    keys = {address: digest(shared, _encoded((address, pair))) for address, pair in sides.items()} if store else {}
    found = _decoded(keys, store.get(keys.values()), _RENDERED) if store else {}
    made = {
        address: bilingual_article(*pair, address, instead) for address, pair in sides.items() if address not in found
    }
    if store:
        store.put({keys[address]: msgspec.msgpack.encode(article) for address, article in made.items()})
    return {address: found[address] if address in found else made[address] for address in sides}
