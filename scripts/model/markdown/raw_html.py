"""Blocks of raw HTML in a page's source, whose text Markdown leaves as it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

# Tags that begin a block of HTML where they begin a line (Python-Markdown, ``md_in_html`` and ``util.BLOCK_LEVEL``).
_BLOCKS = (
    "address|article|aside|blockquote|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|header|hgroup|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{_BLOCKS})\b(?P<rest>[^<>]*)>", re.I)
# What may stand before such a tag.
_INDENTED = 3
_MARKDOWN = re.compile(r"\smarkdown(?!\s*=\s*[\"']?0)\b", re.I)


def raw_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where each block of HTML begins and ends in ``text`` (code masked); none whose tag says ``markdown``."""
    name, start, depth = "", 0, 0
    for tag in _TAG.finditer(text):
        here = tag["name"].lower()
        if depth == 0:
            if not tag["end"] and _begins_line(text, tag.start()) and not _MARKDOWN.search(tag["rest"]):
                name, start, depth = here, tag.start(), 1
        elif here == name:
            depth += -1 if tag["end"] else 1
            if depth == 0:
                yield start, tag.end()


def _begins_line(text: str, offset: int) -> bool:
    before = text[max(offset - _INDENTED - 1, 0) : offset]
    line = before.rpartition("\n")[2]
    return not line.strip(" ") and len(line) <= _INDENTED


class Spans:
    """Stretches of a text in order, none within another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = list(spans)
        self._starts = [start for start, _ in self._spans]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._spans)

    def around(self, offset: int) -> tuple[int, int] | None:
        """The stretch that holds the offset."""
        at = bisect_right(self._starts, offset) - 1
        return self._spans[at] if at >= 0 and offset < self._spans[at][1] else None
