"""The pages of two languages made into one: sections paired, ids unique, links right from where the page stands."""

import json

import lxml.html
import pytest

from scripts.render.article.rendered import Rendered
from scripts.render.bilingual.both_articles import Side, bilingual_article
from scripts.render.bilingual.relinking import relink, rename_ids
from scripts.render.building import checked_site, render
from tests.support.project import lay_project

INDONESIAN = """<p>Lihat <a href="nilai.html#harkat">nilai</a>, <a href="../pustaka.html#a">pustaka</a>.</p>
<h2 id="satu">Satu<a class="headerlink" href="#satu">¶</a></h2><p>Isi <a href="#dua">dua</a></p>
<h2 id="dua">Dua</h2><p>Isi</p><p>lagi</p><h2 id="hanya">Hanya</h2><p>Isi</p>
<div class="gloss-notes" hidden><div id="gloss-a">arti</div></div>"""
ENGLISH = """<p>See <a href="nilai.html#harkat">values</a>, <a href="../pustaka.html#a">works</a>.</p>
<h2 id="satu">One<a class="headerlink" href="#satu">¶</a></h2><p><a aria-describedby="gloss-a" href="#dua">two</a></p>
<h2 id="dua">Two</h2><ul><li>text</li></ul><h2 id="lone">Lone</h2><p>text</p>
<div class="gloss-notes" hidden><div id="gloss-a">meaning</div></div>"""
INSTEAD = {
    path: (f"dwibahasa/{slug}.html", suffix)
    for slug in ("dasar/proses", "dasar/nilai")
    for path, suffix in ((f"{slug}.html", ""), (f"en/{slug}.html", "-en"))
}


def side(locale, body):
    title, description = {"id": ("Judul", "Ini"), "en": ("Title", "This")}[locale]
    path = "dasar/proses.html" if locale == "id" else "en/dasar/proses.html"
    html = f"<h1>{title}</h1>{body}"
    page = Rendered("dasar/proses", locale, locale, title, description, "", html, "", (), ())
    return Side(page, path, f'<p class="improve">{locale}</p>')


def article(indonesian=INDONESIAN, english=ENGLISH):
    return bilingual_article(side("id", indonesian), side("en", english), "dwibahasa/dasar/proses.html", INSTEAD)


def together(indonesian=INDONESIAN, english=ENGLISH):
    return lxml.html.document_fromstring(f"<article>{article(indonesian, english).html}</article>")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The small project as a finished site."""
    root = lay_project(tmp_path_factory.mktemp("built") / "project")
    render(checked_site(root), root / "site")
    return root / "site"


@pytest.fixture
def both(built):
    """A page in both languages, in its frame."""
    return lxml.html.parse(str(built / "dwibahasa" / "metode" / "taktik.html")).getroot()


def headings(tree):
    """Per pair the ids of the headings on each side, None where there is none."""
    return [
        tuple(next(iter(side.xpath("./h2/@id")), None) for side in pair.xpath("./div[@lang]"))
        for pair in tree.xpath('//div[@class="pair"][@data-anchor!=""]')
    ]


def links(tree, xpath="//article"):
    return [link for element in tree.xpath(xpath) for link in element.xpath(".//a/@href")]


def test_sections_with_the_same_id_stand_side_by_side():
    tree = together()
    assert headings(tree) == [("satu", "satu-en"), ("dua", "dua-en"), (None, "lone-en"), ("hanya", None)]
    for pair in tree.xpath('//div[@class="pair"]'):
        assert pair.xpath("./div/@lang") == ["id", "en"]


def test_a_section_of_one_language_says_so_in_the_other():
    absent = [(p.getparent().get("lang"), p.text) for p in together().xpath('//p[@class="pair__absent"]')]
    assert absent == [
        ("id", "Bagian ini belum ada dalam bahasa Indonesia."),
        ("en", "This section does not exist in English yet."),
    ]


def test_blocks_share_lines_only_where_both_languages_are_built_alike():
    pairs = {pair.get("data-anchor"): pair for pair in together().xpath('//div[@class="pair"]')}
    assert pairs["satu"].get("style") == "--lines: 2"
    assert [child.tag for child in pairs["satu"][1]] == ["h2", "p"]
    assert pairs["dua"].get("style") == "--lines: 2"
    assert [child.tag for child in pairs["dua"][0]] == ["h2", "div"]


def test_ids_are_unique_and_every_reference_finds_its_own():
    tree = together()
    found = tree.xpath("//@id")
    assert len(found) == len(set(found))
    assert tree.xpath('//*[@lang="en"]//a/@aria-describedby') == ["gloss-a-en"]
    assert tree.xpath('//*[@id="gloss-a-en"]/ancestor::*[@lang][1]/@lang') == ["en"]
    assert links(tree, '//div[@data-anchor="satu"]') == ["#satu", "#dua", "#satu-en", "#dua-en"]


def test_links_lead_to_pages_in_both_languages_where_there_are_such():
    assert links(together(), '//div[@class="pair"][@data-anchor=""][1]') == [
        "nilai.html#harkat",
        "../../pustaka.html#a",
        "nilai.html#harkat-en",
        "../../en/pustaka.html#a",
    ]


def test_the_article_says_what_it_is_and_how_to_leave():
    tree, made = together(), article()
    assert (made.title, made.description) == ("Judul – Title", "Ini / This")
    assert (made.headings, made.entries) == ((), ())
    ways = [(link.get("href"), link.get("hreflang")) for link in tree.xpath('//p[@class="pair__side"]/a')]
    assert ways == [("../../dasar/proses.html", "id"), ("../../en/dasar/proses.html", "en")]
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath('//p[@class="improve"]/text()') == ["id", "en"]


def test_the_frame_knows_where_it_stands_and_how_to_leave(both, built):
    assert both.get("lang") == "id"
    pages = [lxml.html.parse(str(built / way / "metode" / "taktik.html")).getroot() for way in ("", "en")]
    names = [next(page.xpath("//h1")[0].itertext()).strip() for page in pages]
    assert both.findtext(".//title") == " – ".join(names)
    ways = [(link.get("href"), link.get("hreflang")) for link in both.xpath('//p[@class="pair__side"]/a')]
    assert ways == [("../../metode/taktik.html", "id"), ("../../en/metode/taktik.html", "en")]
    header = both.xpath("//header")[0]
    assert [(a.get("href"), a.get("hreflang")) for a in header.xpath(".//a[@hreflang]")] == ways
    # There is a home page in both languages, too.
    assert "../index.html" in links(both, "//header")
    assert json.loads(both.xpath('string(//script[@id="__config"])'))["base"] == "../.."
    for name in ("href", "src", "data-index", "data-worker"):
        for address in both.xpath(f"//@{name}"):
            # Whatever the frame fetches or links is there, seen from where the page stands now.
            if not address.startswith(("#", "http", "mailto:", "data:", "javascript:", "/")):
                path = address.partition("#")[0].partition("?")[0]
                assert (built / "dwibahasa" / "metode" / path).exists(), address
    assert any("bilingual" in href for href in both.xpath("//link/@href"))
    assert all(toc.get("hidden") is not None for toc in both.xpath('//*[@data-md-type="toc"]'))
    assert len(both.xpath("//h1")) == 1


def test_search_engines_and_reference_managers_are_sent_to_the_pages_of_one_language(both):
    names = {meta.get("name") for meta in both.xpath("//meta[@name]")}
    assert "description" in names
    assert not {name for name in names if name.startswith("citation")}
    assert both.xpath('//meta[@name="robots"]/@content') == ["noindex"]
    assert not both.xpath('//script[@type="application/ld+json"]')
    assert not both.xpath('//link[@rel="canonical" or @rel="alternate"]')
    assert not both.xpath('//*[@class="side-by-side"]')


def test_terms_are_paired_in_the_order_of_the_first_language():
    letters = '<p>x</p><nav class="letters"><a href="#huruf-{0}">{0}</a></nav>'
    letter = '<h2 class="letter" id="huruf-{0}">{0}</h2>'
    term = '<h3 class="term" id="{0}">{1}</h3><div class="entry">{1}</div>'
    indonesian = letters.format("k") + letter.format("k") + term.format("klien", "klien") + term.format("kode", "kode")
    english = letters.format("c") + letter.format("c") + term.format("kode", "code") + term.format("klien", "client")
    tree = together(indonesian, english)
    terms = [pair.xpath("./div/h3/text()") for pair in tree.xpath('//div[@class="pair"][@data-anchor!=""]')]
    assert terms == [["klien", "client"], ["kode", "code"]]
    assert tree.xpath('//h2[@class="letter"]/@id') == ["huruf-k"]
    assert links(tree, '//nav[@class="letters"]') == ["#huruf-k"]


@pytest.mark.parametrize(
    ("html", "renamed"),
    [
        ('<a href="#x">a</a>', '<a href="#x-en">a</a>'),
        ('<a href="#elsewhere">a</a>', '<a href="#elsewhere">a</a>'),
        ('<a href="#">a</a>', '<a href="#">a</a>'),
        ('<label for="x">a</label>', '<label for="x-en">a</label>'),
        ('<input type="radio" name="tabs">', '<input type="radio" name="tabs-en">'),
        ('<p aria-labelledby="x other x">a</p>', '<p aria-labelledby="x-en other x-en">a</p>'),
        ('<svg><use xlink:href="#x"></use></svg>', '<svg><use xlink:href="#x-en"></use></svg>'),
        ('<svg><rect fill="url(#x)"></rect></svg>', '<svg><rect fill="url(#x-en)"></rect></svg>'),
        ("<p style=\"mask: url('#x')\">a</p>", "<p style=\"mask: url('#x-en')\">a</p>"),
        ('<p style="mask: url(#y)">a</p>', '<p style="mask: url(#y)">a</p>'),
        (
            "<style>#x { fill: url(#x); color: #abc }</style>",
            "<style>#x-en { fill: url(#x-en); color: #abc }</style>",
        ),
        ('<sup id="fnref:1"><a href="#fnref:1">1</a></sup>', '<sup id="fnref:1-en"><a href="#fnref:1-en">1</a></sup>'),
    ],
)
def test_what_refers_to_an_id_follows_it(html, renamed):
    tree = lxml.html.fragment_fromstring(f'{html}<b id="x"></b>', create_parent="div")
    rename_ids(tree, "-en")
    assert lxml.html.tostring(tree, encoding="unicode") == f'<div>{renamed}<b id="x-en"></b></div>'


@pytest.mark.parametrize(
    ("link", "moved"),
    [
        ("a.html", "../en/metode/a.html"),
        ("../b.html?h=x#y", "../en/b.html?h=x#y"),
        ("../nilai.html#y", "nilai.html#y-en"),
        ("k.html#y", "#y-en"),
        ("k.html", "k.html"),
        ("#y", "#y"),
        ("https://example.org/a.html", "https://example.org/a.html"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("/absolute.html", "/absolute.html"),
        ("javascript:void(0)", "javascript:void(0)"),
    ],
)
def test_a_link_works_from_where_its_page_stands_now(link, moved):
    tree = lxml.html.fragment_fromstring(f'<p><a href="{link}">x</a></p>')
    instead = {"en/nilai.html": ("dwibahasa/nilai.html", "-en"), "en/metode/k.html": ("dwibahasa/k.html", "-en")}
    relink(tree, "en/metode/index.html", "dwibahasa/k.html", instead)
    assert tree.xpath("//a/@href") == [moved]
