"""The links and citations that a rendered page shows, each with its place in the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from .markdown.citation_syntax import CITATION, cited
from .markdown.source import Source
from .markdown.written_links import MARK
from .page import Citation, Link

# Links that extensions make: from a heading to itself, from a footnote back to the text.
_MADE = frozenset({"headerlink", "footnote-backref"})
# Attributes whose value is the address of something that a reader's browser fetches or leads to.
_ADDRESSES = {
    "a": ("href",),
    "area": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "input": ("src",),
    "script": ("src",),
    "object": ("data",),
    "link": ("href",),
    # Within a drawing.
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
}
# Empty, these say nothing.
_OPTIONAL = frozenset({"srcset", "poster"})
# One picture of a srcset: its address, and what it is fit for (HTML standard, 4.8.4.2.1).
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?")


def links_of(tree: HtmlElement, source: Source) -> Iterator[Link]:
    """Every address that the page fetches or leads to, with its place; takes the marks of ``written`` away."""
    seen: Counter[tuple[str, bool, bool]] = Counter()
    notes = {element for note in tree.xpath(".//div[@class='footnote']") for element in note.iter()}
    for element in tree.iter(*_ADDRESSES):
        raw = element.attrib.pop(MARK, None) is None
        if element.get("class") in _MADE or (element.tag == "input" and not _is_picture(element)):
            continue
        text = " ".join(element.text_content().split())
        plain = element.tag == "a" or (element.tag == "img" and next(element.iterancestors("picture"), None) is None)
        for attribute in _ADDRESSES[element.tag]:
            value = element.get(attribute)
            if value is None or (attribute in _OPTIONAL and not value.strip()):
                continue
            # What is missing has one list of places.
            kind = value, raw and bool(value), bool(value) and element in notes
            places = source.links_to(*kind) or source.used_from_elsewhere(text)
            start = _nth(places, seen[kind])
            seen[kind] += 1
            found = [value] if attribute != "srcset" else _CANDIDATE.findall(value)
            for target in found:
                start = max(start, source.code_masked.find(target, start)) if attribute == "srcset" else start
                embeds = element.tag not in ("a", "area")
                main = attribute not in _OPTIONAL
                yield Link(target, embeds, text, source.place(start), raw, plain and main, element.tag if main else "")


def _is_picture(element: HtmlElement) -> bool:
    return str(element.get("type", "")).lower() == "image"


def citations_of(tree: HtmlElement, source: Source) -> Iterator[Citation]:
    """Every work that the rendered page cites, with its place."""
    written: dict[str, list[int]] = {}
    for match in CITATION.finditer(source.code_masked):
        for work in cited(match.group(1)):
            written.setdefault(work.key, []).append(match.start(1) + work.at)
    seen: Counter[str] = Counter()
    for element in tree.iter("cite"):
        key = element.get("data-key")
        if key is not None:
            place = source.place(_nth(written.get(key, []), seen[key]))
            yield Citation(key, element.get("data-locator", ""), place)
            seen[key] += 1


def _nth(places: Sequence[int], index: int) -> int:
    return places[min(index, len(places) - 1)] if places else 0
