import re
from dataclasses import replace

import pytest

from scripts.checks.links.ids import _generated
from scripts.core.place import Place
from scripts.model import anchors
from scripts.model.data_blocks import ASIDE, DATA_BLOCKS, SERVICE
from scripts.model.markdown.markup import parse_html
from scripts.model.references import Reference
from scripts.render.address import page_address
from scripts.render.article.bibliography import Bibliography, bibliographies
from scripts.render.article.blocks import _VALUES, page_markdown
from scripts.render.article.inline import page_html
from scripts.render.labels import LABELS
from scripts.status.report import Report


@pytest.fixture
def site(small_site):
    return small_site


def glosses(site, html, slug="proses", locale="id"):
    tree = parse_html(page_html(site, site.pages[slug, locale], None, html))
    return [(a.text, a.get("href")) for a in tree.iter("a") if a.get("class") == "gloss"]


def test_a_term_becomes_a_link_to_its_entry(site):
    assert glosses(site, "<p>Kontrak itu penting.</p>") == [("Kontrak", "glosarium.html#kontrak")]


def test_a_gloss_keeps_the_words_around_it(site):
    html = page_html(site, site.pages["proses", "id"], None, "<p>Satu <b>dua</b> kontraknya, lalu asesmen.</p>")
    assert parse_html(html).find("p").text_content() == "Satu dua kontraknya, lalu asesmen."


def test_only_the_first_occurrence_in_a_section_is_glossed(site):
    html = '<p>kontrak, Kontrak</p><h2 id="a">A</h2><p>kontrak</p><h2 id="b">B</h2><p>kontrak dan kontraknya</p>'
    assert [text for text, _ in glosses(site, html)] == ["kontrak", "kontrak", "kontrak"]


def test_the_longest_term_wins(site):
    assert [text for text, _ in glosses(site, "<p>praktik pekerjaan sosial</p>")] == ["praktik pekerjaan sosial"]


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="x">Kontrak</h2>',
        '<p><a href="x.html">kontrak</a></p>',
        "<p><code>kontrak</code></p>",
        "<pre><code>kontrak</code></pre>",
        '<p class="no-gloss">kontrak</p>',
        '<div class="x no-gloss"><p>kontrak</p></div>',
        '<p><em lang="en">kontrak</em></p>',
        "<details><summary>kontrak</summary></details>",
    ],
)
def test_there_is_no_gloss_in(site, html):
    assert glosses(site, html) == []


def test_text_after_an_element_is_glossed_too(site):
    assert [text for text, _ in glosses(site, "<p><code>x</code> kontrak <b>y</b> dan asesmen</p>")] == [
        "kontrak",
        "asesmen",
    ]


def test_each_gloss_has_its_hidden_note_once_with_the_other_language_marked(site):
    html = page_html(site, site.pages["proses", "id"], None, '<p>kontrak</p><h2 id="a">A</h2><p>kontrak</p>')
    tree = parse_html(html)
    notes = tree.xpath('.//div[@id="gloss-kontrak"]')
    assert len(notes) == 1
    assert notes[0].find("em").get("lang") == "en"
    assert notes[0].find("em").text == site.glossary.terms["kontrak"].wordings["en"].term
    assert {a.get("aria-describedby") for a in tree.iter("a")} == {"gloss-kontrak"}


def test_addresses_climb_out_of_folders():
    assert page_address("glosarium", "metode/taktik", "lobi") == "../glosarium.html#lobi"
    assert page_address("metode/taktik", "metode/index") == "taktik.html"
    assert page_address("nilai", "nilai", "harkat") == "#harkat"


WORKS = {
    "three": {
        "type": "book",
        "author": [{"family": "Brager"}, {"family": "Specht"}, {"family": "Torczyner"}],
        "title": "Community Organizing",
        "edition": "2",
        "issued": {"date-parts": [[1987]]},
    },
    "undated": {"type": "webpage", "author": [{"literal": "Kota"}], "title": "Laman", "URL": "https://example.org/a_b"},
    "dated": {
        "type": "post-weblog",
        "author": [{"family": "Luhpuri", "given": "Dorang"}],
        "title": "Metode",
        "issued": {"date-parts": [[2010, 11, 20]]},
    },
}
REFERENCES = {key: Reference(key, {**csl, "id": key}, "verified", {}, Place("r.yml")) for key, csl in WORKS.items()}


@pytest.mark.parametrize(
    ("locale", "citation", "page", "edition", "date"),
    [
        ("id", "Brager dkk., 1987", "Brager dkk., 1987, hlm. 24", "(ed. ke-2)", "(2010, 20 November)"),
        ("en", "Brager et al., 1987", "Brager et al., 1987, p. 24", "(2nd edn)", "(2010, November 20)"),
    ],
)
def test_citations_speak_the_language_of_the_page(locale, citation, page, edition, date):
    works = Bibliography(REFERENCES, locale)
    assert works.citation("three") == citation
    assert works.citation("three", "24") == page
    assert works.citation("three", author=False) == "1987"
    assert works.citation("three", "24", author=False) == page.removeprefix(citation.removesuffix("1987"))
    assert edition in works.entry("three")
    assert date in works.entry("dated")


def references(**works):
    return {key: Reference(key, {**csl, "id": key}, "verified", {}, Place("r.yml")) for key, csl in works.items()}


def test_works_of_one_author_and_year_are_told_apart_in_the_order_of_the_list():
    book = {"type": "book", "author": [{"family": "Menteri"}], "issued": {"date-parts": [[2020]]}}
    works = Bibliography(references(second={**book, "title": "B"}, first={**book, "title": "A"}), "id")
    assert (works.citation("first"), works.citation("second")) == ("Menteri, 2020a", "Menteri, 2020b")
    assert works.entry("second").startswith("Menteri. (2020b).")


def test_what_stands_in_for_an_author_is_printed_once():
    works = references(
        edited={"type": "book", "editor": [{"family": "Friedlander", "given": "W."}], "title": "Concepts"},
        untold={"type": "webpage", "title": "Tahapan", "container-title": "Laman"},
        asking={"type": "book", "author": [{"family": "Richmond"}], "title": "What Is It?", "publisher": "Sage"},
    )
    assert Bibliography(works, "en").entry("edited") == "Friedlander, W. (ed.). (n.d.). <i>Concepts</i>."
    assert Bibliography(works, "en").entry("untold") == "<i>Tahapan</i>. (n.d.). Laman."
    assert Bibliography(works, "en").entry("asking") == "Richmond. (n.d.). <i>What Is It?</i> Sage."


def test_addresses_in_entries_are_links_and_not_introduced_by_retrieved():
    for locale, undated in (("id", "(t.t.)"), ("en", "(n.d.)")):
        entry = Bibliography(REFERENCES, locale).entry("undated")
        assert undated in entry
        assert entry.endswith('<a href="https://example.org/a_b" rel="external noopener">https://example.org/a_b</a>')
        assert "Diambil" not in entry
        assert "Retrieved" not in entry


def test_citations_link_to_the_bibliography(site):
    page = site.pages["metode/taktik", "id"]
    html = '<p>x <span class="citation"><cite data-key="buku1957">…</cite><cite data-key="kamus1987" '
    html += 'data-author="suppress" data-locator="49">…</cite></span> y</p>'
    tree = parse_html(page_html(site, page, bibliographies(site)["id"], html))
    assert tree.find("p").text_content() == "x (Biestek, 1957; 1987, hlm. 49) y"
    assert [a.get("href") for a in tree.xpath('.//span[@class="citation"]/a')] == [
        "../pustaka.html#buku1957",
        "../pustaka.html#kamus1987",
    ]


def test_the_sources_of_a_page_stand_at_its_foot(site):
    page = site.pages["prinsip", "en"]
    markdown = page_markdown(Report(site), page, bibliographies(site)["en"], "Text.")
    assert markdown.startswith("Text.\n\n## Sources {: #sumber }")
    assert markdown.count("<li>") == len({citation.key for citation in page.citations})


@pytest.mark.parametrize("locale", ["id", "en"])
def test_the_glossary_page_holds_every_term_in_alphabetical_order(site, locale):
    page = site.pages["glosarium", locale]
    markdown = page_markdown(Report(site), page, bibliographies(site)[locale], "[[glossary]]")
    headings = [line.removeprefix("### ").split(" {")[0] for line in markdown.splitlines() if line.startswith("### ")]
    assert headings == sorted(headings, key=str.casefold)
    assert sorted(headings) == sorted(term.wordings[locale].term for term in site.glossary.terms.values())


def test_the_bibliography_lists_only_cited_works_each_with_its_status(site):
    page = site.pages["pustaka", "id"]
    markdown = page_markdown(Report(site), page, bibliographies(site)["id"], "[[references]]")
    assert markdown.count('<div class="reference"') == len(site.references.keys() & site.cited.keys())
    shown = [work.status for key, work in site.references.items() if key in site.cited]
    for status in ("verified", "as-cited", "secondary"):
        assert markdown.count(f'<span class="status {status}">{LABELS["id"][status]}</span>') == shown.count(status)


def test_the_map_of_the_article_holds_every_statement_and_repetition(site):
    page = site.pages["peta-artikel", "en"]
    markdown = page_markdown(Report(site), page, bibliographies(site)["en"], "[[article]]")
    numbers = [int(part.split('"')[0]) for part in markdown.split('<li id="pernyataan-')[1:]]
    assert sorted(numbers) == list(range(1, len(list(site.article.statements())) + 1))
    assert markdown.count("Repeats statement") == sum(bool(s.duplicate_of) for s in site.article.statements())


def test_an_anchor_with_another_name_is_given_to_pages_and_checks_alike(site, monkeypatch):
    monkeypatch.setattr(anchors, "SOURCES", "origins-of-this")
    monkeypatch.setattr(anchors, "statement", lambda number: f"thesis-{number}")
    monkeypatch.setattr(anchors, "article_section", lambda section: f"part-{section}")
    renamed = replace(site)
    for slug, block in (("peta-artikel", "[[article]]"), ("prinsip", "")):
        page = site.pages[slug, "id"]
        markdown = page_markdown(Report(renamed), page, bibliographies(site)["id"], block)
        written = {*re.findall(r'\bid="([^"]+)"', markdown), *re.findall(r"\{: #(\S+)", markdown)}
        expected = {"prinsip": {"origins-of-this"}, "peta-artikel": {"thesis-1", f"part-{site.article.sections[0].id}"}}
        assert expected[slug] <= written <= renamed.anchors(page)


def test_nothing_is_filled_in_for_a_block_that_is_not_in_the_list():
    assert _VALUES.keys() <= DATA_BLOCKS.keys()


@pytest.mark.parametrize("name", DATA_BLOCKS)
def test_every_block_is_shown_and_its_ids_are_known_to_the_checks(site, name):
    shown = replace(site.pages["nilai", "id"], data_blocks={name: Place("nilai.md", 1)})
    block = DATA_BLOCKS[name]
    markdown = page_markdown(Report(site), shown, bibliographies(site)["id"], f"[[{name}]]", (), ())
    content = markdown.partition(f"{{: #{anchors.SOURCES} }}")[0]
    assert len(content.splitlines()) > 2
    written = {*re.findall(r'\bid="([^"]+)"', content), *re.findall(r"\{: #(\S+)", content)} - {anchors.SOURCES}
    told = {id_ for id_, _ in _generated(site, shown)}
    assert written <= told
    assert block.anchors(site).keys() <= written
    assert block.search in ("", SERVICE, ASIDE)
