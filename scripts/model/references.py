"""The works that pages cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .place import Place
from .yamlfile import Yaml


@dataclass(frozen=True, slots=True)
class Reference:
    """One work: its CSL-JSON fields, what its data was read in, and a note per locale where it is doubtful."""

    id: str
    csl: Mapping[str, Any]
    status: str
    note: Mapping[str, str]
    place: Place


def read_references(document: Yaml) -> dict[str, Reference]:
    """The references in a document that fits its schema, by id."""
    return {
        entry["id"]: Reference(
            entry["id"],
            {**entry["csl"], "id": entry["id"]},
            entry["status"],
            entry.get("note", {}),
            document.place("references", index),
        )
        for index, entry in enumerate(document.value["references"])
    }
