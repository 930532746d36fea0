"""Where code, comments and markup stand in Markdown, found in time linear in the text, and masked by spaces.

A regular expression that looks for a closing fence from every opening one reads a page of unclosed fences as often as
it has lines; what closes is therefore listed once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from scripts.core.matcher import SOFT_HYPHEN

Span = tuple[int, int]
# The first span that begins at an offset or after it; asked for offsets in rising order.
Seek = Callable[[int], Span | None]

# No backtick after the opening fence: ```code``` on one line is a code span.
_FENCE_OPENS = re.compile(r"^[ \t>]*(`{3,}+|~{3,}+)[^`\n]*\n", re.M)
_FENCE_CLOSES = re.compile(r"^[ \t>]*(`{3,}+|~{3,}+)[`~]*+[ \t]*$", re.M)
# Begins a line of code without fences, and much else.
INDENTED = re.compile(r"(?: {4}|[ ]*\t)")
_BACKTICKS = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n(?=[ \t]*\n)")
# What stands in the source but is not prose: destinations, attribute lists, citations, tags, reference targets.
_MARKUP = re.compile(
    r"(?<=\])\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"
    r"|\{[:#.][^{}\n]*\}"
    r"|\[-?@[^\[\]]+\]|\[(?![\^!])(?:[^\[\]@]|(?<=\w)@)*(?<!\w)-?@[^\[\]]+\](?![\[(])"
    r"|</?[a-zA-Z][^<>]*>"
    r"|^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[^\n]*$",
    re.M,
)
# What else the page shows nowhere as text: abbreviations, names of footnotes and of data blocks.
_UNSHOWN = re.compile(r"^[ ]{0,3}\*\[[^\]\n]+\]:[^\n]*|^\[\[[^\]\n]+\]\]|\[\^[^\]\n]+\]:?", re.M)
_ALTERNATIVE = re.compile(r"(?<=!)\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\](?=[ (\[])")
# Signs that only markup needs, before or between letters that the page shows.
_SIGNS = re.compile(r"[*_]+|\\(?=[^\w\s])|(?<=&)(?:amp|#38|#x26);|&(?:shy|#173|#x[aA][dD]);")


def fences(text: str) -> Seek:
    """What seeks fenced code, from the line of its opening fence to that of its closing one."""
    openings = [(m.start(), m.end(), m.group(1)) for m in _FENCE_OPENS.finditer(text)]
    closings = [(m.start(), m.end(), m.group(1)) for m in _FENCE_CLOSES.finditer(text)]
    starts, ends = [start for start, *_ in openings], [start for start, *_ in closings]
    # What has no closing fence now has none further down either.
    unclosed: set[str] = set()

    def seek(offset: int) -> Span | None:
        for number in range(bisect_left(starts, offset), len(openings)):
            start, end, fence = openings[number]
            if fence in unclosed:
                continue
            for other in range(bisect_left(ends, end), len(closings)):
                if closings[other][2].startswith(fence):
                    return start, closings[other][1]
            unclosed.add(fence)
        return None

    return seek


def code_spans(text: str) -> Seek:
    """What seeks code spans; one ends in its own paragraph: a lone backtick masks nothing of the next."""
    runs = [match.span() for match in _BACKTICKS.finditer(text)]
    starts = [start for start, _ in runs]
    alike: dict[int, list[int]] = {}
    for start, end in runs:
        alike.setdefault(end - start, []).append(start)
    borders = [match.start() for match in _BLANK_LINE.finditer(text)]

    def seek(offset: int) -> Span | None:
        for number in range(bisect_left(starts, offset), len(runs)):
            start, end = runs[number]
            same = alike[end - start]
            closing = bisect_left(same, end)
            if closing == len(same) or text[max(start - 1, 0)] == "\\":
                continue
            border = bisect_left(borders, end)
            if border == len(borders) or borders[border] >= same[closing]:
                return start, same[closing] + end - start
        return None

    return seek


def comments(text: str, opening: str = "<!--", closing: str = "-->") -> Seek:
    """What seeks HTML comments, or what else begins and ends with such signs."""

    def seek(offset: int) -> Span | None:
        start = text.find(opening, offset)
        end = text.find(closing, start + len(opening)) if start >= 0 else -1
        return (start, end + len(closing)) if end >= 0 else None

    return seek


def spans(seek: Seek) -> Iterator[Span]:
    """Every span, one after the other."""
    at = 0
    while found := seek(at):
        yield found
        at = found[1]


def without(text: str, kind: Callable[[str], Seek], fill: str = " ") -> str:
    """The text with what ``kind`` seeks as spaces, or as another sign; same length, same line ends."""
    seek = kind(text)
    parts, at = [], 0
    for start, end in spans(seek):
        parts += [text[at:start], re.sub(r"[^\n]", fill, text[start:end])]
        at = end
    return "".join((*parts, text[at:]))


def blank(match: re.Match[str]) -> str:
    """The match as spaces, its line ends kept."""
    return re.sub(r"[^\n]", " ", match.group())


def mask_code(text: str) -> str:
    """``text`` with fenced code, code spans and comments as spaces; same length, same line ends."""
    for kind in (fences, code_spans, comments):
        text = without(text, kind)
    return text


def without_markup(text: str) -> str:
    """``text`` with link destinations, attributes, citations and tags as spaces."""
    return _MARKUP.sub(blank, text)


def mask_markup(text: str) -> str:
    """What ``mask_code`` leaves, with markup as spaces too."""
    return without_markup(mask_code(text))


def shown_words(prose: str, alternatives: bool = False) -> str:
    """Masked ``prose`` with its words as a reader of the page meets them; with ``alternatives``, those of images too.

    What is not shown gives way to spaces, signs of markup in the middle of the text to soft hyphens; offsets stay true.
    """
    for pattern in (_UNSHOWN,) if alternatives else (_UNSHOWN, _ALTERNATIVE):
        prose = pattern.sub(blank, prose)
    return _SIGNS.sub(lambda match: SOFT_HYPHEN * len(match.group()), prose)
