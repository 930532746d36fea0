"""The book as a PDF for paper: A4, tagged for PDF/UA-1, the same bytes wherever it is made."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

from scripts.editions.book import read_book
from scripts.editions.source import EditionError, Source
from scripts.model.message import Message, say


def write_pdf(source: Source, locale: str, target: Path) -> None:
    """Write the book in ``locale`` to ``target``.

    Raises EditionError when the libraries that set the type are missing, the fonts lack a character, or the site is no
    book; OSError when ``target`` cannot be written.
    """
    try:
        # WeasyPrint prints its own advice before it fails.
        with contextlib.redirect_stdout(io.StringIO()):
            from . import engine
    except OSError as error:
        raise EditionError(missing_libraries(sys.platform)) from error
    if not engine.can_subset():
        raise EditionError(missing_libraries(sys.platform))
    from .document import book_html

    target.write_bytes(engine.typeset(book_html(source, read_book(source, locale)), source.folder))


def missing_libraries(platform: str) -> Message:
    """What to install on ``platform`` (as ``sys.platform`` has it) where Pango or HarfBuzz is missing."""
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
