"""The table of pages by language: what is there, how far each translation is, what git and the rules say of it."""

import json
import subprocess
from dataclasses import fields

import pytest

from scripts.commands.status import as_text, closing, main
from scripts.model.site import load_site
from scripts.model.translation_stamp import blob_id
from scripts.status.history import read_log
from scripts.status.page_states import PageStatus, page_statuses, translation
from tests.support.settings import with_settings

SETTINGS = with_settings("extra:\n  check_families: [S]\n")
INDONESIAN = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\n# Nilai {#nilai}\n\nAnak-anak itu berharga.\n"
ENGLISH = "---\ntitle: Values\ndescription: Values.\n---\n\n# Values {#nilai}\n\nChildren don’t lack worth.\n"


def stamped(text, origin, lang="id"):
    stamp = f'source: {{lang: {lang}, blob: "{blob_id(origin.encode())}"}}'
    return text.replace("---\n\n", f"{stamp}\n---\n\n", 1)


PAIR = {"mkdocs.yml": SETTINGS, "docs/nilai.md": INDONESIAN, "docs/nilai.en.md": stamped(ENGLISH, INDONESIAN)}


def git(tree, *arguments):
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=tree, check=True, capture_output=True)


@pytest.fixture
def listed(make_tree, capsys):
    """Lays files over a pair that is up to date and runs the command; returns its JSON by path."""

    def run(files):
        tree = make_tree(PAIR | files)
        assert main(["--format", "json", "--root", str(tree)]) == 0
        return {entry["path"]: entry for entry in json.loads(capsys.readouterr().out)}

    return run


def test_the_keys_of_the_json_are_stable(listed):
    found = listed({})
    keys = ["slug", "locale", "path", "page", "translation", "words", "changed", "errors", "warnings", "origins"]
    assert [list(entry) for entry in found.values()] == [keys, keys]
    assert [field.name for field in fields(PageStatus)] == keys
    assert found["docs/nilai.en.md"] == {
        "slug": "nilai",
        "locale": "en",
        "path": "docs/nilai.en.md",
        "page": "present",
        "translation": "current",
        "words": 5,
        "changed": None,
        "errors": 0,
        "warnings": 0,
        "origins": None,
    }
    assert found["docs/nilai.md"]["translation"] == "original"
    assert found["docs/nilai.md"]["words"] == 4


def test_a_changed_original_makes_the_translation_stale(listed):
    found = listed({"docs/nilai.md": INDONESIAN + "\nSemua.\n"})["docs/nilai.en.md"]
    assert (found["translation"], found["errors"], found["warnings"]) == ("stale", 0, 1)


def test_line_ends_do_not_make_a_translation_stale(listed):
    found = listed({"docs/nilai.md": INDONESIAN.replace("\n", "\r\n")})
    assert found["docs/nilai.en.md"]["translation"] == "current"


def test_a_page_that_is_missing(listed):
    found = listed({"docs/metode/taktik.en.md": ENGLISH})
    assert found["docs/metode/taktik.md"] == {
        "slug": "metode/taktik",
        "locale": "id",
        "path": "docs/metode/taktik.md",
        "page": "missing",
        "translation": None,
        "words": None,
        "changed": None,
        "errors": 0,
        "warnings": 0,
        "origins": None,
    }
    # What there is of the page was made from nothing, whatever language it is in; the rules report the gap there.
    assert found["docs/metode/taktik.en.md"]["translation"] == "original"
    assert found["docs/metode/taktik.en.md"]["errors"] == 1


@pytest.mark.parametrize("text", [b"\xff", "---\na: [\n---\n", ""])
def test_a_page_that_cannot_be_read(listed, text):
    found = listed({"docs/nilai.md": text})
    page, other = found["docs/nilai.md"], found["docs/nilai.en.md"]
    assert (page["page"], page["translation"], page["words"], page["errors"]) == ("unreadable", None, None, 1)
    assert (other["page"], other["translation"], other["words"]) == ("present", None, 5)


def test_without_stamps_the_default_language_is_the_original(listed):
    found = listed({"docs/nilai.en.md": ENGLISH})
    assert [entry["translation"] for entry in found.values()] == ["original", "unstamped"]


def test_a_translation_into_the_default_language(listed):
    found = listed({"docs/nilai.en.md": ENGLISH, "docs/nilai.md": stamped(INDONESIAN, ENGLISH, "en")})
    assert [entry["translation"] for entry in found.values()] == ["current", "original"]


@pytest.mark.parametrize(
    "text",
    [
        stamped(ENGLISH, INDONESIAN, "en"),
        stamped(ENGLISH, INDONESIAN, "xx"),
        ENGLISH.replace("---\n\n", "source: id\n---\n\n", 1),
    ],
)
def test_a_stamp_that_the_rules_refuse(listed, text):
    found = listed({"docs/nilai.en.md": text})["docs/nilai.en.md"]
    assert (found["translation"], found["errors"]) == ("wrong", 1)


def test_the_words_agree_with_the_rules(make_tree):
    site = load_site(make_tree(PAIR))
    assert [translation(site, site.pages["nilai", locale]) for locale in ("id", "en")] == ["original", "current"]


def test_the_last_change_is_that_of_the_commit(make_tree, monkeypatch, capsys):
    # The site lies in a folder of the repository, and one file's name holds letters that git would quote.
    files = PAIR | {"docs/é.md": INDONESIAN}
    tree = make_tree({f"situs/{path}": content for path, content in files.items()}) / "situs"
    git(tree.parent, "init", "--quiet")
    for day, file in (("2024-01-02", "."), ("2024-03-04", "docs/nilai.md")):
        (tree / "docs" / "nilai.md").write_text(INDONESIAN + day + "\n", encoding="utf-8")
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00+00:00")
        git(tree, "add", file)
        git(tree, "commit", "--quiet", "-m", "docs/nilai.en.md\n\n2030-01-01")
    (tree / "docs" / "baru.md").write_text(INDONESIAN, encoding="utf-8")
    main(["--format", "json", "--root", str(tree)])
    changed = {entry["path"]: entry["changed"] for entry in json.loads(capsys.readouterr().out)}
    assert changed == {
        "docs/baru.md": None,
        "docs/baru.en.md": None,
        "docs/nilai.md": "2024-03-04",
        "docs/nilai.en.md": "2024-01-02",
        "docs/é.md": "2024-01-02",
        "docs/é.en.md": None,
    }


def test_git_is_asked_once_for_all_files(make_tree, monkeypatch):
    asked = []
    tree = make_tree(PAIR | {f"docs/{name}.md": INDONESIAN for name in "abc"})
    git(tree, "init", "--quiet")
    git(tree, "add", ".")
    git(tree, "commit", "--quiet", "-m", "Pages")
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda command, **rest: asked.append(command) or run(command, **rest))
    assert main(["--root", str(tree)]) == 0
    assert len([command for command in asked if "log" in command]) == 1


def test_without_git(make_tree, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert main(["--root", str(make_tree(PAIR))]) == 0
    assert [line.split()[5] for line in capsys.readouterr().out.splitlines()[1:3]] == ["–", "–"]


def test_a_repository_without_commits(make_tree, capsys):
    tree = make_tree(PAIR)
    git(tree, "init", "--quiet")
    assert main(["--root", str(tree)]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[5] == "–"


def test_the_newest_day_of_a_file_counts():
    log = "\0002024-03-04\n\na.md\n\0002024-01-02\n\na.md\nb\u2028c.md\n"
    assert read_log(log) == {"a.md": "2024-03-04", "b\u2028c.md": "2024-01-02"}
    assert read_log("") == {}


def test_the_table(make_tree, capsys):
    tree = make_tree(PAIR | {"docs/metode/taktik.md": INDONESIAN})
    assert main(["--root", str(tree)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "slug           language  page     translation  words  changed  errors  warnings",
        "metode/taktik  id        present  original         4  –             0         0",
        "metode/taktik  en        missing  –                –  –             0         0",
        "nilai          id        present  original         4  –             0         0",
        "nilai          en        present  current          5  –             0         0",
        "",
        "3 pages, 13 words, 1 missing, 0 errors, 0 warnings; next: write the missing pages",
    ]


def test_long_slugs_keep_their_end_and_the_table_its_width(make_tree):
    slug = "/".join(["sangat-panjang"] * 6)
    site = load_site(make_tree({f"docs/{slug}/{name}.md": INDONESIAN for name in ("satu", "dua")}))
    table = as_text(page_statuses(site, [], {}), [], "en").splitlines()
    assert max(map(len, table)) <= 110
    assert {line.split()[0][:1] for line in table[1:5]} == {"…"}
    assert {line.split()[0].rpartition("/")[2] for line in table[1:5]} == {"satu", "dua"}


def status(page="present", state="original", number=1):
    return PageStatus("a", "id", "docs/a.md", page, state, number, None, 0, 0)


@pytest.mark.parametrize(
    ("statuses", "ends"),
    [
        ([], "0 pages, 0 words, 0 errors, 0 warnings; next: nothing to do"),
        ([status()], "1 pages, 1 words, 0 errors, 0 warnings; next: nothing to do"),
        ([status(), status(state="unstamped")], "1 unstamped, 0 errors, 0 warnings; next: compare languages"),
        ([status(state="wrong")], "next: compare languages, then make stamp"),
        ([status(state="stale"), status(state="unstamped")], "next: update stale pages, then make stamp"),
        ([status(page="missing", state=None), status(state="stale")], "next: write the missing pages"),
        ([status(page="unreadable", state=None)], "next: make check, fix unreadable pages"),
    ],
)
def test_the_closing_line_says_what_to_do_next(statuses, ends):
    assert ends in closing(statuses, [], "en")
    assert len(closing(statuses, [], "en").splitlines()) == 1


def test_what_was_found_outside_pages_is_told_too(make_tree, capsys):
    tree = make_tree(PAIR | {"mkdocs.yml": SETTINGS + "nav: [nilai.md, nope.md]\n"})
    assert main(["--root", str(tree)]) == 0
    assert capsys.readouterr().out.endswith(
        "0 errors, 0 warnings (and 1 in other files); next: make check shows the errors\n"
    )


def test_uncommonly_long_totals_are_wrapped():
    statuses = [status(number=10**40), status("missing", None), status(state="stale"), status(state="unstamped")]
    assert max(map(len, closing(statuses, [], "en").splitlines())) <= 110


@pytest.mark.parametrize("files", [{}, {"mkdocs.yml": "site_name: [a\n"}])
def test_a_site_that_cannot_be_read_exits_2_with_one_line(make_tree, capsys, files):
    assert main(["--root", str(make_tree(files))]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("status: ")
    assert len(printed.err.splitlines()) == 1
