"""The zip, extracted into a folder with an awkward name and opened from there by a browser without any network."""

import hashlib
import posixpath
import re
import shlex
import shutil
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from playwright.sync_api import expect, sync_playwright

from scripts import verify
from scripts.editions.zip import powershell_check, write_zip
from tests.support.words import meaning, sought

pytestmark = pytest.mark.browser

FIRST = ["BACA-SAYA.html", "READ-ME.html"]


@pytest.fixture(scope="module")
def packed(source, tmp_path_factory):
    target = tmp_path_factory.mktemp("zip") / "edition.zip"
    write_zip(source, target)
    return target


@pytest.fixture(scope="module")
def folder(packed, source, tmp_path_factory):
    """The folder that comes out of the zip."""
    place = tmp_path_factory.mktemp("out") / "salinan é 1"
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(place)
    (made,) = place.iterdir()
    assert made.name == f"metode-peksos-{source.edition.number}"
    return made


@pytest.fixture(scope="module")
def files(folder):
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_the_pages_to_read_first_are_first(packed, folder):
    with zipfile.ZipFile(packed) as archive:
        names = [name.split("/", 1)[1] for name in archive.namelist()]
    assert names[:2] == FIRST
    # In the folder too, whether or not a system tells capitals from small letters.
    assert [path.name for path in sorted(folder.iterdir()) if path.suffix == ".html"] == FIRST
    assert sorted(path.name for path in folder.iterdir()) == [*FIRST, "SHA256SUMS", "situs"]


def test_all_entries_have_the_time_of_the_edition_and_plain_modes(packed):
    with zipfile.ZipFile(packed) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
        assert archive.testzip() is None


def test_names_fit_every_system(packed):
    with zipfile.ZipFile(packed) as archive:
        names = archive.namelist()
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9._+/-]+", name), name
        assert len(name) < 180
        assert not any(part.endswith(".") or part.startswith(".") for part in name.split("/")), name
        assert not re.search(r"(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|$)", name, re.I), name


def test_what_only_a_server_needs_is_left_out(files, source):
    for path in ("404.html", "sitemap.xml", "assets/kartu/nilai.id.png"):
        assert (source.folder / path).is_file()
        assert f"situs/{path}" not in files
    assert not [path for path in files if path.endswith((".webmanifest", "/sw.js", ".map"))]
    assert {"situs/unduh/glosarium.apkg", "situs/kutip/nilai.id.ris"} <= files


# What a browser fetches by itself, as opposed to what a reader may follow.
FETCHED = (
    "//@src | //@srcset | //@poster | //object/@data | "
    "//link[not(contains('canonical alternate prev next', normalize-space(@rel)))]/@href"
)


def test_every_page_is_there(files, source):
    pages = {file.relative_to(source.folder).as_posix() for file in source.folder.rglob("*.html")}
    assert {path for path in files if path.endswith(".html")} == {*FIRST, *(f"situs/{page}" for page in pages)} - {
        "situs/404.html"
    }


def test_every_link_leads_to_a_file_of_the_folder_or_to_the_web(folder, files):
    for path in sorted(path for path in files if path.endswith(".html")):
        tree = lxml.html.parse(str(folder / path)).getroot()
        assert not tree.xpath("//base | //link[@rel='manifest']"), path
        for link in tree.xpath("//@href | //@src | //@srcset | //@action | //@poster | //object/@data"):
            target = urlsplit(link)
            if target.scheme in ("http", "https") or link == "javascript:void(0)":
                continue
            assert not target.scheme and not target.netloc and not link.startswith("/"), (path, link)
            if target.path:
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target.path))) in files, (
                    path,
                    link,
                )
        assert not [link for link in tree.xpath(FETCHED) if urlsplit(link).scheme not in ("", "data")], path
    for path in (path for path in files if path.endswith(".css")):
        for url in re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", (folder / path).read_text("utf-8")):
            assert "".join(url).startswith(("data:", "#")), (path, url)


def test_every_page_tells_its_edition(folder, files, source, address):
    number = source.edition.number
    for path in sorted(path for path in files if path.endswith(".html")):
        tree = lxml.html.parse(str(folder / path)).getroot()
        assert tree.xpath("//meta[@name='edition']/@content") == [number], path
        if path not in FIRST:
            (shown,) = tree.xpath("//footer//*[@class='edition']")
            assert shown.text == f"{'Edition' if path.startswith('situs/en/') else 'Edisi'} {number}"
    downloads = (folder / "situs" / "en" / "unduhan.html").read_text("utf-8")
    assert f"This copy is edition {number}. Newer editions are at: " in downloads
    assert f'<a href="{address}en/unduhan.html">' in downloads
    for name in FIRST:
        assert number in (folder / name).read_text("utf-8")
        assert "Ekstrak dahulu" in (folder / name).read_text("utf-8") or name == "READ-ME.html"


def test_the_copy_can_be_checked(folder, tmp_path, capsys):
    assert verify.main([str(folder)]) == 0
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "situs" / "nilai.html").write_text("cut")
    assert verify.main([str(copy)]) == 1
    assert "damaged: situs/nilai.html" in capsys.readouterr().out
    run = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=copy, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stdout.startswith("situs/nilai.html: ")


def test_the_ways_to_check_are_the_same_on_the_page_of_downloads(folder, source):
    for locale, name, word in (("id", "BACA-SAYA.html", "RUSAK"), ("en", "READ-ME.html", "DAMAGED")):
        tree = lxml.html.parse(str(folder / name)).getroot()
        commands = [block.text for block in tree.iter("pre")]
        assert powershell_check(word) in commands
        page = source.site.page("unduhan", locale).source.text
        assert all(command in page for command in commands)


def test_the_same_site_gives_the_same_bytes(packed, source, tmp_path):
    write_zip(source, tmp_path / "again.zip")
    assert (
        hashlib.sha256((tmp_path / "again.zip").read_bytes()).digest() == hashlib.sha256(packed.read_bytes()).digest()
    )


@pytest.fixture(scope="module")
def unplugged(tmp_path_factory, launch):
    """A browser that has no network at all, where the system lets us take it away; (browser, whether it did)."""
    isolated = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode == 0
    wrapper = tmp_path_factory.mktemp("browser") / "browser"
    with sync_playwright() as playwright:
        program = shlex.quote(launch["executable_path"] or playwright.chromium.executable_path)
        wrapper.write_text(f'#!/bin/sh\nexec {"unshare --net" if isolated else ""} {program} "$@"\n')
        wrapper.chmod(0o755)
        running = playwright.chromium.launch(executable_path=str(wrapper), args=launch["args"])
        yield running, isolated
        running.close()


@pytest.fixture
def page(unplugged):
    context = unplugged[0].new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: request.url.startswith("http") and page.complaints.append(request.url))
    yield page
    context.close()
    assert page.complaints == []


def test_the_browser_has_no_network(unplugged, server):
    browser, isolated = unplugged
    page = browser.new_page()
    try:
        page.goto(server)
        reached = True
    except Exception:
        reached = False
    page.close()
    assert reached != isolated


def test_a_reader_starts_from_the_page_to_read_first(folder, page):
    page.goto((folder / "BACA-SAYA.html").as_uri())
    page.get_by_role("link", name="Read this in English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Open the site").click()
    expect(page).to_have_url(re.compile("/situs/en/index.html$"))
    expect(page.locator("h1")).to_have_text("Social Work Methods")
    expect(page.locator("body")).to_have_css("background-color", "rgb(250, 246, 239)")
    page.locator("a.language").click()
    expect(page).to_have_url(re.compile("/situs/index.html$"))
    expect(page.locator("html")).to_have_attribute("lang", "id")


@pytest.mark.parametrize(("path", "locale"), [("metode/taktik.html", "id"), ("en/index.html", "en")])
def test_the_search_finds_and_leads_there(folder, page, site, path, locale):
    here, _ = sought(site)
    typed, title = here.word({"id": "en", "en": "id"}[locale]), here.heading(site, locale)
    target = f"situs/{'en/' if locale == 'en' else ''}{here.slug}.html"
    page.goto((folder / "situs" / path).as_uri())
    page.keyboard.press("Control+k")
    expect(page.locator("input.md-search__input")).to_be_focused()
    page.keyboard.insert_text(typed[:-1])
    page.keyboard.press(typed[-1])
    page.locator(f'a.md-search-result__link[href*="{target}"]:visible', has_text=title).first.click()
    page.wait_for_url(re.compile(re.escape(target)))
    expect(page.get_by_role("heading", name=title).first).to_be_in_viewport()


def test_a_gloss_shows_its_meaning_and_leads_to_the_glossary(folder, page):
    page.goto((folder / "situs" / "en" / "metode" / "taktik.html").as_uri())
    term, _ = meaning(page, page.locator("article a.gloss").first)
    page.locator("article a.gloss").first.hover()
    expect(page.locator(".gloss-card")).to_be_visible()
    expect(page.locator(".gloss-card strong")).to_have_text(term)
    page.locator("article a.gloss").first.click()
    expect(page).to_have_url(re.compile("/situs/en/glosarium.html#"))


def test_both_languages_stand_side_by_side(folder, page):
    page.goto((folder / "situs" / "metode" / "taktik.html").as_uri())
    page.locator(".side-by-side a").click()
    # With its styles.
    page.wait_for_url(re.compile("/situs/dwibahasa/metode/taktik.html$"))
    left, right = (page.locator(f"#lobi{suffix}").bounding_box() for suffix in ("", "-en"))
    assert left["y"] == right["y"]
    assert left["x"] + 200 < right["x"]


def test_filter_and_flash_cards(folder, page, site):
    number = len(site.glossary.terms)
    page.goto((folder / "situs" / "glosarium.html").as_uri())
    term = next(iter(site.glossary.terms.values())).wordings["id"].term
    page.locator("#filter").fill(term[:6])
    expect(page.locator(".filter [role=status]")).to_have_text(re.compile(rf"^\d+ dari {number} istilah$"))
    page.goto((folder / "situs" / "en" / "kartu.html").as_uri())
    page.locator("#direction").select_option("other")
    asked = page.locator(".card-front").inner_text()
    (answer,) = [w["id"].term for w in (t.wordings for t in site.glossary.terms.values()) if w["en"].term == asked]
    page.locator(".card-flip").click()
    expect(page.locator(".card-back p").first).to_have_text(answer)


def test_files_can_be_taken_from_it(folder, page):
    page.goto((folder / "situs" / "glosarium.html").as_uri())
    page.locator("details.downloads summary").click()
    with page.expect_download() as taken:
        # From a disk, browsers show text and XML instead of saving it.
        page.locator("details.downloads a", has_text="APKG").click()
    assert Path(taken.value.path()).read_bytes() == (folder / "situs" / "unduh" / "glosarium.apkg").read_bytes()
