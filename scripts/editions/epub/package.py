"""The EPUB as a whole: what it says of itself, and how it is packed. EPUB 3.3, https://www.w3.org/TR/epub-33/."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from scripts.core.licence import licence_name
from scripts.core.zipping import pack
from scripts.render.labels import LABELS

from ..book import Book, read_book
from ..finished_site import FinishedSite
from .contents import WORDS, Contents, make_contents
from .cover import cover
from .epub_files import File
from .epub_templates import TEMPLATES, as_xml, render

# What holds for every book of https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20241209/.
_FEATURES = (
    "alternativeText",
    "ARIA",
    "displayTransformability",
    "longDescription",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
    "unlocked",
)


def write_epub(source: FinishedSite, locale: str, target: Path) -> None:
    """Write the book in one language at ``target``: the same bytes for the same site and edition.

    Raises EditionError when the site cannot be read as a book, OSError when ``target`` cannot be written.
    """
    book = read_book(source, locale)
    contents = make_contents(source, book)
    files = [*_front(source, book, contents), *contents.files]
    said = {
        "book": book,
        "config": source.site.config,
        "edition": source.edition,
        "identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{book.title}/{locale}/{source.edition.number}')}",
        "modified": f"{datetime.fromtimestamp(source.edition.made, UTC):%Y-%m-%dT%H:%M:%SZ}",
        "subject": LABELS[locale]["subject"],
        "based_on": as_xml(book.based_on).striptags(),
        "licence": licence_name(source.site.config.license),
        "features": _FEATURES,
        "words": WORDS[locale],
        "entries": contents.entries,
    }
    files.append(File("toc.ncx", render("toc.ncx", said)))
    package = {f"EPUB/{file.path}": file.content for file in files}
    package["EPUB/package.opf"] = render("package.opf", {**said, "files": files})
    package["META-INF/container.xml"] = render("container.xml", {})
    # https://www.w3.org/TR/epub-33/#sec-zip-container-mime
    packed = (("mimetype", b"application/epub+zip"), *sorted(package.items()))
    pack(target, packed, source.edition.made, stored="mimetype")


def _front(source: FinishedSite, book: Book, contents: Contents) -> Sequence[File]:
    """The files before the text: cover, title page and table of contents, in this order, and the style sheet."""
    config, words = source.site.config, WORDS[book.locale]
    page = {"lang": book.locale, "matter": "frontmatter", "book": book, "config": config, "words": words}
    drawn = cover(book.title, book.description, config.languages[book.locale].name, source.edition.number)
    landmarks = (
        ("cover", "cover.xhtml", words["cover"]),
        ("titlepage", "title.xhtml", words["title_page"]),
        ("toc", "nav.xhtml", words["contents"]),
        *contents.landmarks,
    )
    more = {
        "edition": source.edition,
        "licence": licence_name(config.license),
        "based_on": as_xml(book.based_on),
        "about": words["about_text"].splitlines(),
        "origin_lines": contents.origin_lines,
        "labels": LABELS[book.locale],
    }
    nav = {"entries": contents.entries, "landmarks": landmarks, "title": words["contents"]}
    return (
        File("book.css", (TEMPLATES / "book.css").read_bytes()),
        File("cover.png", drawn, properties="cover-image"),
        File("cover.xhtml", render("cover.xhtml", {**page, "title": words["cover"]}), read=True),
        File("title.xhtml", render("title.xhtml", {**page, **more, "title": book.title}), read=True),
        File("nav.xhtml", render("nav.xhtml", {**page, **nav}), read=True, properties="nav"),
    )
