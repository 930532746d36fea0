"""The site as it is built for the web: what it tells search engines, reference managers and messengers."""

import io
import json

import lxml.html
import pytest
from PIL import Image

from scripts.commands.build import report
from scripts.model.settings.config import load_config
from tests.support.project import ROOT


@pytest.fixture(scope="module")
def pages(published_site):
    """Every page in one language, by path."""
    return {
        file.relative_to(published_site).as_posix(): lxml.html.parse(str(file)).getroot()
        for file in sorted(published_site.rglob("*.html"))
        if file.name != "404.html" and not file.is_relative_to(published_site / "dwibahasa")
    }


def meta(tree, name):
    return [str(value) for value in tree.xpath("//meta[@name=$name or @property=$name]/@content", name=name)]


def data(tree, kind):
    (script,) = tree.xpath('//head/script[@type="application/ld+json"]')
    return next((part for part in json.loads(script.text)["@graph"] if part["@type"] == kind), None)


def alternates(tree):
    return {
        link.get("hreflang"): link.get("href")
        for link in tree.xpath("//link[@hreflang]")
        if link.get("rel").split() == ["alternate"]
    }


def test_a_published_site_knows_its_addresses(published_site, address, counts):
    page = (published_site / "en" / "nilai.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/o/r/edit/main/docs/nilai.en.md" rel="edit"' in page
    assert '"/peksos/en/index.html"' in (published_site / "404.html").read_text(encoding="utf-8")
    sitemap = (published_site / "sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count(f"<loc>{address}") == 2 * counts.pages
    assert "dwibahasa" not in sitemap


def test_a_page_in_both_languages_is_for_readers_only(published_site):
    text = (published_site / "dwibahasa" / "nilai.html").read_text(encoding="utf-8")
    tree = lxml.html.document_fromstring(text)
    assert meta(tree, "robots") == ["noindex"]
    assert "canonical" not in text
    assert "hreflang" not in text.split("</head>")[0]
    assert "og:" not in text
    assert "citation_" not in text
    assert tree.xpath('//script[@type="application/ld+json"]') == []
    assert 'href="https://example.org/o/r/edit/main/docs/nilai.en.md"' in text
    # How each of the two is cited stands in its column, and the files are where the links lead.
    assert [str(side) for side in tree.xpath('//details[@class="cite"]/summary/text()')] == [
        "Kutip halaman ini",
        "Cite this page",
    ]
    for link in tree.xpath("//a[@download]/@href"):
        assert (published_site / "dwibahasa" / link).resolve().is_file()


def test_every_page_names_its_address_and_those_of_its_counterparts(pages, address, counts):
    assert len(pages) == 2 * counts.pages
    for path, tree in pages.items():
        assert tree.xpath("//link[@rel='canonical']/@href") == [address + path]
        indonesian = path.removeprefix("en/")
        assert alternates(tree) == {
            "id": address + indonesian,
            "en": f"{address}en/{indonesian}",
            "x-default": address + indonesian,
        }


def test_counterparts_name_each_other(pages, address):
    named = {path: alternates(tree) for path, tree in pages.items()}
    for path, others in named.items():
        assert address + path in others.values()
        for other in others.values():
            assert named[other.removeprefix(address)] == others


def test_every_page_tells_reference_managers_what_it_is(pages, address):
    for path, tree in pages.items():
        site_name = {"id": "Metode Pekerjaan Sosial", "en": "Social Work Methods"}[tree.get("lang")]
        assert meta(tree, "citation_author") == [site_name]
        assert meta(tree, "citation_publication_date") == ["2023/11/14"]
        assert meta(tree, "citation_language") == [tree.get("lang")]
        assert meta(tree, "citation_public_url") == [address + path]
        (title,) = meta(tree, "citation_title")
        whole = site_name if title == site_name else f"{title} – {site_name}"
        assert tree.findtext(".//title") == whole


def test_every_page_tells_search_engines_what_it_is(pages, address):
    for path, tree in pages.items():
        home = path in ("index.html", "en/index.html")
        thing = data(tree, "WebSite" if home else "Article")
        assert meta(tree, "og:type") == ["website" if home else "article"]
        assert thing["@id"] == thing["url"] == address + path
        assert [thing["name"]] == meta(tree, "citation_title")
        assert thing["inLanguage"] == tree.get("lang")
        assert thing["datePublished"] == "2023-11-14"
        assert thing["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
        if not home:
            root = f"{address}en/index.html" if path.startswith("en/") else f"{address}index.html"
            assert thing["isPartOf"]["url"] == root


def test_the_trail_leads_from_the_home_page_through_pages_that_exist(pages, address, site):
    for path, tree in pages.items():
        trail = data(tree, "BreadcrumbList")
        if trail is None:
            assert path in ("index.html", "en/index.html")
            continue
        levels = trail["itemListElement"]
        assert [level["position"] for level in levels] == list(range(1, len(levels) + 1))
        assert levels[0]["item"].endswith("/index.html")
        assert levels[-1]["item"] == address + path
        for level in levels:
            assert level["item"].removeprefix(address) in pages
    names = [level["name"] for level in data(pages["en/metode/taktik.html"], "BreadcrumbList")["itemListElement"]]
    assert names == ["Home", "Methods", site.page("metode/taktik", "en").title]


@pytest.mark.parametrize("path", ["glosarium.html", "en/glosarium.html"])
def test_the_glossary_is_a_set_of_terms_at_their_places(pages, address, path):
    tree = pages[path]
    terms = data(tree, "DefinedTermSet")["hasDefinedTerm"]
    assert {term["@id"] for term in terms} == {f"{address}{path}#{h3.get('id')}" for h3 in tree.xpath("//h3")}
    names = {h3.get("id"): h3.text for h3 in tree.xpath("//h3")}
    for term in terms:
        assert term["name"] == names[term["termCode"]]


def test_every_page_has_a_card_of_the_size_that_it_says(pages, published_site, address):
    images = {}
    for path, tree in pages.items():
        (image,) = meta(tree, "og:image")
        images[path] = (published_site / image.removeprefix(address)).read_bytes()
        size = tuple(int(meta(tree, f"og:image:{side}")[0]) for side in ("width", "height"))
        assert Image.open(io.BytesIO(images[path])).size == size == (1200, 630)
        assert meta(tree, "og:url") == [address + path]
        assert meta(tree, "og:locale") != meta(tree, "og:locale:alternate")
    assert len(set(images.values())) == len(pages)


def test_the_build_says_what_the_cards_weigh(published_site, counts):
    lines = [line.text("en") for line in report(load_config(ROOT), published_site, 1.0)]
    (line,) = [line for line in lines if line.startswith(f"Preview cards: {2 * counts.pages}, ")]
    size = sum(file.stat().st_size for file in published_site.rglob("assets/kartu/**/*.png"))
    assert f"{size / 1024:.0f} KiB" in line


def test_the_section_named_as_an_example_is_on_the_page(pages):
    for path, tree in pages.items():
        for link in tree.xpath("//details[@class='cite']//a[not(@download)]"):
            assert link.text.endswith(link.get("href"))
            assert tree.get_element_by_id(link.get("href")[1:]) is not None, path
