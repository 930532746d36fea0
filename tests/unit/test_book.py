"""The articles of the site read as a book: chapters in the order of the menu, ids and links that hold inside it."""

from dataclasses import replace

import pytest

from scripts.core.edition import Edition
from scripts.editions.book import read_book
from scripts.editions.finished_site import EditionError, FinishedSite
from scripts.model.site import load_site
from scripts.render.article.rendered import Rendered
from scripts.render.filled_page import View
from scripts.render.frames.frame import Frames
from scripts.render.labels import LABELS
from tests.support.settings import SETTINGS

PAGE = """<h1 id="judul">{title}<a class="headerlink" href="#judul">#</a></h1>
{body}"""
NILAI = """<p>Lihat <a href="../prinsip.html#satu">satu</a>,
<a href="../prinsip.html">prinsip</a>, <a href="#dua">dua</a>,
<a href="../kontribusi.html#cara">cara</a>, <a href="../berkas.pdf">berkas</a>,
<a href="https://example.org/#a">luar</a>. <img src="../assets/gambar%20satu.png" alt="Gambar"></p>
<h2 id="dua">Dua<a class="headerlink" href="#dua">#</a></h2>
<svg viewBox="0 0 1 1" aria-labelledby="t"><title id="t">Gambar</title></svg><script>1</script>
<div class="tabbed-set"><input id="tab" name="tab" type="radio"><div class="tabbed-labels"><label for="tab">Kota</label>
</div><div class="tabbed-content"><div class="tabbed-block"><p>Isi</p></div></div></div>"""


@pytest.fixture
def make_source(make_tree):
    def make(nilai=NILAI, prinsip='<h2 id="satu">Satu</h2>', settings="", address="https://contoh.id/", missing=""):
        text = "---\ntitle: A\ndescription: B\n---\n\nIsi.\n"
        docs = {f"docs/{slug}.md": text for slug in ("index", "dasar/nilai", "prinsip", "kontribusi")}
        docs["docs/kartu.md"] = f"{text}\n[[cards]]\n"
        nav = "nav: [index.md, {Dasar: [dasar/nilai.md, kartu.md, prinsip.md]}, {Situs: [kontribusi.md]}]\n"
        extra = f"{nav}extra:\n  not_in_book: [index, kontribusi]\n{settings}"
        docs["mkdocs.yml"] = SETTINGS.replace("extra:\n", extra).replace("https://contoh.id/", address)
        bodies = {"index": "", "dasar/nilai": nilai, "prinsip": prinsip}
        built = {"site/assets/gambar satu.png": b"png"}
        root = make_tree(docs | {path: content for path, content in built.items() if path != missing})
        pages = {
            (slug, "id"): Rendered(
                slug, "id", "id", slug, f"Tentang {slug}", "", PAGE.format(title=slug, body=body), "", (), ()
            )
            for slug, body in bodies.items()
        }
        site, edition = load_site(root), Edition("2026.01.02", 1767312000)
        return FinishedSite(root / "site", site, edition, View(site, Frames({}, (), {}), pages, {}, edition.number))

    return make


def test_chapters_stand_in_the_order_of_the_menu_without_what_is_of_use_on_the_site_only(make_source):
    book = read_book(make_source(), "id")
    assert [(chapter.slug, chapter.part, chapter.title) for chapter in book.chapters] == [
        ("dasar/nilai", "Dasar", "dasar/nilai"),
        ("prinsip", "Dasar", "prinsip"),
    ]
    assert (book.title, book.description, book.based_on) == ("Contoh", LABELS["id"]["book_description"], "")
    assert book.chapters[0].description == "Tentang dasar/nilai"


def test_a_chapter_is_the_content_below_its_title(make_source):
    body = read_book(make_source(), "id").chapters[0].body
    assert not body.xpath('.//h1 | .//script | .//input | .//label | .//*[@class="headerlink"]')


def test_ids_and_links_hold_in_the_whole_book(make_source):
    nilai, prinsip = (chapter.body for chapter in read_book(make_source(), "id").chapters)
    assert nilai.xpath(".//h2/@id") == ["dua--dasar-nilai"]
    assert nilai.xpath(".//svg/@aria-labelledby") == nilai.xpath(".//svg/title/@id") == ["t--dasar-nilai"]
    assert prinsip.xpath(".//h2/@id") == ["satu--prinsip"]
    assert nilai.xpath(".//p/a/@href") == [
        "#satu--prinsip",
        "#prinsip",
        "#dua--dasar-nilai",
        "https://contoh.id/kontribusi.html#cara",
        "https://example.org/#a",
    ]


def test_links_out_of_the_book_are_text_when_the_site_has_no_address(make_source):
    nilai = read_book(make_source(address="''"), "id").chapters[0].body
    assert [link.text for link in nilai.xpath(".//p/a")] == ["satu", "prinsip", "dua", "luar"]
    assert "cara, berkas, luar" in " ".join(nilai.text_content().split())


def test_what_stands_in_tabs_is_shown_below_its_label(make_source):
    (block,) = read_book(make_source(), "id").chapters[0].body.find_class("tabbed-block")
    assert [(child.tag, child.text.strip()) for child in block] == [("p", "Kota"), ("p", "Isi")]


def test_what_is_said_of_the_website_only_is_left_out(make_source):
    nilai = """<p>Satu.</p><p class="web-only">Klik di sini.</p><h2 id="a" class="x web-only">Jaringan</h2><p>Dua.</p>
    <h3 id="b">Bawah</h3><p>Tiga.</p><h2 id="c">Lisensi</h2><p>Empat. <a href="../prinsip.html#kartu">kartu</a></p>"""
    source = make_source(nilai=nilai, prinsip='<h2 id="kartu" class="web-only">Kartu</h2><p>Balik.</p>')
    root = source.site.config.root
    page = root / "docs" / "prinsip.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n## Kartu {{#kartu}}\n", encoding="utf-8")
    book = read_book(replace(source, site=load_site(root)), "id")
    body, other = (chapter.body for chapter in book.chapters)
    assert " ".join(body.text_content().split()) == "Satu. LisensiEmpat. kartu"
    assert other.text_content().strip() == ""
    # The site has the place that the book lacks.
    assert body.xpath(".//a/@href") == ["https://contoh.id/prinsip.html#kartu"]


def test_pictures_and_drawings_are_kept(make_source):
    source = make_source()
    nilai = read_book(source, "id").chapters[0].body
    assert nilai.xpath(".//img/@src") == ["assets/gambar satu.png"]
    assert nilai.xpath(".//svg")[0].get("viewBox") == "0 0 1 1"


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"prinsip": ""}, "prinsip.html has no place satu, which dasar/nilai.html links to"),
        ({"nilai": '<a href="#tiada">x</a>'}, "dasar/nilai.html has no place tiada"),
        (
            {"missing": "site/assets/gambar satu.png"},
            "assets/gambar satu.png is not in the site",
        ),
        (
            {"settings": "  based_on: anon1900\n"},
            "references.yml has no work anon1900, which based_on names",
        ),
    ],
)
def test_a_site_that_makes_no_book_is_told_so(make_source, broken, message):
    with pytest.raises(EditionError) as error:
        read_book(make_source(**broken), "id")
    assert message in str(error.value)
