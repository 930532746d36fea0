"""What a page says of itself to search engines, with and without an address of the site."""

import json
from dataclasses import replace
from datetime import date

import pytest

from scripts.render.metadata.cite import Citations
from scripts.render.metadata.structured_data import as_script, structured_data

TRAIL = [("Beranda", ""), ("Dasar", ""), ("Nilai", "")]


@pytest.fixture
def site(small_site):
    return small_site


def parts(site, slug, locale="id", day=date(2026, 11, 24), trail=TRAIL):
    page = site.pages[slug, locale]
    data = structured_data(site, page, Citations(site, day)[page.path], trail)
    assert data["@context"] == "https://schema.org"
    return {part["@type"]: part for part in data["@graph"]}


def test_without_an_address_no_part_has_one(site):
    for slug in ("index", "nilai", "glosarium"):
        text = as_script(list(parts(site, slug).values()))
        assert '"@id"' not in text
        assert '"url"' not in text
        assert '"item"' not in text


def test_without_a_day_there_is_no_date(site):
    assert "datePublished" not in parts(site, "nilai", day=None)["Article"]
    assert parts(site, "nilai")["Article"]["datePublished"] == "2026-11-24"


def test_a_page_is_about_the_terms_in_its_title(site):
    about = parts(site, "nilai")["Article"]["about"]
    assert [term["name"] for term in about] == ["nilai", "pekerjaan sosial"]
    assert "about" not in parts(site, "glosarium")["Article"]


def test_the_home_page_is_the_site_and_has_no_trail(site):
    assert set(parts(site, "index", "en", trail=TRAIL[:1])) == {"WebSite"}
    assert parts(site, "index", "en")["WebSite"]["name"] == "Sample Site"


def test_the_glossary_names_every_term_and_does_not_repeat_the_page(site):
    terms = parts(site, "glosarium")["DefinedTermSet"]["hasDefinedTerm"]
    assert len(terms) == len(site.glossary.terms)
    (term,) = [term for term in terms if term["termCode"] == "pekerja-sosial"]
    assert term == {"@type": "DefinedTerm", "name": "pekerja sosial", "termCode": "pekerja-sosial"}


def test_a_site_without_glossary_names_no_terms(site):
    bare = replace(site, glossary=None)
    assert "about" not in parts(bare, "nilai")["Article"]
    assert "DefinedTermSet" not in parts(bare, "glosarium")


def test_no_value_ends_the_script(site):
    text = as_script({"name": "</script><!-- & “x”"})
    assert "<" not in text
    assert json.loads(text) == {"name": "</script><!-- & “x”"}
