"""Finding in the Markdown source what the rendered page showed.

Python-Markdown keeps no positions. What it rendered is searched for in the source again, with code and
comments masked by spaces of equal length, so that lines and columns stay true. Each kind of thing is listed once
(``indexes.py``), so that the work grows with the page and not with its square.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

import yaml

from scripts.core.place import Place, line_starts
from scripts.core.yamlfile import compose

from .indexes import (
    FIRST_WORDS,
    UNDERLINED,
    Offsets,
    addresses,
    brackets,
    first_from,
    headings,
    snippets,
    words,
    written_ids,
)
from .masks import blank, mask_code, mask_markup

# The same block that MkDocs reads as front matter.
_FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.S)


def front_matter_of(text: str) -> re.Match[str] | None:
    """The front matter of a page, its YAML as group 1; not what stands between two thematic breaks."""
    match = _FRONT_MATTER.match(text)
    if match and not match.group(1).partition("\n")[0].strip():
        # Read, not built: whatever its values come to, a mapping is front matter.
        try:
            return match if isinstance(compose(match.group(1)), yaml.MappingNode) else None
        except (yaml.YAMLError, ValueError, RecursionError):
            return None
    return match


def body_of(text: str) -> str:
    """The Markdown of a page below its front matter."""
    front = front_matter_of(text)
    return text[front.end() :] if front else text


def body_in_place(text: str) -> str:
    """The text of a page with its front matter as spaces: what stands there is never rendered."""
    front = front_matter_of(text)
    return blank(front) + text[front.end() :] if front else text


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file with its masks and the offsets at which its lines begin.

    The masks show the body only: what stands in the front matter is never rendered.
    """

    path: str
    text: str
    code_masked: str
    prose: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        """The source of a file with this path and text."""
        body = body_in_place(text)
        return cls(path, text, mask_code(body), mask_markup(body), line_starts(text))

    def place(self, offset: int) -> Place:
        """The place of a character offset."""
        line = bisect_right(self.starts, offset)
        return Place(self.path, line, offset - self.starts[line - 1] + 1)

    def links_to(self, target: str, raw: bool = False, noted: bool = False) -> Offsets:
        """Offsets at which ``target`` stands as a link destination, reference target or in ``<…>``.

        Those of attributes of tags when ``raw``, those in footnotes when ``noted``, if there are any. For the empty
        target, the offsets at which an address is missing.
        """
        return addresses(self.code_masked).of(target, raw, noted)

    def used_from_elsewhere(self, text: str) -> Offsets:
        """Where a link with this text may come from when its address stands in no line of this source.

        That is a reference link whose definition is appended to every page, or else a line that takes in a snippet.
        """
        named = words(text)
        return (brackets(self.code_masked).get(named, ()) if named else ()) or snippets(self.code_masked)

    def writes_id(self, anchor: str) -> bool:
        """Whether the source itself gives something this id."""
        return anchor in written_ids(self.code_masked)

    def heading(self, level: int, text: str, anchor: str, start: int = 0) -> int | None:
        """Offset of the first heading from ``start`` on with this id, or failing that with this level and first words.

        ``start`` tells headings with the same words or the same id apart.
        """
        if anchored := written_ids(self.code_masked).get(anchor):
            at = first_from(anchored, start)
            return self.starts[bisect_right(self.starts, anchored[0] if at is None else at) - 1]
        known = headings(self.code_masked, self.text)
        found = (first_from(known.get((kind, words(text)[:FIRST_WORDS]), ()), start) for kind in (level, UNDERLINED))
        return next((offset for offset in found if offset is not None), None)
