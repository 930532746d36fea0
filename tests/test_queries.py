"""The judged search queries: well formed, their answers exist on the site, and the two halves are of one make-up."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from scripts.model.site import load_site

ROOT = Path(__file__).parents[1]
QUERIES = yaml.safe_load((ROOT / "tests" / "data" / "queries.yml").read_text(encoding="utf-8"))
ALL = [query for half in QUERIES.values() for query in half]
KINDS = {"word", "inflected", "phrase", "prefix", "misspelt", "discouraged", "cross-language", "name", "question"}


@pytest.fixture(scope="module")
def site():
    return load_site(ROOT)


def exists(site, locale, address):
    path, hash_sign, anchor = address.partition("#")
    page = site.pages.get((path.removesuffix(".html"), locale))
    return path.endswith(".html") and page is not None and (not hash_sign or anchor in site.anchors(page))


def test_every_expected_address_is_on_the_site(site):
    missing = [
        (query["locale"], query["query"], address)
        for query in ALL
        for address in query["expect"]
        if not exists(site, query["locale"], address)
    ]
    assert missing == []


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
