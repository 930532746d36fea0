"""Data files without a fault, as an earlier run read them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from scripts.core.cache import Cache
from scripts.core.place import Place
from scripts.core.yamlfile import Yaml

from .fingerprint import code, digest
from .memory import found_in


@dataclass(frozen=True, slots=True)
class _Read:
    """The value of a document, and the places of what it holds."""

    value: Any
    places: dict[tuple[str | int, ...], Place]


def kept_document(cache: Cache, file: Path, path: str, schema: Path) -> Yaml | None:
    """The document at ``file``, shown as ``path``, if it is known as it stands there to fit ``schema``."""
    key = _key(file, path, schema)
    found = found_in(cache, {path: key}, _Read).get(path) if key else None
    return Yaml(path, found.value, found.places) if found else None


def keep_document(cache: Cache, file: Path, document: Yaml, schema: Path) -> None:
    """Keep a document that fits its schema."""
    key, read = _key(file, document.path, schema), _Read(document.value, dict(document.places))
    try:
        value = msgspec.msgpack.encode(read)
        # What has no like in MessagePack, a date, would come back as something else.
        if key and msgspec.msgpack.decode(value, type=_Read) == read:
            cache.put({key: value})
    except (TypeError, ValueError, OverflowError, RecursionError, msgspec.MsgspecError):
        return


def _key(file: Path, path: str, schema: Path) -> bytes | None:
    try:
        return digest(b"document", code(), os.fsencode(path), file.read_bytes(), schema.read_bytes())
    except OSError:
        return None
