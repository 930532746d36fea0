"""The judged search queries: the two halves of one make-up, and harmless when a page of theirs goes."""

from collections import Counter

import pytest

from scripts.core.place import Place
from scripts.model.judged_queries import Query
from tests.bench.search.judging import HALVES, still_judged
from tests.support.project import real_site

KINDS = {"word", "inflected", "phrase", "prefix", "misspelt", "discouraged", "cross-language", "name", "question"}


@pytest.fixture(scope="module")
def halves():
    queries = real_site().queries
    return {half: [query for query in queries if query.part == half] for half in HALVES}


def query(locale, text, expect):
    return Query("tuning", locale, text, "word", expect, Place("queries.yml"))


def test_what_was_judged_of_pages_that_are_gone_is_left_out():
    queries = [query("id", "a", ("a.html", "b.html#c")), query("en", "b", ("a.html",))]
    assert still_judged(queries, lambda locale, address: address == "b.html#c") == [query("id", "a", ("b.html#c",))]
    assert still_judged(queries, lambda locale, address: locale == "en") == queries[1:]


def test_no_query_stands_twice_in_a_language(halves):
    counts = Counter((query.locale, query.text.casefold()) for half in halves.values() for query in half)
    assert [query for query, count in counts.items() if count > 1] == []


def test_the_halves_are_of_one_make_up(halves):
    tuning, held_out = (Counter((query.locale, query.kind) for query in half) for half in halves.values())
    assert tuning.keys() == held_out.keys()
    assert {kind for _, kind in tuning} == KINDS
    assert [cell for cell in tuning if abs(tuning[cell] - held_out[cell]) > 1] == []
    assert tuning.total() + held_out.total() >= 80
