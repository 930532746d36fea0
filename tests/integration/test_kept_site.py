"""A build writes what changed, and takes all other files from the site of the build before."""

import pytest

from scripts.commands import build
from scripts.core.cache import FILE
from scripts.model.site import load_site
from scripts.render.outputs import Outputs
from tests.support.project import lay_project


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = lay_project(tmp_path / "project")
    assert build.main(root) == 0
    return root


@pytest.fixture
def written(root, monkeypatch):
    """The paths of the files that the builds after the first write anew."""
    paths, real = set(), Outputs.write
    monkeypatch.setattr(Outputs, "write", lambda self, path, *content: paths.add(path) or real(self, path, *content))
    return paths


def files(root):
    folder = root / "site"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def without_data(root, paths):
    """Those that are no page with data of the whole site, which may change with any other."""
    site = load_site(root)
    slugs = {page.slug for page in site.outlines.values() if page.data_blocks}
    return {
        path for path in paths if path.removeprefix("dwibahasa/").removeprefix("en/").removesuffix(".html") not in slugs
    }


def test_where_nothing_changed_nothing_is_written(root, written):
    before = files(root)
    assert build.main(root) == 0
    assert written == set()
    assert files(root) == before


def test_a_changed_text_is_written_alone_and_in_both_languages(root, written):
    # Of a translation, and in a paragraph that is there: a new mark on any page may change the sheet of all.
    file = root / "docs" / "nilai.en.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text.rstrip()} One more sentence.\n", encoding="utf-8")
    assert build.main(root) == 0
    assert without_data(root, written) == {
        "en/nilai.html",
        "dwibahasa/nilai.html",
        "en/search/search_index.js",
        # It tells titles of the other language.
        "search/search_index.js",
    }


def test_without_what_is_known_of_it_the_site_before_is_not_believed(root, written):
    before = files(root)
    (root / FILE).unlink()
    (root / "site" / "nilai.html").write_text("Lain", encoding="utf-8")
    assert build.main(root) == 0
    assert {"nilai.html", "en/prinsip.html", "dwibahasa/nilai.html", "kutip/nilai.id.bib"} <= written
    assert files(root) == before
