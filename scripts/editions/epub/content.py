"""The text of the EPUB: a file for each part and each chapter of the book, and the ways to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePosixPath

from lxml import etree

from scripts.editions.book import Book, Chapter
from scripts.editions.source import EditionError, Source
from scripts.model.message import say
from scripts.render.bilingual.addresses import ids
from scripts.render.labels import LABELS

from .chapter import Note, address, fit, link, put, sections, take_notes
from .page import render
from .words import WORDS

# What is not text: core media types of EPUB, https://www.w3.org/TR/epub-33/#sec-core-media-types.
_PICTURES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_MEDIA_TYPES = {
    **_PICTURES,
    ".css": "text/css",
    ".ncx": "application/x-dtbncx+xml",
    ".xhtml": "application/xhtml+xml",
}
# Chapters that hold the data of a kind, and what EPUB calls them.
_TYPES = {"glossary": "glossary", "references": "bibliography"}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the book; ``read`` says whether the reader comes past it when reading from first to last."""

    path: str
    content: bytes
    read: bool = False
    properties: str = ""

    @property
    def id(self) -> str:
        """Its name in the manifest."""
        return "f-" + re.sub(r"[^\w-]", "-", self.path)

    @property
    def media_type(self) -> str:
        """What it is."""
        return _MEDIA_TYPES[PurePosixPath(self.path).suffix.lower()]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents, and those below it."""

    title: str
    address: str
    below: tuple[Entry, ...] = ()

    @property
    def id(self) -> str:
        """Its name in the NCX."""
        return "n-" + re.sub(r"[^\w-]", "-", self.address)


@dataclass(frozen=True, slots=True)
class Contents:
    """The files in reading order, the table of contents, and (type, address, title) of what readers look for first."""

    files: tuple[File, ...]
    entries: tuple[Entry, ...]
    landmarks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A chapter of the book as a file: its name, its ``type`` in EPUB, where in the book it stands, its notes."""

    chapter: Chapter
    name: str
    type: str
    matter: str
    notes: Sequence[Note]


def make_contents(source: Source, book: Book) -> Contents:
    """The text of ``book``, whose trees are changed. Raises EditionError for a picture that EPUB does not know."""
    words = WORDS[book.locale]
    pictures = tuple(_pictures(source, book))
    leaves = tuple(_leaves(source, book))
    places = {place: leaf.name for leaf in leaves for place in _places(leaf)}
    files: list[File] = []
    entries = [Entry(words["about"], "title.xhtml#about")]
    for number, (part, group) in enumerate(groupby(leaves, key=lambda leaf: leaf.chapter.part), 1):
        held = tuple(group)
        below = tuple(map(_entry, held))
        if part:
            values = {"lang": book.locale, "matter": held[0].matter, "title": part, "words": words, "leaves": held}
            files.append(File(f"part-{number}.xhtml", render("part.xhtml", values), read=True))
            entries.append(Entry(part, files[-1].path, below))
        else:
            entries.extend(below)
        files.extend(_file(book, leaf, leaves, places) for leaf in held)
    landmarks = [("bodymatter", files[0].path, words["start"])]
    landmarks += [(leaf.type, leaf.name, leaf.chapter.title) for leaf in leaves if leaf.type in _TYPES.values()]
    return Contents((*files, *pictures), tuple(entries), tuple(landmarks))


def _leaves(source: Source, book: Book) -> Iterator[_Leaf]:
    number, matter = 0, "bodymatter"
    for _, group in groupby(book.chapters, key=lambda chapter: chapter.part):
        chapters = tuple(group)
        blocks = [source.site.page(chapter.slug, book.locale).data_blocks.keys() for chapter in chapters]
        # Where the data of the site stand begins what is for looking up.
        if any(blocks):
            matter = "backmatter"
        for chapter, held in zip(chapters, blocks, strict=True):
            number += 1
            usual = "chapter" if matter == "bodymatter" else "appendix"
            kind = next((_TYPES[block] for block in held if block in _TYPES), usual)
            notes = take_notes(chapter.body)
            fit(chapter.body)
            yield _Leaf(chapter, f"{number:02}-{chapter.anchor}.xhtml", kind, matter, notes)


def _places(leaf: _Leaf) -> Iterator[str]:
    yield leaf.chapter.anchor
    yield from ids(leaf.chapter.body)
    yield from (note.id for note in leaf.notes)


def _entry(leaf: _Leaf) -> Entry:
    below = tuple(Entry(heading, f"{leaf.name}#{id_of}") for id_of, heading in sections(leaf.chapter.body))
    return Entry(leaf.chapter.title, leaf.name, below)


def _file(book: Book, leaf: _Leaf, leaves: Sequence[_Leaf], places: Mapping[str, str]) -> File:
    chapter = leaf.chapter
    link(chapter.body, leaf.name, places)
    values = {
        "lang": chapter.body.get("lang"),
        "matter": leaf.matter,
        "book": book,
        "words": WORDS[book.locale],
        "leaf": leaf,
        "title": chapter.title,
        "untranslated": LABELS[book.locale]["untranslated"] if chapter.body.get("lang") != book.locale else "",
        "notes": [replace(note, entry=address(note.entry, leaf.name, places)) for note in leaf.notes],
        "glossary": next((leaf for leaf in leaves if leaf.type == "glossary"), None),
    }
    document = etree.fromstring(render("chapter.xhtml", values))
    put(chapter.body, document)
    content = etree.tostring(document.getroottree(), encoding="utf-8", xml_declaration=True)
    return File(leaf.name, content, read=True, properties="svg" if chapter.body.find(".//svg") is not None else "")


def _pictures(source: Source, book: Book) -> Iterator[File]:
    """The pictures that the chapters show, which are then named as in the EPUB."""
    names: dict[str, str] = {}
    for chapter in book.chapters:
        for picture in chapter.body.iter("img"):
            path = picture.get("src")
            if PurePosixPath(path).suffix.lower() not in _PICTURES:
                raise EditionError(say("{path}: EPUB knows no such pictures; use PNG, JPEG, SVG or WebP", path=path))
            if path not in names:
                names[path] = f"picture-{len(names) + 1}{PurePosixPath(path).suffix.lower()}"
                yield File(names[path], (source.folder / path).read_bytes())
            picture.set("src", names[path])
