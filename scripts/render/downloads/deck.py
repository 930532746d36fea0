"""The glossary as a deck for Anki: a note for each term, a card for each direction."""

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
_DECK, _MODEL = 1_862_304_977, 1_478_920_651
_CSS = """
.card { font-family: system-ui, sans-serif; font-size: 1.25rem; line-height: 1.5; max-width: 34rem; margin: 1.5rem auto;
  text-align: center; color: #2c2723; background: #faf6ef; }
.card.nightMode { color: #e9e1d6; background: #1d1b19; }
.term { font-size: 1.6rem; font-weight: 600; }
.other { opacity: .8; font-size: 1rem; }
"""


def deck(terms: Sequence[Term], works: Mapping[str, Works], made: int) -> bytes:
    """The .apkg file: a zip of an SQLite database. The same terms and the same ``made`` give the same bytes.

    ``made`` is seconds since 1970; Anki takes over a changed note only from a deck made later than its own.
    """
    made = max(made, EARLIEST)
    name = " / ".join(labels["glossary_title"] for labels in LABELS.values())
    cards = genanki.Deck(_DECK, name)
    model = _model(name)
    for term in terms:
        texts = [_field(text) for locale in LABELS for text in _texts(term, locale, works)]
        cards.add_note(genanki.Note(model, texts, guid=genanki.guid_for("peksos-metode", term.id), tags=["peksos"]))
    # Not Package.write_to_file: it leaves its database behind in the folder for temporary files.
    database = sqlite3.connect(":memory:")
    genanki.Package(cards).write_to_db(database.cursor(), made, itertools.count(made * 1000))
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


def _model(name: str) -> genanki.Model:
    fields = [{"name": f"{kind}-{locale}"} for locale in LABELS for kind in ("term", "definition")]
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
    return genanki.Model(_MODEL, name, fields, templates, _CSS)
