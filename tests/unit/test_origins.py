"""Where each block of a page comes from: told by its citations, shown to readers, counted."""

import json

import pytest

from scripts.commands.status import main
from scripts.model.markdown.markup import parse_html
from scripts.model.origins import ALONE, ARTICLE, MIXED, NOTHING_BEFORE, QUOTATION, SITE, WORKS, counted, trace
from scripts.model.settings.config import ConfigError, load_config
from scripts.model.site import load_site
from scripts.render.article.bibliography import bibliographies
from scripts.render.article.blocks import page_markdown
from scripts.render.article.inline import page_html
from scripts.render.article.shown_origins import origin_counts
from scripts.status.report import Report
from tests.support.cases import cases
from tests.support.settings import with_settings

HEAD = "---\ntitle: Catatan\ndescription: Catatan singkat.\n---\n\n"
SETTINGS = with_settings("extra:\n  origins: {article: luhpuri2010, except: [tentang]}\n")
REFERENCES = """references:
  - {id: luhpuri2010, status: verified, csl: {type: post-weblog, title: Metode, author: [{family: Luhpuri}]}}
  - {id: biestek1957, status: verified, csl: {type: book, title: Relasi, author: [{family: Biestek}]}}
"""
ART, OTHER = "[@luhpuri2010]", "[@biestek1957]"
LIST, TABLE = "- satu\n- dua", "| a | b |\n| --- | --- |\n| c | d |"


@pytest.fixture
def site_of(make_tree, real_schemas):
    def make(text, **files):
        pages = {"docs/catatan.md": HEAD + text, "docs/_data/references.yml": REFERENCES, "docs/pustaka.md": SHELF}
        return load_site(make_tree({**real_schemas, "mkdocs.yml": SETTINGS, **pages, **files}))

    return make


SHELF = "---\ntitle: Pustaka\ndescription: Daftar.\n---\n\n[[references]]\n"


@pytest.fixture
def traced(site_of):
    """The tag, the origins and the trouble of each block of a page with this text."""

    def run(text):
        page = site_of(text).pages["catatan", "id"]
        return [
            (block.element.tag, *block.origins, block.trouble) for block in trace(parse_html(page.html), "luhpuri2010")
        ]

    return run


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (f"Kata {ART}.", [("p", ARTICLE, "")]),
        (f"Kata {OTHER}.", [("p", WORKS, "")]),
        ("Kata.", [("p", SITE, "")]),
        (f"Kata {OTHER} dan {ART}.", [("p", ARTICLE, WORKS, "")]),
        ("Kata [@luhpuri2010; @biestek1957].", [("p", ARTICLE, WORKS, "")]),
        ("Kata.[^1]\n\n[^1]: Lihat [@biestek1957].", [("p", WORKS, "")]),
        (f"Kata {ART}.\n\n{LIST}", [("p", ARTICLE, ""), ("ul", ARTICLE, "")]),
        (f"Kata {ART}.\n\n{LIST} {OTHER}", [("p", ARTICLE, ""), ("ul", WORKS, "")]),
        (f"Kata {ART}.\n\n{LIST}\n{{: .own }}", [("p", ARTICLE, ""), ("ul", SITE, "")]),
        (f"Kata {ART}.\n\n{TABLE}\n{{: .own }}", [("p", ARTICLE, ""), ("table", SITE, "")]),
        (f"Kata {ART}.\n\n{TABLE}\n\n{{: .own }}\n\nLagi.", [("p", ARTICLE, ""), ("table", SITE, ""), ("p", SITE, "")]),
        (f"Kata {ART}.\n\n{TABLE}\n\n1. x", [("p", ARTICLE, ""), ("table", ARTICLE, ""), ("ol", ARTICLE, "")]),
        (f"Kata {ART}.\n\n## B {{#b}}\n\n{TABLE}", [("p", ARTICLE, ""), ("table", ALONE)]),
        (f"{TABLE.replace('d', OTHER)}", [("table", WORKS, "")]),
        ("kata\n:   arti", [("dl", ALONE)]),
        (f"Kata {ART}.\n\n---\n\n{LIST}", [("p", ARTICLE, ""), ("ul", ALONE)]),
        (f"> Petikan {OTHER}.", [("blockquote", WORKS, "")]),
        (f"Kata {ART}.\n\n> Petikan.", [("p", ARTICLE, ""), ("blockquote", QUOTATION)]),
        (f"> Petikan {OTHER}.\n\n{LIST}", [("blockquote", WORKS, ""), ("ul", ALONE)]),
        (f"Kata {OTHER}.\n\nLagi.\n{{: .continued }}", [("p", WORKS, ""), ("p", WORKS, "")]),
        (f"Kata {OTHER}.\n\nLagi {ART}.\n{{: .continued }}", [("p", WORKS, ""), ("p", ARTICLE, WORKS, "")]),
        ("Kata.\n\nLagi.\n{: .continued }", [("p", SITE, ""), ("p", NOTHING_BEFORE)]),
        ("Kata.\n{: .continued }", [("p", NOTHING_BEFORE)]),
        (f"Kata {OTHER}.\n{{: .own }}", [("p", SITE, MIXED)]),
        (f'!!! note "Catatan"\n    Kata {OTHER}.', [("div", WORKS, "")]),
        (f'!!! note "Catatan"\n    Kata.\n\n    - butir\n\n{LIST}', [("div", SITE, ""), ("ul", ALONE)]),
        ('!!! example "Contoh rekaan"\n    Kata.', [("div", SITE, "")]),
        (f'??? contoh "Contoh rekaan"\n    Kata {ART}.', [("details", SITE, MIXED)]),
        ("## Baca juga {#baca}\n\n- [A](catatan.md): x\n- **[B](catatan.md)**", [("ul", SITE, "")]),
        ("## Baca juga {#baca}\n\n- [A](https://example.org/): x", [("ul", ALONE)]),
        (f"Kata {ART}.\n\n[[references]]\n\n{LIST}", [("p", ARTICLE, ""), ("ul", ARTICLE, "")]),
        (f'<div markdown="1">\n\nKata {ART}.\n\n{LIST}\n\n</div>', [("p", ARTICLE, ""), ("ul", ARTICLE, "")]),
        (f'=== "Satu"\n\n    Kata {ART}.\n\n=== "Dua"\n\n    Kata.', [("p", ARTICLE, ""), ("p", SITE, "")]),
        (f'=== "Satu"\n\n    Kata {ART}.\n\n=== "Dua"\n\n    - satu', [("p", ARTICLE, ""), ("ul", ALONE)]),
        (f'=== "Satu"\n\n    Kata {ART}.\n\n{LIST}', [("p", ARTICLE, ""), ("ul", ALONE)]),
        (f"Kata {ART}.\n\n- satu\n\n    > Petikan {OTHER}.", [("p", ARTICLE, ""), ("ul", WORKS, "")]),
        (f"Kata {ART}.\n\n- satu\n\n    > Petikan.", [("p", ARTICLE, ""), ("ul", QUOTATION)]),
        (f'!!! note "Catatan"\n    Kata {ART}.\n\n    > Petikan.', [("div", QUOTATION)]),
        (f"> Luar.\n>\n> > Dalam.\n>\n> Lagi {OTHER}.", [("blockquote", WORKS, "")]),
        (f"Kata {ART}.\n\n![Gambar](a.png)", [("p", ARTICLE, ""), ("p", ARTICLE, "")]),
        ("![Gambar](a.png)", [("p", ALONE)]),
        (f'Kata {ART}.\n\n<a id="x"></a>\n\n{LIST}', [("p", ARTICLE, ""), ("ul", ARTICLE, "")]),
        ("<div>Kata <b>tebal</b></div>\n\n<div><p>Satu</p></div>", [("div", SITE, ""), ("p", SITE, "")]),
        (f'<div class="own" markdown="1">\n\nKata {ART}.\n\n</div>', [("div", SITE, MIXED)]),
        ("<!-- exempt D01: karena -->\n\nKata.", [("p", SITE, "")]),
    ],
)
def test_the_citations_of_a_block_tell_its_origin(traced, text, blocks):
    found = traced(text)
    # Where nothing is known, only the trouble stands behind the tag.
    assert found == blocks


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"Kata {ART}.\n\n- satu\n    - dua\n    {{: .own }}\n- tiga", [9]),
        (f"Kata {ART}.\n\n- satu\n- dua\n{{: .own .no-gloss }}", [9]),
        (f'!!! note "Catatan"\n    Kata {ART}.\n\n    Lagi.\n    {{: .continued }}', [9]),
        (f"> Petikan {OTHER}.\n> {{: .own }}", [6]),
        ("## Judul {#judul}\n{: .own }\n\nKata.", [6]),
        (f"Kata [sini](catatan.md){{: .own }} {ART}.", [6]),
        (f"Kata {ART}.\n\n{LIST}\n{{: .own }}", []),
    ],
)
def test_a_mark_that_is_on_no_block_is_told(site_of, text, lines):
    assert [issue.line for issue in Report(site_of(text)).issues if issue.code == "C06"] == lines


@pytest.mark.parametrize("sign", ["!!!", "???"])
def test_the_hint_for_an_example_can_be_copied(site_of, sign):
    site = site_of(f'{sign} example "Kasus"\n    Kata.\n')
    (issue,) = [issue for issue in Report(site).issues if issue.code == "C08"]
    assert f'{sign} example "Contoh rekaan"' in issue.hint.text("en")


def test_a_site_that_does_not_ask_reads_the_marks_as_attribute_lists(make_tree):
    site = load_site(make_tree({"docs/catatan.md": f"{HEAD}Kata.\n\n{LIST}\n{{: .own }}\n"}))
    page = site.pages["catatan", "id"]
    assert '<li class="own">dua</li>' in page.html
    assert site.block_origins(page) == ()
    assert site.origin_totals("id") == {}
    assert page_html(site, page, None, page.html).count("data-origin") == 0


def test_a_block_says_where_it_comes_from(site_of):
    text = f"Kata {ART} dan {OTHER}.\n\nKata.\n\n{LIST}\n{{: .own }}\n\n> Petikan.\n"
    site = site_of(text)
    page = site.pages["catatan", "id"]
    shown = parse_html(page_html(site, page, bibliographies(site)["id"], page.html))
    said = [(element.tag, element.get("data-origin"), element.get("data-word")) for element in shown]
    assert said == [
        ("p", "article works", "artikel dan karya lain"),
        ("p", "own", "situs ini"),
        ("ul", "own", "situs ini"),
        ("blockquote", None, None),
    ]
    # What authors write to tell it is nothing for readers.
    assert not shown.xpath(".//@class[contains(., 'own')]")
    assert origin_counts(site, page) == {"article": 1, "works": 1, "own": 2}


def test_an_excepted_page_says_nothing(site_of):
    site = site_of("Kata.", **{"docs/tentang.md": f"{HEAD}Kata.\n\n> Petikan.\n"})
    page = site.pages["tentang", "id"]
    assert origin_counts(site, page) == {}
    assert "data-origin" not in page_html(site, page, None, page.html)


DIAGRAM = cases()["G04/clean"].files["docs/_data/diagrams/sejarah.yml"].decode()


@pytest.mark.parametrize(
    ("more", "origin", "caption"),
    [
        ("sources: [biestek1957]\n", "works", "(Biestek, t.t.)"),
        ("sources: [luhpuri2010, biestek1957]\n", "article works", "(Luhpuri, t.t.; Biestek, t.t.)"),
        ("own: true\n", "own", "Gambar rancangan situs ini."),
        ("", None, ""),
    ],
)
def test_a_diagram_says_where_it_comes_from(site_of, more, origin, caption):
    site = site_of(
        "Kata.\n\n[[diagram:sejarah]]\n", **{"docs/_data/diagrams/sejarah.yml": DIAGRAM.rstrip("\n") + f"\n{more}"}
    )
    page = site.pages["catatan", "id"]
    bibliography = bibliographies(site).get("id")
    markdown = page_markdown(Report(site), page, bibliography, "[[diagram:sejarah]]\n")
    shown = parse_html(page_html(site, page, bibliography, site.markdown.reset().convert(markdown)))
    (block,) = shown.xpath('.//div[@class="diagram"]')
    assert block.get("data-origin") == origin
    assert " ".join(block.find(".//figcaption").text_content().split()).endswith(caption or "1960 dan 1970.")
    # Its sources stand among those of the page, and know where they are cited.
    keys = [key for key in ("luhpuri2010", "biestek1957") if key in more]
    assert list(site.keys(page)) == keys
    assert ("sumber" in site.anchors(page)) == bool(keys)
    assert all([user.path for user in site.cited[key]] == [page.path] for key in keys)
    assert origin_counts(site, page).get("works", 0) == (origin or "").count("works")


def test_an_unknown_source_of_a_diagram_is_found_at_its_place(site_of):
    site = site_of(
        "Kata.\n\n[[diagram:sejarah]]\n", **{"docs/_data/diagrams/sejarah.yml": f"sources: [biestek1975]\n{DIAGRAM}"}
    )
    found = [(issue.code, issue.path, issue.line, issue.column) for issue in Report(site).issues if issue.code == "C01"]
    assert found == [("C01", "docs/_data/diagrams/sejarah.yml", 1, 11)]


def test_an_article_that_is_no_work_is_told(site_of):
    site = site_of(f"Kata {ART}.", **{"mkdocs.yml": SETTINGS.replace("article: luhpuri2010", "article: luhpuri2001")})
    (issue,) = [issue for issue in Report(site).issues if issue.code == "C01"]
    assert issue.path == "mkdocs.yml"
    assert "luhpuri2010" in issue.hint.text("en")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("origins: [luhpuri2010]", "origins must be a mapping"),
        ("origins: {except: [tentang]}", "origins needs the key of the article"),
        ("origins: {article: luhpuri2010, exept: [tentang]}", "no setting exept"),
        ("origins: {article: luhpuri2010, except: tentang}", "except must be a list"),
        ("origins: {article: [luhpuri2010]}", "article must be text"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_told(make_tree, setting, words):
    root = make_tree({"docs/index.md": "Kata.", "mkdocs.yml": f"site_name: Contoh\nextra:\n  {setting}\n"})
    with pytest.raises(ConfigError) as error:
        load_config(root)
    assert words in error.value.message.text("en")


def test_the_state_of_the_pages_counts_blocks(site_of, capsys):
    site = site_of(f"Kata {ART}.\n\nKata {OTHER} {ART}.\n\nKata.\n")
    assert main(["--format", "json", "--root", str(site.config.root)]) == 0
    found = {entry["path"]: entry["origins"] for entry in json.loads(capsys.readouterr().out)}
    assert found["docs/catatan.md"] == {"article": 2, "works": 1, "own": 1}
    assert main(["--root", str(site.config.root)]) == 0
    text = capsys.readouterr().out
    assert "2/1/1" in text
    assert "id: blocks from the article 2, from other works 1, the site's own 1" in text


def test_a_page_shows_the_counts_of_the_whole_site(site_of):
    site = site_of(f"Kata {ART}.\n\nKata.\n", **{"docs/tentang.md": f"{HEAD}[[origins]]\n"})
    markdown = page_markdown(Report(site), site.pages["tentang", "id"], bibliographies(site)["id"], "[[origins]]\n")
    rows = parse_html(markdown).xpath(".//tbody/tr")
    assert [" ".join(cell.text for cell in row) for row in rows] == [
        "artikel garis utuh 1",
        "karya lain garis putus-putus 0",
        "situs ini garis titik-titik 1",
    ]


def test_a_page_says_nothing_of_origins_that_it_has_nothing_of(site_of):
    site = site_of("Kata.\n")
    assert origin_counts(site, site.pages["catatan", "id"]) == {"own": 1}


def test_a_block_of_two_origins_counts_for_both():
    assert counted([(ARTICLE, WORKS), (SITE,), ()]) == {ARTICLE: 1, WORKS: 1, SITE: 1}
