"""One page: what its file says, and what its rendered Markdown shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.core.place import Place
from scripts.core.yamlfile import Yaml

from .contents import Listed
from .markdown.source import Source
from .passages import Passage

# A line of its own that the page shows something else for: the name of a data block, or ``diagram:`` and a name.
BLOCK_LINE = re.compile(r"^\[\[([^\[\]\n]+)\]\][ \t]*$", re.M)
_DIAGRAM = re.compile(r"diagram:([a-z0-9]+(?:-[a-z0-9]+)*)")


def diagram_name(block: str) -> str | None:
    """The name in ``diagram:name``, or None when the block is no diagram."""
    match = _DIAGRAM.fullmatch(block)
    return match.group(1) if match else None


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: ``target`` may be a path, an anchor or an address; ``embeds`` marks images and the like.

    A ``raw`` link is written in HTML; MkDocs leaves its target as it stands. ``plain`` says that it is a link or a
    picture as Markdown has them; ``element`` is the tag whose main address it is.
    """

    target: str
    embeds: bool
    text: str
    place: Place
    raw: bool = False
    plain: bool = False
    element: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the prose below it up to the next heading; the lead has anchor "" and level 0.

    ``term_prose`` is the part of ``prose`` in which glossary terms count, block by block: all but passages marked
    ``no-gloss``.
    ``written_id`` tells an anchor that stands in the source from one that is made of the heading's words.
    """

    anchor: str
    level: int
    heading: str
    prose: tuple[str, ...]
    term_prose: tuple[str, ...]
    place: Place
    written_id: bool = True


@dataclass(frozen=True, slots=True)
class Citation:
    """A work cited by key, with the page or the like in it."""

    key: str
    locator: str
    place: Place


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one language. ``readable`` is false when its file could not be parsed: then all else is empty.

    ``html`` is the rendered body without its data blocks and diagrams, ``contents`` its table of contents;
    ``diagrams`` are the names of the diagrams.
    ``document_tags`` are those written in it that belong to a whole document, and are left out of ``html``. A
    ``templated`` page gets more text from a plugin (macros, mkdocstrings) than its source shows.
    """

    path: str
    slug: str
    locale: str
    source: Source
    meta: Mapping[str, Any] = field(default_factory=dict)
    meta_document: Yaml | None = None
    sections: tuple[Section, ...] = ()
    anchors: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()
    undefined_links: tuple[tuple[str, Place], ...] = ()
    undefined_notes: tuple[tuple[str, Place], ...] = ()
    unused_notes: tuple[tuple[str, Place], ...] = ()
    data_blocks: Mapping[str, Place] = field(default_factory=dict)
    diagrams: tuple[tuple[str, Place], ...] = ()
    passages: tuple[Passage, ...] = ()
    html: str = ""
    contents: tuple[Listed, ...] = ()
    document_tags: tuple[str, ...] = ()
    readable: bool = True
    templated: bool = False

    @property
    def title(self) -> str:
        """The title of the front matter, or the first heading, or the slug."""
        return str(self.meta.get("title") or next((s.heading for s in self.sections if s.anchor), self.slug))

    @property
    def cited(self) -> tuple[str, ...]:
        """The works that the text cites, each once."""
        return tuple(dict.fromkeys(citation.key for citation in self.citations))

    def section(self, anchor: str) -> Section | None:
        """The section with this anchor."""
        return next((section for section in self.sections if section.anchor == anchor), None)

    def meta_place(self, key: str) -> Place:
        """The place of a key of the front matter; of the page where it has none."""
        return self.meta_document.place(key) if self.meta_document else Place(self.path)

    def place(self, offset: int = 0) -> Place:
        """The place of a character offset in the file."""
        return self.source.place(offset)
