"""The contents of the EPUB: a file for each part and each chapter of the book, and the table that leads to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from scripts.render.bilingual.relinking import ids
from scripts.render.labels import LABELS, words_of

from ..book import Book, Chapter
from ..finished_site import FinishedSite
from ..origin_lines import Line, legend
from .chapter import Note, address, fit_for_epub, link, put, sections, take_notes
from .epub_files import File, shown_files
from .epub_templates import render

WORDS = words_of("epub")
# Chapters that hold the data of a kind, and what EPUB calls them.
_TYPES = {"glossary": "glossary", "references": "bibliography"}


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the table of contents, and those below it."""

    title: str
    address: str
    below: tuple[ContentsLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The files in reading order, the table of contents, (type, address, title) of what readers look for first, and
    what lines at the edge of the text mean.
    """

    files: tuple[File, ...]
    entries: tuple[ContentsLine, ...]
    landmarks: tuple[tuple[str, str, str], ...]
    origin_lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A chapter of the book as a file: its name, its ``type`` in EPUB, where in the book it stands, its notes."""

    chapter: Chapter
    name: str
    type: str
    matter: str
    notes: Sequence[Note]


def make_contents(source: FinishedSite, book: Book) -> Contents:
    """The text of ``book``, whose trees are changed. Raises EditionError for a picture that EPUB does not know."""
    words, lines = WORDS[book.locale], legend(book)
    shown = shown_files(source, book)
    leaves = tuple(_leaves(source, book))
    places = {place: leaf.name for leaf in leaves for place in _places(leaf)}
    files: list[File] = []
    entries = [ContentsLine(words["about"], "title.xhtml#about")]
    for number, (part, group) in enumerate(groupby(leaves, key=lambda leaf: leaf.chapter.part), 1):
        held = tuple(group)
        below = tuple(map(_entry, held))
        if part:
            values = {"lang": book.locale, "matter": held[0].matter, "title": part, "words": words, "leaves": held}
            files.append(File(f"part-{number}.xhtml", render("part.xhtml", values), read=True))
            entries.append(ContentsLine(part, files[-1].path, below))
        else:
            entries.extend(below)
        files.extend(_file(book, leaf, leaves, places) for leaf in held)
    landmarks = [("bodymatter", files[0].path, words["start"])]
    landmarks += [(leaf.type, leaf.name, leaf.chapter.title) for leaf in leaves if leaf.type in _TYPES.values()]
    return Contents((*files, *shown), tuple(entries), tuple(landmarks), lines)


def _leaves(source: FinishedSite, book: Book) -> Iterator[_Leaf]:
    number, matter = 0, "bodymatter"
    for _, group in groupby(book.chapters, key=lambda chapter: chapter.part):
        chapters = tuple(group)
        blocks = [source.page(chapter.slug, book.locale).data_blocks.keys() for chapter in chapters]
        # Where the data of the site stand begins what is for looking up.
        if any(blocks):
            matter = "backmatter"
        for chapter, held in zip(chapters, blocks, strict=True):
            number += 1
            usual = "chapter" if matter == "bodymatter" else "appendix"
            kind = next((_TYPES[block] for block in held if block in _TYPES), usual)
            notes = take_notes(chapter.body)
            fit_for_epub(chapter.body)
            yield _Leaf(chapter, f"{number:02}-{chapter.anchor}.xhtml", kind, matter, notes)


def _places(leaf: _Leaf) -> Iterator[str]:
    yield leaf.chapter.anchor
    yield from ids(leaf.chapter.body)
    yield from (note.id for note in leaf.notes)


def _entry(leaf: _Leaf) -> ContentsLine:
    below = tuple(ContentsLine(heading, f"{leaf.name}#{id_of}") for id_of, heading in sections(leaf.chapter.body))
    return ContentsLine(leaf.chapter.title, leaf.name, below)


def _file(book: Book, leaf: _Leaf, leaves: Sequence[_Leaf], places: Mapping[str, str]) -> File:
    chapter = leaf.chapter
    link(chapter.body, leaf.name, places)
    lang = chapter.body.get("lang")
    values = {
        "lang": lang,
        "matter": leaf.matter,
        "book": book,
        "words": WORDS[lang],
        "leaf": leaf,
        "title": chapter.title,
        "untranslated": LABELS[book.locale]["untranslated"] if lang != book.locale else "",
        "notes": [replace(note, entry=address(note.entry, leaf.name, places)) for note in leaf.notes],
        "glossary": next((leaf for leaf in leaves if leaf.type == "glossary"), None),
    }
    document = etree.fromstring(render("chapter.xhtml", values))
    put(chapter.body, document)
    content = etree.tostring(document.getroottree(), encoding="utf-8", xml_declaration=True)
    return File(leaf.name, content, read=True, properties="svg" if chapter.body.find(".//svg") is not None else "")
