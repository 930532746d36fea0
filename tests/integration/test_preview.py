"""The preview shows what was saved at once and everything else after it, and keeps its head when a file is broken."""

import pytest

from scripts.core.cache import Cache
from scripts.model.settings.mkdocs_yml import ConfigError
from scripts.model.site import load_site
from scripts.render.frames.engine import frames_key, house
from scripts.render.preview import Preview
from scripts.render.steps import Work, complete, ground_of
from scripts.status.report import Report
from tests.support.project import lay_project

WRITTEN = "Kalimat yang baru saja disimpan."


@pytest.fixture
def told():
    """What the preview says of each site that it has shown as a whole."""
    return []


@pytest.fixture
def preview(tmp_path, told, monkeypatch):
    root = lay_project(tmp_path / "project")
    monkeypatch.chdir(root)
    site = load_site(root, Cache(root))
    made = house(site, 0)
    folder = tmp_path / "shown"
    for path, content in made.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    work = Work(folder, ground_of(Report(site)), made.frames, serving=True)
    complete(work)
    return Preview(work.outputs, made.frames, site, lambda now: frames_key(now, 0), told.append)


def change(preview, path, old, new):
    file = preview.site.config.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(preview, path, text):
    file = preview.site.config.root / path
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def shown(preview, path):
    return (preview.outputs.folder / path).read_text(encoding="utf-8")


def test_a_saved_page_is_there_in_its_language_and_in_both_before_the_rest_is(preview, told):
    append(preview, "docs/nilai.md", WRITTEN)
    assert preview.refresh()
    for path in ("nilai.html", "dwibahasa/nilai.html"):
        assert WRITTEN in shown(preview, path), path
    assert WRITTEN not in shown(preview, "en/nilai.html")
    preview.wait()
    assert len(told) == 1
    assert WRITTEN in shown(preview, "search/search_index.js")


def test_a_term_that_changes_is_seen_on_every_page_in_the_end(preview, told):
    before = [
        file for file in preview.outputs.folder.rglob("*.html") if "gloss-notes" in file.read_text(encoding="utf-8")
    ]
    assert before
    data = preview.site.config.docs / "_data" / "glossary.yml"
    text = data.read_text(encoding="utf-8")
    definition = next(iter(preview.site.glossary.terms.values())).wordings["id"].definition
    assert definition in text
    data.write_text(text.replace(definition, f"{definition} {WRITTEN}"), encoding="utf-8")
    assert preview.refresh()
    preview.wait()
    assert any(WRITTEN in file.read_text(encoding="utf-8") for file in preview.outputs.folder.rglob("*.html"))


def test_where_frames_change_the_whole_is_made_anew(preview):
    change(preview, "mkdocs.yml", "site_name: ", "site_name: Lain ")
    assert not preview.refresh()


def test_a_file_that_cannot_be_read_leaves_what_is_shown(preview, told):
    before = shown(preview, "nilai.html")
    change(preview, "mkdocs.yml", "plugins:", "plugins: [")
    with pytest.raises(ConfigError):
        preview.refresh()
    assert shown(preview, "nilai.html") == before
    change(preview, "mkdocs.yml", "plugins: [", "plugins:")
    append(preview, "docs/nilai.md", WRITTEN)
    assert preview.refresh()
    assert WRITTEN in shown(preview, "nilai.html")
    preview.wait()
    assert len(told) == 1
