"""Reading mkdocs.yml as MkDocs does: with Python names, environment variables, and the file it inherits from."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
import yaml_env_tag

from scripts.core.message import Message, MessageError, say
from scripts.core.yamlfile import RefusedError, compose, forbid_bombs

from .relative import Relative

NAMES = ("mkdocs.yml", "mkdocs.yaml")


class ConfigError(MessageError):
    """mkdocs.yml cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a site, and the YAML of each file that they come from: (path from the root, node), nearest first.

    A file that another one names under ``INHERIT`` comes after it, and yields to it. ``texts`` are what the nodes were
    read from, in the same order.
    """

    values: Mapping[str, Any]
    documents: tuple[tuple[str, yaml.MappingNode], ...]
    texts: tuple[str, ...]


class Absent:
    """Stands for a Python name of mkdocs.yml that this machine does not have: a plugin or slugifier, say."""

    def __call__(self, *_: object, **__: object) -> Absent:
        """Being called as the name would have been."""
        return self


if TYPE_CHECKING or hasattr(yaml, "CUnsafeLoader"):  # noqa: SIM108 (mypy takes no other form for a class)
    _UnsafeLoader = yaml.CUnsafeLoader
else:
    _UnsafeLoader = yaml.UnsafeLoader


class _Loader(_UnsafeLoader):
    """mkdocs.yml may name Python objects (slugifiers, emoji indexes), just as MkDocs itself loads it."""

    # PyYAML's loaders do not agree on what this is given.
    def find_python_name(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401
        try:
            return super().find_python_name(*given, **named)
        except yaml.constructor.ConstructorError:
            return Absent()


_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
_Loader.add_constructor("!relative", lambda loader, node: Relative.of(str(node.value)))


def read_settings(root: Path) -> Settings:
    """The settings at ``root``. Raises ConfigError when there is no file, or one of them cannot be read."""
    path = next((name for name in NAMES if (root / name).is_file()), NAMES[0])
    chain = _chain(root, path)
    values: dict[str, Any] = {}
    for _, text_values, _, _ in reversed(chain):
        values = _merged(values, text_values)
    documents = tuple((name, node) for name, _, node, _ in chain)
    return Settings(values, documents, tuple(text for _, _, _, text in chain))


def _chain(root: Path, path: str) -> list[tuple[str, dict[str, Any], yaml.MappingNode, str]]:
    chain: list[tuple[str, dict[str, Any], yaml.MappingNode, str]] = []
    while path and path not in (name for name, *_ in chain):
        values, node, text = _read(root, path)
        parent = values.pop("INHERIT", None)
        chain.append((path, values, node, text))
        path = os.path.normpath(Path(path).parent / parent) if isinstance(parent, str) else ""
    return chain


def _read(root: Path, path: str) -> tuple[dict[str, Any], yaml.MappingNode, str]:
    try:
        written = (root / path).read_text(encoding="utf-8-sig")
        # Line ends that YAML knows and editors do not would put all places below them wrong.
        text = re.sub("[\x85\u2028\u2029]", " ", written)
        node = compose(text)
        forbid_bombs(node, text)
        values = yaml.load(written, _Loader)
    except FileNotFoundError:
        if path in NAMES:
            raise ConfigError(say("mkdocs.yml: no such file; run this in the folder that holds mkdocs.yml")) from None
        raise ConfigError(say("{path}: no such file; correct INHERIT in mkdocs.yml", path=path)) from None
    except OSError as error:
        raise ConfigError(say("{path} cannot be read: {reason}", path=path, reason=error.strerror)) from None
    except yaml.MarkedYAMLError as error:
        raise ConfigError(_unreadable(path, error)) from None
    # A value may be anything that Python can build, and fail in any way while it is built.
    except Exception as error:
        raise ConfigError(say("{path} cannot be read: {reason}", path=path, reason=str(error))) from None
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise ConfigError(say("{path} is empty; it must be a mapping that names at least site_name", path=path))
    return values, node, text


def _unreadable(path: str, error: yaml.MarkedYAMLError) -> Message:
    mark = error.problem_mark or error.context_mark
    where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else path
    reason = error.said if isinstance(error, RefusedError) else error.problem or error.context
    return say("{path} cannot be read: {reason}", path=where, reason=reason)


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """``over`` laid over ``base``, mapping by mapping; lists are replaced, as MkDocs does."""
    merged = dict(base)
    for key, value in over.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(key), Mapping)
        merged[key] = _merged(merged[key], value) if both else value
    return merged


def present(value: Any) -> Any:  # noqa: ANN401
    """``value`` without what this machine does not have."""
    if isinstance(value, Mapping):
        return {key: present(item) for key, item in value.items() if not isinstance(item, Absent)}
    if isinstance(value, list):
        return [present(item) for item in value if not isinstance(item, Absent)]
    return value
