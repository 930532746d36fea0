"""The EPUB of the real site: right by W3C's checker, whole, and the same bytes wherever it is made."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath

import pytest
from lxml import etree

from scripts.core.edition import Edition
from scripts.diagrams.drawing import draw
from scripts.editions.book import read_book
from scripts.editions.epub import write_epub
from scripts.editions.finished_site import EditionError, FinishedSite
from scripts.render.labels import LABELS
from tests.support.epub import messages
from tests.support.project import ROOT, real_site, source_of

EDITION = Edition("2026.01.02", 1767312000)
XHTML, OPS, OPF, SVG = (
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.idpf.org/2007/ops}",
    "{http://www.idpf.org/2007/opf}",
    "{http://www.w3.org/2000/svg}",
)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def source(built_site):
    return source_of(built_site, real_site(), EDITION)


@pytest.fixture(scope="module")
def epub(source, locale, tmp_path_factory):
    file = tmp_path_factory.mktemp("epub") / f"buku-{locale}.epub"
    write_epub(source, locale, file)
    return file


@pytest.fixture(scope="module")
def files(epub):
    """The content of every file of the book by its path."""
    with zipfile.ZipFile(epub) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


@pytest.fixture(scope="module")
def pages(files):
    """The XHTML files, as trees by name; not one that is not well-formed gets so far."""
    return {
        PurePosixPath(path).name: etree.fromstring(content) for path, content in files.items() if path.endswith("xhtml")
    }


@pytest.fixture(scope="module")
def package(files):
    return etree.fromstring(files["EPUB/package.opf"])


def typed(tree, name):
    return tree.xpath(f'.//*[contains(concat(" ", @e:type, " "), " {name} ")]', namespaces={"e": OPS[1:-1]})


def spine(package):
    """The names of the files in reading order."""
    href = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    return [href[item.get("idref")] for item in package.iter(f"{OPF}itemref")]


def complaints(file):
    """What EPUBCheck finds, advice on usage as well."""
    return [(found["severity"], found["ID"]) for found in messages(file, "--usage")]


@pytest.mark.needs_programs("java")
def test_epubcheck_finds_nothing(epub):
    assert complaints(epub) == []


def test_every_block_says_where_it_comes_from(source, locale, pages):
    labels = LABELS[locale]
    said = Counter(
        (block.get("data-origin"), block.get("data-word"))
        for name, page in pages.items()
        if name != "title.xhtml"
        for block in page.iterfind(".//*[@data-origin]")
    )
    words = {labels[f"origin_{origin}"] for origin in ("article", "works", "own")}
    assert {word for _, word in said} >= words
    legend = pages["title.xhtml"].findall(".//*[@data-origin]")
    told = {line.get("data-origin"): int(re.search(r"\((\d+)\)$", line.text)[1]) for line in legend}
    assert told == {origin: count for (origin, _), count in said.items()}
    # Pages about the site itself say nothing, nor do the data of the site.
    lists = [page for name, page in pages.items() if name.endswith("-glosarium.xhtml")]
    assert lists and not any(page.findall(".//*[@data-origin]") for page in lists)


@pytest.mark.needs_programs("java")
def test_epubcheck_finds_what_is_wrong(source, tmp_path):
    whole, broken = tmp_path / "buku.epub", tmp_path / "rusak.epub"
    write_epub(source, "id", whole)
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(broken, "w") as target:
        for path in archive.namelist():
            content = archive.read(path).replace(b'href="#ref-', b'href="#tiada-')
            target.writestr(path, content.replace(b"<ol>", b'<ol align="left">'))
        target.writestr("EPUB/lain.xhtml", b"<html>")
    # No such place, no such attribute, a file that the manifest does not name.
    assert {("ERROR", "RSC-012"), ("ERROR", "RSC-005"), ("USAGE", "OPF-003")} <= set(complaints(broken))


@pytest.fixture
def changed(source, tmp_path):
    """Writes the English book with more below the title of a page, and other values of it; returns the file."""

    def changed(slug, added, picture, **values):
        shutil.copytree(source.folder, tmp_path / "site")
        page = source.pages[slug, "en"]
        assert page.html.count("</h1>") == 1
        values["html"] = page.html.replace("</h1>", f"</h1>{added}")
        pages = {**source.pages, (slug, "en"): replace(page, **values)}
        shutil.copy(ROOT / "overrides" / "assets" / "mark.svg", tmp_path / "site" / "en" / picture)
        target = tmp_path / "book.epub"
        view = replace(source.view, rendered=pages)
        write_epub(FinishedSite(tmp_path / "site", source.site, EDITION, view), "en", target)
        return target

    return changed


@pytest.mark.needs_programs("java")
def test_epubcheck_finds_nothing_where_a_page_has_what_html_forbids(changed):
    forbidden = (ROOT / "tests" / "data" / "forbidden.html").read_text(encoding="utf-8")
    assert complaints(changed("nilai", forbidden, "tanda.svg")) == []


@pytest.mark.needs_programs("java")
def test_pictures_and_untranslated_pages_are_taken_along(changed):
    picture = '<img src="gambar%20satu.svg" alt="Gambar">'
    file = changed("nilai", f"<p>{picture}{picture}</p>", "gambar satu.svg", locale="id")
    with zipfile.ZipFile(file) as archive:
        (chapter,) = (name for name in archive.namelist() if name.endswith("-nilai.xhtml"))
        tree = etree.fromstring(archive.read(chapter))
        (name,) = set(tree.xpath("//@src"))
        assert archive.read(f"EPUB/{name}") == (ROOT / "overrides" / "assets" / "mark.svg").read_bytes()
    assert tree.get("lang") == "id"
    (notice,) = tree.xpath('//*[@class="untranslated"]')
    assert (notice.get("lang"), notice.text) == ("en", LABELS["en"]["untranslated"])
    assert complaints(file) == []


def test_a_picture_that_no_reader_shows_is_told(changed):
    with pytest.raises(EditionError, match=r"en/gambar\.bmp: EPUB knows no such pictures"):
        changed("nilai", '<p><img src="gambar.bmp" alt="Gambar"></p>', "gambar.bmp")


def test_the_container_is_told_at_a_glance(epub):
    start = epub.read_bytes()[:58]
    assert start[30:] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(epub) as archive:
        first, *rest = archive.infolist()
        assert first.compress_type == zipfile.ZIP_STORED
        assert [info.filename for info in rest] == sorted(info.filename for info in rest)
        assert {(info.date_time, info.external_attr) for info in (first, *rest)} == {
            ((2026, 1, 2, 0, 0, 0), 0o100644 << 16)
        }


def test_every_page_says_its_language(pages, locale):
    for tree in pages.values():
        assert tree.get("lang") == tree.get(LANG) == locale
        for element in tree.iter(etree.Element):
            assert element.get("lang") == element.get(LANG)
    other = "en" if locale == "id" else "id"
    assert sum(len(tree.findall(f".//*[@lang='{other}']")) for tree in pages.values()) > 100


def test_every_link_inside_the_book_leads_somewhere(pages):
    places = {name: {element.get("id") for element in tree.iter(etree.Element)} for name, tree in pages.items()}
    links = 0
    for name, tree in pages.items():
        for href in tree.xpath("//@href"):
            if re.match(r"https?:", href):
                continue
            links += 1
            file, _, fragment = href.partition("#")
            assert file == "book.css" or file in ("", *places), (name, href)
            assert not fragment or fragment in places[file or name], (name, href)
    assert links > 1500


def test_nothing_is_fetched_from_elsewhere(pages, files):
    for name, tree in pages.items():
        assert not tree.xpath("//*[local-name()='script' or local-name()='iframe']"), name
        fetched = tree.xpath("//@src | //@srcset | //*[local-name()='link']/@href")
        assert not [address for address in fetched if ":" in address], name
    assert b"url(" not in files["EPUB/book.css"]
    assert b"@import" not in files["EPUB/book.css"]


def test_the_order_of_reading_is_that_of_the_menu(source, locale, package, pages):
    book = read_book(source, locale)
    parts = dict.fromkeys(chapter.part for chapter in book.chapters)
    titles = [pages[name].findtext(f".//{XHTML}h1") for name in spine(package)[3:]]
    expected = []
    for part in parts:
        expected += [part, *(chapter.title for chapter in book.chapters if chapter.part == part)]
    assert titles == expected
    assert spine(package)[:3] == ["cover.xhtml", "title.xhtml", "nav.xhtml"]


def test_the_table_of_contents_has_parts_chapters_and_sections(pages, files, package):
    toc, landmarks = pages["nav.xhtml"].iter(f"{XHTML}nav")
    addresses = toc.xpath(".//@href")
    chapters = [name for name in spine(package) if name[0].isdigit()]
    assert [address for address in addresses if "#" not in address] == spine(package)[3:]
    headings = [f"{name}#{heading}" for name in chapters for heading in sections(pages[name])]
    assert [address for address in addresses if "#" in address][1:] == headings
    # Parts, chapters, sections.
    assert max(len(list(link.iterancestors(f"{XHTML}ol"))) for link in toc.iter(f"{XHTML}a")) == 3
    assert [link.get(f"{OPS}type") for link in landmarks.iter(f"{XHTML}a")] == [
        "cover",
        "titlepage",
        "toc",
        "bodymatter",
        "glossary",
        "bibliography",
    ]
    for link in landmarks.iter(f"{XHTML}a"):
        assert typed(pages[link.get("href")], link.get(f"{OPS}type")), link.get("href")
    # Old readers are told the same.
    ncx = etree.fromstring(files["EPUB/toc.ncx"])
    assert ncx.xpath("//@src") == addresses


def sections(tree):
    return [heading.get("id") for heading in tree.iter(f"{XHTML}h2") if heading.get("id") != "_terms"]


def test_a_term_is_explained_once_a_chapter(pages, source, locale):
    referring = 0
    for name, tree in pages.items():
        references, notes = typed(tree, "noteref"), typed(tree, "footnote")
        assert [reference.get("href") for reference in references] == [f"#{note.get('id')}" for note in notes], name
        for reference, note in zip(references, notes, strict=True):
            assert note.tag == f"{XHTML}aside"
            entry, back = note.iter(f"{XHTML}a")
            assert back.get("href") == f"#{reference.get('id')}"
            term = source.site.glossary.terms[entry.get("href").partition("#")[2].removesuffix("--glosarium")]
            text = "".join(note.itertext())
            assert all(words in text for words in (term.wordings[locale].term, term.wordings[locale].definition))
        # A list of them with a heading, for readers without pop-ups.
        assert bool(notes) == bool(tree.xpath('//*[@id="_terms"]'))
        referring += bool(notes)
    assert referring >= 14


def test_terms_and_works_are_told_apart_from_text(pages, source):
    (glossary,) = (tree for name, tree in pages.items() if name.endswith("-glosarium.xhtml"))
    terms = source.site.glossary.terms
    assert len(typed(glossary, "glossterm")) == len(typed(glossary, "glossdef")) == len(terms)
    citations = [link for tree in pages.values() for link in typed(tree, "biblioref")]
    assert len(citations) > 100
    assert {link.get("href").partition("#")[0].partition("-")[2] for link in citations} == {"pustaka.xhtml"}


def shapes(svg):
    """Every element of a drawing with what it looks like; ids and what serves tests only do not matter."""
    return Counter(
        (
            etree.QName(element).localname,
            tuple(
                sorted(
                    (key, value)
                    for key, value in element.items()
                    if key not in ("id", "aria-labelledby") and not key.startswith("data-")
                )
            ),
            " ".join((element.text or "").split()),
        )
        for element in svg.iter(etree.Element)
    )


def test_drawings_are_kept_to_the_last_stroke(source, locale, pages, package):
    drawn = {name: etree.fromstring(draw(diagram, locale).svg) for name, diagram in source.site.diagrams.items()}
    found = {}
    for name, tree in pages.items():
        for figure in tree.iter(f"{XHTML}figure"):
            (svg,) = figure.iter(f"{SVG}svg")
            found[figure.get("id").removeprefix("diagram-").partition("--")[0]] = svg
            assert all(element.tag.startswith(SVG) for element in svg.iter(etree.Element))
            named = svg.get("aria-labelledby").split()
            assert [element.get("id") for element in svg[:2]] == named
            # In words, open.
            assert figure.findall(f".//{XHTML}li")
            (item,) = (item for item in package.iter(f"{OPF}item") if item.get("href") == name)
            assert item.get("properties") == "svg"
    assert {name: shapes(svg) for name, svg in found.items()} == {name: shapes(svg) for name, svg in drawn.items()}


def test_nothing_stays_closed_or_needs_a_hand(pages):
    for name, tree in pages.items():
        for tag in ("details", "summary", "input", "button"):
            assert not tree.findall(f".//{XHTML}{tag}"), (name, tag)
        if name != "nav.xhtml":
            assert not tree.xpath("//@hidden"), name


def test_headings_skip_no_level(pages):
    for name, tree in pages.items():
        levels = [int(heading.tag[-1]) for heading in tree.iter(*(f"{XHTML}h{level}" for level in range(1, 7)))]
        if name != "cover.xhtml":
            assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_the_book_says_what_it_is(package, locale, source):
    said = {etree.QName(element).localname: element.text for element in package[0] if element.tag is not etree.Comment}
    meta = {element.get("property"): element.text for element in package[0].iter(f"{OPF}meta")}
    assert said["title"] == source.site.config.languages[locale].site_name
    assert (said["language"], said["date"]) == (locale, "2026-01-02")
    assert "CC BY-SA 4.0" in said["rights"]
    assert "Luhpuri, D. (2010" in said["source"]
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", said["identifier"])
    assert meta["dcterms:modified"] == "2026-01-02T00:00:00Z"
    assert meta["schema:accessibilityHazard"] == "none"
    assert meta["schema:accessibilitySummary"]


def test_each_language_and_edition_is_another_book(source, tmp_path):
    found = set()
    for locale, number in (("id", "2026.01.02"), ("en", "2026.01.02"), ("id", "2026.01.03")):
        file = tmp_path / f"{locale}-{number}.epub"
        write_epub(replace(source, edition=Edition(number, EDITION.made)), locale, file)
        with zipfile.ZipFile(file) as archive:
            found.add(re.search(rb"urn:uuid:[0-9a-f-]+", archive.read("EPUB/package.opf"))[0])
    assert len(found) == 3


MAKE = """
import sys
from pathlib import Path
from scripts.editions.epub import write_epub
from scripts.editions.finished_site import EditionError, FinishedSite
from scripts.core.edition import Edition
from scripts.model.site import load_site
from scripts.render.handed_over import read_view
root, folder, target = map(Path, sys.argv[1:])
site = load_site(root)
view = read_view(folder.with_name(f"{folder.name}.pages"), site)
write_epub(FinishedSite(folder, site, Edition("2026.01.02", 1767312000), view), "id", target)
"""


def test_the_bytes_depend_on_the_site_and_the_edition_alone(built_site, tmp_path):
    made = []
    machines = (("Asia/Jayapura", 0o077, "1", "id_ID.UTF-8"), ("UTC", 0, "2", "C"))
    for number, (zone, mask, seed, language) in enumerate(machines):
        folder = tmp_path / f"di sini {number}"
        folder.mkdir()
        target = folder / "buku.epub"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": language}
        command = [sys.executable, "-c", MAKE, str(ROOT), str(built_site), str(target)]
        subprocess.run(command, cwd=folder, env=environment, umask=mask, check=True)
        made.append(target.read_bytes())
    assert made[0] == made[1]


def test_a_date_before_that_of_zip_does_no_harm(source, tmp_path):
    file = tmp_path / "lama.epub"
    write_epub(replace(source, edition=Edition("1970.01.01", 0)), "id", file)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert b"1970-01-01T00:00:00Z" in archive.read("EPUB/package.opf")
