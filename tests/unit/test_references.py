"""Works as pages and the bibliography show them: in what order, under what name and with what status."""

import pytest

from scripts.model.markdown.markup import parse_html
from scripts.model.site import load_site
from scripts.render.article.bibliography import bibliographies
from scripts.render.article.blocks import page_markdown
from scripts.render.article.inline import page_html
from scripts.render.labels import LABELS
from scripts.status.report import Report

HEAD = "---\ntitle: Halaman\ndescription: Halaman.\n---\n\n"
WORKS = """references:
  - id: buku
    status: verified
    csl: {type: book, title: Satu, author: [{family: Tua}]}
  - id: dikutip
    status: as-cited
    note: {id: Belum diperiksa., en: Not checked.}
    csl: {type: book, title: Dua, author: [{family: Usang}]}
  - id: salindia
    status: secondary
    note: {id: Salindia., en: Slides.}
    csl: {type: webpage, title: "[Salindia / slides]", author: [{literal: Awal}]}
  - id: uu
    status: verified
    short: {id: UU No. 1 Tahun 2001, en: Law No. 1 of 2001}
    csl:
      type: legislation
      author: [{literal: Negara}]
      title: Undang-Undang Nomor 1 Tahun 2001
      language: id
      issued: {date-parts: [[2001]]}
"""
TERMS = """terms:
  - id: satu
    locales:
      id: {term: istilah, also: [sebutan], forms: [beristilah], definition: Bunyi undang-undang.}
      en: {term: term, also: [name], forms: [terms], definition: Words of the law.}
    quotes: {source: uu, at: {id: "Pasal 1 <angka> 2", en: art. 1(2)}}
  - id: dua
    locales:
      id: {term: kata, definition: Arti menurut situs.}
      en: {term: word, definition: What the site says.}
    sources: [buku, salindia]
"""
LAW = {"id": "UU No. 1 Tahun 2001, Pasal 1 <angka> 2", "en": "Law No. 1 of 2001, art. 1(2) (this site's translation)"}
TEXT = "Isi [@salindia; @buku; @dikutip; @uu]."


@pytest.fixture
def site(make_tree, real_schemas):
    pages = {"docs/isi.md": HEAD + TEXT, "docs/isi.en.md": HEAD + TEXT}
    shelf = f"{HEAD}Pustaka.\n\n[[references]]\n"
    shelves = {"docs/pustaka.md": shelf, "docs/pustaka.en.md": shelf}
    return load_site(make_tree({**real_schemas, "docs/_data/references.yml": WORKS, **pages, **shelves}))


@pytest.fixture
def glossary(make_tree, real_schemas):
    blocks = {"isi": "Istilah dan kata. The term and the word.", "glosarium": "[[glossary]]", "kartu": "[[cards]]"}
    blocks["pustaka"] = "[[references]]"
    pages = {f"docs/{slug}{end}.md": HEAD + text for slug, text in blocks.items() for end in ("", ".en")}
    data = {"docs/_data/references.yml": WORKS, "docs/_data/glossary.yml": TERMS}
    return load_site(make_tree({**real_schemas, **data, **pages}))


def entry(site, locale):
    block = page_markdown(Report(site), site.pages["glosarium", locale], bibliographies(site)[locale], "[[glossary]]")
    entries = parse_html(block).xpath('.//div[@class="entry no-gloss"]')
    return [" ".join(item.text_content().split()) for one in entries for item in one.iter("li")]


@pytest.mark.parametrize("locale", ["id", "en"])
def test_a_definition_names_the_law_it_is_taken_from_and_no_other_names_a_source(glossary, locale):
    labels = LABELS[locale]
    facts = entry(glossary, locale)
    assert f"{labels['quoted']}: {LAW[locale]}" in facts
    assert [fact for fact in facts if fact.startswith(labels["quoted"])] == [f"{labels['quoted']}: {LAW[locale]}"]
    (related,) = [fact for fact in facts if fact.startswith(labels["related"])]
    assert related.startswith(f"{labels['related']}: Tua, ")


@pytest.mark.parametrize(("locale", "name", "form"), [("id", "sebutan", "beristilah"), ("en", "name", "terms")])
def test_readers_are_told_other_names_and_no_forms(glossary, locale, name, form):
    facts = entry(glossary, locale)
    assert f"{LABELS[locale]['called']}: {name}" in facts
    assert not [fact for fact in facts if form in fact]


@pytest.mark.parametrize("locale", ["id", "en"])
def test_cards_and_notes_to_a_page_name_the_law_too(glossary, locale):
    bibliography = bibliographies(glossary)[locale]
    cards = page_markdown(Report(glossary), glossary.pages["kartu", locale], bibliography, "[[cards]]")
    notes = page_html(glossary, glossary.pages["isi", locale], bibliography, "<p>Istilah, kata; term, word.</p>")
    for html in (cards, notes):
        assert parse_html(html).text_content().count(f". ({LAW[locale]})") == 1


def test_a_law_that_only_a_definition_is_taken_from_is_in_the_bibliography(glossary):
    assert "uu" in bibliographies(glossary)["id"].keys


def shown(site, citation, locale="id"):
    page = site.pages["isi", locale]
    html = site.markdown.reset().convert(citation)
    tree = parse_html(page_html(site, page, bibliographies(site)[locale], html))
    return tree.find("p").text_content()


@pytest.mark.parametrize(
    ("citation", "indonesian", "english"),
    [
        ("[@uu, Pasal 3 ayat (1)]", "(UU No. 1 Tahun 2001, Pasal 3 ayat (1))", "(Law No. 1 of 2001, Pasal 3 ayat (1))"),
        ("[@uu]", "(UU No. 1 Tahun 2001)", "(Law No. 1 of 2001)"),
        ("[-@uu, Pasal 3]", "(Pasal 3)", "(Pasal 3)"),
        ("[-@uu]", "(UU No. 1 Tahun 2001)", "(Law No. 1 of 2001)"),
        ("[lihat @uu, Pasal 1; @buku, 4]", "(lihat UU No. 1 Tahun 2001, Pasal 1; Tua, t.t., hlm. 4)", None),
    ],
)
def test_a_law_is_cited_by_name_and_article(site, citation, indonesian, english):
    assert shown(site, citation) == indonesian
    if english:
        assert shown(site, citation, "en") == english


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        ("[@salindia; @buku]", "(Tua, t.t.; Awal, t.t.)"),
        ("[@salindia, 2; @buku, bab 1; @uu]", "(Tua, t.t., bab 1; UU No. 1 Tahun 2001; Awal, t.t., hlm. 2)"),
        ("[@salindia]", "(Awal, t.t.)"),
        ("[lihat @salindia; @buku]", "(lihat Awal, t.t.; Tua, t.t.)"),
        ("[@uu; @buku]", "(UU No. 1 Tahun 2001; Tua, t.t.)"),
    ],
)
def test_teaching_material_is_never_named_first(site, citation, expected):
    assert shown(site, citation) == expected


@pytest.mark.parametrize("locale", ["id", "en"])
def test_the_bibliography_has_laws_and_teaching_material_under_headings_of_their_own(site, locale):
    bibliography = bibliographies(site)[locale]
    markdown = page_markdown(Report(site), site.pages["pustaka", locale], bibliography, "[[references]]")
    before, heading, after = markdown.partition(f"## {LABELS[locale]['teaching']} {{: #bahan-ajar }}")
    assert heading
    works, law_heading, laws = before.partition(f"## {LABELS[locale]['laws']} {{: #peraturan }}")
    assert law_heading
    parts = [works, laws, after]
    places = [[part.count(f'id="{key}"') for part in parts] for key in ("buku", "dikutip", "uu", "salindia")]
    assert places == [[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert {"bahan-ajar", "peraturan"} <= site.anchors(site.pages["pustaka", locale])


def test_a_law_in_an_upload_stands_with_uploads_alone(make_tree, real_schemas):
    works = WORKS.replace(
        "    status: verified\n    short:", "    status: secondary\n    note: {id: Unggahan., en: Upload.}\n    short:"
    )
    files = {"docs/isi.md": HEAD + TEXT, "docs/pustaka.md": f"{HEAD}Pustaka.\n\n[[references]]\n"}
    site = load_site(make_tree({**real_schemas, "docs/_data/references.yml": works, **files}))
    page = site.pages["pustaka", "id"]
    markdown = page_markdown(Report(site), page, bibliographies(site)["id"], "[[references]]")
    assert markdown.index("#bahan-ajar") < markdown.index('id="uu"')
    assert "#peraturan" not in markdown
    assert "peraturan" not in site.anchors(page)


def test_without_laws_and_teaching_material_there_are_no_such_headings(make_tree, real_schemas):
    works = WORKS.replace("status: secondary", "status: as-cited").replace("    short: ", "    # ")
    files = {"docs/isi.md": HEAD + TEXT, "docs/pustaka.md": f"{HEAD}Pustaka.\n\n[[references]]\n"}
    site = load_site(make_tree({**real_schemas, "docs/_data/references.yml": works, **files}))
    page = site.pages["pustaka", "id"]
    assert "## " not in page_markdown(Report(site), page, bibliographies(site)["id"], "[[references]]")
    assert not {"bahan-ajar", "peraturan"} & site.anchors(page)


@pytest.mark.parametrize("locale", ["id", "en"])
def test_the_sources_of_a_page_end_with_teaching_material_each_with_its_status(site, locale):
    markdown = page_markdown(Report(site), site.pages["isi", locale], bibliographies(site)[locale], TEXT)
    (foot,) = parse_html(markdown.partition("}")[2]).iter("ul")
    said = [item.xpath("string(a[@class='more'])") for item in foot]
    assert said == [LABELS[locale][status] for status in ("verified", "as-cited", "verified", "secondary")]
