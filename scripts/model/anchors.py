"""The anchors that the site itself gives: the checks know them from here, and so do the templates that write them."""

from __future__ import annotations

SOURCES = "sumber"
SUMMARY = "ringkasan"
QUIZ = "uji-diri"
question = "soal-{}".format
READ_NEXT = "baca-juga"
# In the map of the article: of a statement by its number, of a section by its id.
statement = "pernyataan-{}".format
article_section = "bagian-{}".format
# By its name.
diagram = "diagram-{}".format
# What a term means, on a page that mentions it; and where a book mentions what has this id.
meaning = "gloss-{}".format
mention = "ref-{}".format
# What stands in the place of a letter for terms that begin with a sign, or with a letter of another script.
NO_LETTER = "…"


def letter(sign: str) -> str:
    """The anchor of the terms that begin with a letter."""
    return f"huruf-{'lain' if sign == NO_LETTER else sign.lower()}"


def drawing(name: str, locale: str, *, wide: bool = False) -> tuple[str, str]:
    """The ids by which a drawing of a diagram names its title and its description."""
    start = f"{diagram(name)}-{locale}{'-wide' if wide else ''}"
    return f"{start}-title", f"{start}-desc"
