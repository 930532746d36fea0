"""Stamps: made by the command, judged by the rules, compared with what git remembers."""

import subprocess

import pytest

from scripts.checks import check_site
from scripts.commands import stamp
from scripts.model.compare import Difference, compare
from scripts.model.site import load_site
from scripts.model.translation_stamp import blob_id
from scripts.status.page_states import page_statuses
from tests.support.settings import with_settings

SETTINGS = with_settings("extra:\n  check_families: [S]\n")
INDONESIAN = """---
title: Nilai
description: Nilai.
---

Setiap orang berharga.

## Harkat {#harkat}

Karena ia manusia.
"""
ENGLISH = INDONESIAN.replace("Setiap orang berharga", "Every person has worth").replace("Harkat", "Worth")


@pytest.fixture
def tree(make_tree):
    pages = {"docs/nilai.md": INDONESIAN, "docs/nilai.en.md": ENGLISH, "mkdocs.yml": SETTINGS}
    return make_tree(pages)


def git(tree, *arguments):
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=tree, check=True, capture_output=True)


def run(tree, *arguments):
    return stamp.main([*arguments, "--root", str(tree)])


def found(tree, family="S"):
    return [(i.path, i.code, str(i.message)) for i in check_site(load_site(tree)) if i.code.startswith(family)]


def test_the_blob_id_is_that_of_git(tree):
    command = ["git", "hash-object", "docs/nilai.md"]
    shown = subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True).stdout.strip()
    assert blob_id((tree / "docs" / "nilai.md").read_bytes()) == shown


def test_a_stamped_translation_agrees_with_its_original(tree, capsys):
    assert [code for _, code, _ in found(tree)] == ["S02"]
    assert run(tree, "docs/nilai.en.md") == 0
    assert f'source: {{lang: id, blob: "{blob_id(INDONESIAN.encode())}"}}' in capsys.readouterr().out
    assert found(tree) == []
    assert (tree / "docs" / "nilai.md").read_text(encoding="utf-8") == INDONESIAN
    assert run(tree, "docs/nilai.en.md") == 0
    assert "nothing to do" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(tree, capsys):
    assert run(tree, "docs/nilai.en.md", "--dry-run") == 0
    assert "would hold source:" in capsys.readouterr().out
    assert (tree / "docs" / "nilai.en.md").read_text(encoding="utf-8") == ENGLISH


def test_stamping_the_other_page_turns_the_direction_round(tree):
    run(tree, "docs/nilai.en.md")
    assert run(tree, "docs/nilai.md") == 0
    assert (tree / "docs" / "nilai.en.md").read_text(encoding="utf-8") == ENGLISH
    assert "source: {lang: en" in (tree / "docs" / "nilai.md").read_text(encoding="utf-8")
    assert found(tree) == []


def test_a_changed_original_makes_the_translation_stale_and_names_the_sections_that_git_remembers(tree):
    git(tree, "init", "--quiet")
    run(tree, "docs/nilai.en.md")
    git(tree, "add", ".")
    git(tree, "commit", "--quiet", "-m", "x")
    changed = INDONESIAN.replace("Karena ia manusia", "Karena ia manusia juga")
    (tree / "docs" / "nilai.md").write_text(changed, encoding="utf-8")
    ((path, code, message),) = found(tree)
    assert (path, code) == ("docs/nilai.en.md", "S01")
    assert message == "docs/nilai.md has changed since this page was made from it, in #harkat"
    run(tree, "docs/nilai.en.md")
    assert found(tree) == []


def test_a_version_that_git_never_saw_is_told_apart(tree):
    git(tree, "init", "--quiet")
    git(tree, "add", ".")
    git(tree, "commit", "--quiet", "-m", "x")
    wrong = ENGLISH.replace("---\n\n", f'source: {{lang: id, blob: "{"1" * 40}"}}\n---\n\n', 1)
    (tree / "docs" / "nilai.en.md").write_text(wrong, encoding="utf-8")
    ((_, code, message),) = found(tree)
    assert code == "S01"
    assert message.endswith("neither the present one nor known to git")


def test_a_block_of_several_lines_is_replaced_whole(tree):
    old = ENGLISH.replace("---\n\n", "source:\n  lang: id\n  blob: 'x'\ntags: [a]\n---\n\n", 1)
    (tree / "docs" / "nilai.en.md").write_text(old, encoding="utf-8")
    assert run(tree, "docs/nilai.en.md") == 0
    text = (tree / "docs" / "nilai.en.md").read_text(encoding="utf-8")
    assert text.count("source:") == 1
    assert "blob: 'x'" not in text
    assert "tags: [a]\n---" in text


@pytest.mark.parametrize(
    ("name", "reason"),
    [("docs/nope.md", "is no page of this site"), ("docs/alone.md", "has no other language to be made from")],
)
def test_what_cannot_be_stamped_is_one_line_and_changes_nothing(tree, capsys, name, reason):
    (tree / "docs" / "alone.md").write_text(INDONESIAN, encoding="utf-8")
    assert run(tree, "docs/nilai.en.md", name) == 2
    error = capsys.readouterr().err
    assert reason in error
    assert len(error.splitlines()) == 1
    assert (tree / "docs" / "nilai.en.md").read_text(encoding="utf-8") == ENGLISH


HEAD = "---\ntitle: A\ndescription: B\n---\n\n"
BODY = "Lead.\n\n## Example {#a}\n\nOne[^n] and *two*.\n\n[^n]: Note.\n\n## Example {#b}\n\nThree.\n\n- x\n- y\n"


def differs(tree, old, new):
    return compare(load_site(tree), old, new)


@pytest.mark.parametrize(
    ("old", "new", "front_matter", "sections"),
    [
        (
            "lead\n\n## One {#a}\n\n1\n\n## Two {#b}\n\n2\n",
            "lead!\n\n## One {#a}\n\n1\n\n## Three {#c}\n\n2\n\n```\n## Code\n```\n",
            False,
            ("", "c", "b"),
        ),
        (HEAD + BODY, HEAD + BODY.replace("*two*", "*2*"), False, ("a",)),
        (HEAD + BODY, HEAD + BODY.replace("Three", "3"), False, ("b",)),
        (HEAD + BODY, HEAD + BODY.replace("Note", "Remark"), False, ("a",)),
        (HEAD + BODY, HEAD.replace("A", "C") + BODY, True, ()),
        (HEAD + BODY, HEAD.replace("\n---\n", "\ntags: [x]\n---\n") + BODY.replace("Lead", "The lead"), True, ("",)),
        ("A\n===\n\nx\n\nB\n---\n\ny\n", "A\n===\n\nx\n\nB\n---\n\nz\n", False, ("b",)),
        ("## A\n\nx\n\n## A\n\ny\n", "## A\n\nx\n\n## A\n\nz\n", False, ("a_1",)),
        ("[[diagram:a]]\n", "[[diagram:b]]\n", False, ("",)),
        ("a*b*\n", "a *b*\n", False, ("",)),
        ("```\na  b\n```\n", "```\na b\n```\n", False, ("",)),
        ("![x](a.png)\n", "![y](a.png)\n", False, ("",)),
        ("x  \ny\n", "x\ny\n", False, ("",)),
    ],
)
def test_sections_that_changed_came_or_went_are_named_by_their_ids(old, new, front_matter, sections, tree):
    assert differs(tree, old, new) == Difference(front_matter, sections)


@pytest.mark.parametrize(
    "new",
    [
        HEAD + BODY + "\n\n",
        HEAD + BODY.rstrip("\n"),
        HEAD + BODY.replace("Lead.", "Lead. "),
        HEAD + BODY.replace("Three.", "Three.\t"),
        HEAD.replace("title: A", "# a comment\ntitle: A  # another") + BODY,
        HEAD.replace("title: A", "title: 'A'") + BODY,
        HEAD.replace("title: A\ndescription: B", "description: B\ntitle: A") + BODY,
        HEAD + BODY.replace("## Example {#a}", "Example {#a}\n-----------"),
        HEAD + BODY.replace("## Example {#b}", "## Example ## {: #b }"),
        HEAD + BODY.replace("*two*", "_two_"),
        HEAD + BODY.replace("- x\n- y", "* x\n* y"),
        HEAD + BODY.replace("One[^n] and", "One[^n]\nand"),
        HEAD + BODY.replace("Lead.", "Lead. <!-- a comment -->").replace("\n", "\r\n"),
        "\ufeff" + HEAD + BODY,
    ],
)
def test_what_readers_are_shown_alike_is_the_same(new, tree):
    assert not differs(tree, HEAD + BODY, new)


def test_a_translation_is_not_stale_after_a_change_of_the_source_alone(tree):
    git(tree, "init", "--quiet")
    run(tree, "docs/nilai.en.md")
    git(tree, "add", ".")
    git(tree, "commit", "--quiet", "-m", "x")
    changed = INDONESIAN.replace("title:", "# catatan\ntitle:").replace("manusia.", "manusia. ") + "\n"
    (tree / "docs" / "nilai.md").write_text(changed, encoding="utf-8")
    assert found(tree) == []
    site = load_site(tree)
    states = {status.path: status.translation for status in page_statuses(site, [], {})}
    assert states == {"docs/nilai.md": "original", "docs/nilai.en.md": "current"}
