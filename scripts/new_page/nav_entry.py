"""Adding a page to the nav of mkdocs.yml, which people write and comment by hand: every other byte stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import yaml

from scripts.core.message import MessageError, say


class NavError(MessageError):
    """The nav is written in a way that one line cannot be added to; the message says what to do."""


@dataclass(frozen=True, slots=True)
class NavEntry:
    """An entry of the nav that names a page: its path, its line from 1, its list, and the offset at which it ends."""

    path: str
    line: int
    section: yaml.SequenceNode
    end: int


def nav_entries(text: str) -> list[NavEntry]:
    """The entries of the nav in ``text`` (mkdocs.yml, known to be YAML) in their order; empty without a nav."""
    root = yaml.compose(text, yaml.SafeLoader)
    nav = next((value for key, value in (root.value if root else ()) if key.value == "nav"), None)
    return list(_entries(nav, set())) if isinstance(nav, yaml.SequenceNode) else []


def _entries(section: yaml.SequenceNode, walked: set[int]) -> Iterator[NavEntry]:
    # An alias leads to a list again, perhaps to one that holds the alias.
    if id(section) in walked:
        return
    walked.add(id(section))
    for item in section.value:
        titled = isinstance(item, yaml.MappingNode)
        for value in [value for _, value in item.value] if titled else [item]:
            if isinstance(value, yaml.SequenceNode):
                yield from _entries(value, walked)
            elif isinstance(value, yaml.ScalarNode):
                # A block mapping ends where the next entry begins, after comments that are not its own.
                last = item if titled and item.flow_style else value
                yield NavEntry(value.value, value.start_mark.line + 1, section, last.end_mark.index)


def add_page(text: str, page: str) -> str:
    """``text`` with ``page`` (a path below docs) as one more entry of its nav, after the pages most alike.

    The nav has an entry. Raises NavError when the result would not read as the old nav with one more page.
    """
    entries = nav_entries(text)
    after = _neighbour(entries, page)
    if after.section.flow_style:
        changed = f"{text[: after.end]}, {page}{text[after.end :]}"
    else:
        end = min(at for at in (text.find("\r", after.end), text.find("\n", after.end), len(text)) if at >= 0)
        newline = "\r\n" if "\r\n" in text else "\n"
        indent = " " * after.section.start_mark.column
        changed = f"{text[:end]}{newline}{indent}- {page}{text[end:]}"
    paths = [entry.path for entry in entries]
    paths.insert(entries.index(after) + 1, page)
    if _paths(changed) != paths:
        raise NavError(
            say(
                "mkdocs.yml:{line}: nothing can be added after this entry; put each entry on its own line",
                line=after.line,
            )
        )
    return changed


def _paths(text: str) -> list[str]:
    try:
        return [entry.path for entry in nav_entries(text)]
    except yaml.YAMLError:
        return []


def _neighbour(entries: list[NavEntry], page: str) -> NavEntry:
    """The last page of the same folder in the section that has most of them; failing that, of the folder above."""
    for folder in PurePosixPath(page).parents:
        alike = [
            entry for entry in entries if entry.path.endswith(".md") and PurePosixPath(entry.path).parent == folder
        ]
        if alike:
            sections = Counter(id(entry.section) for entry in alike)
            fullest = max(sections, key=sections.__getitem__)
            return [entry for entry in alike if id(entry.section) == fullest][-1]
    return entries[-1]
