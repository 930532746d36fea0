"""A rendered page that is kept is the one that would be made anew, whatever has changed since."""

import re
from contextlib import chdir

import pytest

from scripts.core.cache import FILE, Cache
from scripts.model.site import load_site
from scripts.render.article import kept_pages
from scripts.render.article.bibliography import bibliographies
from scripts.render.article.kept_pages import rendered_pages
from scripts.render.article.rendered import Ground
from scripts.status.report import Report
from tests.support.project import lay_project

QUESTION = """\
- id: rahasia
  section: kerahasiaan
  kind: choice
  level: apply
  domain: values
  text: {id: Siapa yang boleh tahu?, en: Who may know?}
  options:
    - {text: {id: Tidak ada, en: Nobody}, right: true, why: {id: Dijaga., en: It is kept.}}
    - {text: {id: Tetangga, en: Neighbours}, why: {id: Bukan pihak., en: No party.}, see: "nilai#harkat"}
    - {text: {id: Semua, en: Everybody}, why: {id: Bukan rahasia., en: No secret.}}
"""


@pytest.fixture
def root(tmp_path):
    root = lay_project(tmp_path / "project")
    (root / "docs" / "nilai.en.md").unlink()
    (root / "docs" / "_data" / "questions" / "prinsip.yml").write_text(QUESTION, encoding="utf-8")
    return root


@pytest.fixture
def made(monkeypatch):
    """The pages that are made anew, by slug and the language of the build."""
    names = []
    real = kept_pages.rendered

    def noted(ground, page, shown_in):
        names.append((page.slug, shown_in))
        return real(ground, page, shown_in)

    monkeypatch.setattr(kept_pages, "rendered", noted)
    return names


def without_data(site, names):
    """Those of the pages that show no data of the whole site, which change with more than their own text."""
    return {(slug, locale) for slug, locale in names if not site.page(slug, locale).data_blocks}


def pages(root, *, kept=True):
    site = load_site(root, Cache(root) if kept else None)
    with chdir(root):
        return rendered_pages(Ground(Report(site), bibliographies(site), (), ()))


def edit(root, path, pattern, instead):
    file = root / path
    text, count = re.subn(pattern, instead, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count, (path, pattern)
    file.write_text(text, encoding="utf-8")


def test_a_second_run_makes_no_page(root, made):
    first = pages(root)
    assert set(made) == first.keys()
    made.clear()
    assert pages(root) == first
    assert made == []


EDITS = {
    "text": ("docs/nilai.md", r"\Z", "\nSatu kalimat lagi.\n"),
    "title": ("docs/prinsip.md", r"^title: .*", "title: Judul lain"),
    "heading of the menu": ("mkdocs.yml", r"Dasar:", "Lain:"),
    "setting": ("mkdocs.yml", r"permalink: true", "permalink: false"),
    "service page": ("mkdocs.yml", r"service_pages: \[", "service_pages: [nilai, "),
    "origins": ("mkdocs.yml", r"article: .*", "article: lain"),
    "definition": ("docs/_data/glossary.yml", r"definition: .*", "definition: Arti yang lain."),
    "work": ("docs/_data/references.yml", r"title: .*", "title: Karya lain"),
    "question": ("docs/_data/questions/prinsip.yml", "Siapa", "Kapan"),
    "title of a page that an answer leads to": ("docs/nilai.md", r"^title: .*", "title: Judul lain"),
    "status of a work": ("docs/_data/references.yml", r"status: .*", "status: secondary"),
}


@pytest.mark.parametrize("change", EDITS)
def test_a_change_is_seen(change, root, made):
    before = pages(root)
    made.clear()
    edit(root, *EDITS[change])
    after = pages(root)
    assert {name for name in after if after[name] != before[name]} <= set(made)
    assert after == pages(root, kept=False)
    assert after != before


def test_the_text_of_one_page_makes_one_page_anew(root, made):
    before = pages(root)
    made.clear()
    edit(root, *EDITS["text"])
    pages(root)
    assert without_data(load_site(root), made) == {("nilai", "id"), ("nilai", "en")}
    assert len(set(made)) < len(before)


def test_what_a_term_means_makes_only_pages_anew_that_explain_it(root, made):
    before = pages(root)
    made.clear()
    edit(root, *EDITS["definition"])
    pages(root)
    site = load_site(root)
    explaining = {name for name, page in before.items() if "Arti kata pekerjaan sosial." in page.html}
    assert explaining <= set(made)
    assert without_data(site, made) == without_data(site, explaining)
    assert 0 < len(without_data(site, made)) < len(without_data(site, before))


def test_a_new_term_and_a_file_that_comes_or_goes_are_seen(root):
    before = pages(root)
    edit(root, "docs/_data/glossary.yml", r"forms: \[", "forms: [kalimat, ")
    edit(root, "docs/nilai.md", r"\Z", "\nKalimat dengan [gambar](gambar.png).\n")
    assert pages(root) == pages(root, kept=False)
    (root / "docs" / "gambar.png").write_bytes(b"\x89PNG")
    assert pages(root) == pages(root, kept=False)
    (root / "docs" / "nilai.en.md").write_text("---\ntitle: Values\n---\n\nText.\n", encoding="utf-8")
    assert pages(root) == pages(root, kept=False) != before


def test_foreign_entries_cost_time_and_nothing_else(root, monkeypatch):
    first = pages(root)
    monkeypatch.setattr(Cache, "get", lambda self, keys: dict.fromkeys(keys, b"\x93\x01\x02\x03"))
    assert pages(root) == first
    (root / FILE).write_bytes(b"no database")
    monkeypatch.undo()
    assert pages(root) == first


def test_what_is_lost_before_somebody_asks_for_it_is_made_again(root, made):
    first = dict(pages(root))
    made.clear()
    again = pages(root)
    (root / FILE).write_bytes(b"no database")
    assert again == first
    assert set(made) == first.keys()
