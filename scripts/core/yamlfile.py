"""YAML read once with the place of every value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

from .message import Message, say
from .place import Place, Problem, as_lines, line_starts, place_at, undecoded

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TEXT_TAG = "tag:yaml.org,2002:str"
# libyaml composes by recursion in C: some thousand levels end the process. Nobody writes a hundred.
_MOST_LEVELS = 100
# Columns and brackets of a text that cannot be nested so deeply that it matters.
_HARMLESS = 500
# How many characters aliases may add to what is written: a few hundred bytes can stand for gigabytes.
_MOST_REPEATED = 200_000
# A number of more digits is none that anybody means, and Python refuses to write one of thousands.
_MOST_BITS = 256
# What may stand in no XML and so in no page. An escape brings it into a text that looks harmless.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
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


class RefusedError(yaml.MarkedYAMLError):
    """A YAML text of which nothing is made, and in ``said`` why, in words of ours or, as text, of a library."""

    def __init__(self, said: Message | str, mark: object) -> None:
        # The mark is libyaml's or PyYAML's own.
        super().__init__(problem=str(said), problem_mark=cast("yaml.error.Mark", mark))
        self.said = said


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


def compose(text: str) -> yaml.Node | None:
    """The nodes of a YAML text. Raises yaml.YAMLError, too for what is nested too deeply to be read at all."""
    forbid_depth(text)
    return yaml.compose(text, LOADER)


def forbid_depth(text: str) -> None:
    """Raise yaml.MarkedYAMLError when the text is nested more deeply than anybody writes."""
    if max(map(len, text.split("\n"))) + text.count("[") + text.count("{") <= _HARMLESS:
        return
    levels = 0
    try:
        for event in yaml.parse(text, LOADER):
            levels += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if levels > _MOST_LEVELS:
                raise RefusedError(say("this YAML is nested too deeply"), event.start_mark)
    except yaml.reader.ReaderError:
        # Composing it says the same, where its place is known.
        return


def forbid_bombs(node: yaml.Node | None, text: str) -> None:
    """Raise yaml.MarkedYAMLError when aliases make of ``text`` what no memory holds, or a value that holds itself."""
    if node is not None and "*" in text:
        _size(node, {}, {})


def parse(path: str, text: str, kind: str, first_line: int = 1) -> Yaml | Problem:
    """Parse ``text``, which begins at ``first_line`` of the file; duplicate keys and bad YAML are a Problem."""
    loader = None
    starts = line_starts(text)

    def place(offset: int) -> Place:
        # By offset, for YAML counts lines otherwise than editors do.
        found = place_at(path, text, starts, offset)
        return Place(path, found.line + first_line - 1, found.column)

    try:
        forbid_depth(text)
        loader = LOADER(text)
        node = loader.get_single_node()
        if node is None:
            return Yaml(path, None, {})
        forbid_bombs(node, text)
        # Front matter may have the year 2024 for a key; data files have text.
        walk = _Walk(place, loader, text_keys=kind != "front-matter")
        walk.take_down(node)
        return Yaml(path, loader.construct_document(node), walk.places)
    except yaml.reader.ReaderError as error:
        code = error.character if isinstance(error.character, int) else ord(error.character)
        return Problem(
            kind,
            place(_offset(text, error)),
            say("here stands the control character {code}", code=f"U+{code:04X}"),
            say("remove it; if it is all over the file, save the file as UTF-8"),
        )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or error.context or ""
        said = error.said if isinstance(error, RefusedError) else _REASONS.get(reason, reason)
        return Problem(
            kind,
            place(mark.index if mark else 0),
            say("this is not valid YAML: {reason}", reason=said),
            say("check indentation, colons and quotes here and in the line above"),
        )
    # PyYAML lets these through where a value does not fit its own tag.
    except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        return Problem(
            kind,
            place(0),
            say("this is not valid YAML: {reason}", reason=(str(error) or type(error).__name__).partition("\n")[0]),
            say("remove control characters and write dates and numbers as plain text in quotes"),
        )
    finally:
        if loader:
            loader.dispose()


def _offset(text: str, error: yaml.reader.ReaderError) -> int:
    # libyaml counts bytes, PyYAML's own reader characters.
    if LOADER is yaml.SafeLoader:
        return int(error.position)
    return len(text.encode()[: error.position].decode("utf-8", "ignore"))


def _size(node: yaml.Node, known: dict[int, int], written: dict[int, int]) -> int:
    """The characters of the value that the node becomes. Raises yaml.MarkedYAMLError for one without measure."""
    if id(node) in known:
        if known[id(node)] < 0:
            raise RefusedError(say("an alias puts a value into itself"), node.start_mark)
        return known[id(node)]
    known[id(node)] = -1
    if isinstance(node, yaml.ScalarNode):
        size, own = len(node.value) + 1, len(node.value) + 1
    else:
        pairs = node.value if isinstance(node, yaml.MappingNode) else [(item,) for item in node.value]
        size, own = 1 + sum(_size(item, known, written) for pair in pairs for item in pair), 1
    known[id(node)], written[id(node)] = size, own
    if size - sum(written.values()) > _MOST_REPEATED:
        message = say("aliases make more of this than can be read")
        raise RefusedError(message, node.start_mark)
    return size


class _Walk:
    """A way through the nodes that takes down places, and refuses what could be composed and must not be built."""

    def __init__(self, place: Callable[[int], Place], loader: yaml.SafeLoader, *, text_keys: bool) -> None:
        self.place, self.loader, self.text_keys = place, loader, text_keys
        self.places: dict[tuple[str | int, ...], Place] = {}
        self.walked: set[int] = set()

    def take_down(self, node: yaml.Node, keys: tuple[str | int, ...] = ()) -> None:
        """Take down the place of ``node`` and of each value below it by their keys. Raises yaml.MarkedYAMLError."""
        self.places[keys] = self.place(node.start_mark.index)
        # An alias leads to a node again.
        if id(node) in self.walked:
            return
        self.walked.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            self._judge(node)
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                self._judge_key(key, seen)
                seen.add(key.value)
                self.take_down(value, (*keys, key.value))
                # A block value starts on the line after its key; the key is where a person looks.
                self.places[(*keys, key.value)] = self.place(key.start_mark.index)
        else:
            for index, value in enumerate(node.value):
                self.take_down(value, (*keys, index))

    def _judge_key(self, key: yaml.Node, seen: set[str]) -> None:
        if not isinstance(key, yaml.ScalarNode) or (self.text_keys and key.tag != TEXT_TAG):
            raise RefusedError(say("a key is not plain text"), key.start_mark)
        self._judge(key)
        if key.value in seen:
            problem = say("the key {key} stands twice", key=key.value)
            raise RefusedError(problem, key.start_mark)

    def _judge(self, node: yaml.ScalarNode) -> None:
        """Raise yaml.MarkedYAMLError at a value that does not fit its tag, or that pages cannot hold."""
        if control := _CONTROL.search(node.value):
            held = say("this text holds the control character {code}", code=f"U+{ord(control[0]):04X}")
            raise RefusedError(held, node.start_mark)
        if node.tag in (TEXT_TAG, "tag:yaml.org,2002:merge"):
            return
        problem: Message | str | None = None
        try:
            value = self.loader.construct_object(node)
            if isinstance(value, int) and value.bit_length() > _MOST_BITS:
                problem = say("the number has too many digits")
        except yaml.MarkedYAMLError:
            raise
        except ValueError as error:
            # Python speaks of its own setting for numbers of thousands of digits.
            problem = say("the number has too many digits") if len(node.value) > _MOST_BITS else str(error)
        except (yaml.YAMLError, TypeError, LookupError, AttributeError, ArithmeticError):
            problem = say("{value} is not what its tag says", value=node.value[:_MOST_BITS])
        if problem:
            raise RefusedError(problem, node.start_mark)


def load(root: Path, path: str, kind: str) -> Yaml | Problem:
    """Read the file ``root/path`` as YAML; ``kind`` names the Problem if that fails."""
    try:
        data = (root / path).read_bytes()
        text = as_lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = say("byte {number} is not UTF-8", number=error.start + 1)
        return Problem(kind, undecoded(path, error), message, say("save the file as UTF-8"))
    except OSError as error:
        message = say("the file cannot be read: {reason}", reason=error.strerror)
        return Problem(kind, Place(path), message, say("make it a readable file"))
    return parse(path, text, kind)
