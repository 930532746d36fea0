"""The docs folder as it may stand on a disk: links into each other, links in a circle, a folder elsewhere."""

import time

import pytest

from scripts.checks import check_site
from scripts.core.walking import walk
from scripts.model.site import load_site

PAGE = "---\ntitle: Nilai\ndescription: Nilai.\n---\n\nSebuah kalimat.\n"


def found(root):
    return [(i.path, i.code) for i in check_site(load_site(root)) if i.code in ("F01", "F04", "H05")]


@pytest.mark.parametrize("target", ["..", ".", "../..", "../../docs", "../lain"])
def test_a_link_that_leads_in_a_circle_is_found_and_not_followed(target, make_tree):
    root = make_tree({"docs/nilai.md": PAGE, "docs/bab/prinsip.md": PAGE, "docs/lain/proses.md": PAGE})
    (root / "docs" / "bab" / "putar").symlink_to(target)
    (root / "docs" / "lain" / "kembali").symlink_to("../bab")
    started = time.monotonic()
    issues = found(root)
    assert ("F01" in {code for _, code in issues}) and {path.rpartition("/")[2] for path, _ in issues} <= {
        "putar",
        "kembali",
    }
    assert time.monotonic() - started < 5


def test_links_into_each_other_end(make_tree):
    root = make_tree({"docs/nilai.md": PAGE})
    for level in range(30):
        folder = root / "docs" / f"f{level}"
        folder.mkdir()
        (folder / "a").symlink_to(f"../f{level + 1}")
        (folder / "b").symlink_to(f"../f{level + 1}")
    (root / "docs" / "f30").mkdir()
    started = time.monotonic()
    assert [code for _, code in found(root)] == ["F01"]
    assert time.monotonic() - started < 5


def test_a_folder_may_be_linked_from_many_places(make_tree):
    root = make_tree({"docs/nilai.md": PAGE, "docs/gambar/a.txt": "a"})
    for number in range(20):
        (root / "docs" / f"b{number}").mkdir()
        (root / "docs" / f"b{number}" / "gambar").symlink_to("../gambar")
    assert found(root) == []
    assert "b19/gambar/a.txt" in load_site(root).files


def test_a_link_to_itself_or_to_nothing_is_a_file_that_cannot_be_read(make_tree):
    root = make_tree({"docs/nilai.md": PAGE})
    (root / "docs" / "a.md").symlink_to("a.md")
    (root / "docs" / "b").symlink_to("b")
    assert found(root) == [("docs/a.md", "F01")]


def test_what_nobody_wants_is_not_walked(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.md").write_text("x")
    (tmp_path / "d.md").mkdir()
    assert walk(tmp_path, "a/".__eq__).files == ["d.md"]
    assert sorted(walk(tmp_path, "x/".__eq__).files) == ["a/b/c.md", "d.md"]


def test_pages_may_lie_outside_the_folder_of_mkdocs_yml(make_tree, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "nilai.md").write_text(PAGE + "\n[x](mati.md)\n")
    (elsewhere / "luar.txt").symlink_to("/etc/hostname")
    root = make_tree({})
    config = (root / "mkdocs.yml").read_text().replace("extra:\n", "extra:\n  check_families: [B, D, H, S, W]\n")
    (root / "mkdocs.yml").write_text(f"{config}docs_dir: {elsewhere}\n")
    assert (f"{elsewhere}/luar.txt", "H05") in found(root)
    (root / "tautan").symlink_to(elsewhere)
    (root / "mkdocs.yml").write_text(f"{config}docs_dir: tautan\n")
    assert found(root) == [("tautan/luar.txt", "H05")]
