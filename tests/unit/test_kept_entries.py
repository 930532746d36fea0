"""The index that is put together from what is kept of each page is the one that is made of all pages at once."""

import pytest

from scripts.core.cache import FILE, Cache
from scripts.model.site import load_site
from scripts.render.article.bibliography import bibliographies
from scripts.render.article.kept_pages import rendered_pages
from scripts.render.article.rendered import Ground
from scripts.render.outputs import Outputs
from scripts.render.search import kept_entries
from scripts.render.search.index import INDEX, as_script, index, named, words
from scripts.render.search.kept_entries import write_search
from scripts.status.report import Report
from tests.support.project import lay_project

# A word that the search knows others for, whether or not a page is called by it.
HEAD, OTHERS = next((head, others) for head, others in words()["id"]["synonyms"].items() if head.isalpha())
CALLED = f"Tentang {HEAD}"


@pytest.fixture
def root(tmp_path):
    return lay_project(tmp_path / "project")


@pytest.fixture
def made(monkeypatch):
    """The pages whose entries are made anew."""
    names, real = [], kept_entries._Entries._made
    monkeypatch.setattr(kept_entries._Entries, "_made", lambda self, name: names.append(name) or real(self, name))
    return names


def indexes(root, folder):
    """The index of each language: as it is put together, and as it is made of all pages at once."""
    site = load_site(root, Cache(root))
    articles = rendered_pages(Ground(Report(site), bibliographies(site), (), ()))
    write_search(Outputs(folder), site, articles, list(articles))
    entries = {
        locale: [entry for name in articles if name[1] == locale for entry in articles[name].entries]
        for locale in site.config.locales
    }
    whole = {locale: as_script(index(site, locale, found)) for locale, found in named(site, entries).items()}
    written = {locale: folder / ("" if locale == "id" else locale) / INDEX for locale in whole}
    return {locale: file.read_text(encoding="utf-8") for locale, file in written.items()}, whole


def edit(root, path, old, new):
    file = root / "docs" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_one_page_says_decides_by_which_words_another_is_found(root, tmp_path, made):
    for number, (path, old, new) in enumerate(
        [
            ("prinsip.md", "---\n\n", f"---\n\nYang dipakai: {HEAD}.\n\n"),
            ("nilai.md", "title: ", f"title: {CALLED} "),
            ("nilai.md", f"title: {CALLED} ", "title: "),
        ]
    ):
        edit(root, path, old, new)
        put_together, whole = indexes(root, tmp_path / str(number))
        assert put_together == whole
        # Called so by a title, it is not looked for in texts.
        assert (f"Tentang {OTHERS[0]}" in whole["id"]) == (number == 1)


def test_a_title_in_one_language_is_a_name_in_the_other(root, tmp_path, made):
    indexes(root, tmp_path / "before")
    made.clear()
    edit(root, "nilai.en.md", "title: ", "title: Other ")
    put_together, whole = indexes(root, tmp_path / "after")
    assert put_together == whole
    assert {("nilai", "id"), ("nilai", "en")} <= set(made)
    assert ("prinsip", "id") not in made


def test_what_is_kept_is_not_made_again_and_damage_costs_time_only(root, tmp_path, made, monkeypatch):
    first, whole = indexes(root, tmp_path / "first")
    assert first == whole
    made.clear()
    assert indexes(root, tmp_path / "second")[0] == first
    assert made == []
    monkeypatch.setattr(Cache, "get", lambda self, keys: dict.fromkeys(keys, b"\x93\x01\x02\x03"))
    assert indexes(root, tmp_path / "third")[0] == first
    monkeypatch.undo()
    (root / FILE).write_bytes(b"no database")
    assert indexes(root, tmp_path / "fourth")[0] == first
