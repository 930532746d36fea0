"""Search in the reader's browser: one index per language, and the worker that reads it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scripts.core.yamlfile import LOADER
from scripts.model.settings.outputs import SEARCH
from scripts.model.site import Site

from ..labels import LABELS
from .entries import SearchEntry
from .synonyms import synonyms_of, with_synonyms

INDEX = Path(SEARCH, "search_index.js")
WORKER_PARTS = Path(__file__).parents[3] / "overrides" / "assets" / "search" / "worker"
_PARTS = ("words", "indonesian", "english", "lexicon", "ranking", "answers")

# Entries that the other language has at the same address; terms bring their own equivalents.
_PAIRED = frozenset({"page", "section", "aside", "service"})


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """What search knows about words, by language, as the file itself explains."""
    text = (Path(__file__).parent / "search_words.yml").read_text(encoding="utf-8")
    known: Mapping[str, Mapping[str, Any]] = yaml.load(text, LOADER)
    return known


@cache
def worker() -> str:
    """The worker's script: a function ``searchWorker`` holding all its parts.

    A page loads it and makes a worker of the function's own text: files opened from a disk may not start one otherwise.
    """
    parts = "\n".join((WORKER_PARTS / f"{part}.js").read_text(encoding="utf-8") for part in _PARTS)
    return f'self.searchWorker = function () {{\n"use strict";\n{parts}}};\n'


def worker_path() -> str:
    """Where the worker stands in the site; another script has another name."""
    return f"assets/search/worker.{hashlib.sha256(worker().encode()).hexdigest()[:8]}.js"


def pair(entries: Mapping[str, Sequence[SearchEntry]]) -> dict[str, list[SearchEntry]]:
    """Per language the entries, each with the title of its counterpart, and other words for that, as further names."""
    titles = {
        locale: {
            entry.at: (entry.title, *(name for label, name in entry.names if label == "also"))
            for entry in found
            if entry.kind in _PAIRED
        }
        for locale, found in entries.items()
    }
    paired: dict[str, list[SearchEntry]] = {}
    for locale, found in entries.items():
        others = [titles[other] for other in titles if other != locale]
        paired[locale] = [
            replace(
                entry, names=entry.names + tuple(("equivalent", name) for other in others for name in other[entry.at])
            )
            if entry.kind in _PAIRED and all(entry.at in other for other in others)
            else entry
            for entry in found
        ]
    return paired


def named(site: Site, entries: Mapping[str, Sequence[SearchEntry]]) -> dict[str, list[SearchEntry]]:
    """Per language the entries with all names by which they are found: synonyms, and what the other language says."""
    known = {
        locale: with_synonyms(found, synonyms_of(site, locale, words()[locale]["synonyms"]))
        for locale, found in entries.items()
    }
    return pair(known)


def index(site: Site, locale: str, entries: Iterable[SearchEntry]) -> dict[str, Any]:
    """What the worker needs to know to search ``entries`` in ``locale``."""
    labels = LABELS[locale]
    other = labels["other_locale"]
    instead = site.glossary.document.value.get("usage", {}).get(locale, {}) if site.glossary else {}
    return {
        "language": locale,
        "other": other,
        "labels": {name: labels[name] for name in ("equivalent", "forms", "avoid", "also")}
        | {"misnomer": labels["equivalent"]},
        "stop": sorted({*words()[locale]["stop"], *words()[other]["stop"]}),
        "hollow": sorted({*words()[locale]["hollow"], *words()[other]["hollow"]}),
        "roots": [*words()["id"]["roots"], *words()["id"]["whole"]],
        "correct": words()["id"]["correct"],
        "families": words()["en"]["families"],
        "short": {**words()[other]["short"], **words()[locale]["short"]},
        "instead": {form: entry["use"] for form, entry in instead.items()},
        "entries": listed(entries),
    }


def listed(entries: Iterable[SearchEntry]) -> list[dict[str, Any]]:
    """The entries as the index has them, without what is empty; but the worker counts on a text."""
    return [{name: value for name, value in asdict(entry).items() if value or name == "text"} for entry in entries]


def as_script(content: Mapping[str, Any]) -> str:
    """``content`` as a script that hands it over as text: a page passes the text on and never has to read it."""
    return f"searchIndex('{escaped(content)}');\n"


def escaped(content: object) -> str:
    """``content`` as JSON between the quotes of ``as_script``."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\\", "\\\\").replace("'", "\\'")


def from_script(script: str) -> dict[str, Any]:
    """The inverse of ``as_script``."""
    text = script.removeprefix("searchIndex('").removesuffix("');\n")
    content: dict[str, Any] = json.loads(text.replace("\\'", "'").replace("\\\\", "\\"))
    return content
