"""Where a tag, an attribute or an address of the rendered page stands in its source, however it is spelled there."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from heapq import merge
from itertools import islice, takewhile

from scripts.core.place import Place
from scripts.model.markdown.source import front_matter_of
from scripts.model.page import Page

_TAG = re.compile(r"<([^\s/<>]+)(?=[\s/>]|\Z)")
# A tag or an attribute list, with the text up to the next one.
_OPENED = re.compile(r"<([A-Za-z][^\s/<>{]*)[^<{]*|\{[^<{]*")
_ATTRIBUTE = re.compile(
    r"(?<=[\s\"'{:/])([^\s=>/}\"']+)(?=[\s=>/}\"']|\Z)(?:\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|[\"']?([^\s>}\"']*)))?"
)
# Where classes, ids and the like are given: a tag, an attribute list, the head of a box or of a block of code.
_GIVING = re.compile(r"<[^<>]*>?|\{[^{}\n]*\}|^[ \t>]*(?:[!?]{3}|`{3,}|~{3,})[^\n]*", re.M)
# attr_list heeds backslashes.
_NAME = re.compile(r"(?:\\?[\w-])+")
_VALUE_WITH_ENTITIES = re.compile(r"=\s*(\"[^\"&]*&[^\"]*|'[^'&]*&[^']*|[^\s>&]*&[^\s>]*)")
_BEFORE_ADDRESS = re.compile(r"\]\(\s*<?|\]:\s*<?|=\s*[\"']?|<|\burl\(\s*[\"']?|,\s*")
# Addresses are sorted by so many first characters, taken from so many of the source.
_FIRST, _WINDOW = 120, 400
# What is spelled in no ordinary way is sought with patience, and that is not endless.
_PATIENCE = 50

Occurrences = Mapping[tuple[str, ...], list[int]]


def _plain(text: str) -> str:
    """A value for finding it in the source, whatever entities, blanks and backslashes it is spelled with there."""
    return re.sub(r"%[01][0-9a-f]|%20|[\x00-\x20\\]", "", html.unescape(text), flags=re.I).lower()


class Finder:
    """Places on one page, each given out once: the second like finding is at the second like place."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._text = page.source.code_masked
        self._used: set[int] = set()
        self._begun: dict[tuple[str, ...], Iterator[int]] = {}
        self._patience = _PATIENCE

    def tag(self, name: str) -> Place:
        """Where the tag stands."""
        return self._at(("tag", name), lambda: iter(self._tags.get((name.lower(),), ())))

    def attribute(self, tag: str, name: str, value: str) -> Place:
        """Where the attribute stands with this value: in its tag, or in an attribute list."""
        return self._at((tag, name, value), lambda: self.attribute_offsets(tag, name, value))

    def name(self, tag: str, attribute: str, value: str) -> Place:
        """Where the tag gets this class, id or the like: in its attribute, or as a word where such things are given."""
        word = _NAME.search((value or attribute).lower())

        def offsets() -> Iterator[int]:
            if value:
                yield from self.attribute_offsets(tag, attribute, value)
            yield from self._names.get((word.group(),) if word else (), ())

        return self._at(("name", tag, attribute, value), offsets)

    def address(self, value: str) -> Place:
        """Where the address begins: a Markdown link or reference, ``<…>``, or the value of an attribute."""
        return self._at(("address", value), lambda: self._address_offsets(_plain(value), len(value)))

    def next(self, offsets: Iterator[int]) -> Place:
        """The place of the first offset that was not given out before, or else line 1."""
        offset = next((offset for offset in offsets if offset not in self._used), None)
        if offset is None:
            return Place(self.page.path)
        self._used.add(offset)
        return self.page.place(offset)

    def _at(self, key: tuple[str, ...], offsets: Callable[[], Iterator[int]]) -> Place:
        # What was given out for the same key is not gone through again.
        if key not in self._begun:
            self._begun[key] = offsets()
        return self.next(self._begun[key])

    def _patiently(self, offsets: Iterator[int]) -> Iterator[int]:
        self._patience -= 1
        return offsets if self._patience >= 0 else iter(())

    @cached_property
    def _tags(self) -> Occurrences:
        found: dict[tuple[str, ...], list[int]] = {}
        for match in _TAG.finditer(self._text):
            found.setdefault((match.group(1).lower(),), []).append(match.start())
        return found

    @cached_property
    def _names(self) -> Occurrences:
        found: dict[tuple[str, ...], list[int]] = {}
        front = front_matter_of(self.page.source.text)
        # The heads of blocks of code stand in the text alone.
        for text in (self._text, self.page.source.text):
            for given in _GIVING.finditer(text, front.end() if front else 0):
                for match in _NAME.finditer(text, *given.span()):
                    found.setdefault((match.group().replace("\\", "").lower(),), []).append(match.start())
                for match in _VALUE_WITH_ENTITIES.finditer(text, *given.span()):
                    for word in _NAME.findall(html.unescape(match.group(1)).lower()):
                        found.setdefault((word,), []).append(match.start(1))
        return found

    @cached_property
    def _attributes(self) -> Occurrences:
        """By tag ("" for an attribute list) and name, and again with the value too."""
        found: dict[tuple[str, ...], list[int]] = {}
        for opened in _OPENED.finditer(self._text):
            tag = (opened.group(1) or "").lower()
            for match in _ATTRIBUTE.finditer(self._text, opened.start() + len(tag) + bool(tag), opened.end()):
                # Signs that no name can have are written as this one by attr_list.
                name = match.group(1).lower() if tag else re.sub(r"[^\w:.-]+", "_", match.group(1).lower())
                value = next((text for text in match.groups()[1:] if text), "")
                found.setdefault((tag, name), []).append(match.start())
                found.setdefault((tag, name, _plain(value)), []).append(match.start())
        return found

    def attribute_offsets(self, tag: str, name: str, value: str) -> Iterator[int]:
        """Every offset at which the attribute stands with this value, those first where it is plainly spelled."""
        wanted = _plain(value)
        exact = [self._attributes.get((where, name.lower(), wanted), ()) for where in (tag, "")]
        yield from merge(*exact)
        like = [self._attributes.get((where, name.lower()), ()) for where in (tag, "")]
        for start in self._patiently(merge(*like)):
            written = self._text[start : start + len(name) + 8 * len(value) + 16]
            if _plain(re.sub(r"\A[^=]*=\s*[\"']?", "", written)).startswith(wanted):
                yield start

    @cached_property
    def _addresses(self) -> list[tuple[str, int]]:
        found = ((match.end(), match.end() + _WINDOW) for match in _BEFORE_ADDRESS.finditer(self._text))
        return sorted((_plain(self._text[start:end])[:_FIRST], start) for start, end in found)

    def _address_offsets(self, wanted: str, length: int) -> Iterator[int]:
        begins = wanted[:_FIRST]
        following = islice(self._addresses, bisect_left(self._addresses, (begins, 0)), None)
        like = [start for _, start in takewhile(lambda found: found[0].startswith(begins), following)]
        yield from (start for start in sorted(like) if self._spells(start, wanted, length))
        yield from (
            start
            for start in self._patiently(match.end() for match in _BEFORE_ADDRESS.finditer(self._text))
            if self._spells(start, wanted, length)
        )

    def _spells(self, start: int, wanted: str, length: int) -> bool:
        return _plain(self._text[start : start + 8 * length + 8]).startswith(wanted)
