"""Citations and bibliography entries in APA style, in the language of the page."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape, unescape
from string import ascii_lowercase
from typing import Any

from scripts.core.cache import Cache
from scripts.model.glossary import Quoted
from scripts.model.references import GROUPS, Reference
from scripts.model.site import Site

from ..labels import LABELS
from .apa import Formatted, formatted, located
from .csl_works import as_written, initials

_ADDRESS = re.compile(r"https?://[^\s<]+[^\s<.,;)]")
# citeproc-py makes HTML of some fields as they stand (names, locators) and tags of others. While it works, a character
# of private use stands for each sign that means something in HTML, and only what it adds itself is markup.
_SIGNS = '<>&"'
_HIDDEN = {sign: chr(0xF8E0 + number) for number, sign in enumerate(_SIGNS)}
_HIDE = str.maketrans({**dict.fromkeys(_HIDDEN.values(), "\N{REPLACEMENT CHARACTER}"), **_HIDDEN})
_SHOW = str.maketrans({hidden: escape(sign, quote=sign == '"') for sign, hidden in _HIDDEN.items()})
# Signs of private use as well, in the place of what citeproc-py prints of a page of the web as it stands.
_STAND_INS = {"title": chr(0xF8E4), "URL": chr(0xF8E5)}
# What citeproc-py gets wrong in any language: a title or editor that stands in for the author is printed again in its
# own place, and a title that ends in a full stop, a question mark and the like gets a full stop.
_WRONG = [
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
_WRONG_IN = {
    "id": [
        (r"Diambil (?:dari )?(?=https?:)", ""),
        (r"\b(\d+) ed\.", r"ed. ke-\1"),
        (r"\((\d{4}\w?), (\w+) (\d{1,2})\)", r"(\1, \3 \2)"),
        (r"\(Original work published ([^()]+)\)", r"(Karya asli terbit \1)"),
    ],
    "en": [(r"Retrieved (?:from )?(?=https?:)", "")],
}


class Bibliography:
    """The given works, their citations and entries in one locale; made once per build and language.

    ``keys`` has them in the order of a list, by ``group``. What ``kept`` has of them is not formatted again.
    """

    def __init__(self, references: Mapping[str, Reference], locale: str, kept: Cache | None = None) -> None:
        self._short = {key: _hidden(work.short[locale]) for key, work in references.items() if locale in work.short}
        self._locale = locale
        self._csl = {key: _hidden(_named(work)) for key, work in references.items()}
        self._initials = initials(self._csl.values())
        self._groups = {key: work.group for key, work in references.items()}
        self._formatted: dict[str, Formatted] = {}
        self._cited: dict[str, str] = {}
        self._entries: dict[str, str] = {}
        self._format(self._csl, kept)
        self.keys = tuple(sorted(references, key=self._filed))
        self._format(self._lettered(), kept)

    def _format(self, works: Mapping[str, dict[str, Any]], kept: Cache | None) -> None:
        made = formatted(works, self._locale, kept)
        self._formatted |= made
        self._cited |= {key: as_written(html.citation, works[key]) for key, html in made.items()}

    def _filed(self, key: str) -> tuple[int, str, Sequence[int], str]:
        """Where a work stands in a list: by its group, its author, or its title where it has none, its date and title.

        Works without a date come first (APA 7, 9.46).
        """
        work = self._csl[key]
        issued = work.get("issued", {}).get("date-parts", [[]])[0]
        return [*GROUPS].index(self.group(key)), _plain(self._formatted[key].entry), issued, _plain(work["title"])

    def _lettered(self) -> dict[str, dict[str, Any]]:
        """The works whose citations read the same, with a, b, c … after the year; citeproc-py leaves that to others."""
        same = defaultdict(list)
        for key in self.keys:
            same[self.citation(key)].append(key)
        return {
            key: {**self._csl[key], "year-suffix": letter}
            for keys in same.values()
            if len(keys) > 1
            for key, letter in zip(keys, ascii_lowercase, strict=False)
        }

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
        html = _mended(self._formatted[key].entry, self._csl[key], self._locale)
        name = self._short.get(key)
        if name and self._csl[key].get("language", self._locale) != self._locale:
            # APA 7, 9.38: a title in another language, and in brackets what it says in that of the reader.
            html = re.sub(r"^<i>.+?</i>", lambda title: f"{title.group()} [{name}]", html)
        return html

    def entry(self, key: str) -> str:
        """HTML of the work as it stands in a bibliography, addresses linked and titles marked with another language."""
        if key not in self._entries:
            html = self._mark_titles(self._entry(key), self._csl[key])
            html = _ADDRESS.sub(lambda m: f'<a href="{m.group()}" rel="external noopener">{m.group()}</a>', html)
            self._entries[key] = html.translate(_SHOW)
        return self._entries[key]

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
        # A key that there is no work for is shown as it stands.
        cited = self._cited.get(key, f"{key}?")
        return cited + located(_hidden(locator), self._locale) if locator else cited


def plain_entries(works: Mapping[str, Mapping[str, Any]], locale: str, kept: Cache | None = None) -> dict[str, str]:
    """HTML of each of the works, in CSL by key, as it stands in a bibliography; alike ones are not told apart."""
    hidden = {key: _hidden(work) for key, work in works.items()}
    texts = {key: _as_it_stands(work) for key, work in hidden.items()}
    # With signs in their place, all pages of a site that has an author are one and the same.
    alike = {key: {**work, **texts[key], **({"id": ""} if texts[key] else {})} for key, work in hidden.items()}
    made = formatted(alike, locale, kept)
    filled = {
        key: made[key].entry.translate({ord(sign): work[name] for name, sign in texts[key].items()})
        for key, work in hidden.items()
    }
    return {key: _mended(filled[key], work, locale).translate(_SHOW) for key, work in hidden.items()}


def _as_it_stands(work: Mapping[str, Any]) -> Mapping[str, str]:
    """By its name the sign that stands in for each text of ``work`` that is printed as it stands."""
    known = work["type"] == "webpage" and "author" in work
    return {name: sign for name, sign in _STAND_INS.items() if known and name in work}


def _mended(html: str, csl: Mapping[str, Any], locale: str) -> str:
    """The entry of a work without what citeproc-py gets wrong."""
    html = as_written(html, csl)
    for pattern, replacement in (*_WRONG, *_WRONG_IN.get(locale, [])):
        html = re.sub(pattern, replacement, html)
    return html


def _plain(html: str) -> str:
    """What an entry or a title is looked for by: its letters, up to the first bracket."""
    name = unescape(re.sub("<[^>]*>", "", html).partition(" (")[0].translate(_SHOW))
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
    return {locale: Bibliography(cited, locale, site.memory.cache) for locale in site.config.locales} if cited else {}
