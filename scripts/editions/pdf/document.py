"""The HTML of the whole book: cover, imprint, contents, chapters, colophon."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.dates import format_date
from markupsafe import Markup

from scripts.core.licence import licence_name
from scripts.core.templates import templates
from scripts.render.address import HOME, public_address
from scripts.render.labels import LABELS, words_of
from scripts.render.metadata.cite import apa, csl_item

from ..book import Book
from ..finished_site import FinishedSite
from ..origin_lines import legend
from .chapters import parts

WORDS = words_of("pdf")
_TEMPLATES = templates(Path(__file__).parent / "templates")


def book_html(source: FinishedSite, book: Book) -> str:
    """The HTML that the style sheet ``templates/book.css`` is made for. Takes over the trees of ``book``."""
    config, day, labels = source.site.config, source.edition.day, WORDS[book.locale]
    home = source.page(HOME, book.locale)
    # Before the chapters are made ready for paper.
    lines = legend(book)
    return _TEMPLATES.get_template("book.html").render(
        book=book,
        labels=labels,
        origin_lines=lines,
        origin_words=LABELS[book.locale],
        parts=parts(source, book, labels["page"]),
        edition=source.edition.number,
        day=format_date(day, labels["day"], locale=book.locale),
        made=f"{datetime.fromtimestamp(source.edition.made, UTC):%Y-%m-%dT%H:%M:%SZ}",
        subject=LABELS[book.locale]["subject"],
        license=config.license,
        license_name=licence_name(config.license),
        based_on=Markup(book.based_on),
        citation=Markup(apa(csl_item(config, home, day), book.locale)),
        address=public_address(config, HOME, book.locale),
    )
