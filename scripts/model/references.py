"""The works that pages cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.core.place import Place
from scripts.core.yamlfile import Yaml

# The parts of a bibliography in their order, each with the anchor of its heading: works by their authors, which have
# none, laws by their names, and last teaching material and uploads.
GROUPS = {"": "", "laws": "peraturan", "teaching": "bahan-ajar"}


@dataclass(frozen=True, slots=True)
class Reference:
    """One work: its CSL-JSON fields, what its data was read in, and a note per locale where it is doubtful.

    ``short`` is what a law is called in each language; other works are cited by author and year.
    """

    id: str
    csl: Mapping[str, Any]
    status: str
    note: Mapping[str, str]
    place: Place
    short: Mapping[str, str] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """Which of ``GROUPS`` the work belongs to; an upload is one, be it of a law."""
        return "teaching" if self.status == "secondary" else "laws" if self.short else ""


def read_references(document: Yaml) -> dict[str, Reference]:
    """The references in a document that fits its schema, by id."""
    return {
        entry["id"]: Reference(
            entry["id"],
            {**entry["csl"], "id": entry["id"]},
            entry["status"],
            entry.get("note", {}),
            document.place("references", index),
            entry.get("short", {}),
        )
        for index, entry in enumerate(document.value["references"])
    }
