"""The files of the EPUB, and which of the site's pictures, films and sounds are among them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml.html import HtmlElement

from scripts.core.media import TYPES
from scripts.core.message import say

from ..book import Book
from ..finished_site import EditionError, FinishedSite
from ..references import shown_in
from ..standing_in import played, stand_in

# What EPUB knows, https://www.w3.org/TR/epub-33/#sec-core-media-types, and films, whose types it leaves open.
_PICTURES = frozenset({".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
_SOUNDS = frozenset({".m4a", ".mp3", ".oga", ".opus"})
_FILMS = frozenset({".m4v", ".mp4", ".ogv", ".webm"})
_CAPTIONS = frozenset({".vtt"})
# As it wants them written, and of files that the site itself does not have.
_MEDIA_TYPES = {
    **TYPES,
    ".ncx": "application/x-dtbncx+xml",
    ".oga": "audio/ogg; codecs=opus",
    ".opus": "audio/ogg; codecs=opus",
    ".xhtml": "application/xhtml+xml",
}
_PLAYED = {"audio": _SOUNDS, "video": _FILMS}


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
        """Its media type in the manifest."""
        return _MEDIA_TYPES[_suffix(self.path)]


def shown_files(source: FinishedSite, book: Book) -> tuple[File, ...]:
    """The pictures, films and sounds that the chapters show, which are then named as in the EPUB.

    What no reading system need play has a line in its place. Raises EditionError for pictures that EPUB does not know.
    """
    files: dict[str, File] = {}
    unknown = []
    for chapter in book.chapters:
        for player in list(chapter.body.iter("audio", "video")):
            _choose(source, book.locale, player)
        for element, attribute, path in shown_in(chapter.body):
            is_picture = element.tag == "img" or attribute == "poster"
            if is_picture and _suffix(path) not in _PICTURES:
                unknown.append(say("{path}: EPUB knows no such pictures; use PNG, JPEG, SVG or WebP", path=path))
                continue
            if path not in files:
                kind = "picture" if _suffix(path) in _PICTURES else "media"
                name = f"{kind}-{len(files) + 1}{_suffix(path)}"
                files[path] = File(name, (source.folder / path).read_bytes())
            element.set(attribute, files[path].path)
    if unknown:
        raise EditionError(*dict.fromkeys(unknown))
    return tuple(files.values())


def _choose(source: FinishedSite, locale: str, player: HtmlElement) -> None:
    """Leave of a film or sound the files that every reading system may be given, or a line in its place."""
    known = _PLAYED[player.tag]
    if not any(_suffix(path) in known for path in played(player)):
        stand_in(source, locale, player)
        return
    for element in (player, *list(player.iter("source", "track"))):
        allowed = _CAPTIONS if element.tag == "track" else known
        if element.get("src") and _suffix(element.get("src")) not in allowed:
            if element is player:
                del element.attrib["src"]
            else:
                element.drop_tree()
        elif element.tag == "source":
            element.set("type", _MEDIA_TYPES[_suffix(element.get("src"))])


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
