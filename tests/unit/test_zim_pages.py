"""Pages fitted into Kiwix, and what is said when no ZIM can be made."""

import sys

import lxml.html
import pytest

from scripts.core.edition import Edition
from scripts.editions.finished_site import EditionError, FinishedSite
from scripts.editions.zim import write_zim
from scripts.editions.zim.fitted_pages import STYLE, fitted
from scripts.model.site import load_site
from scripts.render.filled_page import View
from scripts.render.frames.frame import Frames

PAGE = """<!doctype html>
<html lang="id"><head><title>Nilai</title>
<link rel="stylesheet" href="../assets/site.css"><link rel="next" href="proses.html">
<link rel="manifest" href="../manifest.webmanifest"><meta property="og:image" content="https://example.org/x.png">
<script type="application/ld+json">{"@type": "Article"}</script></head>
<body>
<header><noscript data-site-search><a href="../glosarium.html">Glosarium</a></noscript>
<label data-site-search>cari</label><div data-site-search><form></form></div>
<a class="language" hreflang="en" href="../en/dasar/nilai.html">English</a></header>
<nav><a href="../index.html">Menu</a></nav>
<article><div lang="id"><h1>Nilai<a class="headerlink" href="#">¶</a></h1>
<p>Lihat <a href="../en/pustaka.html#biestek">Biestek</a>, <a href="../edisi.zip">salinan</a>,
<a href="https://example.org/" hreflang="en">situs lain</a> dan <a href="../kutip/nilai%20a.bib">BibTeX</a>.</p>
<pre><code>&lt;img src="contoh.png"&gt;</code></pre>
<div hidden><p>arti</p></div></div>
<p>Perbaiki</p></article>
<footer><div class="offline" data-manifest="manifest.webmanifest" hidden><button></button></div>
<div class="new-edition" role="status"></div></footer>
<script src="../assets/offline.js"></script>
<script src="../assets/search/start.js" data-index="../search/search_index.js"></script>
<script>if (1 < 2 && "a>b") document.title = "x";</script>
</body></html>"""
HELD = {"index.html", "pustaka.html", "kutip/nilai a.bib", "assets/site.css"}


@pytest.fixture
def page():
    return fitted(PAGE, "dasar/nilai.html", "id", {"en/pustaka.html": "pustaka.html"}, HELD.__contains__)


@pytest.fixture
def tree(page):
    return lxml.html.document_fromstring(page.html)


def test_a_page_refers_only_to_what_the_zim_holds(page):
    assert page.references == HELD | {STYLE}


def test_links_to_another_language_lead_to_the_same_page_in_this_one(tree):
    (link,) = tree.xpath('//a[text()="Biestek"]/@href')
    assert link == "../pustaka.html#biestek"
    assert not tree.xpath('//a[@class="language"]')
    assert tree.xpath('//a[@hreflang="en"]/@href') == ["https://example.org/"]


def test_what_the_zim_does_not_hold_stays_as_text(tree):
    assert "salinan" in tree.xpath("string(//article//p)")
    assert not tree.xpath('//a[contains(@href, ".zip")]')


def test_what_kiwix_does_itself_and_what_is_said_to_other_sites_is_left_out(page, tree):
    assert "search" not in page.html
    assert "offline" not in page.html
    assert tree.xpath("string(//footer)").strip() == ""
    assert not tree.xpath("//footer/*")
    assert not tree.xpath("//noscript | //head/meta[@property] | //head/script")
    assert tree.xpath("//head/link/@rel") == ["stylesheet", "stylesheet"]


def test_code_and_scripts_say_what_they_said(page, tree):
    assert tree.xpath("string(//code)") == '<img src="contoh.png">'
    assert 'src="contoh.png"' not in page.html
    assert 'if (1 < 2 && "a>b") document.title = "x";' in page.html


def test_snippets_have_only_the_text_of_the_article_to_quote(page):
    heard = "".join(part.partition("<!--/htdig_noindex-->")[2] for part in page.html.split("<!--htdig_noindex-->"))
    text = " ".join(lxml.html.fromstring(f"<div>{heard}</div>").text_content().split())
    assert text == 'Nilai Lihat Biestek, salinan, situs lain dan BibTeX. <img src="contoh.png">'


@pytest.fixture
def source(make_tree, tmp_path):
    """A site without finished pages."""
    site = load_site(make_tree({"docs/index.md": "---\ntitle: Beranda\n---\n\nIsi."}))
    edition = Edition("2026.11.24", 1_795_478_400)
    return FinishedSite(tmp_path / "site", site, edition, View(site, Frames({}, (), {}), {}, {}, edition.number))


def test_a_site_that_was_not_built_is_named_with_the_cure(source, tmp_path):
    with pytest.raises(EditionError, match=r"index\.html: No such file or directory; run `make site` first"):
        write_zim(source, "id", tmp_path / "a.zim")
    assert not (tmp_path / "a.zim").exists()


def test_without_libzim_it_is_said_where_it_can_be_had(source, tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "scripts.editions.zim.zim_file", raising=False)
    monkeypatch.setitem(sys.modules, "libzim.writer", None)
    with pytest.raises(EditionError, match=r"libzim, which writes ZIM files, is not there .* Python 3\.11 to 3\.13"):
        write_zim(source, "id", tmp_path / "a.zim")
