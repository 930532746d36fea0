"""What pages offer to search, from their finished HTML."""

import pytest

from scripts.model.site import load_site
from scripts.render.article.inline import page_html
from scripts.render.search.entries import SearchEntry, page_entries
from scripts.render.search.index import as_script, from_script, index, pair, worker
from tests.bench.search.judging import figures, place
from tests.bench.search.worker import Result, ask


@pytest.fixture
def site(small_site):
    return small_site


def entries(site, html, slug="prinsip"):
    page = site.pages[slug, "id"]
    found = page_entries(site, page, None, page_html(site, page, None, html))
    return [(entry.at, entry.kind, entry.title, entry.text) for entry in found]


def test_a_page_and_its_sections_are_entries(site):
    lead, section = entries(
        site, '<p>Satu <b>dua</b>.</p><h2 id="a">A<a class="headerlink" href="#a">¶</a></h2><p>Tiga.</p>'
    )
    assert lead[:3] == ("prinsip.html", "page", "Prinsip pekerjaan sosial")
    assert lead[3] == "Keterangan halaman prinsip, dengan titik di ujungnya.\nSatu dua."
    assert section == ("prinsip.html#a", "section", "A", "Tiga.")


def test_lists_and_tables_are_read_line_by_line(site):
    html = '<h2 id="a">A</h2><ul><li>satu</li><li>dua</li></ul><table><tr><td>tiga</td><td>empat</td></tr></table>'
    assert entries(site, html)[1][3] == "satu\ndua\ntiga · empat"


def test_editors_notes_are_entries_between_the_text_around_them(site):
    note = '<div class="admonition note"><p class="admonition-title">Catatan editor</p><p>Dua.</p></div>'
    found = entries(site, f'{note}<h2 id="a">A</h2><p>Satu.</p>{note}<p>Tiga.</p>{note}')
    assert found[1:] == [
        ("prinsip.html#catatan", "note", "Prinsip pekerjaan sosial – Catatan editor", "Dua."),
        ("prinsip.html#a", "section", "A", "Satu.\nTiga."),
        ("prinsip.html#a-catatan", "note", "A – Catatan editor", "Dua."),
        ("prinsip.html#a-catatan-2", "note", "A – Catatan editor", "Dua."),
    ]


def test_terms_bring_their_forms_and_what_the_other_language_says(site):
    page = site.pages["glosarium", "id"]
    html = '<h2 class="letter" id="huruf-l">L</h2><h3 class="term" id="lobi">lobi</h3><div class="entry"><p>x</p></div>'
    term = page_entries(site, page, None, html)[-1]
    assert (term.at, term.kind, term.title) == ("glosarium.html#lobi", "term", "lobi")
    assert term.text == site.glossary.terms["lobi"].wordings["id"].definition
    assert ("equivalent", site.glossary.terms["lobi"].wordings["en"].term) in term.names
    assert {label for label, _ in term.names} == {"forms", "avoid", "equivalent"}


def test_works_are_entries_without_marks_and_ways_back(site):
    html = (
        '<div class="reference" id="buku1957"><p>Biestek. <span class="status">Terverifikasi</span></p>'
        '<p class="note">Catatan.</p><p class="cited-on">Dikutip di: X</p></div>'
    )
    page = site.pages["pustaka", "id"]
    assert page_entries(site, page, None, html)[-1].text == "Biestek.\nCatatan."


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden><p>rahasia</p></div>",
        "<nav><p>rahasia</p></nav>",
        "<script>rahasia</script>",
        '<h2 class="letter" id="r">R</h2><p>rahasia</p>',
        '<h2 id="sumber">Sumber</h2><ul class="sources"><li>rahasia</li></ul>',
    ],
)
def test_what_is_hidden_or_repeated_is_left_out(site, hidden):
    (lead,) = page_entries(site, site.pages["prinsip", "id"], None, f"<p>Satu.</p>{hidden}")
    assert lead.text.endswith("\nSatu.")


def test_sections_are_called_what_their_counterparts_are_called():
    own = [
        SearchEntry("a.html#b", "section", "Kerahasiaan"),
        SearchEntry("a.html#b-catatan", "note", "Kerahasiaan – Catatan editor"),
    ]
    other = [SearchEntry("a.html#b", "section", "Confidentiality"), SearchEntry("c.html", "page", "Only English")]
    paired = pair({"id": own, "en": other})
    assert [entry.names for entry in paired["id"]] == [(("equivalent", "Confidentiality"),), ()]
    assert [entry.names for entry in paired["en"]] == [(("equivalent", "Kerahasiaan"),), ()]


def test_an_index_survives_being_written_as_a_script(site):
    awkward = SearchEntry("a.html", "page", "'\\' \"", "satu\ndua\u2028 \\'")
    content = index(site, "id", [awkward])
    assert content["instead"]["analisa"] == "analisis"
    assert from_script(as_script(content))["entries"] == [
        {"at": "a.html", "kind": "page", "title": awkward.title, "text": awkward.text}
    ]
    assert as_script(content).count("\n") == 1


def test_a_section_without_text_leaves_the_search_whole(site, tmp_path):
    found = [
        SearchEntry("a.html#berkas", "section", "Berkas"),
        SearchEntry("a.html#b", "section", "B", "Rahasia klien."),
    ]
    (tmp_path / "worker.js").write_text(worker(), encoding="utf-8")
    (tmp_path / "index.js").write_text(as_script(index(site, "id", found)), encoding="utf-8")
    _, answers = ask(tmp_path / "worker.js", tmp_path / "index.js", ["rahasia", "berkas"])
    assert [[result.at for result in answer.results] for answer in answers] == [["a.html#b"], ["a.html#berkas"]]


def test_places_and_figures():
    results = [Result(at, 1, "", "") for at in ("a.html#b-catatan-2", "c.html#d", "e.html#catatan")]
    assert place(results, ["a.html#b"]) == 1
    assert place(results, ["c.html"]) == 2
    assert place(results, ["e.html"]) == 3
    assert place(results, ["c.html#x"]) == 0
    found = figures([1, 2, 0, 4])
    assert (found.mrr, found.first, found.third) == (0.4375, 0.25, 0.5)


def test_a_comment_is_no_entry_and_stops_nothing(make_tree):
    page = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\nKeyakinan.\n\n<!-- A note for writers. -->\n"
    site = load_site(make_tree({"docs/index.md": page}))
    html = page_html(site, site.pages["index", "id"], None, "<p>Keyakinan.</p><!-- A note for writers. -->")
    (entry,) = page_entries(site, site.pages["index", "id"], None, html)
    assert "writers" not in entry.text
