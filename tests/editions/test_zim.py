"""The ZIM files: read with libzim, held against zimcheck, and served by kiwix-serve to a browser."""

import io
import os
import posixpath
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import replace
from importlib.metadata import version
from urllib.parse import quote, unquote, urljoin, urlsplit

import lxml.html
import pytest
from PIL import Image
from playwright.sync_api import expect

from scripts.core.edition import Edition
from scripts.editions.finished_site import EditionError
from scripts.editions.zim import write_zim
from scripts.install import find_program
from scripts.model.site import load_site
from tests.support.built import free_port
from tests.support.menu import from_menu
from tests.support.project import ROOT, lay_project, real_site, rendered, source_of
from tests.support.words import meaning

# Its makers have no package for some platforms, where `make editions` makes no ZIM either.
reader = pytest.importorskip("libzim.reader")
search = pytest.importorskip("libzim.search")
suggestion = pytest.importorskip("libzim.suggestion")


MADE = 1_795_478_400
LOCALES = ("id", "en")
TOP = {"id": "", "en": "en/"}


def name(locale):
    return f"metode-peksos-2026.11.24-{locale}"


@pytest.fixture(scope="module")
def source(built_site):
    return source_of(built_site, real_site(), Edition("2026.11.24", MADE))


@pytest.fixture(scope="module")
def files(source, tmp_path_factory):
    folder = tmp_path_factory.mktemp("zim")
    made = {locale: folder / f"{name(locale)}.zim" for locale in LOCALES}
    for locale, file in made.items():
        write_zim(source, locale, file)
    assert sorted(folder.iterdir()) == sorted(made.values())
    return made


@pytest.fixture(scope="module")
def archives(files):
    return {locale: reader.Archive(file) for locale, file in files.items()}


@pytest.fixture(params=LOCALES)
def locale(request):
    return request.param


@pytest.fixture
def archive(archives, locale):
    return archives[locale]


def entries(archive):
    found = (archive._get_entry_by_id(number) for number in range(archive.all_entry_count))
    return {entry.path: entry for entry in found if archive.has_entry_by_path(entry.path)}


def content(archive, path):
    return bytes(archive.get_entry_by_path(path).get_item().content)


def found(archive, words):
    hits = search.Searcher(archive).search(search.Query().set_query(words))
    return list(hits.getResults(0, 100))


def test_it_says_what_it_is(archive, locale):
    said = {key: archive.get_metadata(key).decode() for key in archive.metadata_keys if "Illustration" not in key}
    counter = dict(part.split("=") for part in said.pop("Counter").split(";"))
    title = {"id": "Metode Pekerjaan Sosial", "en": "Social Work Methods"}[locale]
    description, long_description = said.pop("Description"), said.pop("LongDescription")
    assert said == {
        "Name": f"metode-peksos_{locale}_all",
        "Title": title,
        "Language": {"id": "ind", "en": "eng"}[locale],
        "Creator": title,
        "Publisher": title,
        "Date": "2026-11-24",
        "Flavour": "maxi",
        "Tags": "pekerjaan sosial;social work;_ftindex:yes;_pictures:yes;_videos:no",
        "License": "https://creativecommons.org/licenses/by-sa/4.0/",
        "Scraper": f"metode-pekerjaan-sosial 2026.11.24, libzim {version('libzim')}",
    }
    assert len(description) <= 80 < len(long_description) <= 4000
    assert {"id": "prinsip", "en": "principles"}[locale] in description
    assert int(counter["text/html"]) == sum(path.endswith(".html") for path in entries(archive))
    assert "…" not in description + long_description


def test_a_published_site_is_named_as_its_source(published_site, address, source, tmp_path, monkeypatch):
    monkeypatch.setenv("SITE_URL", address)
    write_zim(source_of(published_site, load_site(ROOT), source.edition), "en", tmp_path / "a.zim")
    archive = reader.Archive(tmp_path / "a.zim")
    assert archive.get_metadata("Source").decode() == address
    # What is told to other sites stays there.
    assert "og:image" not in content(archive, "en/nilai.html").decode()
    assert not any(path.startswith("kartu/") or path == "404.html" for path in entries(archive))


def test_its_picture_is_the_mark_of_the_site(archive):
    assert archive.get_illustration_sizes() == {48}
    item = archive.get_illustration_item(48)
    picture = Image.open(io.BytesIO(bytes(item.content)))
    assert (item.mimetype, picture.format, picture.size) == ("image/png", "PNG", (48, 48))
    # The middle of the mark is the green of its figure, the corners are clear.
    assert picture.convert("RGBA").getpixel((0, 0))[3] == 0
    assert picture.convert("RGBA").getpixel((24, 32)) == (47, 125, 116, 255)


def test_it_is_whole_and_opens_with_the_home_page(archive, locale):
    assert archive.check()
    assert archive.has_checksum
    assert archive.main_entry.get_item().path == f"{TOP[locale]}index.html"
    assert archive.has_fulltext_index
    assert archive.has_title_index


def test_it_holds_the_pages_of_its_language_and_both_side_by_side(archive, source, locale):
    pages = {path for path in entries(archive) if path.endswith(".html")}
    own = {f"{TOP[locale]}{slug}.html" for slug in source.site.slugs}
    both = {path for path in pages if path.startswith("dwibahasa/")}
    assert pages == own | both
    assert both == {file.relative_to(source.folder).as_posix() for file in source.folder.glob("dwibahasa/**/*.html")}
    assert archive.article_count == len(own)
    for path in pages:
        assert lxml.html.document_fromstring(content(archive, path)).get("lang") == locale, path


def test_titles_are_those_of_the_pages(archive, source, locale):
    for slug in source.site.slugs:
        assert archive.get_entry_by_path(f"{TOP[locale]}{slug}.html").title == source.site.page(slug, locale).title
    own, other = (source.site.page("nilai", each).title for each in (locale, {"id": "en", "en": "id"}[locale]))
    assert archive.get_entry_by_path("dwibahasa/nilai.html").title == f"{own} – {other}"


def test_every_link_and_anchor_resolves_and_nothing_is_fetched_elsewhere(archive):
    held = entries(archive)
    trees = {path: lxml.html.document_fromstring(content(archive, path)) for path in held if path.endswith(".html")}
    anchors = {
        path: {element.get("id") for element in tree.iter() if element.get("id")} for path, tree in trees.items()
    }
    dead, foreign, used = [], [], set()
    for here, tree in trees.items():
        for element, attribute, link, _ in tree.iterlinks():
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if (element.tag, attribute) != ("a", "href") and parts.scheme != "data":
                    foreign.append((here, link))
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(parts.path)))
            target = path if parts.path else here
            used.add(target)
            anchor = unquote(parts.fragment)
            if target not in held or (anchor and target in anchors and anchor not in anchors[target]):
                dead.append((here, link))
        # The questions of a test, which its script fetches.
        banks = tree.xpath("//@data-bank")
        used |= {posixpath.normpath(posixpath.join(posixpath.dirname(here), bank)) for bank in banks}
    assert (dead, foreign) == ([], [])
    # Nothing lies there that no page leads to; the home page opens by itself.
    assert held.keys() - used == set()


def test_downloads_have_their_types(archive, locale):
    types = {path: entry.get_item().mimetype for path, entry in entries(archive).items()}
    assert types["unduh/glosarium.apkg"] == "application/apkg"
    assert types["unduh/glosarium.csv"] == "text/csv"
    assert types["unduh/glosarium.tbx"] == "application/xml"
    assert types[f"kutip/nilai.{locale}.bib"] == "text/x-bibtex"
    assert types[f"kutip/nilai.{locale}.ris"] == "application/x-research-info-systems"
    assert types[f"kutip/nilai.{locale}.json"] == "application/json"
    assert types["assets/mark.svg"] == "image/svg+xml"
    assert not [path for path, kind in types.items() if ";" in kind]


@pytest.mark.parametrize(
    ("locale", "words", "path"),
    [
        ("id", "rahasia", "prinsip.html"),
        ("id", "kerahasiaan", "prinsip.html"),
        ("id", "merahasiakannya", "prinsip.html"),
        ("id", "pertolongan", "proses.html"),
        # Stemmed apart by Xapian's Indonesian, kept together by what we add.
        ("id", "menilai", "nilai.html"),
        ("id", "pengelompokan", "metode/kelompok.html"),
        # What the other language calls it.
        ("id", "confidentiality", "prinsip.html"),
        ("en", "confidential", "en/prinsip.html"),
        ("en", "valued", "en/nilai.html"),
        ("en", "helped process", "en/proses.html"),
        ("en", "kerahasiaan", "en/prinsip.html"),
    ],
)
def test_the_search_finds_by_stem(archives, words, path, locale):
    assert path in found(archives[locale], words)[:5]


def test_the_search_knows_articles_and_not_what_stands_around_them(archive, locale):
    # The foot of every page names the licence of the code, the text of one.
    assert "MIT" in content(archive, f"{TOP[locale]}nilai.html").decode()
    assert found(archive, "MIT") == [f"{TOP[locale]}tentang.html"]
    assert not [
        path for path in found(archive, {"id": "klien", "en": "client"}[locale]) if path.startswith("dwibahasa/")
    ]


@pytest.mark.parametrize(("locale", "typed", "path"), [("id", "nil", "nilai.html"), ("en", "the val", "en/nilai.html")])
def test_titles_are_suggested_while_one_types(archives, locale, typed, path):
    suggested = suggestion.SuggestionSearcher(archives[locale]).suggest(typed)
    assert path in list(suggested.getResults(0, 5))


RUN = """
import os, sys
from importlib.metadata import version
from pathlib import Path
os.umask(int(sys.argv[3], 8))
from scripts.editions.finished_site import FinishedSite
from scripts.editions.zim import write_zim
from scripts.core.edition import Edition
from scripts.model.site import load_site
from scripts.render.handed_over import read_view
site = load_site(Path.cwd())
view = read_view(Path(sys.argv[1] + ".pages"), site)
source = FinishedSite(Path(sys.argv[1]), site, Edition("2026.11.24", 1_795_478_400), view)
for locale in ("id", "en"):
    write_zim(source, locale, Path(sys.argv[2]) / f"{locale}.zim")
"""


def test_the_same_site_gives_the_same_bytes(built_site, files, tmp_path):
    folder = tmp_path / "folder lain – 2"
    folder.mkdir()
    command = [sys.executable, "-c", RUN, str(built_site), str(folder), "077"]
    variables = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    # libzim's own remarks do not come through.
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    for locale, file in files.items():
        assert (folder / f"{locale}.zim").read_bytes() == file.read_bytes()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A site of a few pages: what is the same of every site is made of this one in a moment."""
    root = lay_project(tmp_path_factory.mktemp("small") / "project")
    return source_of(rendered(root, root / "site", EDITIONS=""), load_site(root), Edition("2026.11.24", MADE))


@pytest.fixture
def copy(small, tmp_path):
    """A copy of the small site that a test may change."""
    shutil.copytree(small.folder, tmp_path / "site")
    return replace(small, folder=tmp_path / "site")


def change(page, old, new):
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_another_text_is_another_file(copy, small, tmp_path):
    change(copy.folder / "nilai.html", "keyakinan", "keyakinaan")
    made = {name: tmp_path / f"{name}.zim" for name in ("small", "again", "copy")}
    for source, file in zip((small, small, copy), made.values(), strict=True):
        write_zim(source, "id", file)
    one, again, other = (reader.Archive(file).uuid for file in made.values())
    assert one == again != other


def test_a_file_that_is_not_there_is_named(copy, tmp_path):
    (script,) = (copy.folder / "assets").glob("site.*.js")
    script.unlink()
    with pytest.raises(EditionError, match=rf"{script.name}: No such file or directory; run `make site` first"):
        write_zim(copy, "id", tmp_path / "a.zim")
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_files_of_any_kind_come_along_but_for_whole_editions(copy, tmp_path):
    edition = "metode-peksos-2026.11.24.zip"
    links = f'<h2><a href="lampiran%20A.docx">lampiran</a> <a href="{edition}">edisi</a> <a href="SHA256SUMS">sums</a>'
    change(copy.folder / "nilai.html", "<h2", f"{links}</h2><h2")
    for file in ("lampiran A.docx", edition, "SHA256SUMS"):
        (copy.folder / file).write_bytes(b"isi")
    write_zim(copy, "id", tmp_path / "a.zim")
    archive = reader.Archive(tmp_path / "a.zim")
    assert archive.get_entry_by_path("lampiran A.docx").get_item().mimetype == "application/octet-stream"
    assert not any(archive.has_entry_by_path(path) for path in (edition, "SHA256SUMS"))
    assert '<a href="lampiran%20A.docx">lampiran</a> edisi sums' in content(archive, "nilai.html").decode()


def test_a_place_that_cannot_be_written_is_named(small, tmp_path):
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    with pytest.raises(EditionError, match=r"a\.zim cannot be written \(Not a directory\): make room on the disk"):
        write_zim(small, "id", tmp_path / "berkas" / "a.zim")


@pytest.mark.needs_programs("zimcheck")
def test_zimcheck_has_nothing_to_say(files, locale):
    run = subprocess.run(
        [find_program("zimcheck"), "-A", "-D", files[locale]], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout
    assert "Overall Test Status: Pass" in run.stdout
    assert "ERROR" not in run.stdout
    assert "WARNING" not in run.stdout


@pytest.fixture(scope="module")
def kiwix(files, tmp_path_factory):
    """The address of kiwix-serve with both files."""
    port = free_port()
    command = [find_program("kiwix-serve"), "--address", "127.0.0.1", "--port", str(port), *files.values()]
    with (tmp_path_factory.mktemp("kiwix") / "log").open("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 120
            while not _answers(port):
                log.seek(0)
                assert process.poll() is None and time.monotonic() < deadline, log.read()
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(timeout=60)


def _answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture
def kiwix_page(kiwix, page):
    """A page, and the list of what a reader's browser would complain about."""
    complaints = []

    def logged(message):
        # Pages that kiwix-serve makes itself name no icon; the browser then asks in vain for one at the top.
        if not message.location["url"].endswith("/favicon.ico"):
            complaints.append(f"{message.type}: {message.text}")

    page.on("console", logged)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: answer.status < 400 or complaints.append(f"{answer.status}: {answer.url}"))
    page.on(
        "request",
        lambda request: request.url.startswith((kiwix, "data:")) or complaints.append(f"foreign: {request.url}"),
    )
    yield page
    assert complaints == []


in_kiwix = [pytest.mark.browser, pytest.mark.needs_programs("kiwix-serve")]


@pytest.mark.parametrize("locale", [pytest.param(locale, marks=in_kiwix) for locale in LOCALES])
class TestInKiwix:
    def test_every_page_opens_without_complaint(self, kiwix, kiwix_page, archives, locale):
        kiwix_page.set_viewport_size({"width": 360, "height": 740})
        for path in sorted(path for path in entries(archives[locale]) if path.endswith(".html")):
            kiwix_page.goto(f"{kiwix}{name(locale)}/{quote(path)}")
            expect(kiwix_page.locator("h1")).to_have_count(1)
            assert kiwix_page.evaluate("document.documentElement.scrollWidth") <= 360, path

    def test_home_opens_and_leads_to_an_article_below_the_bar(self, kiwix, kiwix_page, source, locale):
        kiwix_page.goto(f"{kiwix}{name(locale)}/")
        expect(kiwix_page).to_have_url(f"{kiwix}{name(locale)}/{TOP[locale]}index.html")
        bar, header = (kiwix_page.locator(part).bounding_box() for part in ("#kiwixtoolbar", ".md-header"))
        assert header["y"] >= bar["y"] + bar["height"]
        title = source.site.page("prinsip", locale).title
        from_menu(kiwix_page, source.site, "prinsip", locale)
        expect(kiwix_page).to_have_url(f"{kiwix}{name(locale)}/{TOP[locale]}prinsip.html")
        expect(kiwix_page.locator("h1")).to_have_text(re.compile(re.escape(title)))
        expect(kiwix_page.locator("a.language, .md-search, label.md-icon[for=__search]")).to_have_count(0)

    def test_a_gloss_shows_its_meaning_and_leads_to_the_glossary(self, kiwix, kiwix_page, locale):
        kiwix_page.goto(f"{kiwix}{name(locale)}/{TOP[locale]}metode/taktik.html")
        gloss = kiwix_page.locator("article a.gloss").first
        term, _ = meaning(kiwix_page, gloss)
        target = urljoin(kiwix_page.url, gloss.get_attribute("href"))
        gloss.hover()
        expect(kiwix_page.locator(".gloss-card strong")).to_have_text(term)
        gloss.click()
        assert target.startswith(f"{kiwix}{name(locale)}/{TOP[locale]}glosarium.html#")
        expect(kiwix_page).to_have_url(target)

    def test_the_filter_of_the_glossary_and_the_flash_cards_work(self, kiwix, kiwix_page, locale):
        kiwix_page.goto(f"{kiwix}{name(locale)}/{TOP[locale]}glosarium.html")
        terms = kiwix_page.locator("article h3.term:visible")
        every = terms.count()
        kiwix_page.locator(".filter input").fill(terms.last.inner_text().removesuffix("¶"))
        expect(kiwix_page.locator("article h3.term").last).to_be_visible()
        assert 0 < terms.count() < every
        kiwix_page.goto(f"{kiwix}{name(locale)}/{TOP[locale]}kartu.html")
        expect(kiwix_page.locator(".card-back")).to_be_empty()
        kiwix_page.locator(".card-flip").click()
        expect(kiwix_page.locator(".card-back p").first).not_to_be_empty()

    def test_both_languages_side_by_side_lead_on_in_that_view(self, kiwix, kiwix_page, locale):
        kiwix_page.goto(f"{kiwix}{name(locale)}/{TOP[locale]}prinsip.html#kerahasiaan")
        kiwix_page.locator(".side-by-side a").click()
        expect(kiwix_page).to_have_url(f"{kiwix}{name(locale)}/dwibahasa/prinsip.html#kerahasiaan")
        expect(kiwix_page.locator('.pair[data-anchor="kerahasiaan"] > div')).to_have_count(2)
        assert kiwix_page.locator(".pair__side").first.get_attribute("lang") == locale
        kiwix_page.locator("a.language").click()
        expect(kiwix_page).to_have_url(f"{kiwix}{name(locale)}/{TOP[locale]}prinsip.html#kerahasiaan")

    def test_the_search_finds_by_stem_and_quotes_the_article(self, kiwix, kiwix_page, locale):
        kiwix_page.goto(f"{kiwix}{name(locale)}/{TOP[locale]}index.html")
        kiwix_page.locator("#kiwixsearchbox").fill({"id": "merahasiakannya", "en": "confidentially"}[locale])
        kiwix_page.keyboard.press("Enter")
        result = kiwix_page.locator(f".results li a[href='/{name(locale)}/{TOP[locale]}prinsip.html']")
        expect(result).to_be_visible()
        kiwix_page.wait_for_load_state()
        quoted = " ".join(kiwix_page.locator(".results cite").all_inner_texts())
        assert len(quoted) > 200
        for around in ("Kiwix", "APA:", "BibTeX", {"id": "Perbaiki halaman", "en": "Improve this page"}[locale]):
            assert around not in quoted
        result.click()
        expect(kiwix_page.locator("h1")).to_have_count(1)

    def test_files_for_reference_managers_are_downloaded(self, kiwix, kiwix_page, locale):
        kiwix_page.goto(f"{kiwix}{name(locale)}/{TOP[locale]}nilai.html")
        kiwix_page.locator("details.cite summary").click()
        with kiwix_page.expect_download() as started:
            kiwix_page.get_by_role("link", name="BibTeX").click()
        assert started.value.suggested_filename == f"nilai.{locale}.bib"
        assert started.value.path().read_text(encoding="utf-8").lstrip().startswith("@")
