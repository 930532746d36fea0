"""The build as a whole: what is published, and what never is."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.core.staging import clear
from scripts.render.search.index import INDEX, from_script
from tests.support.project import SMALL, count_pages, lay_project, rendered

COUNTS = count_pages(SMALL)


def build(root: Path, *, module: str = "scripts build", **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", *module.split()],
        cwd=root,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


@pytest.fixture
def project(tmp_path):
    return lay_project(tmp_path)


def test_a_build_says_what_it_made_and_leaves_only_the_site(project):
    run = build(project)
    assert run.returncode == 0, run.stdout + run.stderr
    pages, both = COUNTS.pages, COUNTS.side_by_side
    assert f"{pages} pages in id, {pages} pages in en, {both} in both side by side;" in run.stdout
    assert re.search(r"Search index: \d+ KiB in id \(\d+ gzipped\), \d+ KiB in en \(\d+ gzipped\)\.", run.stdout)
    assert "Next: `make serve`" in run.stdout
    assert (project / "site" / "index.html").is_file()
    assert (project / "site" / "en" / "index.html").is_file()
    assert [left.name for left in (project / ".cache").iterdir()] == ["pages.sqlite"]


def test_nothing_is_published_while_a_check_fails(project):
    old = project / "site"
    old.mkdir()
    (old / "index.html").write_text("old")
    with (project / "docs" / "nilai.md").open("a", encoding="utf-8") as page:
        page.write("\n[nowhere](nowhere.md)\n")
    run = build(project)
    assert run.returncode == 1
    assert "L01" in run.stdout
    assert contents(old) == {"index.html": b"old"}


def test_the_old_site_stays_when_the_renderer_fails(project):
    old = project / "site"
    old.mkdir()
    (old / "index.html").write_text("old")
    (project / "overrides" / "main.html").write_text("{% extends 'base.html' %}{% block content %}")
    run = build(project)
    assert run.returncode == 1
    assert "site/ was left as it was" in run.stderr
    assert contents(old) == {"index.html": b"old"}
    assert [left.name for left in (project / ".cache").iterdir()] == ["pages.sqlite"]


def test_a_full_disk_is_one_line(project):
    assert build(project).returncode == 0
    old = contents(project / "site")
    # The limit stands in for it: the theme's script is larger.
    script = 'ulimit -f 100; exec "$0" -m scripts build'
    run = subprocess.run(
        ["bash", "-c", script, sys.executable], cwd=project, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert run.stderr == "build: File too large; site/ was left as it was\n"
    assert contents(project / "site") == old


@pytest.mark.parametrize("moment", ["checked", "rendering", "rendered"])
def test_a_killed_build_leaves_a_whole_site_and_nothing_for_long(moment, project):
    filled = project / "site"
    filled.mkdir()
    (filled / "index.html").write_text("old")
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts", "build"], cwd=project, env=environment, stdout=subprocess.PIPE, text=True
    )
    for line in process.stdout:
        folders = list((project / ".cache").glob("build-*"))
        if line.startswith({"checked": "2/3", "rendering": "2/3", "rendered": "3/3"}[moment]):
            break
    while moment == "rendering" and process.poll() is None and not any(folders[0].rglob("*.html") if folders else ()):
        folders = list((project / ".cache").glob("build-*"))
    process.kill()
    # MkDocs, which it had started, ends when it has written what it would.
    process.communicate()
    assert (filled / "index.html").is_file()
    run = build(project)
    assert run.returncode == 0, run.stdout + run.stderr
    assert (filled / "nilai.html").is_file()
    deadline = time.monotonic() + 60
    while len(list((project / ".cache").iterdir())) > 1 and time.monotonic() < deadline:
        clear(project / ".cache", "build-")
    assert [left.name for left in (project / ".cache").iterdir() if left.is_dir()] == []


def test_a_removed_page_leaves_the_published_site(project):
    (project / "site").mkdir()
    (project / "site" / "gone.html").write_text("gone")
    assert build(project).returncode == 0
    assert not (project / "site" / "gone.html").exists()


def test_a_folder_without_mkdocs_yml_is_one_clear_line(project):
    (project / "mkdocs.yml").unlink()
    run = build(project)
    assert run.returncode == 2
    assert run.stderr.startswith("build: mkdocs.yml:")
    assert len(run.stderr.splitlines()) == 1


def test_two_builds_of_one_commit_are_identical(project):
    environment = {"SOURCE_DATE_EPOCH": "1700000000"}
    assert build(project, **environment).returncode == 0
    first = contents(project / "site")
    assert build(project, **environment, PYTHONHASHSEED="7", TZ="Asia/Jakarta").returncode == 0
    assert contents(project / "site") == first


def test_properdocs_builds_the_same_pages(project):
    pages = {}
    for engine in ("mkdocs", "properdocs"):
        site = rendered(project, project / engine, "--strict", engine=engine, SOURCE_DATE_EPOCH="1700000000")
        pages[engine] = {name: html for name, html in contents(site).items() if name.endswith(".html")}
    assert len(pages["mkdocs"]) == 2 * COUNTS.pages + COUNTS.side_by_side + 1
    assert pages["properdocs"] == pages["mkdocs"]


def test_a_page_without_translation_is_shown_in_its_own_language_and_says_so(project):
    (project / "docs" / "nilai.en.md").unlink()
    rendered(project, project / "out", "--no-strict", SITE_URL="https://example.org/")
    fallback = (project / "out" / "en" / "nilai.html").read_text(encoding="utf-8")
    assert "This page has not been translated into English yet" in fallback
    assert '<div lang="id">' in fallback
    assert 'class="language"' in fallback  # back to the Indonesian site
    assert "side-by-side" not in fallback
    assert not (project / "out" / "dwibahasa" / "nilai.html").exists()
    neighbour = (project / "out" / "dwibahasa" / "proses.html").read_text(encoding="utf-8")
    assert '"../nilai.html"' in neighbour  # a page of one language is linked as it is
    assert '"../en/nilai.html"' in neighbour
    for folder in ("out", "out/en"):
        found = from_script((project / folder / INDEX).read_text(encoding="utf-8"))["entries"]
        assert [entry["at"] for entry in found].count("nilai.html") == 1
    original = (project / "out" / "nilai.html").read_text(encoding="utf-8")
    assert 'class="language"' not in original  # no English page to offer
    for page in (fallback, original):
        assert '<link rel="canonical" href="https://example.org/nilai.html">' in page
        assert 'hreflang="en" href=' not in page
        assert "download>RIS</a>" in page
        assert "kutip/nilai.id.ris" in page
        assert (project / "out" / "assets" / "kartu" / "nilai.id.png").is_file()
    assert 'hreflang="x-default" href="https://example.org/nilai.html"' in original
    assert 'rel="alternate "' not in fallback
    assert "<i>Nilai" in fallback
    assert not (project / "out" / "kutip" / "nilai.en.ris").exists()
