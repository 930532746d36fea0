"""The navigation that mkdocs.yml lists, entry by entry, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from scripts.core.place import Place

from .mkdocs_yml import Settings

Nav = tuple[tuple[str, Place], ...]


@dataclass(frozen=True, slots=True)
class NavPart:
    """The slugs below one heading of the menu, with the heading in each language; "" above a page that has none."""

    headings: Mapping[str, str]
    slugs: tuple[str, ...]


def read_parts(nav: Sequence[Any], translations: Mapping[str, Mapping[str, str]]) -> tuple[NavPart, ...]:
    """The parts of the menu that ``nav`` lists; ``translations`` have, by language, headings that differ from it."""
    entries = [pair for entry in nav for pair in (entry.items() if isinstance(entry, dict) else [("", entry)])]
    return tuple(
        NavPart(
            {
                locale: said.get(heading, heading) if isinstance(below, list) else ""
                for locale, said in translations.items()
            },
            tuple(path.removesuffix(".md") for path in _paths(below) if path.endswith(".md")),
        )
        for heading, below in entries
    )


def _paths(below: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(below, (dict, list)):
        for entry in below.values() if isinstance(below, dict) else below:
            yield from _paths(entry)
    else:
        yield str(below)


def read_nav(settings: Settings) -> Nav | None:
    """Every local path in the nav; outside addresses are left out. None when there is no nav."""
    for path, document in settings.documents:
        node = _child(document, "nav")
        if node is not None:
            return tuple(_entries(path, node)) if isinstance(node, yaml.SequenceNode) and node.value else None
    return None


def read_language_navs(settings: Settings) -> Mapping[str, Nav]:
    """By language, every local path in the nav that static-i18n is given for it alone."""
    found: dict[str, Nav] = {}
    for path, document in settings.documents:
        plugins = _child(document, "plugins")
        if plugins is None:
            continue
        items = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
        for options in (_child(item, "i18n") for item in items):
            languages = _child(options, "languages")
            for language in languages.value if isinstance(languages, yaml.SequenceNode) else ():
                locale, nav = _child(language, "locale"), _child(language, "nav")
                if locale is not None and isinstance(nav, yaml.SequenceNode):
                    found[locale.value] = tuple(_entries(path, nav))
        break
    return found


def read_names(settings: Settings, key: str) -> dict[str, Place]:
    """What a list of ``key`` names, each where it does so first: scalars, and keys of mappings."""
    found: dict[str, Place] = {}
    for path, document in settings.documents:
        listed = _child(document, key)
        items = listed.value if isinstance(listed, yaml.SequenceNode) else [listed]
        named = [[name for name, _ in item.value] if isinstance(item, yaml.MappingNode) else [item] for item in items]
        for node in (node for nodes in named for node in nodes if isinstance(node, yaml.ScalarNode)):
            found.setdefault(node.value, Place(path, node.start_mark.line + 1, node.start_mark.column + 1))
    return found


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _entries(path: str, node: yaml.Node | None) -> Iterator[tuple[str, Place]]:
    nodes = [node] if node is not None else []
    walked: set[int] = set()
    while nodes:
        node = nodes.pop()
        # An alias leads to a node again, perhaps to one that holds the alias.
        if id(node) in walked:
            continue
        walked.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            nodes.extend(reversed(node.value))
        elif isinstance(node, yaml.MappingNode):
            nodes.extend(reversed([value for _, value in node.value]))
        elif not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", node.value):
            mark = node.start_mark
            yield node.value, Place(path, mark.line + 1, mark.column + 1)
