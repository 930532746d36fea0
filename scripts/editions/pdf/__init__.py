"""The book as a PDF for paper: A4, tagged for PDF/UA-1, the same bytes wherever it is made."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

from scripts.core.message import Message, say
from scripts.model.faces import lacking

from ..book import Book, read_book
from ..finished_site import EditionError, FinishedSite


def write_pdf(source: FinishedSite, locale: str, target: Path) -> None:
    """Write the book in ``locale`` to ``target``.

    Raises EditionError when the libraries that set the type are missing, the fonts lack a character, or the site is no
    book; OSError when ``target`` cannot be written.
    """
    try:
        # WeasyPrint prints its own advice before it fails.
        with contextlib.redirect_stdout(io.StringIO()):
            from . import typesetting
    except OSError as error:
        raise EditionError(missing_libraries(sys.platform)) from error
    if not typesetting.CAN_SUBSET:
        raise EditionError(missing_libraries(sys.platform))
    from .document import book_html

    book = read_book(source, locale)
    _look_for_signs(book)
    target.write_bytes(typesetting.typeset(book_html(source, book), source.folder, source.site.memory.cache))


def _look_for_signs(book: Book) -> None:
    """Raise EditionError with every page that has signs which no face of the book has."""
    wrong = []
    for chapter in book.chapters:
        # The way back from a footnote stays on the screen.
        said = chapter.body.xpath('.//text()[not(ancestor::a[@class="footnote-backref"])]')
        if missing := lacking("".join((chapter.title, chapter.description, *said))):
            hint = say(
                "{page}: the fonts of the PDF have no sign for {characters}; write it in another way (rule W11)",
                page=chapter.slug,
                characters=tuple(sorted(missing)),
            )
            wrong.append(hint)
    if wrong:
        raise EditionError(*wrong)


def missing_libraries(platform: str) -> Message:
    """The cure for a ``platform`` (as ``sys.platform`` has it) where Pango or HarfBuzz is missing."""
    if platform == "win32":
        return say(
            "the PDF needs Pango, which this machine lacks; install MSYS2 (https://www.msys2.org), then in its "
            "terminal: pacman -S mingw-w64-ucrt-x86_64-pango"
        )
    if platform == "darwin":
        return say("the PDF needs Pango, which this machine lacks; brew install pango")
    return say(
        "the PDF needs Pango and HarfBuzz, which this machine lacks; on Debian and Ubuntu: "
        "sudo apt install libpangoft2-1.0-0 libharfbuzz-subset0"
    )
