"""How a page is cited, in both languages, with and without an address of the site and a day of the edition."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
import rispy
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text

from scripts.render.metadata.cite import Citations, bibtex, csl_item, csl_json, ris, write_citations
from scripts.render.outputs import Outputs

DAY = date(2026, 11, 24)
AWKWARD = "Hak & kewajiban: 100% “adil”, #1 <b> {x} a_b ~ ^ \\ $5"


@pytest.fixture
def site(small_site):
    return small_site


@pytest.fixture
def published(site):
    return replace(site, config=replace(site.config, site_url="https://example.org/a_b/~x"))


def cite(site, slug, locale, day=DAY):
    return Citations(site, day)[site.pages[slug, locale].path]


def awkward(site, locale="id"):
    page = site.pages["nilai", locale]
    return replace(page, meta={**page.meta, "title": AWKWARD})


@pytest.mark.parametrize(
    ("slug", "locale", "day", "expected"),
    [
        ("nilai", "id", DAY, "Situs Contoh. (2026, 24 November). <i>Nilai pekerjaan sosial</i>."),
        ("nilai", "id", None, "Situs Contoh. (t.t.). <i>Nilai pekerjaan sosial</i>."),
        ("nilai", "en", DAY, "Sample Site. (2026, November 24). <i>The values of social work</i>."),
        ("nilai", "en", None, "Sample Site. (n.d.). <i>The values of social work</i>."),
        ("index", "id", DAY, "<i>Situs Contoh</i>. (2026, 24 November)."),
        ("index", "en", None, "<i>Sample Site</i>. (n.d.)."),
    ],
)
def test_the_reference_is_in_the_language_of_the_page(site, published, slug, locale, day, expected):
    assert cite(site, slug, locale, day).apa == expected
    address = f"https://example.org/a_b/~x/{'en/' if locale == 'en' else ''}{slug}.html"
    assert cite(published, slug, locale, day).address == address
    assert cite(published, slug, locale, day).apa == f"{expected} {address}"


def test_a_site_without_address_gives_none(site):
    citation = cite(site, "nilai", "en")
    assert citation.address == ""
    for _, text in citation.files.values():
        assert "http" not in text


def test_a_title_cannot_bring_markup(site):
    page = awkward(site)
    pages = {**site.pages, (page.slug, page.locale): page}
    text = Citations(replace(site, pages=pages), DAY)[page.path].apa
    assert "&lt;b&gt;" in text
    assert "Hak &amp; kewajiban" in text


def test_bibtex_is_read_as_it_was_meant(published):
    entry = parse_string(bibtex(csl_item(published.config, awkward(published), DAY)), "bibtex").entries[
        "situs-contoh-nilai-id"
    ]
    assert entry.type == "misc"
    # pylatexenc reads a lone circumflex as an accent.
    assert LatexNodes2Text().latex_to_text(entry.fields["title"]) == AWKWARD.replace("^", "ˆ")
    (author,) = entry.persons["author"]
    assert (author.first_names, author.last_names) == ([], ["{Situs Contoh}"])
    assert entry.fields["url"] == "https://example.org/a_b/~x/nilai.html"
    # pybtex reads the abbreviation "nov" as the name of the month.
    assert (entry.fields["year"], entry.fields["month"], entry.fields["date"]) == ("2026", "November", "2026-11-24")
    assert entry.fields["langid"] == "indonesian"


def test_ris_is_read_as_it_was_meant(published):
    (entry,) = rispy.loads(ris(csl_item(published.config, awkward(published, "en"), DAY)))
    assert entry == {
        "type_of_reference": "ELEC",
        "title": AWKWARD,
        "authors": ["Sample Site"],
        "secondary_title": "Sample Site",
        "year": "2026",
        "date": "2026/11/24/",
        "urls": ["https://example.org/a_b/~x/en/nilai.html"],
        "language": "en",
    }


def test_csl_json_is_read_as_it_was_meant(published):
    (item,) = json.loads(csl_json(csl_item(published.config, awkward(published), DAY)))
    assert item["type"] == "webpage"
    assert item["title"] == AWKWARD
    assert item["author"] == [{"literal": "Situs Contoh"}]
    assert item["container-title"] == "Situs Contoh"
    assert item["issued"] == {"date-parts": [[2026, 11, 24]]}
    assert item["URL"] == "https://example.org/a_b/~x/nilai.html"
    assert item["language"] == "id"


@pytest.mark.parametrize("locale", ["id", "en"])
@pytest.mark.parametrize("slug", ["index", "nilai"])
def test_what_is_not_known_is_left_out_of_every_format(site, slug, locale):
    item = csl_item(site.config, site.pages[slug, locale], None)
    assert not {"issued", "URL"} & item.keys()
    assert not {"year", "month", "date", "url"} & parse_string(bibtex(item), "bibtex").entries[item["id"]].fields.keys()
    (entry,) = rispy.loads(ris(item))
    assert not {"year", "date", "urls"} & entry.keys()
    assert entry["title"] == item["title"]


def test_no_two_pages_share_a_key_or_a_file(site, tmp_path):
    write_citations(Outputs(tmp_path), site, DAY)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) == 3 * len(site.pages)
    entries = "".join(file.read_text(encoding="utf-8") for file in files if file.suffix == ".bib")
    assert len(set(re.findall(r"^@misc\{(.*),$", entries, re.M))) == len(site.pages)
    (entry,) = rispy.loads((tmp_path / "kutip" / "metode" / "taktik.en.ris").read_bytes().decode())
    assert entry["title"] == "Tactics of change"


def test_the_example_of_an_anchor_is_the_same_in_both_languages(site):
    for slug in site.slugs:
        assert cite(site, slug, "id").anchor == cite(site, slug, "en").anchor
    assert cite(site, "nilai", "en").anchor == "harkat"
    assert cite(site, "glosarium", "en").anchor in site.glossary.terms
    assert cite(site, "pustaka", "en").anchor == ""
