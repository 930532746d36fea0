"""The judged set of queries, and how good answers to it are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scripts.model.judged_queries import Query

from .worker import Result

HALVES = ("tuning", "held_out")


@dataclass(frozen=True, slots=True)
class Figures:
    """Mean reciprocal rank, and the share of queries answered at the first and within the first three places."""

    mrr: float
    first: float
    third: float


def still_judged(queries: Sequence[Query], exists: Callable[[str, str], bool]) -> list[Query]:
    """The queries with those of the expected addresses that ``exists`` in their language; none without any left.

    Pages are renamed and deleted. What was judged of them says nothing any more, and is no fault of the search.
    """
    left = (
        replace(query, expect=tuple(address for address in query.expect if exists(query.locale, address)))
        for query in queries
    )
    return [query for query in left if query.expect]


def place(results: Sequence[Result], expected: Sequence[str]) -> int:
    """The place (from 1) of the first result that was expected, 0 when there is none.

    An expected page is met by any result on it, an expected section by itself or by an editor's note in it.
    """
    for number, result in enumerate(results, 1):
        section = re.sub(r"(?:#|-)catatan(?:-\d+)?$", "", result.at)
        if section in expected or section.partition("#")[0] in expected:
            return number
    return 0


def figures(places: Sequence[int]) -> Figures:
    """The figures of the places that the queries of a set were answered at."""
    count = len(places)
    return Figures(
        sum(1 / place for place in places if place) / count,
        sum(place == 1 for place in places) / count,
        sum(1 <= place <= 3 for place in places) / count,
    )
