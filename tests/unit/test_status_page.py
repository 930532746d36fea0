"""The state of the pages as a page of the site: what the table says, and what git can and cannot tell."""

import subprocess
from datetime import date

import lxml.html
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from scripts.checks import check_site
from scripts.model.markdown.markup import parse_html
from scripts.model.site import load_site
from scripts.model.translation_stamp import blob_id
from scripts.render.article.blocks import page_markdown
from scripts.render.labels import LABELS, MARKS
from scripts.status.history import HistoryError, changed_files, last_changes, revision
from scripts.status.report import Report
from tests.support.project import ROOT
from tests.support.settings import with_settings

SETTINGS = with_settings("extra:\n  check_families: [S]\n")
INDONESIAN = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\n# Nilai {#nilai}\n\nSetiap orang berharga.\n"
ENGLISH = "---\ntitle: Values <i>\ndescription: Values.\n---\n\n# Values {#nilai}\n\nEveryone has worth.\n"
STAMP = f'source: {{lang: id, blob: "{blob_id(INDONESIAN.encode())}"}}\n---\n\n'
FILES = {
    "mkdocs.yml": f"{SETTINGS}nav: [nilai.md, keadaan.md, aturan.md, asing.md, tunggal.md]\n",
    "docs/nilai.md": INDONESIAN,
    "docs/nilai.en.md": ENGLISH.replace("---\n\n", STAMP, 1),
    "docs/keadaan.md": INDONESIAN.replace("Nilai", "Keadaan") + "\n[[status]]\n",
    "docs/asing.md": INDONESIAN.replace("Nilai", "Asing") + "\n[mati](gone.md)\n",
    "docs/asing.en.md": ENGLISH.replace("Values <i>", "Foreign"),
    "docs/tunggal.md": "---\na: [\n---\n",
}


def git(tree, *arguments):
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=tree, check=True, capture_output=True)


def commit(tree, monkeypatch, day):
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T23:30:00+07:00")
    git(tree, "add", "docs", "mkdocs.yml")
    git(tree, "commit", "--quiet", "-m", "Pages")


@pytest.fixture
def repository(make_tree, monkeypatch):
    """The files in a repository with one commit."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    tree = make_tree(FILES)
    git(tree, "init", "--quiet", "--initial-branch=main")
    commit(tree, monkeypatch, "2024-03-04")
    return tree


def page_of(tree, locale="id"):
    """The rendered block, parsed."""
    site = load_site(tree)
    return parse_html(page_markdown(Report(site), site.page("keadaan", locale), None, "[[status]]"))


def said(element):
    return " ".join(element.text_content().split())


def table(tree):
    """The text of every cell, by the text of the row's head."""
    rows = page_of(tree).findall(".//tbody/tr")
    return {said(row.find("th")): [said(cell) for cell in row.findall("td")] for row in rows}


def test_the_table_has_the_state_of_every_page_in_the_order_of_the_menu(repository):
    found = table(repository)
    assert list(found) == ["Nilai", "Keadaan", "Asing", "tunggal"]
    assert found["Nilai"] == ["✓ naskah asal 4 kata · 4 Mar 2024", "✓ terjemahan sejalan 4 kata · 4 Mar 2024"]
    assert found["Keadaan"][1] == "× belum ada"
    assert found["Asing"] == [
        "✓ naskah asal 5 kata · 4 Mar 2024 · 1 kesalahan: L01",
        "! belum dibandingkan 4 kata · 4 Mar 2024 · 1 peringatan: S02",
    ]
    assert found["tunggal"][0].startswith("× tidak terbaca 4 Mar 2024 · ")


def test_the_head_says_the_totals_and_what_the_page_was_made_from(repository):
    totals, made = page_of(repository).findall(".//p")
    counted = "5 halaman, 21 kata, 1 belum dibandingkan, 2 belum ada, 1 tidak terbaca"
    assert said(totals) == f"{counted}, 2 kesalahan, 1 peringatan (+ 1 di berkas lain)."
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=repository, capture_output=True, text=True, check=True)
    assert said(made) == f"Dibuat dari versi {head.stdout[:12]} (4 Mar 2024)."


def test_titles_are_links_and_text_is_not_markup(repository):
    tree = page_of(repository)
    links = {said(a): a.get("href") for a in tree.findall(".//tbody//th/a")}
    assert links == {"Nilai": "nilai.html", "Keadaan": "keadaan.html", "Asing": "asing.html", "tunggal": "tunggal.html"}
    block = tree.find(".//div")
    assert "no-gloss" in block.get("class")
    assert block.get("data-search-exclude") is not None


def test_a_page_of_another_language_is_marked_as_such(repository):
    site = load_site(repository)
    english = site.pages["nilai", "en"]
    tree = parse_html(page_markdown(Report(site), english, None, "[[status]]"))
    titles = {said(a): a.get("lang") for a in tree.findall(".//tbody//th/a")}
    assert titles["Values <i>"] is None
    assert titles["Keadaan"] == "id"
    assert [said(cell) for cell in tree.findall(".//thead//th")] == ["Page", "Indonesian", "English"]
    assert "1 error: L01" in said(tree)


def test_what_is_not_committed_is_said(repository):
    (repository / "docs" / "nilai.md").write_text(INDONESIAN + "\nSemua.\n", encoding="utf-8")
    (repository / "docs" / "keadaan.en.md").write_text(ENGLISH, encoding="utf-8")
    found = table(repository)
    assert found["Nilai"][0].endswith("belum direkam git")
    assert found["Nilai"][1].startswith("! terjemahan tertinggal 4 kata · 4 Mar 2024")
    assert "belum direkam git" in found["Keadaan"][1]
    assert said(page_of(repository).findall(".//p")[1]).endswith("berikut perubahan yang belum direkam git.")


def test_a_shallow_clone_has_no_dates(repository, tmp_path_factory, monkeypatch):
    (repository / "docs" / "nilai.md").write_text(INDONESIAN + "\nSemua.\n", encoding="utf-8")
    commit(repository, monkeypatch, "2024-05-06")
    clone = tmp_path_factory.mktemp("shallow") / "clone"
    git(repository, "clone", "--quiet", "--depth=1", repository.as_uri(), str(clone))
    assert last_changes(clone, "docs") == {}
    assert last_changes(repository, "docs")["docs/nilai.en.md"] == "2024-03-04"
    assert table(clone)["Nilai"][1] == "! terjemahan tertinggal 4 kata · – · 1 peringatan: S01"
    assert said(page_of(clone).findall(".//p")[1]).endswith("(6 Mei 2024).")


def test_without_git_the_version_is_unknown(make_tree, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    tree = make_tree(FILES)
    made = "Dibuat tanpa git: versi dan tanggal perubahan tidak diketahui"
    assert said(page_of(tree).findall(".//p")[1]) == f"{made}."
    assert table(tree)["Nilai"][0] == "✓ naskah asal 4 kata · –"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert said(page_of(tree).findall(".//p")[1]) == f"{made} (14 Nov 2023)."


def test_the_day_is_that_of_the_build(repository, monkeypatch):
    assert revision(repository, "docs").day == date(2024, 3, 4)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert revision(repository, "docs").day == date(2023, 11, 14)


def test_a_comparison_that_git_cannot_make(repository):
    with pytest.raises(HistoryError, match="git cannot compare gone with the last commit"):
        changed_files(repository, "gone", "docs")
    assert changed_files(repository, "main", "docs") == {}


def test_every_state_has_a_word_and_a_sign():
    assert all(MARKS.keys() <= LABELS[locale].keys() for locale in LABELS)
    assert set(MARKS.values()) == {"✓", "!", "×"}


def test_the_rules_run_once_in_a_build_of_both_languages(monkeypatch, tmp_path, counts):
    runs = []
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setattr(
        "scripts.status.report.check_site", lambda site: runs.append(len(site.pages)) or check_site(site)
    )
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site")))
    assert runs == [2 * counts.pages]
    page = lxml.html.parse(str(tmp_path / "site" / "en" / "kontribusi" / "status.html"))
    assert len(page.findall(".//tbody/tr")) == counts.pages
    index = (tmp_path / "site" / "search" / "search_index.js").read_text(encoding="utf-8")
    assert load_site(ROOT).page("kontribusi/status", "id").title in index
    assert LABELS["id"]["made_from"] not in index
