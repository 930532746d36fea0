"""The check with paths: the whole site is judged, and only what was found in the files named is shown and counted."""

import json
import os

import pytest

from scripts.commands.check import main

PAGE = "---\ntitle: A\ndescription: A\n---\n\n# A {#a}\n\n"
DEAD = PAGE + "[x](x.md)\n"
TREE = {
    "docs/index.md": PAGE,
    "docs/index.en.md": PAGE,
    "docs/nilai.md": DEAD,
    "docs/nilai.en.md": PAGE,
    "docs/metode/taktik.md": DEAD,
    "docs/metode/taktik.en.md": DEAD,
    "docs/metode-lain.md": DEAD,
    "docs/metode-lain.en.md": PAGE,
}
NILAI = ["docs/nilai.md"]
METODE = ["docs/metode/taktik.en.md", "docs/metode/taktik.md"]


@pytest.fixture
def tree(make_tree):
    return make_tree(TREE)


@pytest.fixture
def shown(tree, capsys):
    """Runs the check with these arguments; returns the exit code and the files of what it shows."""

    def run(*arguments):
        code = main([*arguments, "--format", "json", "--root", str(tree)])
        return code, [issue["path"] for issue in json.loads(capsys.readouterr().out)]

    return run


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["docs/nilai.md"], NILAI),
        (["./docs/metode/../nilai.md"], NILAI),
        (["docs\\nilai.md"], NILAI),
        (["docs/metode"], METODE),
        (["docs/metode/"], METODE),
        (["docs\\metode\\"], METODE),
        (["docs/metode", "docs/nilai.md", "docs/nilai.md"], [*METODE, *NILAI]),
        (["docs"], ["docs/metode-lain.md", *METODE, *NILAI]),
        (["."], ["docs/metode-lain.md", *METODE, *NILAI]),
    ],
)
def test_files_and_folders_are_sought_in_the_root(shown, paths, expected):
    assert shown(*paths) == (1, expected)


def test_paths_are_sought_in_the_current_folder_first(tree, shown, monkeypatch):
    monkeypatch.chdir(tree / "docs")
    assert shown("nilai.md") == (1, NILAI)
    assert shown("docs/nilai.md") == (1, NILAI)
    monkeypatch.chdir(tree / "docs" / "metode")
    assert shown("../nilai.md") == (1, NILAI)
    assert shown("taktik.md") == (1, ["docs/metode/taktik.md"])


def test_a_file_of_that_name_outside_does_not_hide_the_one_in_the_root(tree, shown, monkeypatch, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "docs").mkdir()
    monkeypatch.chdir(elsewhere)
    assert shown("docs")[1] == ["docs/metode-lain.md", *METODE, *NILAI]


def test_absolute_paths(tree, shown):
    assert shown(str(tree / "docs" / "nilai.md")) == (1, NILAI)
    assert shown(str(tree / "docs" / "metode")) == (1, METODE)


def test_a_relative_root(tree, monkeypatch, capsys):
    monkeypatch.chdir(tree / "docs")
    assert main(["nilai.md", "--root", ".."]) == 1
    assert capsys.readouterr().out.startswith("docs/nilai.md:8:")


def test_the_root_by_another_name(tree, shown, tmp_path_factory):
    link = tmp_path_factory.mktemp("links") / "site"
    link.symlink_to(tree, target_is_directory=True)
    assert shown(str(link / "docs" / "nilai.md")) == (1, NILAI)


def test_a_docs_folder_that_is_a_link_out_of_the_root(tree, shown, tmp_path_factory):
    moved = tmp_path_factory.mktemp("moved") / "docs"
    (tree / "docs").rename(moved)
    (tree / "docs").symlink_to(moved, target_is_directory=True)
    assert shown("docs/nilai.md") == (1, NILAI)


def test_a_broken_link_is_a_page_that_cannot_be_read(tree, shown):
    (tree / "docs" / "nilai.en.md").unlink()
    (tree / "docs" / "nilai.en.md").symlink_to("gone.md")
    assert shown("docs/nilai.en.md") == (1, ["docs/nilai.en.md"])


def test_a_clean_file_of_a_site_with_errors_exits_0(tree, capsys):
    assert main(["docs/index.md", "--root", str(tree)]) == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "checked 8 pages: 0 errors, 0 warnings in docs/index.md\n")


def test_options_may_stand_between_paths(tree, capsys):
    assert main(["docs/nilai.md", "--root", str(tree), "docs/metode"]) == 1
    assert capsys.readouterr().err == "checked 8 pages: 3 errors, 0 warnings in 2 paths\n"


def test_what_a_change_breaks_elsewhere_is_found_there(make_tree, capsys):
    tree = make_tree({"docs/index.md": PAGE + "[n](nilai.md#gone)\n", "docs/nilai.md": PAGE, "docs/nilai.en.md": PAGE})
    assert main(["docs/index.md", "--root", str(tree)]) == 1
    assert "docs/nilai.md has no anchor #gone" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("docs/nope.md", "docs/nope.md: no such file or folder"),
        ("docs/no\npe.md", "docs/no pe.md: no such file or folder"),
        ("", "'': no such file or folder"),
        ("/nowhere/at/all.md", "no such file or folder"),
        (os.pardir, "..: lies outside"),
        (os.path.abspath(os.sep), "lies outside"),  # noqa: PTH100
    ],
)
def test_a_path_that_names_nothing_below_the_root_exits_2_with_one_line(tree, monkeypatch, capsys, path, says):
    monkeypatch.chdir(tree)
    assert main(["docs/nilai.md", path]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert printed.err.startswith("check: ")
    assert says in printed.err


def test_a_folder_whose_name_begins_like_the_root_lies_outside(tree, capsys):
    sibling = tree.with_name(tree.name + "-2")
    sibling.mkdir()
    assert main([str(sibling), "--root", str(tree)]) == 2
    assert "lies outside" in capsys.readouterr().err
