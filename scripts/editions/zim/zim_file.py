"""Writing ZIM files with libzim, so that the same entries give the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from libzim.writer import Creator, Hint, IndexData, Item, StringProvider

from scripts.render.metadata.card import mark

from .contents import Words, ZimEntry

# The header of a ZIM holds a random number (https://wiki.openzim.org/wiki/ZIM_file_format), and so does each of its two
# Xapian databases, behind its magic words and two bytes for their version (Xapian, backends/glass/glass_version.cc).
_UUID = slice(8, 24)
_XAPIAN = re.compile(rb"\x0f\x0dXapian Glass..", re.DOTALL)
_UUID_LENGTH = _MD5_LENGTH = 16
# Pixels; every reader of ZIM files shows one of this size.
_ILLUSTRATION_SIZE = 48
# Media types whose files are compressed already.
_COMPRESSED = (
    "image/png",
    "image/gif",
    "image/jpeg",
    "image/webp",
    "audio/",
    "video/",
    "font/",
    "application/apkg",
    "application/pdf",
)


def write(target: Path, entries: Iterable[ZimEntry], metadata: Mapping[str, str]) -> None:
    """Write the ZIM at ``target``; the first entry is its main page. Raises RuntimeError or OSError when it cannot."""
    entries = list(entries)
    creator = Creator(target).config_indexing(True, metadata["Language"]).config_nbworkers(1)
    creator.set_mainpath(entries[0].path)
    with _silence(), creator:
        for name, value in metadata.items():
            creator.add_metadata(name, value)
        creator.add_illustration(_ILLUSTRATION_SIZE, mark(_ILLUSTRATION_SIZE))
        for entry in entries:
            creator.add_item(_Item(entry))
    target.write_bytes(settled(target.read_bytes()))


def settled(written: bytes) -> bytes:
    """The ZIM ``written`` with numbers made of its content in the place of random ones, and a checksum that fits."""
    content = bytearray(written[:-_MD5_LENGTH])
    places = [_UUID, *(slice(found.end(), found.end() + _UUID_LENGTH) for found in _XAPIAN.finditer(content))]
    for place in places:
        content[place] = bytes(_UUID_LENGTH)
    number = uuid.UUID(bytes=hashlib.sha256(content).digest()[:_UUID_LENGTH], version=5)
    for place in places:
        content[place] = number.bytes
    return bytes(content) + hashlib.md5(content, usedforsecurity=False).digest()


@contextmanager
def _silence() -> Iterator[None]:
    """Keep libzim from telling the terminal what it does."""
    sys.stdout.flush()
    terminal = os.dup(1)
    try:
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), 1)
        yield
    finally:
        os.dup2(terminal, 1)
        os.close(terminal)


class _Item(Item):  # type: ignore[misc]  # libzim has no types
    def __init__(self, entry: ZimEntry) -> None:
        super().__init__()
        self.entry = entry

    def get_path(self) -> str:
        return self.entry.path

    def get_title(self) -> str:
        return self.entry.title

    def get_mimetype(self) -> str:
        return self.entry.media_type

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self.entry.content)

    def get_hints(self) -> dict[Hint, bool]:
        return {
            Hint.FRONT_ARTICLE: self.entry.words is not None,
            Hint.COMPRESS: not self.entry.media_type.startswith(_COMPRESSED),
        }

    def get_indexdata(self) -> IndexData:
        return _IndexData(self.entry.title, self.entry.words)


class _IndexData(IndexData):  # type: ignore[misc]  # libzim has no types
    def __init__(self, title: str, words: Words | None) -> None:
        super().__init__()
        self.title, self.held, self.words = title, words is not None, words or Words("", "", "")

    def has_indexdata(self) -> bool:
        return self.held

    def get_title(self) -> str:
        return self.title

    def get_content(self) -> str:
        return f"{self.words.text}\n{self.words.kindred}"

    def get_keywords(self) -> str:
        return self.words.keywords

    def get_wordcount(self) -> int:
        return len(self.words.text.split())
