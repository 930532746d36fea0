"""The passages of a page: paragraphs, list items, table rows and quotations, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from .markup import texts
from .place import Place
from .source import Source

_PASSAGES = ("p", "li", "tr", "dd", "blockquote", "figcaption")
# Fewer, where markup or another language stands between the first words.
_FIRST_WORDS = (6, 3, 1)


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one paragraph, list item, table row or the like, without that of passages inside it."""

    text: str
    place: Place


def passages(tree: HtmlElement, source: Source, locale: str) -> Iterator[Passage]:
    """Every passage of a rendered page with prose in it, in reading order."""
    found: dict[HtmlElement, list[str]] = {}
    for text in texts(tree, locale):
        inside = text.owner.getparent() if text.tail else text.owner
        holder = inside if inside.tag in _PASSAGES else next(inside.iterancestors(*_PASSAGES), None)
        if holder is not None:
            found.setdefault(holder, []).append(text.value)
    start = 0
    for parts in found.values():
        text = " ".join("".join(parts).split())
        if text:
            found_at = _first_words(text, source, start)
            # A passage that begins with the same words is a later one.
            start = found_at.end() if found_at else start
            yield Passage(text, source.place(found_at.start() if found_at else 0))


def _first_words(text: str, source: Source, start: int) -> re.Match[str] | None:
    """The first words of the text in the source, from ``start`` on if they stand there."""
    words = re.findall(r"\w+", text)
    for count in _FIRST_WORDS if words else ():
        pattern = re.compile(r"[\W_]+".join(map(re.escape, words[:count])))
        if match := pattern.search(source.prose, start) or pattern.search(source.prose):
            return match
    return None
