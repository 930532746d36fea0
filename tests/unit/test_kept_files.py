"""What is written for readers without a network: the list of an edition, the worker, manifests and icons."""

import io
import json
import re

import pytest
from PIL import Image

from scripts.render.offline.manifest import GROUND, icon, manifest, write_manifests
from scripts.render.offline.service_worker import LIST, WORKER, edition, kept_files, write_offline, write_retired
from tests.support.project import ROOT, real_site

STYLES = (ROOT / "overrides" / "assets" / "site.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site():
    return real_site()


@pytest.fixture
def folder(tmp_path):
    contents = {
        "index.html": "<p>Beranda</p>",
        "en/index.html": "<p>Home</p>",
        "nilai & norma.html": "<p>Nilai</p>",
        "404.html": "<p>404</p>",
        "search/search_index.js": "searchIndex('{}');",
        "assets/site.css": "p {}",
        "assets/mark.svg": "<svg/>",
        "assets/kartu/index.id.png": "card",
        "assets/ikon/192.png": "icon",
        "kutip/index.id.json": "{}",
        "unduh/glosarium.csv": "a,b",
        "peksos.zip": "zip",
        "sitemap.xml": "<urlset/>",
    }
    for path, content in contents.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    return tmp_path


def test_what_pages_show_and_run_is_kept_and_nothing_else(folder):
    assert list(kept_files(folder)) == [
        "assets/mark.svg",
        "assets/site.css",
        "en/index.html",
        "index.html",
        "nilai%20%26%20norma.html",
        "search/search_index.js",
    ]


def test_a_file_is_known_by_its_content_as_browsers_digest_it(folder):
    # printf '<p>Home</p>' | sha256sum
    assert kept_files(folder)["en/index.html"] == ("bb4450da4abb", 11)


def test_the_same_site_makes_the_same_bytes_and_running_again_changes_nothing(folder, site):
    def written():
        write_offline(folder, site, "2026.11.24")
        return (folder / LIST).read_bytes(), (folder / WORKER).read_bytes()

    first = written()
    assert written() == first
    listed = json.loads(first[0])
    assert listed["number"] == "2026.11.24"
    assert first[1].startswith(f'const EDITION = "{listed["edition"]}";\n'.encode())


@pytest.mark.parametrize(
    ("files", "number"), [({"a.html": ("1", 2)}, None), ({}, "2026.11.24"), ({"a.html": ("2", 2)}, None)]
)
def test_every_change_makes_another_edition(files, number):
    assert edition(["id"], files, number)["edition"] != edition(["id"], {}, None)["edition"]


def test_the_line_in_the_footer_is_given_all_that_it_says(site):
    script = (ROOT / "overrides" / "assets" / "offline.js").read_text(encoding="utf-8")
    worker = (ROOT / "overrides" / "assets" / "offline" / "worker.js").read_text(encoding="utf-8")
    names = set(re.findall(r"words\.(\w+)", script)) | {"offline", "saving", "whole", "undated", "removed"}
    names |= {"stop", "resume", "save", *re.findall(r'problem = "(\w+)"', worker), "full", "lost", "failed"}
    for words in edition(site.config.locales, {}, None)["words"].values():
        assert words.keys() == names


def test_under_make_serve_the_worker_only_takes_itself_away(folder):
    write_retired(folder)
    script = (folder / WORKER).read_text(encoding="utf-8")
    assert "unregister" in script
    assert "fetch" not in script
    assert not (folder / LIST).exists()


def test_a_manifest_names_the_site_and_where_it_begins_wherever_that_is(site):
    english = manifest(site, "en")
    assert (english["lang"], english["name"], english["start_url"]) == ("en", "Social Work Methods", "index.html")
    assert english["scope"] == "../"
    assert manifest(site, "id")["scope"] == "./"
    assert english["description"] == site.page("index", "en").meta["description"]
    for locale in site.config.locales:
        # What is longer may be cut below the icon: https://developer.chrome.com/docs/extensions/reference/manifest/name
        assert len(manifest(site, locale)["short_name"]) <= 12


def test_manifests_and_icons_are_the_same_every_time_and_where_they_say(tmp_path, site):
    write_manifests(tmp_path, site)
    first = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    write_manifests(tmp_path, site)
    assert {file: file.read_bytes() for file in first} == first
    for path in ("manifest.webmanifest", "en/manifest.webmanifest"):
        file = tmp_path / path
        for named in json.loads(file.read_text(encoding="utf-8"))["icons"]:
            image = Image.open((file.parent / named["src"]).resolve())
            assert "{}x{}".format(*image.size) == named["sizes"]


def test_the_ground_of_icons_and_browsers_is_that_of_the_pages():
    assert re.findall(r"--site-ground: (#\w+);", STYLES) == [GROUND, "#1d1b19"]
    head = (ROOT / "overrides" / "main.html").read_text(encoding="utf-8")
    assert re.findall(r'name="theme-color" content="(#\w+)"', head) == [GROUND, "#1d1b19"]


def test_an_icon_may_be_cut_to_a_circle_without_loss():
    size = 512
    image = Image.open(io.BytesIO(icon(size, 0.85, ground=True))).convert("RGBA")
    ground = image.getpixel((0, 0))
    assert "#{:02x}{:02x}{:02x}".format(*ground) == GROUND
    assert image.getextrema()[3] == (255, 255)
    outside = [
        image.getpixel((x, y))
        for x in range(0, size, 4)
        for y in range(0, size, 4)
        if (x - size / 2) ** 2 + (y - size / 2) ** 2 > (0.4 * size) ** 2
    ]
    assert set(outside) == {ground}


def test_an_icon_without_ground_is_clear_at_its_corners():
    image = Image.open(io.BytesIO(icon(192, 1, ground=False)))
    assert image.size == (192, 192)
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((96, 75))[3] == 255
