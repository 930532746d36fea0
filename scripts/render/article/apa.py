"""Works as citeproc-py formats them in APA style, each formatted once and kept by all that it is made from."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator, formatter
from citeproc.model import CitationStylesElement
from citeproc.source.json import CiteProcJSON

from scripts.core.cache import Cache
from scripts.model.fingerprint import digest, versions
from scripts.model.memory import cached

from .csl_works import prepared

Csl = Mapping[str, Any]

# The one style that we use, unchanged: the package that holds them all weighs a thousand times as much.
_STYLE = Path(__file__).with_name("apa.csl")
_CSL_LOCALES = {"id": "id-ID", "en": "en-GB"}
_PACKAGES = ("citeproc-py", "lxml")
_SOURCES = (Path(__file__), Path(__file__).with_name("csl_works.py"), _STYLE)
# A work that any page numbers can be cited of.
_SPECIMEN = {
    "id": "specimen",
    "type": "book",
    "title": "A",
    "author": [{"family": "A"}],
    "issued": {"date-parts": [[1]]},
}


class Formatted(NamedTuple):
    """HTML of one work: its ``entry`` in a list of works, and its ``citation`` in a text, without brackets."""

    entry: str
    citation: str


def formatted(works: Mapping[str, Csl], locale: str, kept: Cache | None = None) -> dict[str, Formatted]:
    """Each of the works, in CSL by key, in the language of ``locale``; what ``kept`` has is not formatted again.

    Works whose citations read the same are not told apart.
    """
    encoded = {key: msgspec.json.encode(work, order="sorted") for key, work in works.items()}
    if kept is None:
        return {key: _formatted(locale, work) for key, work in encoded.items()}
    mark = digest(locale.encode(), versions(_PACKAGES), *(file.read_bytes() for file in _SOURCES))
    keys = {work: digest(mark, work) for work in encoded.values()}
    made = cached(kept, keys, Formatted, _encoded, locale, lambda work: work)
    return {key: made[work] for key, work in encoded.items()}


def _encoded(locale: str) -> Callable[[bytes], bytes]:
    return lambda work: msgspec.msgpack.encode(_formatted(locale, work))


@cache
def _formatted(locale: str, work: bytes) -> Formatted:
    csl = msgspec.json.decode(work)
    engine = _engine(csl, locale)
    citation = _cite(engine, CitationItem(csl["id"]))
    return Formatted(str(engine.bibliography()[0]), citation)


@cache
def located(locator: str, locale: str) -> str:
    """HTML of page numbers as they follow a work in its citation: ``, hlm. 24``."""
    engine = _engine(_SPECIMEN, locale)
    work = _cite(engine, CitationItem(_SPECIMEN["id"]))
    return _cite(engine, CitationItem(_SPECIMEN["id"], locator=Locator("page", locator))).removeprefix(work)


# citeproc-py seeks the same parts of the style for each work anew, and does hardly anything else.
CitationStylesElement.get_macro = cache(CitationStylesElement.get_macro)
CitationStylesElement.xpath_search = cache(CitationStylesElement.xpath_search)


@cache
def _style(locale: str) -> CitationStylesStyle:
    return CitationStylesStyle(str(_STYLE), locale=_CSL_LOCALES.get(locale, locale), validate=False)


def _engine(work: Csl, locale: str) -> CitationStylesBibliography:
    """citeproc-py, with ``work`` alone: it formats each without regard to the others."""
    with warnings.catch_warnings():
        # It warns of every CSL field that it does not know; the fields are kept for other tools.
        warnings.simplefilter("ignore")
        source = CiteProcJSON([prepared(work)])
    return CitationStylesBibliography(_style(locale), source, formatter.html)


def _cite(engine: CitationStylesBibliography, item: CitationItem) -> str:
    citation = Citation([item])
    engine.register(citation)
    return str(engine.cite(citation, lambda missing: None)).removeprefix("(").removesuffix(")")
