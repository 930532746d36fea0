"""Violations of its JSON Schema by a YAML document, said so that they can be translated."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

import jsonschema

from .message import Message, say
from .place import Place, Problem
from .yamlfile import Yaml

# More of a value than this is left out of a message.
_SHOWN = 70

_KINDS = {
    "object": say("a set of keys with values"),
    "array": say("a list"),
    "string": say("text"),
    "integer": say("a whole number"),
    "number": say("a number"),
    "boolean": say("true or false"),
    "null": say("empty"),
}
_HINTS = {
    "required": say("add what is missing"),
    "additionalProperties": say("remove it or correct its spelling; the schema lists the keys that are known"),
    "pattern": say("write it in the form that the schema describes"),
    "enum": say("use one of the listed values"),
    "type": say("give a value of that type; put a number or a word like yes in quotes when text is meant"),
    "minLength": say("write a text, or remove the key"),
    "minItems": say("add an item, or remove the key"),
}


def _length(_: object, least: int, value: object, __: object) -> Iterator[jsonschema.ValidationError]:
    """``minLength``, of what readers see: a text of blanks alone is none."""
    if isinstance(value, str) and len(value.strip()) < least:
        yield jsonschema.ValidationError(f"{value!r} is too short")


# The stubs say nothing of its types.
_extend: Callable[..., type[jsonschema.Draft202012Validator]] = jsonschema.validators.extend
_Validator = _extend(jsonschema.Draft202012Validator, {"minLength": _length})


def violations(document: Yaml, schema: Path, kind: str) -> Iterator[Problem]:
    """The places where ``document`` does not fit the JSON Schema (draft 2020-12) at ``schema``."""
    try:
        rules = json.loads(schema.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(rules)
    except (OSError, ValueError, jsonschema.SchemaError) as error:
        beside = str(PurePosixPath(document.path).with_name(schema.name))
        place = Place(beside, getattr(error, "lineno", 1), getattr(error, "colno", 1))
        message = say("the schema of {path} cannot be read", path=document.path)
        yield Problem("yaml", place, message, say("restore it from the repository"))
        return
    # Of several missing keys the library makes an error each, and we one that names them all.
    found = {
        (tuple(error.absolute_path), _message(error)): error for error in _Validator(rules).iter_errors(document.value)
    }
    for (keys, message), violation in found.items():
        yield Problem(kind, document.place(*keys), message, _hint(violation))


def described(description: str) -> Message:
    """A description of a schema, which stands in the catalogue like any other template; its braces are no names."""
    return Message(description.replace("{", "{{").replace("}", "}}"))


def extract(file: IO[bytes], *_: object, **__: object) -> Iterator[tuple[int, None, str, list[str]]]:
    """The descriptions in a schema, as Babel's extraction wants them (its "Writing Extraction Methods")."""
    for description in _descriptions(json.load(file)):
        yield 1, None, described(description).template, []


def _descriptions(node: object) -> Iterator[str]:
    """Every description that can become a hint: all but that of the whole file."""
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        # A property may itself be called description; that one has rules, not a text.
        if isinstance(value, dict) and isinstance(value.get("description"), str):
            yield value["description"]
        yield from _descriptions(value)


def _hint(error: jsonschema.ValidationError) -> Message:
    description = error.schema.get("description") if isinstance(error.schema, dict) else None
    if isinstance(description, str):
        return described(description)
    return _HINTS.get(str(error.validator), say("compare with the JSON Schema"))


def _message(error: jsonschema.ValidationError) -> Message:
    where = ".".join(map(str, error.absolute_path)) or say("the file")
    # An error of a finished validation has them.
    instance: Any = error.instance
    wanted: Any = error.validator_value
    value = _excerpt(_written(instance))
    match error.validator:
        case "not":
            return say("{where} does not belong there", where=where)
        case "required":
            missing = tuple(key for key in wanted if key not in instance)
            return say("{where} lacks {keys}", where=where, keys=missing)
        case "additionalProperties":
            return say("{where} may not have {keys}", where=where, keys=tuple(_unknown(error)))
        case "type":
            kinds = tuple(_KINDS[name] for name in ([wanted] if isinstance(wanted, str) else wanted))
            return say("{where}: {value} is not {kinds}", where=where, value=value, kinds=kinds)
        case "enum":
            choices = tuple(map(str, wanted))
            return say("{where}: {value} is none of {choices}", where=where, value=value, choices=choices)
        case "pattern":
            return say("{where}: {value} does not have the form that it must have", where=where, value=value)
        case "minLength" | "minItems" if not instance or not str(instance).strip():
            return say("{where} is empty", where=where)
        case "minItems":
            return say("{where} has too few items; the least is {least}", where=where, least=wanted)
        case "maxItems":
            return say("{where} has too many items; the most is {most}", where=where, most=wanted)
        case "minimum":
            return say("{where} is {value}; the least is {least}", where=where, value=value, least=wanted)
        case "maximum":
            return say("{where} is {value}; the most is {most}", where=where, value=value, most=wanted)
        case "uniqueItems":
            return say("{where} holds the same item twice", where=where)
        case "oneOf" | "anyOf":
            return say("{where} has none of the forms that it may have, or mixes them", where=where)
    return say("{where}: {reason}", where=where, reason=_excerpt(error.message))


def _unknown(error: jsonschema.ValidationError) -> Iterator[str]:
    """The keys that the schema knows neither by name nor by pattern."""
    rules: Any = error.schema
    instance: Any = error.instance
    patterns = rules.get("patternProperties", {})
    for key in instance:
        if key not in rules.get("properties", {}) and not any(re.search(one, key) for one in patterns):
            yield key


def _written(value: object) -> str:
    # A list or mapping may hold itself, by an alias.
    return repr(value) if isinstance(value, list | dict) else json.dumps(value, ensure_ascii=False, default=str)


def _excerpt(text: str) -> str:
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]} … {text[-_SHOWN:]}"
