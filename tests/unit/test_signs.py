"""Signs, boxes and titles: what is told, and what ordinary prose never is."""

import pytest

from scripts.checks import RULES, check_site
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
    "• satu\n• dua",
    "Ada:\n• satu\n\n• dua",
    "a. satu\nb. dua",
    "– satu\n– dua",
    "- satu\n-dua",
    "1. satu\n2.dua",
    "- [] tugas",
    "## Judul {#judul",
    "[a]](prinsip.md)",
    "<%= nama %>",
    "{# catatan #}",
    "${nama}",
    "%% catatan %%",
    "image::a.png[]",
    ":ref:`a`",
    "`a <b>`_",
    "\\cite{a}",
    "kata [^a b]",
    "a&#160b",
    "+---+\n| a |\n+---+",
    '!! note "A"\n    Isi',
    '==="A"\n    Isi',
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
    "- akhiran -kan\n-an juga",
    "Satu • dua • tiga",
    "a • b\n• c",
    "– Apa?  \n– Tidak.",
    "– Apa?\n\n– Tidak.",
    "a. satu  \nb. dua",
    "A. Satu\n\nB. Dua",
    "Bapak A. Rahman\nB. Habibie hadir.",
    "`a`_b_ dan **`c`**, _`d`_",
    "| * | ** |\n| --- | --- |\n| a* | b** |",
    "Lihat link:x dan image: y",
    "50%% sampai 60%%",
    "$HOME dan {a, b}",
]


ONCE = [
    ('- a\n\n    !!! note "A"\n      Isi.', ["8:5 W10"]),
    ('> ??? note "A"\n>   Isi.', ["6:3 W10"]),
    ('??? note "A"\n\n  - satu\n  - dua', ["6:1 W10"]),
    ("!!! note Judul kotak\n    Isi.", ["6:1 W10"]),
    ('- a\n  !!! note "A"\n      Isi.', ["7:3 W09"]),
    ("Satu ** tebal** dua", ["6:6 W07"]),
    ("```\nkode", ["6:1 W07"]),
    ("####### Judul", ["6:1 W09"]),
    ("#tagar dan lain", ["6:2 W07"]),
    ("Kata.[^a]\n\n[^a] Isi.", ["8:1 L07"]),
    ("Kata.[^a]\n\n[^a]: Satu.\n[^a]: Dua.", ["8:1 L07"]),
    ("{% note %}\nIsi\n{% endnote %}", ["6:1 W09", "8:4 H02"]),
    ("Isi.\n\n[TOC]", []),
    ('```python hl_lines="1 2"\na\nb\n```', []),
]
NEVER = [
    '> !!! note "A"\n>     Isi.',
    "> - satu\n>     - dua",
    "Hitung 2 * 3 * 4 dan a * b * c.",
    "Akun @ani@mastodon.example.",
    '```python linenums="1"\na\n```',
]


def every(make_tree, text):
    """What all rules find in a page of its own, but for its short title and its missing translation."""
    root = make_tree({"docs/nilai.md": f"{HEAD}{text}\n"})
    settings = root / "mkdocs.yml"
    held = settings.read_text(encoding="utf-8").replace("extra:\n", "extra:\n  check_families: [B, D, S, H, W]\n")
    settings.write_text(held, encoding="utf-8")
    issues = check_site(load_site(root))
    left_out = {"W01", "W08", "B01", "B02", "L09", "P04"}
    told = [issue for issue in issues if issue.path == "docs/nilai.md" and issue.code not in left_out]
    return [f"{issue.line}:{issue.column} {issue.code}" for issue in told]


@pytest.mark.parametrize(("text", "expected"), ONCE)
def test_one_slip_is_one_finding_at_its_cause(make_tree, text, expected):
    assert every(make_tree, text) == expected


@pytest.mark.parametrize("text", NEVER)
def test_what_is_right_here_is_not_told(make_tree, text):
    assert every(make_tree, text) == []


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
        ("[@a1.]", {"data-key": "a1"}),
        ("[@a1: 24]", {"data-key": "a1", "data-after": ": 24"}),
        ("[@doi:10.1000/x_y, 3]", {"data-key": "doi:10.1000/x_y", "data-locator": "3"}),
        ("[@a1][@b2]", {"data-key": "a1"}),
        ("[@a1][@b2]", {"data-key": "b2"}),
        ("[@a1, ; @b2]", {"data-key": "b2"}),
        ("[@a1 halaman 24, dst.]", {"data-key": "a1", "data-locator": "24", "data-after": ", dst."}),
    ],
)
def test_a_citation_is_read_as_pandoc_reads_it(make_tree, text, parts):
    html = make_markdown(load_site(make_tree({"docs/nilai.md": HEAD + "x"})).config).convert(text)
    for name, value in parts.items():
        assert f'{name}="{value}"' in html


REFERENCES = """references:
  - {id: a1, status: verified, csl: {type: book, title: Satu, author: [{family: Satu}]}}
  - {id: b2, status: verified, csl: {type: book, title: Dua, author: [{family: Dua}]}}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kata [lihat @a1, hlm. 24–25, dst.; -@b2, bab 2].", []),
        ("- Kata [lihat halaman @a1].\n- Kata [mis., @a1; bdk. juga @b2, hlm. iv–xii].", []),
        ("Kata [@a1][@b2].", []),
        ("Kata [surel a@b.example] dan @a1@mastodon.example.", []),
        ("Kata [@a1, b2].", ["6:12 C05"]),
        ("Kata [@a1 dan @b2].", ["6:15 C05"]),
        ("Kata [@a1, 24; hlm. 25].", ["6:16 C01"]),
        ("Kata [@a1;].", ["6:11 C01"]),
        ("Kata [lihat @c3, hlm. 3; @b2].", ["6:13 C01"]),
        ("*[PBB]: Lihat [@a1]\n\nPBB itu ada.", ["6:16 C05"]),
    ],
)
def test_a_citation_is_judged_once_and_at_its_key(make_tree, real_schemas, text, expected):
    make_tree({**real_schemas, "docs/_data/references.yml": REFERENCES})
    assert every(make_tree, text) == expected


@pytest.mark.parametrize("written", ["per&shy;buatan", "per&#173;buatan", "per\xadbuatan", "**per**buatan"])
def test_a_discouraged_word_is_told_where_it_stands_however_it_is_parted(make_tree, real_schemas, written):
    glossary = """terms:
  - id: tindakan
    locales:
      id: {term: tindakan, avoid: {perbuatan: Bentuk lama.}, definition: Arti.}
      en: {term: act, definition: Meaning.}
"""
    make_tree({**real_schemas, "docs/_data/glossary.yml": glossary})
    column = 6 + written.startswith("**") * 2
    assert f"8:{column} T05" in every(make_tree, f"Isi.\n\nSatu {written} lagi.")
