"""The glossary as decks for Anki: of each term a note on what it means, and one on what the other language calls it."""

from __future__ import annotations

import io
import itertools
import sqlite3
from collections.abc import Mapping, Sequence
from html import escape

import genanki

from scripts.core.zipping import EARLIEST, pack
from scripts.model.glossary import Term

from ..labels import LABELS
from .works import Works

# Drawn once at random, never to change: by these and the notes' guids a later deck replaces an earlier one in Anki.
# Nor may a kind of notes be given other fields or templates: unless told to merge kinds, Anki then renews none of it.
# For that reason meanings are notes of their own kind.
_DECK, _MODEL = 1_862_304_977, 1_478_920_651
_MEANINGS, _MEANING_MODEL = 1_530_447_218, 1_719_365_042
_CSS = """
.card { font-family: system-ui, sans-serif; font-size: 1.25rem; line-height: 1.5; max-width: 34rem; margin: 1.5rem auto;
  text-align: center; color: #2c2723; background: #faf6ef; }
.card.nightMode { color: #e9e1d6; background: #1d1b19; }
.term { font-size: 1.6rem; font-weight: 600; }
.other { opacity: .8; font-size: 1rem; }
"""


def deck(
    terms: Sequence[Term], works: Mapping[str, Works], made: int, pages: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """The .apkg file: a zip of an SQLite database. The same terms and the same ``made`` give the same bytes.

    ``made`` is seconds since 1970; Anki takes over a changed note only from a deck made later than its own. ``pages``
    has by the ids of terms the slugs of pages that use them, which become tags.
    """
    made = max(made, EARLIEST)
    name = " / ".join(labels["glossary_title"] for labels in LABELS.values())
    meaning = " / ".join(labels["term_to_definition"] for labels in LABELS.values())
    meanings, equivalents = genanki.Deck(_MEANINGS, f"{name}::{meaning}"), genanki.Deck(_DECK, name)
    kinds = [
        (meanings, _meaning_model(f"{name}: {meaning}"), ("peksos-metode", "definition")),
        (equivalents, _model(name), ("peksos-metode",)),
    ]
    for into, model, mark in kinds:
        for term in terms:
            texts = [_field(text) for locale in LABELS for text in _texts(term, locale, works)]
            tags = ["peksos", *(_tag(slug) for slug in (pages or {}).get(term.id, ()))]
            into.add_note(genanki.Note(model, texts, guid=genanki.guid_for(*mark, term.id), tags=tags))
    # Not Package.write_to_file: it leaves its database behind in the folder for temporary files.
    database = sqlite3.connect(":memory:")
    genanki.Package([meanings, equivalents]).write_to_db(database.cursor(), made, itertools.count(made * 1000))
    database.commit()
    written = database.serialize()
    database.close()
    packed = io.BytesIO()
    # Mode and level are those of the decks that readers have.
    pack(packed, (("collection.anki2", written), ("media", b"{}")), made, mode=0o644, level=-1)
    return packed.getvalue()


def _field(text: str) -> str:
    """HTML of a text. Anki reads brackets as orders: [sound:…] plays a file, [latex]…[/latex] runs a program."""
    return escape(text).replace("[", "&#91;").replace("]", "&#93;")


def _texts(term: Term, locale: str, works: Mapping[str, Works]) -> tuple[str, str]:
    """The term and its definition, with the work that the words are taken from."""
    wording = term.wordings[locale]
    quoted = works.get(locale, Works()).quoted.get(term.id)
    return wording.term, f"{wording.definition} ({quoted})" if quoted else wording.definition


def _tag(slug: str) -> str:
    """A tag below ours, with the folders of the page as its levels; the first page of a folder stands for it."""
    return "::".join(["peksos", *slug.removesuffix("/index").split("/")])


def _fields() -> list[dict[str, str]]:
    return [{"name": f"{kind}-{locale}"} for locale in LABELS for kind in ("term", "definition")]


def _meaning_model(name: str) -> genanki.Model:
    templates = []
    for locale, labels in LABELS.items():
        other = labels["other_locale"]
        question = f'<p class="term" lang="{locale}">{{{{term-{locale}}}}}</p>'
        answer = (
            f'{{{{FrontSide}}}}<hr id="answer"><p lang="{locale}">{{{{definition-{locale}}}}}</p>'
            f'<p class="other" lang="{other}">{{{{term-{other}}}}}</p>'
        )
        templates.append({"name": f"{locale}: {labels['term_to_definition']}", "qfmt": question, "afmt": answer})
    return genanki.Model(_MEANING_MODEL, name, _fields(), templates, _CSS)


def _model(name: str) -> genanki.Model:
    templates = []
    for locale, labels in LABELS.items():
        other = labels["other_locale"]
        question = f'<p class="term" lang="{locale}">{{{{term-{locale}}}}}</p>'
        answer = (
            f'{{{{FrontSide}}}}<hr id="answer"><p class="term" lang="{other}">{{{{term-{other}}}}}</p>'
            f'<p lang="{other}">{{{{definition-{other}}}}}</p>'
            f'<p class="other" lang="{locale}">{{{{definition-{locale}}}}}</p>'
        )
        templates.append({"name": f"{locale} → {other}", "qfmt": question, "afmt": answer})
    return genanki.Model(_MODEL, name, _fields(), templates, _CSS)
