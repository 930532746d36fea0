"""The PDF of the real site: sound, tagged, its numbers true, nothing out of place."""

import logging
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise

import pdfua
import pikepdf
import pytest
from lxml import etree

from scripts.core.edition import Edition
from scripts.editions.book import read_book
from scripts.editions.finished_site import EditionError
from scripts.editions.pdf import missing_libraries, write_pdf
from scripts.editions.pdf.document import WORDS
from scripts.render.labels import LABELS
from tests.support.project import ROOT, real_site, source_of

pytestmark = pytest.mark.needs_programs("libpangoft2-1.0", "libharfbuzz-subset", "pdftotext")

EDITION = Edition("2026.01.02", 1767312000)
A4 = (595.276, 841.89)
MM = 72 / 25.4
# The margins of templates/book.css, and where running heads and page numbers stand in them.
LEFT, RIGHT, TOP, BOTTOM = 27 * MM, 183 * MM, 30 * MM, 272 * MM
HEAD, FOOT = 15 * MM, 288 * MM
# What no face of the book has.
FOREIGN = "漢"
BBOX = "{http://www.w3.org/1999/xhtml}"
MAKE = """
import sys
from pathlib import Path
from scripts.editions.pdf import write_pdf
from scripts.editions.finished_site import EditionError, FinishedSite
from scripts.core.edition import Edition
from scripts.model.site import load_site
from scripts.render.handed_over import read_view
root, site, locale, target = sys.argv[1:5]
try:
    made_from = load_site(Path(root))
    view = read_view(Path(f"{site}.pages"), made_from)
    write_pdf(FinishedSite(Path(site), made_from, Edition("2026.01.02", 1767312000), view), locale, Path(target))
except EditionError as error:
    print(error.message)
"""


@pytest.fixture(scope="module")
def source(built_site):
    return source_of(built_site, real_site(), EDITION)


@pytest.fixture(scope="module")
def complaints():
    return []


@pytest.fixture(scope="module")
def file(source, locale, complaints, tmp_path_factory):
    class Complaints(logging.Handler):
        def emit(self, record):
            complaints.append(record.getMessage())

    handler = Complaints(logging.WARNING)
    logging.getLogger("weasyprint").addHandler(handler)
    target = tmp_path_factory.mktemp("pdf") / f"buku-{locale}.pdf"
    write_pdf(source, locale, target)
    logging.getLogger("weasyprint").removeHandler(handler)
    return target


@pytest.fixture(scope="module")
def pdf(file):
    with pikepdf.open(file) as opened:
        yield opened


@pytest.fixture(scope="module")
def book(source, locale):
    return read_book(source, locale)


@pytest.fixture(scope="module")
def words(file):
    """The words of each page: (left, top, right, bottom, text), in points from the top left corner."""
    run = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True)
    return [
        [
            (*(float(word.get(edge)) for edge in ("xMin", "yMin", "xMax", "yMax")), word.text)
            for word in page.iter(f"{BBOX}word")
        ]
        for page in etree.fromstring(run.stdout).iter(f"{BBOX}page")
    ]


@pytest.fixture(scope="module")
def elements(pdf):
    """The structure elements in their order, each with the names of those around it."""
    found = []

    def walk(element, around):
        found.append((element, around))
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid, (*around, str(element.S)))

    walk(pdf.Root.StructTreeRoot.K[0], ())
    return found


@pytest.fixture(scope="module")
def places(pdf):
    """The page, from 0, and the height on it, from its top, of every place that links lead to."""
    names = pdf.Root.Names.Dests.Names
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    return {
        str(names[index]): (numbers[names[index + 1][0].objgen], A4[1] - float(names[index + 1][3]))
        for index in range(0, len(names), 2)
    }


def kids(element):
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def text_of(words):
    return " ".join(word[4] for word in words)


def body(words):
    return [word for word in words if word[1] > TOP - 2 and word[3] < BOTTOM + 2]


def test_every_block_says_where_it_comes_from(elements, book, words, locale):
    blocks = [block for chapter in book.chapters for block in chapter.body.xpath(".//*[@data-word]")]
    said = {str(element.T) for element, _ in elements if "/T" in element}
    assert said == {block.get("data-word") for block in blocks}
    imprint = text_of(words[1])
    for line in ("article", "works", "own"):
        assert LABELS[locale][f"line_{line}"] in imprint


def test_the_file_is_sound(file, pdf, complaints):
    assert pdf.check_pdf_syntax() == []
    assert complaints == []
    assert [finding for finding in pdfua.validate(str(file)).findings if finding.severity.name != "INFO"] == []


def test_it_says_what_it_is(pdf, book, locale):
    info = {key: str(value) for key, value in pdf.docinfo.items()}
    assert info["/Title"] == info["/Author"] == book.title
    assert info["/Subject"] == book.description
    assert info["/edition"] == "2026.01.02"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20260102000000Z"
    assert all(chapter.title.replace(",", "") in info["/Keywords"] for chapter in book.chapters)
    assert str(pdf.Root.Lang) == locale
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == book.title


def test_every_page_is_a4_and_follows_the_structure(pdf):
    for number, page in enumerate(pdf.pages):
        assert [round(float(edge)) for edge in page.mediabox] == [0, 0, *map(round, A4)]
        assert str(page.Tabs) == "/S"
        assert int(page.StructParents) == number


def test_fonts_are_our_own_and_in_the_file(pdf):
    names = set()
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/DescendantFonts" in item:
            assert "/FontFile2" in item.DescendantFonts[0].FontDescriptor
            assert "/ToUnicode" in item
            names.add(str(item.BaseFont).partition("+")[2])
    assert {name.split("-")[1] for name in names} == {"Serif", "Sans", "Display"}
    assert all(name.startswith("Book-") for name in names)


def test_headings_step_down_one_at_a_time(elements, book):
    levels = [int(str(element.S)[2]) for element, _ in elements if re.fullmatch(r"/H\d", str(element.S))]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert levels.count(1) + levels.count(2) >= len(book.chapters)


def test_elements_stand_where_they_may(elements):
    allowed = {
        "/LI": {"/L"},
        "/LBody": {"/LI"},
        "/Lbl": {"/LI"},
        "/TOCI": {"/TOC"},
        "/TR": {"/THead", "/TBody"},
        "/TH": {"/TR"},
        "/TD": {"/TR"},
        "/THead": {"/Table"},
        "/TBody": {"/Table"},
    }
    for element, around in elements:
        kind = str(element.S)
        assert around[-1] in allowed[kind] if kind in allowed else True, (kind, around)
        if re.fullmatch(r"/H\d|/P|/Caption|/Figure", kind):
            assert kind not in around


def test_tables_lists_and_foreign_words_are_described(elements, locale):
    kinds = Counter(str(element.S) for element, _ in elements)
    assert kinds["/Table"] and kinds["/TOC"]
    other = {"id": "en", "en": "id"}[locale]
    assert Counter(str(element.Lang) for element, _ in elements if "/Lang" in element)[other] > 80
    for element, _ in elements:
        if element.S == "/TH":
            assert element.A.Scope == "/Column"
        if element.S == "/L":
            labelled = any(kid.S == "/Lbl" for item in kids(element) for kid in kids(item))
            assert (element.A.ListNumbering != "/None") == labelled


def test_diagrams_are_described_and_placed(elements, source, locale):
    figures = [element for element, _ in elements if element.S == "/Figure"]
    spoken = " ".join(str(figure.Alt) for figure in figures)
    assert len(figures) == len(source.site.diagrams)
    for diagram in source.site.diagrams.values():
        assert diagram.description[locale] in spoken
        assert all(fact[locale] in spoken for fact in diagram.alternative)
    for figure in figures:
        left, bottom, right, top = map(float, figure.A.BBox)
        assert LEFT - 1 <= left < right <= RIGHT + 1
        assert A4[1] - BOTTOM - 1 <= bottom < top <= A4[1] - TOP + 1


def test_a_paragraph_on_two_pages_is_one_element(elements):
    """Else a screen reader stops in the middle of a sentence."""

    def pages(element):
        found = {element.Pg.objgen} if any(isinstance(kid, int) for kid in kids(element)) else set()
        return found.union(*(pages(kid) for kid in kids(element) if not isinstance(kid, int) and "/S" in kid))

    assert any(len(pages(element)) == 2 for element, _ in elements if element.S == "/P")
    assert any(len(pages(element)) > 5 for element, _ in elements if element.S == "/Sect")


def test_nothing_is_drawn_outside_of_structure_and_artifacts(pdf, elements, book):
    owned = {}
    for element, _ in elements:
        for kid in kids(element):
            if isinstance(kid, int):
                owned.setdefault(element.Pg.objgen, set()).add(kid)
    artifacts = 0
    for page in pdf.pages:
        marks, marked = [], set()
        for instruction in pikepdf.parse_content_stream(page):
            operator, operands = str(instruction.operator), instruction.operands
            if operator in ("BMC", "BDC"):
                marks.append(str(operands[0]))
                if len(operands) > 1 and "/MCID" in operands[1]:
                    marked.add(int(operands[1].MCID))
                artifacts += len(operands) > 1 and operands[1].get("/Type") == "/Pagination"
            elif operator == "EMC":
                marks.pop()
            elif operator in ("Tj", "TJ", "f", "F", "f*", "S", "s", "B", "b", "B*", "Do", "sh"):
                assert marks, (operator, page.index)
        assert marks == []
        assert marked == owned.get(page.objgen, set())
    # A number on each page, and two running heads on most.
    assert artifacts > 2 * len(pdf.pages)


def test_every_link_leads_somewhere_and_says_where(pdf, places):
    addresses = set()
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            assert str(link.Contents).strip() and not str(link.Contents).startswith("#")
            assert "/StructParent" in link
            if "/Dest" in link:
                assert str(link.Dest) in places
            else:
                addresses.add(str(link.A.URI))
    assert len(addresses) > 10
    assert all(address.startswith(("https://", "http://")) for address in addresses)


def test_the_contents_tell_the_right_pages(pdf, words, book, locale, places):
    first = next(number for number, page in enumerate(words) if text_of(page).startswith(WORDS[locale]["contents"]))
    told = {}
    for number in range(first, places["part-1"][0]):
        for link in pdf.pages[number].Annots:
            left, bottom, _, top = map(float, link.Rect)
            middle = A4[1] - (bottom + top) / 2
            (page,) = {
                word[4] for word in words[number] if word[1] < middle < word[3] and word[2] < left and word[4].isdigit()
            }
            told.setdefault(str(link.Dest), int(page))
    assert told == {anchor: places[anchor][0] + 1 for anchor in told}
    assert {chapter.anchor for chapter in book.chapters} <= told.keys()
    for chapter in book.chapters:
        # Wherever lines end, as behind the dash between two years.
        page = text_of(words[places[chapter.anchor][0]]).replace(" ", "")
        assert chapter.title.replace(" ", "") in page and chapter.description.replace(" ", "") in page
        number = [word for word in words[places[chapter.anchor][0]] if word[1] > BOTTOM + 10]
        assert [word[4] for word in number] == [str(told[chapter.anchor])]


def test_bookmarks_name_parts_chapters_and_sections(pdf, book, places):
    found = []

    def walk(items, depth):
        for item in items:
            found.append((item.title, depth))
            walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        walk(outline.root, 0)
    parts = Counter(chapter.part for chapter in book.chapters)
    for chapter in book.chapters:
        depth = 0 if parts[chapter.part] == 1 else 1
        assert (chapter.title, depth) in found
        for heading in chapter.body.xpath('.//h2[not(@class="letter")]'):
            assert (" ".join(heading.text_content().split()), depth + 1) in found
    assert {(part, 0) for part, count in parts.items() if count > 1} <= set(found)


def test_cross_references_tell_the_right_pages(words, locale, places, pdf):
    """Beside each link to another chapter stands the page: those in the running text, where a line holds both."""
    seen = 0
    for number, page in enumerate(pdf.pages):
        for link in page.get("/Annots", []):
            if "/Dest" not in link:
                continue
            _, bottom, right, top = map(float, link.Rect)
            middle = A4[1] - (bottom + top) / 2
            beside = sorted(word for word in words[number] if word[1] < middle < word[3] and word[0] >= right - 1)
            if len(beside) > 1 and beside[0][4] == f"({WORDS[locale]['page']}" and beside[0][0] < right + 8:
                seen += 1
                assert int(re.match(r"\d+", beside[1][4]).group()) == places[str(link.Dest)][0] + 1
    assert seen > 150


def test_statements_keep_their_numbers(words, book, places):
    chapter = next(chapter for chapter in book.chapters if chapter.body.xpath(".//li[@value]"))
    start = places[chapter.anchor][0]
    following = book.chapters[book.chapters.index(chapter) + 1]
    printed = {word[4] for page in words[start : places[following.anchor][0]] for word in page}
    assert {f"{item.get('value')}." for item in chapter.body.xpath(".//li[@value]")} <= printed


def test_nothing_leaves_the_page(words):
    for number, page in enumerate(words[1:], 2):
        for left, top, right, bottom, text in page:
            assert LEFT - 1 < left < right < RIGHT + 1, (number, text)
            assert HEAD < top < bottom < FOOT, (number, text)
            assert bottom < TOP or (top > TOP - 6 and bottom < BOTTOM + 2) or top > BOTTOM, (number, text)


def test_no_heading_is_the_last_line_of_a_page(words, book, places):
    for chapter in book.chapters:
        for anchor in chapter.body.xpath(".//h2/@id | .//h3/@id"):
            page, height = places[anchor]
            below = [word for word in body(words[page]) if word[1] > height + 24]
            assert below, anchor


def test_text_stands_in_lines_of_a_readable_length(words, locale, book, places):
    """66 to 72 letters are aimed at; the chapters of text, not lists and notes."""
    lines = Counter()
    for number in range(places[book.chapters[0].anchor][0], places[book.chapters[2].anchor][0]):
        for left, _, _, bottom, text in body(words[number]):
            if left > 56 * MM:
                lines[number, round(bottom)] += len(text) + 1
    full = [length for length in lines.values() if length > 50]
    assert 60 < sum(full) / len(full) < 80


def test_no_line_ends_before_it_is_full(words):
    """The lines of a paragraph, which stand 1.5 times their size apart: the next word would not have fitted."""
    pitch, column = 10.8 * 1.5, 182 * MM
    for number, page in enumerate(words):
        lines = {}
        for word in body(page):
            if word[0] > 56 * MM:
                lines.setdefault(round(word[3], 1), []).append(word)
        rows = [sorted(line) for _, line in sorted(lines.items())]
        for above, below in pairwise(rows):
            follows = abs(below[0][3] - above[0][3] - pitch) < 0.15 and abs(below[0][0] - above[0][0]) < 1
            room = column - above[-1][2] - 3 - (below[0][2] - below[0][0])
            assert not (follows and room > 0 and above[-1][2] < 140 * MM), (number, text_of(above))


def test_the_imprint_names_edition_source_and_how_to_cite(words, book, locale):
    page = text_of(words[1])
    assert "2026.01.02" in page
    assert "Luhpuri" in page
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in page.replace(" ", "")
    assert WORDS[locale]["cite"] in page
    assert {"id": "2 Januari 2026", "en": "2 January 2026"}[locale] in page
    assert text_of(words[0]).startswith(book.title)


def test_a_machine_without_pango_is_told_what_to_install(built_site, tmp_path):
    lacking = "import cffi\ndef none(*names): raise OSError('cannot load library')\ncffi.FFI.dlopen = none\n"
    target = tmp_path / "buku.pdf"
    command = [sys.executable, "-c", lacking + MAKE, str(ROOT), str(built_site), "id", str(target)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout == f"{missing_libraries(sys.platform)}\n", run.stderr
    assert "libpangoft2-1.0-0 libharfbuzz-subset0" in str(missing_libraries("linux"))
    assert "brew install pango" in str(missing_libraries("darwin"))
    assert "pacman" in str(missing_libraries("win32"))
    assert not target.exists()


def test_a_machine_that_cannot_cut_fonts_is_told_what_to_install(source, tmp_path, monkeypatch):
    monkeypatch.setattr("scripts.editions.pdf.typesetting.CAN_SUBSET", False)
    with pytest.raises(EditionError, match="libharfbuzz-subset0"):
        write_pdf(source, "id", tmp_path / "buku.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_character_that_the_fonts_lack_is_named(source, tmp_path):
    from scripts.editions.pdf.typesetting import typeset

    kept = source.site.memory.cache
    with pytest.raises(EditionError, match=f"lack {FOREIGN}"):
        typeset(f'<html lang="id"><title>A</title><p>{FOREIGN}</p>', tmp_path, kept)


def test_nothing_else_is_asked_for(source, tmp_path, monkeypatch):
    from weasyprint.urls import FatalURLFetchingError

    from scripts.editions.pdf import typesetting

    kept, cut = source.site.memory.cache, typesetting.cut_faces
    # The faces of the test before, which are kept: to cut others takes its time.
    monkeypatch.setattr(typesetting, "cut_faces", lambda html, kept: cut(f"{html}{FOREIGN}", kept))
    with pytest.raises(FatalURLFetchingError):
        typesetting.typeset(
            '<html lang="id"><title>A</title><img alt="A" src="https://example.org/a.png">', tmp_path, kept
        )
