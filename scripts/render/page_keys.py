"""By what finished pages are known: digests of all that the HTML of each is filled from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from scripts.model.fingerprint import digest

from .article.kept_pages import Articles, code
from .bilingual import bilingual_address
from .filled_page import View
from .frames.frame import Placed


def page_keys(view: View, articles: Articles, day: date | None) -> dict[str, bytes]:
    """By its address the key of each page in one language and in both; b"" for what may not be kept."""
    shared, frames = _shared(view, day), {url: digest(text.encode()) for url, text in view.frames.texts.items()}
    keys = {placed.url: _key(view, articles, placed, shared, frames) for placed in view.frames.placed}
    linked = digest(b"both", msgspec.msgpack.encode(view.instead))
    both = {address: (keys[one.url], keys[two.url]) for address, (one, two) in view.pairs.items()}
    return keys | {address: digest(linked, *pair) if all(pair) else b"" for address, pair in both.items()}


def _key(view: View, articles: Articles, placed: Placed, shared: bytes, frames: Mapping[str, bytes]) -> bytes:
    article = articles.known_by.get((placed.slug, placed.shown_in))
    if not article:
        return b""
    place = msgspec.msgpack.encode((placed, bilingual_address(placed.slug) in view.pairs), order="sorted")
    return digest(shared, frames[placed.frame], article, place)


def _shared(view: View, day: date | None) -> bytes:
    """A digest of what all pages are filled from; their articles know of the rest."""
    site = view.site
    said = (view.edition, day, view.frames.descriptions, site.page_with("glossary"), list(_terms(view)))
    encoded = msgspec.msgpack.encode(said, order="sorted")
    return digest(code(), site.memory.mark, site.config.read_from, encoded)


def _terms(view: View) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What titles may say of the glossary."""
    for term in view.site.glossary.terms.values() if view.site.glossary else ():
        for locale, wording in term.wordings.items():
            yield term.id, locale, wording.accepted
