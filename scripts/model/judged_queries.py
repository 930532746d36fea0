"""What readers type into the search, and what would satisfy them."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.core.place import Place
from scripts.core.yamlfile import Yaml


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader types on the site in ``locale``, and the addresses that would satisfy them.

    ``part`` is the part of the file that holds it, ``kind`` the kind of query where it has one; ``place`` is where
    they stand.
    """

    part: str
    locale: str
    text: str
    kind: str
    expect: tuple[str, ...]
    place: Place


def read_queries(document: Yaml) -> tuple[Query, ...]:
    """Every query of a document that fits its schema."""
    return tuple(
        Query(
            part,
            query["locale"],
            query["query"],
            query.get("kind", ""),
            tuple(query["expect"]),
            document.place(part, number, "expect"),
        )
        for part, queries in document.value.items()
        for number, query in enumerate(queries)
    )
