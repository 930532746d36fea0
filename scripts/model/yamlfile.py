"""YAML read once with the place of every value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .message import say
from .place import Place, Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What libyaml says most often of what people write; anything else is quoted.
_REASONS = {
    "mapping values are not allowed in this context": say("there may be no colon here"),
    "did not find expected key": say("a key is expected here"),
    "could not find expected ':'": say("a colon is expected here"),
    "did not find expected ',' or ']'": say("a bracket [ is not closed"),
    "did not find expected ',' or '}'": say("a bracket {{ is not closed"),
    "found unexpected end of stream": say("a quotation mark is not closed"),
    "found character that cannot start any token": say("a value cannot begin with this character"),
    "found a tab character that violates indentation": say("there is a tab where blanks are needed"),
}


@dataclass(frozen=True, slots=True)
class Yaml:
    """A parsed YAML text: its plain value and the place of each value by its path of keys and indexes."""

    path: str
    value: Any
    places: Mapping[tuple[str | int, ...], Place] = field(repr=False)

    def place(self, *keys: str | int) -> Place:
        """Place of the value at ``keys``, or of the nearest value above it."""
        while keys and keys not in self.places:
            keys = keys[:-1]
        return self.places.get(keys, Place(self.path))


def parse(path: str, text: str, kind: str, first_line: int = 1) -> Yaml | Problem:
    """Parse ``text``, which begins at ``first_line`` of the file; duplicate keys and bad YAML are a Problem."""
    loader = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        places: dict[tuple[str | int, ...], Place] = {}
        if node is None:
            return Yaml(path, None, places)
        # Front matter may have the year 2024 for a key; data files have text.
        _walk(node, (), path, first_line, places, set(), kind != "front-matter")
        return Yaml(path, loader.construct_document(node), places)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + first_line, mark.column + 1) if mark else Place(path, first_line)
        reason = error.problem or error.context
        return Problem(
            kind,
            place,
            say("this is not valid YAML: {reason}", reason=_REASONS.get(reason, reason)),
            say("check indentation, colons and quotes here and in the line above"),
        )
    except RecursionError:
        place = Place(path, first_line)
        return Problem(kind, place, say("this YAML is nested too deeply"), say("write it with fewer levels"))
    # PyYAML lets these through where a value does not fit its own tag, such as `!!bool x`.
    except (yaml.YAMLError, ValueError, LookupError, AttributeError) as error:
        return Problem(
            kind,
            Place(path, first_line),
            say("this is not valid YAML: {reason}", reason=str(error).splitlines()[0]),
            say("remove control characters and write dates and numbers as plain text in quotes"),
        )
    finally:
        if loader:
            loader.dispose()


def _walk(
    node: yaml.Node, keys: tuple[str | int, ...], path: str, first: int, places: dict, walked: set[int], text_keys: bool
) -> None:
    places[keys] = Place(path, node.start_mark.line + first, node.start_mark.column + 1)
    # An alias leads to a node again, perhaps to one that holds the alias.
    if id(node) in walked:
        return
    walked.add(id(node))
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or (text_keys and key.tag != "tag:yaml.org,2002:str"):
                raise yaml.MarkedYAMLError(problem=say("a key is not plain text"), problem_mark=key.start_mark)
            if key.value in seen:
                problem = say("the key {key} stands twice", key=key.value)
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            seen.add(key.value)
            _walk(value, (*keys, key.value), path, first, places, walked, text_keys)
            # A block value starts on the line after its key; the key is where a person looks.
            places[(*keys, key.value)] = Place(path, key.start_mark.line + first, key.start_mark.column + 1)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, (*keys, index), path, first, places, walked, text_keys)


def load(root: Path, path: str, kind: str) -> Yaml | Problem:
    """Read the file ``root/path`` as YAML; ``kind`` names the Problem if that fails."""
    try:
        return parse(path, (root / path).read_text(encoding="utf-8-sig"), kind)
    except UnicodeDecodeError as error:
        return Problem(
            kind, Place(path), say("byte {number} is not UTF-8", number=error.start + 1), say("save the file as UTF-8")
        )
    except OSError as error:
        message = say("the file cannot be read: {reason}", reason=error.strerror)
        return Problem(kind, Place(path), message, say("make it a readable file"))
