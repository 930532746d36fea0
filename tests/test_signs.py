"""Signs, boxes and titles: what is told, and what ordinary prose never is."""

import pytest

from scripts.checks import RULES
from scripts.model.loading import make_markdown
from scripts.model.site import load_site

HEAD = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\n"
SIGNS = [
    "- [ ] tugas",
    "Kata ~~salah~~",
    ":material-x:",
    "[nilai] (nilai.md)",
    "[nilai](nilai.md itu",
    "> [!NOTE]",
    ":::note",
    "-\xa0satu",
    "Kata{.kelas}",
    "++ctrl+c++",
    "a&nbps;b",
    "a&nbsp b",
    "**tebal",
    "^[catatan]",
    "*[PBB] Satu",
    "{{< figure >}}",
    "{% x %}",
    "\\ref{x}",
    "1) a\n2) b",
    ".. note:: x",
    "a\n:b",
    "teks\\\nlagi",
    "!!! note “x”",
    "=== Tab",
    "[b]x[/b]",
    "'''x'''",
    "/// note",
    "`kode",
    "x^2^",
    "~~`kode`~~",
    "{:toc}",
]
PROSE = [
    "5 * 3 = 15",
    "a_b",
    "$5 and $6",
    "C++ dan C#",
    "10:30:00",
    "~5 km dan ~6 km",
    "50 == 50",
    "R&D; AT&T; Simon&Schuster; 1990",
    "[1] (lihat juga)",
    "1:2:3",
    "Himpunan {{1,2},{3}}",
    "p < 0,05**",
    "https://x.id/?a=1&copy=2",
    "Ya!!!",
    "`~~x~~`",
    "\\~~x\\~~",
    "10~20~30",
    "Harga*\n\n\\* belum pajak",
    "1) satu\n\n2) dua",
    "    ~~x~~",
    "**Tebal**: *kata*",
    "akhiran\n-kan dan lain",
]


def found(make_tree, text, code, locale="id"):
    path = "docs/nilai.md" if locale == "id" else "docs/nilai.en.md"
    return [
        f"{place.line}:{place.column}" for place, *_ in RULES[code].check(load_site(make_tree({path: HEAD + text})))
    ]


@pytest.mark.parametrize("text", SIGNS)
def test_a_sign_that_readers_see_is_told_once(make_tree, text):
    assert len(found(make_tree, text, "W09")) == 1


@pytest.mark.parametrize("text", PROSE)
def test_ordinary_prose_has_no_signs(make_tree, text):
    assert found(make_tree, text, "W09") == []


@pytest.mark.parametrize("blanks", range(4))
@pytest.mark.parametrize("opening", ['!!! note "A"', "??? tip", '=== "A"'])
def test_a_box_without_its_text_is_told(make_tree, opening, blanks):
    assert found(make_tree, f"{opening}\n{' ' * blanks}Isi.", "W10") == ["6:1"]
    assert found(make_tree, f"{opening}\n    Isi.", "W10") == []


@pytest.mark.parametrize(("locale", "title"), [("id", "Kiat"), ("en", "Tip")])
@pytest.mark.parametrize("kind", ["!!! tip", "!!! kiat", "??? tip"])
def test_a_box_without_a_title_has_one_in_the_language_of_the_page(make_tree, kind, locale, title):
    path = "docs/nilai.md" if locale == "id" else "docs/nilai.en.md"
    site = load_site(make_tree({path: f"{HEAD}{kind}\n    Isi.\n"}))
    assert f">{title}</" in site.pages["nilai", locale].html
    assert "data-kind" not in site.pages["nilai", locale].html


@pytest.mark.parametrize(
    "kinds", ["kiat", "tanya-jawab", "seealso", "note web-only", "note inline end", "tip no-gloss"]
)
def test_a_box_may_be_of_any_kind_that_has_a_name(make_tree, kinds):
    text = f"!!! {kinds}\n    Isi.\n"
    assert [found(make_tree, text, code) for code in ("H08", "W09", "W10")] == [[], [], []]


@pytest.mark.parametrize(
    "text", ["[lihat @a1]", "[@a1, bab 2]", "[-@a1, hlm. 3, dst.]", "[lihat @a1; juga @b2, bab 1]"]
)
def test_a_citation_has_nothing_that_a_page_may_not_hold(make_tree, text):
    assert [found(make_tree, text, code) for code in ("H01", "H02", "H08")] == [[], [], []]


def test_a_box_is_not_the_one_on_how_to_cite_a_page(make_tree):
    assert len(found(make_tree, "!!! cite\n    Isi.\n", "H08")) == 1


def test_a_footnote_has_both_its_ends(make_tree):
    assert found(make_tree, "Kata.[^b]\n\n[^a]: Isi.", "L07") == ["6:6", "8:1"]
    assert found(make_tree, "Kata.[^a]\n\n[^a]: Isi.", "L07") == []
    assert found(make_tree, "[^a]: Isi.", "L02") == []


@pytest.mark.parametrize("text", ["<p>[a][b]</p>", "Satu [a][b][c] baris", '<a href="#x">[a][b]</a>'])
def test_brackets_that_are_no_link_are_left_alone(make_tree, text):
    assert found(make_tree, text, "L07") == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[lihat @a1, hlm. 24]", {"data-key": "a1", "data-before": "lihat", "data-locator": "24"}),
        ("[ @a1, pp. 3-5 ]", {"data-key": "a1", "data-locator": "3-5"}),
        ("[@a1, bab 2]", {"data-key": "a1", "data-after": ", bab 2"}),
        ("[@a1 halaman 24, dst.]", {"data-key": "a1", "data-locator": "24", "data-after": ", dst."}),
    ],
)
def test_a_citation_is_read_as_pandoc_reads_it(make_tree, text, parts):
    html = make_markdown(load_site(make_tree({"docs/nilai.md": HEAD + "x"})).config).convert(text)
    for name, value in parts.items():
        assert f'{name}="{value}"' in html
