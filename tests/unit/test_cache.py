"""What an earlier run worked out is taken from the cache, and changes nothing of what the checks find."""

import os
import sqlite3
from pathlib import Path

import pytest

from scripts.checks import check_site
from scripts.core import workers
from scripts.core.cache import FILE, Cache
from scripts.model import loading
from scripts.model.fingerprint import fingerprint
from scripts.model.settings.config import load_config
from scripts.model.site import load_site
from tests.support.cases import cases

HEAD = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\n"
PAGES = {
    "docs/index.md": HEAD + "Nilai [tautan](tiada.md).\n\n## Nilai {#nilai}\n\nSebuah kalimat.\n",
    "docs/index.en.md": HEAD + "Values <script>a()</script>.\n\n## Values {#nilai}\n\nA sentence.\n",
    "docs/nilai.md": HEAD + "Nilai [lain](index.md#tiada).\n",
}

SETTINGS = """\
site_name: A
plugins:
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: id, name: A, default: true}
        - {locale: en, name: B}
markdown_extensions:
  - attr_list
  - toc: {permalink: true}
"""


@pytest.fixture
def parsed(monkeypatch):
    """The paths of the pages that are parsed, in the order in which they are."""
    paths = []
    real = loading.load_page

    def load(config, path, data, markdown):
        paths.append(path)
        return real(config, path, data, markdown)

    monkeypatch.setattr(loading, "load_page", load)
    return paths


def issues(root, cached=True):
    return check_site(load_site(root, Cache(root) if cached else None))


def parsed_by(root, parsed):
    """What a run with the cache parses; it finds what a run without it finds."""
    parsed.clear()
    found, paths = issues(root), list(parsed)
    assert found == issues(root, cached=False)
    return paths


def test_only_an_edited_page_is_parsed_again(make_tree, parsed):
    root = make_tree(PAGES)
    assert sorted(parsed_by(root, parsed)) == ["index.en.md", "index.md", "nilai.md"]
    assert parsed_by(root, parsed) == []
    make_tree({"docs/nilai.md": HEAD + "Nilai yang lain [@tiada].\n"})
    assert parsed_by(root, parsed) == ["nilai.md"]
    assert parsed_by(root, parsed) == []


def test_the_root_may_be_named_from_the_current_folder(make_tree, parsed, monkeypatch):
    monkeypatch.chdir(make_tree(PAGES).parent)
    root = make_tree({}).relative_to(Path.cwd())
    issues(root)
    assert parsed_by(root, parsed) == []


def test_a_page_that_is_back_as_it_was_is_known(make_tree, parsed):
    root = make_tree(PAGES)
    issues(root)
    make_tree({"docs/nilai.md": HEAD + "Lain.\n"})
    issues(root)
    make_tree(PAGES)
    assert parsed_by(root, parsed) == []


def test_a_page_with_the_text_of_another_is_a_page_of_its_own(make_tree, parsed):
    root = make_tree(PAGES)
    issues(root)
    make_tree({"docs/lain.md": PAGES["docs/nilai.md"]})
    assert parsed_by(root, parsed) == ["lain.md"]
    assert load_site(root, Cache(root)).pages["lain", "id"].path == "docs/lain.md"


def test_a_deleted_page_is_gone(make_tree, parsed):
    root = make_tree(PAGES)
    issues(root)
    (root / "docs" / "nilai.md").unlink()
    assert parsed_by(root, parsed) == []
    assert ("nilai", "id") not in load_site(root, Cache(root)).pages


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\nmarkdown_extensions:\n", "\nmarkdown_extensions:\n  - def_list\n"),
        ("permalink: true", "permalink: false"),
        ("{locale: en,", "{locale: jv,"),
    ],
)
def test_other_settings_of_the_renderer_parse_every_page_again(old, new, make_tree, parsed):
    root = make_tree({**PAGES, "mkdocs.yml": SETTINGS})
    issues(root)
    assert parsed_by(root, parsed) == []
    assert old in SETTINGS
    (root / "mkdocs.yml").write_text(SETTINGS.replace(old, new), encoding="utf-8")
    assert len(parsed_by(root, parsed)) == len(load_site(root).pages) > 1


def test_a_page_that_includes_another_file_shows_what_that_holds_now(make_tree):
    settings = f"{SETTINGS}  - pymdownx.snippets: {{base_path: [BASE]}}\n"
    root = make_tree({"docs/index.md": HEAD + '--8<-- "a.txt"\n', "a.txt": "[lama](lama.md)\n"})
    (root / "mkdocs.yml").write_text(settings.replace("BASE", str(root)), encoding="utf-8")
    for name in ("lama", "baru"):
        (root / "a.txt").write_text(f"[{name}]({name}.md)\n", encoding="utf-8")
        (link,) = load_site(root, Cache(root)).pages["index", "id"].links
        assert link.target == f"{name}.md"


SNIPPETS = {
    "a line": '--8<-- "a.txt"\n',
    "some lines of it": '--8<-- "a.txt:1:1"\n',
    "a block": "--8<--\nb.txt\na.txt\n--8<--\n",
    "through another": '--8<-- "b.txt"\n',
    "from another folder": '--8<-- "c.txt"\n',
}


@pytest.mark.parametrize("line", SNIPPETS.values(), ids=SNIPPETS)
def test_a_page_with_snippets_is_kept_until_one_of_them_changes(line, make_tree, parsed):
    options = "{base_path: [atas, .], auto_append: [akhir.txt]}"
    files = {
        "mkdocs.yml": f"{SETTINGS}  - pymdownx.snippets: {options}\n",
        "docs/index.md": HEAD + line,
        "docs/nilai.md": HEAD + "Nilai.\n",
        "a.txt": "[lama](lama.md)\n",
        "b.txt": '--8<-- "a.txt"\n',
        "c.txt": "Kata.\n",
        "akhir.txt": "*[A]: B\n",
    }
    root = make_tree(files)
    parsed_by(root, parsed)
    assert parsed_by(root, parsed) == []
    # What stands in a folder that is asked first takes its place.
    make_tree({**files, "a.txt": "[baru](baru.md)\n", "atas/c.txt": "[baru](baru.md)\n"})
    assert parsed_by(root, parsed) == ["index.md"]
    make_tree({**files, "a.txt": "[baru](baru.md)\n", "akhir.txt": "*[A]: C\n"})
    assert sorted(parsed_by(root, parsed)) == ["index.md", "nilai.md"]


@pytest.mark.parametrize("package", ["material.extensions.emoji", "materialx.emoji"])
def test_pages_of_a_site_with_icons_of_material_are_kept(package, make_tree, parsed):
    line = f"{{emoji_index: !!python/name:{package}.twemoji , emoji_generator: !!python/name:{package}.to_svg }}"
    root = make_tree({**PAGES, "mkdocs.yml": f"{SETTINGS}  - pymdownx.emoji: {line}\n"})
    parsed_by(root, parsed)
    assert parsed_by(root, parsed) == []


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("pymdownx.superfences", True),
        ("toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}", True),
        ("toc: {slugify: !!python/name:os.path.basename }", False),
        ("pymdownx.snippets", False),
        ("pymdownx.b64", False),
        ("some.extension.of.somebody", False),
    ],
)
def test_nothing_is_kept_where_a_parse_depends_on_what_cannot_be_known(line, known, make_tree):
    config = load_config(make_tree({"mkdocs.yml": f"site_name: A\nmarkdown_extensions:\n  - {line}\n"}))
    assert (fingerprint(config) is not None) is known


def test_front_matter_that_would_come_back_changed_is_read_anew(make_tree, parsed):
    root = make_tree({"docs/index.md": "---\ntitle: A\ndate: 2026-01-01\n---\n\nA.\n"})
    issues(root)
    first = load_site(root).pages["index", "id"].meta
    assert load_site(root, Cache(root)).pages["index", "id"].meta == first
    assert set(parsed_by(root, parsed)) == {"index.md"}


DAMAGES = {
    "empty": lambda file: file.write_bytes(b""),
    "text": lambda file: file.write_text("not a database\n" * 1000),
    "cut": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "overwritten": lambda file: file.write_bytes(file.read_bytes()[:100] + b"\xff" * (file.stat().st_size - 100)),
    "another table": lambda file: change(file, "DROP TABLE entries", "CREATE TABLE entries (a)"),
    "half of it": lambda file: change(file, "DELETE FROM entries WHERE rowid % 2"),
    "no pages": lambda file: change(file, "DELETE FROM entries WHERE length(value) > 1500"),
    "no values": lambda file: change(file, "UPDATE entries SET value = NULL"),
    "text for values": lambda file: change(file, "UPDATE entries SET value = 'a'"),
    "changed values": lambda file: change(file, "UPDATE entries SET value = CAST(value || 'a' AS BLOB)"),
    "other values": lambda file: change(file, "UPDATE entries SET value = x'c0', sum = 3096414379"),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
}


def change(file, *commands):
    with sqlite3.connect(file) as base:
        for command in commands:
            base.execute(command)
    base.close()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_not_trusted(damage, make_tree):
    root = make_tree(PAGES)
    found = issues(root, cached=False)
    issues(root)
    DAMAGES[damage](root / FILE)
    assert issues(root) == found
    assert issues(root) == found


def test_a_damaged_cache_is_made_anew(make_tree, parsed):
    root = make_tree(PAGES)
    issues(root)
    DAMAGES["text"](root / FILE)
    issues(root)
    assert parsed_by(root, parsed) == []


def test_where_no_cache_can_be_written_all_goes_on_without(make_tree, parsed):
    root = make_tree(PAGES)
    (root / ".cache").write_text("in the way")
    assert len(parsed_by(root, parsed)) == len(load_site(root).pages) > 1
    assert len(parsed_by(root, parsed)) == len(load_site(root).pages) > 1


def test_a_cache_that_another_process_holds_is_done_without(make_tree, monkeypatch):
    monkeypatch.setattr("scripts.core.cache._PATIENCE", 0.01)
    root = make_tree(PAGES)
    issues(root)
    base = sqlite3.connect(root / FILE)
    base.execute("BEGIN EXCLUSIVE")
    assert issues(root) == issues(root, cached=False)
    base.close()


def test_what_nobody_asked_for_in_two_weeks_is_forgotten(make_tree):
    root = make_tree(PAGES)
    old = Cache(root)
    old._day -= 20
    old.put({b"old": b"a"})
    fading = Cache(root)
    fading._day -= 10
    fading.put({b"fading": b"b", b"asked for": b"c"})
    Cache(root).get([b"asked for"])
    late = Cache(root)
    late._day += 7
    late.put({b"new": b"d"})
    assert late.get([b"old", b"fading", b"asked for", b"new"]) == {b"asked for": b"c", b"new": b"d"}


def test_a_library_call_leaves_nothing_behind(make_tree):
    root = make_tree(PAGES)
    issues(root, cached=False)
    assert not (root / ".cache").exists()


@pytest.mark.parametrize("name", [name for name, case in cases().items() if case.broken])
def test_the_findings_are_the_same_with_and_without_cache(name, lay_out):
    root = lay_out(cases()[name])
    without = issues(root, cached=False)
    assert without
    assert issues(root) == without
    assert issues(root) == without


def test_the_findings_are_the_same_on_all_cores(make_tree, monkeypatch):
    sent = []
    real = workers.ProcessPoolExecutor
    monkeypatch.setattr(workers, "_ENOUGH", 1)
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    monkeypatch.setattr(workers, "ProcessPoolExecutor", lambda *options: sent.append(options) or real(*options))
    root = make_tree(PAGES)
    without = issues(root, cached=False)
    assert without
    assert issues(root) == without
    assert sent


def spread(work, context, names, item=lambda name: name):
    return [pair for share in workers.distribute(work, context, names, item) for pair in share]


def test_work_that_other_processes_cannot_do_is_done_here(monkeypatch):
    monkeypatch.setattr(workers, "_ENOUGH", 1)
    monkeypatch.setattr(workers, "_cores", lambda: 2)

    def nowhere(*_):
        raise OSError("no processes")

    monkeypatch.setattr(workers, "ProcessPoolExecutor", nowhere)
    assert spread(lambda number: lambda item: number + item, 1, [1, 2]) == [(1, 2), (2, 3)]


def test_the_work_is_done_in_order_however_many_share_it(monkeypatch):
    monkeypatch.setattr(workers, "_ENOUGH", 1)
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    assert spread(as_number, None, range(200), str) == [(number, number) for number in range(200)]


def test_what_a_process_leaves_undone_when_it_dies_is_done_here(monkeypatch):
    monkeypatch.setattr(workers, "_ENOUGH", 1)
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    assert spread(dying, os.getpid(), range(60)) == [(number, number) for number in range(60)]


def test_an_error_of_the_work_is_shown(monkeypatch):
    monkeypatch.setattr(workers, "_ENOUGH", 1)
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    with pytest.raises(ValueError, match="invalid literal"):
        spread(as_number, None, ["1", "a"])


def dying(parent):
    return lambda number: os._exit(1) if number == 30 and os.getpid() != parent else number


def as_number(_):
    return int
