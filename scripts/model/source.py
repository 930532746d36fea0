"""Finding in the Markdown source what the rendered page showed.

Python-Markdown keeps no positions. What it rendered is searched for in the source again, with code and
comments masked by spaces of equal length, so that lines and columns stay true.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .place import Place

_FENCE = re.compile(r"^([ \t>]*)(`{3,}|~{3,})[^\n]*\n(?:.*?\n)??[ \t>]*\2[`~]*[ \t]*$", re.M | re.S)
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
# What stands in the source but is not prose: destinations, attribute lists, citations, tags, reference targets.
_MARKUP = re.compile(
    r"(?<=\])\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"
    r"|\{[:#.][^{}\n]*\}"
    r"|\[-?@[^\[\]]+\]"
    r"|</?[a-zA-Z][^<>]*>"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[^\n]*$",
    re.M,
)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def mask_code(text: str) -> str:
    """``text`` with fenced code, code spans and comments as spaces; same length, same line ends."""
    for pattern in (_FENCE, _CODE_SPAN, _COMMENT):
        text = pattern.sub(_blank, text)
    return text


def mask_markup(text: str) -> str:
    """What ``mask_code`` leaves, with link destinations, attributes, citations and tags as spaces too."""
    return _MARKUP.sub(_blank, mask_code(text))


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file with its masks and the offsets at which its lines begin."""

    path: str
    text: str
    code_masked: str
    prose: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        """The source of a file with this path and text."""
        starts = (0, *(match.end() for match in re.finditer("\n", text)))
        return cls(path, text, mask_code(text), mask_markup(text), starts)

    def place(self, offset: int) -> Place:
        """The place of a character offset."""
        line = bisect_right(self.starts, offset)
        return Place(self.path, line, offset - self.starts[line - 1] + 1)

    def links_to(self, target: str) -> Iterator[int]:
        """Offsets at which ``target`` stands as a link destination, reference target or HTML attribute."""
        pattern = r"(?:\]\(\s*<?|\]:\s*<?|=\s*[\"']?)(" + re.escape(target) + r")(?=[\s>)\"']|$)"
        for match in re.finditer(pattern, self.code_masked, re.M):
            yield match.start(1)

    def heading(self, level: int, text: str, anchor: str) -> int | None:
        """Offset of the heading with this id, or failing that with this level and first words."""
        anchored = re.search(r"(?:\{[^}\n]*#|\bid=[\"']?)" + re.escape(anchor) + r"(?=[\s}\"'>])", self.code_masked)
        if anchored:
            return self.starts[bisect_right(self.starts, anchored.start()) - 1]
        words = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", text)[:4])
        for pattern in (rf"^[ \t>]*#{{{level}}}[ \t]+\W*{words}", rf"^[ \t>]*\W*{words}[^\n]*\n[=-]+[ \t]*$"):
            if match := re.search(pattern, self.code_masked, re.M):
                return match.start()
        return None
