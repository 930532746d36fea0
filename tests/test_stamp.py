"""Stamps: made by the command, judged by the rules, compared with what git remembers."""

import subprocess
from pathlib import Path

import pytest

from scripts import stamp
from scripts.checks import check_site
from scripts.model.site import load_site
from scripts.model.stamp import blob_id, changed_sections

SETTINGS = (Path(__file__).parent / "fixtures" / "S01" / "clean" / "mkdocs.yml").read_text(encoding="utf-8")
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
    assert message == "docs/nilai.md has changed since this page was made from it, in “Harkat”"
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


def test_sections_that_changed_came_or_went_are_named():
    old = "lead\n\n## One {#a}\n\n1\n\n## Two {#b}\n\n2\n"
    new = "lead!\n\n## One {#a}\n\n1\n\n## Three {#c}\n\n2\n\n```\n## Code\n```\n"
    assert changed_sections(old, new) == ["", "Three", "Two"]
