"""What MkDocs makes is kept for as long as nothing that it is made of changes, and believed only when it is whole."""

import sqlite3
from contextlib import closing

import pytest

from scripts.core.cache import FILE, Cache
from scripts.model.site import load_site
from scripts.render.frames import engine
from scripts.render.frames.engine import frames_key, house
from tests.support.project import lay_project

DAY = 1700000000


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return lay_project(tmp_path_factory.mktemp("engine") / "project")


@pytest.fixture
def started(monkeypatch):
    """One entry for each time that MkDocs is started."""
    runs, real = [], engine.run_mkdocs
    monkeypatch.setattr(engine, "run_mkdocs", lambda *arguments, **more: runs.append(1) or real(*arguments, **more))
    return runs


def of(root, made=DAY):
    return frames_key(load_site(root, Cache(root)), made)


def test_what_is_kept_comes_back_as_it_was_made(project, started):
    made = house(load_site(project), DAY)
    assert len(started) == 1
    assert house(load_site(project), DAY) == made
    assert len(started) == 1
    assert not [path for path in made.files if path.endswith(".html") and path != "404.html"]
    assert made.frames.texts.keys() == {placed.frame for placed in made.frames.placed}


@pytest.mark.parametrize("damage", ["UPDATE entries SET value = x'00'", "UPDATE entries SET value = substr(value, 9)"])
def test_what_is_damaged_costs_time_only(damage, project, started):
    made = house(load_site(project), DAY)
    started.clear()
    with closing(sqlite3.connect(project / FILE)) as base, base:
        base.execute(damage)
    assert house(load_site(project), DAY) == made
    assert len(started) == 1


def test_another_programs_entry_under_the_same_key_costs_time_only(project, started):
    made = house(load_site(project), DAY)
    started.clear()
    Cache(project).put({of(project): b"\x93\x01\x02\x03"})
    assert house(load_site(project), DAY) == made
    assert len(started) == 1


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("mkdocs.yml", "site_name: ", "site_name: Lain "),
        ("mkdocs.yml", "Dasar:", "Landasan:"),
        ("docs/nilai.md", "title: ", "title: Lain "),
        ("overrides/main.html", "{% endblock %}", "<i></i>{% endblock %}"),
        ("overrides/assets/site.css", "", "/* lain */"),
    ],
)
def test_what_frames_are_made_of_makes_them_anew(path, old, new, project):
    before, file = of(project), project / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        assert of(project) != before
    finally:
        file.write_text(text, encoding="utf-8")
    assert of(project) == before


def test_another_day_or_another_version_makes_them_anew(project, monkeypatch):
    before = of(project)
    assert of(project, DAY + 86_400) != before
    monkeypatch.setattr(engine, "versions", lambda packages: b"others")
    assert of(project) != before


def test_a_text_alone_does_not(project):
    before, file = of(project), project / "docs" / "nilai.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\nSatu kalimat lagi.\n", encoding="utf-8")
    try:
        assert of(project) == before
    finally:
        file.write_text(text, encoding="utf-8")
