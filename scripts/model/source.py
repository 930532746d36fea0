"""Finding in the Markdown source what the rendered page showed.

Python-Markdown keeps no positions. What it rendered is searched for in the source again, with code and
comments masked by spaces of equal length, so that lines and columns stay true.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import yaml

from .place import Place

# The same block that MkDocs reads as front matter.
FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.S)
# No backtick after the opening fence: ```code``` on one line is a code span.
FENCE = re.compile(r"^([ \t>]*)(`{3,}+|~{3,}+)[^`\n]*\n(?:.*?\n)??[ \t>]*\2[`~]*[ \t]*$", re.M | re.S)
# A code span ends in its own paragraph: a lone backtick masks nothing of the next.
CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)
# What stands in the source but is not prose: destinations, attribute lists, citations, tags, reference targets.
_MARKUP = re.compile(
    r"(?<=\])\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"
    r"|\{[:#.][^{}\n]*\}"
    r"|\[-?@[^\[\]]+\]|\[(?![\^!])(?:[^\[\]@]|(?<=\w)@)*(?<!\w)-?@[^\[\]]+\](?![\[(])"
    r"|</?[a-zA-Z][^<>]*>"
    r"|^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[^\n]*$",
    re.M,
)

# A line that pymdownx.snippets replaces by a file.
_SNIPPET = r"(?m)^[ \t]*-+8<-+"

_BEFORE_ADDRESS = re.compile(r"\]\(\s*<?|\]:\s*<?|=\s*[\"']?|<")
_AFTER_ADDRESS = re.compile(r"\s*(?:[>)\"']|$)|\s+\w+=", re.M)
# An id in an attribute list or a tag.
_ID = re.compile(r"(?:\{(?:[^}\n]*[\s:])?#|\bid=[\"']?)([^\s}\"'>]+)(?=[\s}\"'>])")

# Where an address should stand and none does.
_NO_ADDRESS = re.compile(r"\]\(\s*<?()(?=[>)\"'])|\b(?:href|src|data)(?:=[\"']?)?()(?=[\s>\"'])", re.I)


def front_matter_of(text: str) -> re.Match[str] | None:
    """The front matter of a page, its YAML as group 1; not what stands between two thematic breaks."""
    match = FRONT_MATTER.match(text)
    if match and not match.group(1).partition("\n")[0].strip():
        try:
            return match if isinstance(yaml.safe_load(match.group(1)), dict) else None
        except (yaml.YAMLError, ValueError):
            return None
    return match


@lru_cache(maxsize=1)
def _written_ids(text: str) -> frozenset[str]:
    """Every id that an attribute list or a tag gives."""
    return frozenset(_ID.findall(text))


@lru_cache(maxsize=1)
def _without_markup(text: str) -> str:
    return _MARKUP.sub(blank, text)


def blank(match: re.Match[str]) -> str:
    """The match as spaces, its line ends kept."""
    return re.sub(r"[^\n]", " ", match.group())


def mask_code(text: str) -> str:
    """``text`` with fenced code, code spans and comments as spaces; same length, same line ends."""
    for pattern in (FENCE, CODE_SPAN, COMMENT):
        text = pattern.sub(blank, text)
    return text


def mask_markup(text: str) -> str:
    """What ``mask_code`` leaves, with link destinations, attributes, citations and tags as spaces too."""
    return _MARKUP.sub(blank, mask_code(text))


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
        starts = (0, *(match.end() for match in re.finditer("\n", text)))
        front = front_matter_of(text)
        body = blank(front) + text[front.end() :] if front else text
        return cls(path, text, mask_code(body), mask_markup(body), starts)

    def place(self, offset: int) -> Place:
        """The place of a character offset."""
        line = bisect_right(self.starts, offset)
        return Place(self.path, line, offset - self.starts[line - 1] + 1)

    def links_to(self, target: str) -> Iterator[int]:
        """Offsets at which ``target`` stands as a link destination, reference target, attribute or in ``<…>``.

        For the empty target, the offsets at which an address is missing.
        """
        if not target:
            yield from (match.start(match.lastindex) for match in _NO_ADDRESS.finditer(self.code_masked))
            return
        text = self.code_masked
        for start in _openings(text):
            end = _spelled(text, start, target)
            if end is not None and _AFTER_ADDRESS.match(text, end):
                yield start

    def used_from_elsewhere(self, text: str) -> Iterator[int]:
        """Where a link with this text may come from when its address stands in no line of this source.

        That is a reference link whose definition is appended to every page, or else a line that takes in a snippet.
        """
        words = r"[\W_]+".join(map(re.escape, re.findall(r"[^\W_]+", text)))
        for match in re.finditer(rf"\[[\W_]*{words}[\W_]*\](?!\()" if words else _SNIPPET, self.code_masked):
            yield match.start()
        yield from (match.start() for match in re.finditer(_SNIPPET, self.code_masked))

    def writes_id(self, anchor: str) -> bool:
        """Whether the source itself gives something this id."""
        return anchor in _written_ids(self.code_masked)

    def heading(self, level: int, text: str, anchor: str, start: int = 0) -> int | None:
        """Offset of the first heading from ``start`` on with this id, or failing that with this level and first words.

        ``start`` tells headings with the same words or the same id apart.
        """
        anchored = (self._id(anchor, start) or self._id(anchor, 0)) if self.writes_id(anchor) else None
        if anchored is not None:
            return self.starts[bisect_right(self.starts, anchored) - 1]
        words = r"[\W_]+".join(re.escape(word) for word in re.findall(r"[^\W_]+", text)[:4])
        # Code in a heading is among its words, the address of a link is not.
        wording = re.compile(rf"[\W_]*{words}")
        shown = _without_markup(self.text)
        for opening in (rf"^[ \t>]*#{{{level}}}[ \t]", r"^(?=[ \t>]*\S[^\n]*\n[=-]+[ \t]*$)"):
            for match in re.compile(opening, re.M).finditer(self.code_masked, start):
                if wording.match(shown, match.end()):
                    return match.start()
        return None

    def _id(self, anchor: str, start: int) -> int | None:
        """Where an attribute list or a tag gives this id, from ``start`` on."""
        found = (match for match in _ID.finditer(self.code_masked, start) if match.group(1) == anchor)
        return next((match.start() for match in found), None)


@lru_cache(maxsize=1)
def _openings(text: str) -> tuple[int, ...]:
    """Every offset at which an address may begin."""
    return tuple(match.end() for match in _BEFORE_ADDRESS.finditer(text))


def _spelled(text: str, start: int, target: str) -> int | None:
    """Where ``target`` ends that begins at ``start``, with & as &amp; and punctuation after backslashes, if it does."""
    if text.startswith(target, start):
        return start + len(target)
    for character in target:
        if text.startswith(f"\\{character}", start) and not character.isalnum():
            start += 1
        if not text.startswith(character, start):
            return None
        start += 5 if character == "&" and text.startswith("&amp;", start) else 1
    return start
