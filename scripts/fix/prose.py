"""The prose of a page that may be changed: not code, quotations, links, attributes, citations or comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.model.markdown.masks import blank
from scripts.model.markdown.source import Source

_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_BLOCK_QUOTATION = re.compile(r"^[ \t]*>[^\n]*", re.M)
_UNTOUCHED = re.compile(
    r"^[ \t]*\*\[[^\]\n]+\]:[^\n]*"  # an abbreviation
    r"|^\[\[[^\]\n]+\]\]"  # a data block
    r"|\[\^[^\]\n]+\]"  # a footnote's name
    r"|\S*(?:://|www\.|@)\S*",  # an address
    re.M,
)
_CLOSING = {"“": "”", "„": "“”", "«": "»", "‘": "’"}


def changeable(source: Source) -> str:
    """The body's text in which a fixer may change words; all else as spaces, so that offsets stay true."""
    return without_quotations(_UNTOUCHED.sub(blank, source.prose))


def without_quotations(text: str) -> str:
    """Markdown ``text`` with block quotations and quotations in the text as spaces."""
    return unquoted(_BLOCK_QUOTATION.sub(blank, text))


def unquoted(text: str) -> str:
    """``text`` with its quotations as spaces; one that its paragraph does not close reaches to the end of it."""
    characters = list(text)
    for paragraph in _PARAGRAPH.finditer(text):
        for start, end in _quotations(paragraph.group()):
            for at in range(paragraph.start() + start, paragraph.start() + end):
                characters[at] = characters[at] if characters[at] == "\n" else " "
    return "".join(characters)


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        end = _end_of_quotation(text, at)
        if end:
            yield at, end
        at = end or at + 1


def _end_of_quotation(text: str, at: int) -> int:
    """Where the quotation that begins at ``at`` ends; 0 when none begins there."""
    mark = text[at]
    inside_word = at > 0 and text[at - 1].isalnum()
    if mark == '"':
        return text.find('"', at + 1) + 1 or len(text)
    if mark == "'" and not inside_word:
        closing = re.compile(r"(?<=\S)'(?!\w)").search(text, at + 1)
        return closing.end() if closing else 0
    if mark not in _CLOSING or (mark == "‘" and inside_word):
        return 0
    depth = 0
    for position in range(at, len(text)):
        character = text[position]
        # An apostrophe looks like the end of a single quotation.
        apostrophe = character == "’" and position + 1 < len(text) and text[position + 1].isalnum()
        if character in _CLOSING[mark] and position > at and not apostrophe:
            depth -= 1
        elif character == mark:
            depth += 1
        if depth == 0:
            return position + 1
    return len(text)
