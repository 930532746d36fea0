"""Forms of the glossary as pages write them: with signs between their words, with markup, and not in addresses."""

import lxml.html
import pytest

from scripts.checks import check_site
from scripts.core.matcher import Matcher
from scripts.model.site import load_site
from scripts.render.article.inline import page_html

HEAD = "---\ntitle: A\ndescription: A\n---\n\n"


def found(form, text, locale="id"):
    return [text[match.start : match.end] for match in Matcher([(form, form)], locale).find(text)]


@pytest.mark.parametrize(
    "form",
    [
        "hak asasi manusia (HAM)",
        "PMKS/PPKS",
        "M.A. sosial",
        "tatap muka, langsung",
        "monitoring & evaluasi",
        "anak–orang tua",
        "C++",
        ".NET",
        "S.Sos.",
        "5W+1H",
        "Jum'at",
        "(re)integrasi",
        "pro- dan kontra",
        "#MeToo",
        "self-help: group",
        "klien (pasien)",
        "“kasus” khusus",
        "A & B/C (D)",
    ],
)
def test_a_form_is_found_as_it_is_written(form):
    assert found(form, f"Kata {form} ada, juga ({form}).") == [form, form]
    assert found(form, form) == [form]
    assert found(form, f"Kata {form.upper()} ada.") == [form.upper()]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("C++", "Vitamin C dan C+ dan C"),
        ("hak asasi manusia (HAM)", "hak asasi manusia, HAM"),
        ("hak asasi manusia (HAM)", "hak asasi manusia (HAM"),
        ("PMKS/PPKS", "PMKS PPKS, PMKS dan PPKS"),
        ("tatap muka, langsung", "tatap muka langsung"),
        ("M.A. sosial", "M.A sosial, MA sosial"),
        (".NET", "net"),
        ("pekerja sosial", "pekerja, sosial pekerja/sosial"),
    ],
)
def test_other_signs_make_other_words(form, text):
    assert found(form, text) == []


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("hak asasi manusia (HAM)", "hak asasi\nmanusia\n(HAM)"),
        ("tatap muka, langsung", "tatap\u00a0muka,\u202flangsung"),
        ("life's tasks", "life’s tasks"),
        ("life’s tasks", "life's tasks"),
        ("anti-kekerasan", "anti\u2011kekerasan"),
        ("anti-kekerasan", "anti\u2010kekerasan"),
        ("anak–orang tua", "anak-orang tua"),
        ("anak-orang tua", "anak–orang tua"),
        ("“kasus” khusus", '"kasus" khusus'),
        ("kerahasiaan", "kera\u00adhasiaan"),
    ],
)
def test_signs_and_blanks_that_look_alike_are_one(form, text):
    assert found(form, f"Kata {text} ada.") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "https://www.counseling.org/",
        "counseling.org",
        "www.counseling.org/a",
        "https://a.org/counseling?x=counseling#counseling",
        "counseling@contoh.org",
        "a@counseling.org",
        "mailto:a@counseling.org",
        "counseling.pdf",
        "berkas/counseling/daftar.docx",
        "../counseling/a",
        "~/counseling",
        "/srv/counseling/a",
        r"C:\counseling\a.doc",
        "ftp://counseling.org",
        "a.counseling.co.id/x",
    ],
)
def test_what_stands_in_an_address_is_no_word(text):
    assert found("counseling", f"Lihat {text} di sana.", "en") == []
    assert found("counseling", f"Lihat {text}, lalu counseling.", "en") == ["counseling"]


@pytest.mark.parametrize("text", ["counseling/konseling", "counseling. Lalu", "counseling.Lanjutan", "(counseling)"])
def test_a_word_beside_a_sign_is_no_address(text):
    assert found("counseling", text, "en") == ["counseling"]


def entry(term, avoid="{}"):
    return f"""terms:
  - id: hak
    locales:
      id: {{term: {term!r}, avoid: {avoid}, definition: Arti.}}
      en: {{term: right, definition: Meaning.}}
"""


@pytest.fixture
def load(make_tree, real_schemas):
    def run(body, glossary, locale="id"):
        files = {"docs/a.md" if locale == "id" else "docs/a.en.md": HEAD + body, "docs/g.md": HEAD + "[[glossary]]\n"}
        return load_site(make_tree({"docs/_data/glossary.yml": glossary, **real_schemas, **files}))

    return run


def places(site, code):
    return [
        (issue.line, issue.column) for issue in check_site(site) if issue.code == code and issue.path == "docs/a.md"
    ]


TERM = "hak asasi manusia (HAM)"


@pytest.mark.parametrize(
    "body",
    [
        "Setiap hak asasi manusia (HAM) penting.",
        "Setiap **hak asasi manusia** (HAM) penting.",
        "Setiap hak *asasi manusia (HAM)* penting.",
        "Setiap hak\nasasi manusia (*HAM*) penting.",
        "Setiap hak<br>asasi manusia (HAM)",
        "*[HAM]: hak\n\nSetiap hak asasi manusia (HAM) penting.",
    ],
)
def test_a_term_with_signs_or_markup_is_used_and_glossed(body, load):
    site = load(body, entry(TERM))
    assert [page.slug for page, _ in site.usage["id"]["hak"]] == ["a"]
    assert [issue for issue in check_site(site) if issue.code == "T04"] == []
    page = site.pages["a", "id"]
    tree = lxml.html.fragment_fromstring(page_html(site, page, None, page.html), create_parent="div")
    before = lxml.html.fragment_fromstring(page.html, create_parent="div")
    for link in tree.xpath("//a[@class='gloss']"):
        assert " ".join(link.text_content().split()).replace("hakasasi", "hak asasi") == TERM
        assert link.get("href").endswith("#hak")
    # No link can begin outside an emphasis and end in it, nor the other way round.
    crosses = "hak *asasi" in body or "manusia** (HAM)" in body
    assert len(tree.xpath("//a[@class='gloss']")) == int(not crosses)
    assert "".join(tree.xpath("./p//text()")) == "".join(before.xpath("./p//text()"))


@pytest.mark.parametrize(
    "body",
    [
        "Hak `x` asasi manusia (HAM).",
        "Hak ![x](x.png) asasi manusia (HAM).",
        "Hak *in*{lang=en} asasi manusia (HAM).",
        "Hak\n\nasasi manusia (HAM).",
        "- Hak\n- asasi manusia (HAM)",
        "Hak [asasi]{.no-gloss} x manusia (HAM).",
    ],
)
def test_what_stands_between_the_words_parts_them(body, load):
    assert load(body, entry(TERM)).usage["id"] == {}


AVOID = entry("hak", "{profesionil: Ejaan lama., klien (pasien): Dua kata.}")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("![seorang profesionil](a.png)\n\nSeorang profesionil datang.\n", [(8, 9)]),
        ("*[PRF]: profesionil\n\nKata profesionil ini.\n", [(8, 6)]),
        ("[x][a] Kata profesionil.\n\n[a]: b.md 'profesionil'\n", [(6, 13)]),
        ("Kata.[^profesionil] Satu profesionil.\n\n[^profesionil]: Dua profesionil.\n", [(6, 26), (8, 21)]),
        ("[^1]: Catatan profesionil di kaki.\n\nTeks profesionil di atas.[^1]\n", [(6, 15), (8, 6)]),
        ("`profesionil` <!-- profesionil --> profesionil\n", [(6, 36)]),
        ('<span title="profesionil">x</span> profesionil\n', [(6, 36)]),
        ("## A {.profesionil #profesionil}\n\nx profesionil\n", [(8, 3)]),
        ("[x](profesionil.md) profesionil\n", [(6, 21)]),
        ("<https://profesionil.org> profesionil\n", [(6, 27)]),
        ("```\nprofesionil\n```\n\nx profesionil\n", [(10, 3)]),
        ("x *profesionil* y __profesionil__\n", [(6, 4), (6, 21)]),
        ("seorang profes**ionil**\n", [(6, 9)]),
        ("klien (*pasien*) dan klien\n(pasien)\n", [(6, 1), (6, 22)]),
        ("klien \\(pasien\\) ada\n", [(6, 1)]),
        ("Lihat <https://www.profesionil.org/>, <a@profesionil.org>, profesionil.pdf.\n", []),
        ("[https://profesionil.org](https://profesionil.org)\n", []),
        ("*profesionil*{lang=en} profesionil\n", [(6, 24)]),
    ],
)
def test_a_discouraged_form_is_reported_where_it_stands(body, expected, load):
    assert sorted(places(load(body, AVOID), "T05")) == expected


def test_an_exemption_on_its_line_holds(load):
    site = load("![profesionil](a.png)\n\nSatu profesionil. <!-- exempt T05: dikutip -->\n", AVOID)
    assert [issue.code for issue in check_site(site) if issue.code in ("T05", "X02")] == []


def test_a_form_of_signs_alone_is_told(load):
    site = load("x\n", entry("…"))
    assert [str(issue.message) for issue in check_site(site) if issue.code == "T02"] == [
        "“…” has neither letter nor digit, so no page can be found to use it"
    ]


def test_a_misspelt_word_is_reported_where_readers_meet_it(make_tree):
    body = "*[PRF]: professjonil\n\n<https://professjonil.org>\n\nSeorang professjonil.[^professjonil]\n\n"
    settings = (make_tree({}) / "mkdocs.yml").read_text()
    root = make_tree({"docs/a.md": HEAD + body + "[^professjonil]: x\n"})
    (root / "mkdocs.yml").write_text(settings.replace("extra:\n", "extra:\n  check_families: [W]\n"))
    assert places(load_site(root), "W08")[0] == (10, 9)
