"""The judged search queries: well formed, the two halves of one make-up, and harmless when a page of theirs goes."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from scripts.bench_search.judging import Query, still_judged
from scripts.model.site import load_site

ROOT = Path(__file__).parents[1]
QUERIES = yaml.safe_load((ROOT / "tests" / "data" / "queries.yml").read_text(encoding="utf-8"))
ALL = [query for half in QUERIES.values() for query in half]
KINDS = {"word", "inflected", "phrase", "prefix", "misspelt", "discouraged", "cross-language", "name", "question"}


@pytest.fixture(scope="module")
def site():
    return load_site(ROOT)


def test_every_expected_address_is_one_of_a_page_or_of_something_on_it():
    for query in ALL:
        for address in query["expect"]:
            assert re.fullmatch(r"[a-z0-9/-]+\.html(#[a-z0-9-]+)?", address), query


def test_what_was_judged_of_pages_that_are_gone_is_left_out():
    queries = [Query("id", "a", "word", ("a.html", "b.html#c")), Query("en", "b", "word", ("a.html",))]
    assert still_judged(queries, lambda locale, address: address == "b.html#c") == [
        Query("id", "a", "word", ("b.html#c",))
    ]
    assert still_judged(queries, lambda locale, address: locale == "en") == queries[1:]


def test_every_query_is_well_formed(site):
    for query in ALL:
        assert query.keys() == {"locale", "query", "kind", "expect"}, query
        assert query["locale"] in site.config.locales, query
        assert query["kind"] in KINDS, query
        assert query["query"] == query["query"].strip() != "", query
        assert 0 < len(query["expect"]) == len(set(query["expect"])), query


def test_no_query_stands_twice_in_a_language():
    counts = Counter((query["locale"], query["query"].casefold()) for query in ALL)
    assert [query for query, count in counts.items() if count > 1] == []


def test_the_halves_are_of_one_make_up():
    assert list(QUERIES) == ["tuning", "held_out"]
    tuning, held_out = (Counter((query["locale"], query["kind"]) for query in half) for half in QUERIES.values())
    assert tuning.keys() == held_out.keys()
    assert {kind for _, kind in tuning} == KINDS
    assert [cell for cell in tuning if abs(tuning[cell] - held_out[cell]) > 1] == []
    assert len(ALL) >= 80
    assert min(tuning.total(), held_out.total()) >= 0.4 * len(ALL)
