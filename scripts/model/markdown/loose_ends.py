"""Reference links and footnotes of a page that lack their other end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml.html import HtmlElement

from scripts.core.place import Place

from .markup import Text, shown_text
from .raw_html import Spans, raw_blocks
from .source import Source

# Not matrix[i][j], nor [one][of][several]; a footnote or a citation may follow.
_REFERENCE_LINK = re.compile(r"(?<![\\A-Za-z0-9_\])])\[([^\[\]]*)\]\[([^\[\]]*)\](?!\[[^\^@])")
_NOTE = re.compile(r"(?<![\\!])\[\^([^\[\]\s]+)\](?!:)")
_NOTE_TEXT = re.compile(r"^[ ]{0,3}\[\^([^\]]*)\]:", re.M)


def undefined_links(prose: Sequence[Text], source: Source) -> Iterator[tuple[str, Place]]:
    """Reference links whose brackets the page shows; not those that the source writes with backslashes."""
    if not _REFERENCE_LINK.search(source.prose):
        return
    shown: Counter[tuple[str, ...]] = Counter()
    # Emphasis and code split a link into several runs of text.
    for _, section in groupby(prose, key=lambda text: text.section):
        shown.update(map(_words, _REFERENCE_LINK.finditer("".join(text.value for text in section))))
    raw = Spans(raw_blocks(source.code_masked))
    for match in _REFERENCE_LINK.finditer(source.prose):
        if shown[_words(match)] and not raw.around(match.start()) and not _in_tags(source, match):
            shown[_words(match)] -= 1
            yield source.text[match.start() : match.end()], source.place(match.start())


def _in_tags(source: Source, match: re.Match[str]) -> bool:
    """Whether the link stands in its line between a tag and the end of that element."""
    text = source.code_masked
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 500)
    end = text.find("\n", match.end(), match.end() + 500)
    before, after = text[start : match.start()], text[match.end() : end if end >= 0 else match.end() + 500]
    opened = re.findall(r"<(?!br\b|img\b)([a-z]\w*)\b[^<>]*>(?!.*</\1>)", before)
    return any(f"</{tag}>" in after for tag in opened)


def undefined_notes(tree: HtmlElement, source: Source) -> Iterator[tuple[str, Place]]:
    """References to footnotes whose signs the page shows, for no footnote has this name."""
    written = list(_NOTE.finditer(source.code_masked))
    shown = Counter(_NOTE.findall(shown_text(tree))) if written else Counter()
    for match in written:
        if shown[match.group(1)] > 0:
            shown[match.group(1)] -= 1
            yield match.group(), source.place(match.start())


def unused_notes(tree: HtmlElement, source: Source) -> Iterator[tuple[str, Place]]:
    """Footnotes whose way back leads nowhere, for nothing in the text refers to them."""
    ways = [link.get("href", "#") for link in tree.xpath('.//a[@class="footnote-backref"]')]
    if not ways:
        return
    known = {f"#{id_}" for id_ in tree.xpath(".//@id")}
    idle = {way.partition(":")[2] for way in ways if way not in known}
    for match in _NOTE_TEXT.finditer(source.code_masked):
        if match.group(1) in idle:
            yield f"[^{match.group(1)}]", source.place(match.start() + match.group().index("["))


def _words(match: re.Match[str]) -> tuple[str, ...]:
    """The words of a reference link and of its name, whatever the markup around them."""
    return tuple(" ".join(re.findall(r"[^\W_]+", part)) for part in match.groups())
