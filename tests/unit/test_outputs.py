"""What has not changed is taken from the last build, if it is still what that build wrote; all else is written anew."""

import os

import pytest

from scripts.core.cache import Cache
from scripts.render import outputs
from scripts.render.outputs import Outputs, keep, outputs_after

KEYS = {"index.html": b"one", "en/nilai.html": b"two"}
TEXTS = {"index.html": b"<p>Beranda</p>", "en/nilai.html": b"<p>Values</p>"}


@pytest.fixture
def root(tmp_path):
    """A site that was built, with what is known of it."""
    built = Outputs(tmp_path / "site")
    for path, key in KEYS.items():
        built.write(path, TEXTS[path], key)
    keep(built, Cache(tmp_path))
    return tmp_path


def following(root, name="new"):
    return outputs_after(root / "site", root / name, Cache(root))


def read(folder):
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_has_the_same_key_is_there_without_being_written(root):
    new = following(root)
    assert new.left(KEYS) == set()
    assert read(root / "new") == TEXTS
    assert (root / "site" / "index.html").samefile(root / "new" / "index.html")
    keep(new, Cache(root))
    assert following(root, "newer").left(KEYS) == set()


def test_another_key_another_path_and_no_key_at_all_are_left(root):
    keys = {"index.html": b"other", "en/nilai.html": b"", "en/proses.html": b"two"}
    assert following(root).left(keys) == keys.keys()
    assert not read(root / "new") if (root / "new").exists() else True


def test_what_is_written_anew_changes_nothing_in_the_site_before(root):
    new = following(root)
    for path in new.left({**KEYS, "index.html": b"other"}):
        new.write(path, b"<p>Lain</p>", b"other")
    assert read(root / "new") == {**TEXTS, "index.html": b"<p>Lain</p>"}
    assert read(root / "site") == TEXTS


def test_a_file_that_somebody_changed_is_not_taken(root):
    file = root / "site" / "index.html"
    times = file.stat()
    file.write_bytes(TEXTS["index.html"].replace(b"Beranda", b"Banrade"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert following(root).left(KEYS) == {"index.html"}
    file.unlink()
    assert following(root, "newer").left(KEYS) == {"index.html"}


def test_a_link_in_the_place_of_a_file_is_not_taken(root):
    file = root / "site" / "index.html"
    file.rename(root / "elsewhere.html")
    file.symlink_to(root / "elsewhere.html")
    assert following(root).left(KEYS) == {"index.html"}


def test_where_files_have_one_name_only_they_are_copied(root, monkeypatch):
    def refuse(*names):
        raise OSError

    monkeypatch.setattr(outputs.os, "link", refuse)
    assert following(root).left(KEYS) == set()
    assert read(root / "new") == TEXTS
    assert not (root / "site" / "index.html").samefile(root / "new" / "index.html")


@pytest.mark.parametrize("foreign", [b"", b"\x93\x01\x02\x03", b"\x81\xa1a\x93\x01\x02\x03"])
def test_a_list_that_another_program_wrote_costs_time_only(foreign, root):
    Cache(root).put({outputs._ROW: foreign})
    assert following(root).left(KEYS) == KEYS.keys()


def test_in_one_folder_only_what_changed_is_written(root):
    shown = Outputs(root / "site")
    for path, text in TEXTS.items():
        shown.write(path, text, KEYS[path])
    before = {path: (root / "site" / path).stat().st_mtime_ns for path in TEXTS}
    again = shown.goes_on()
    for path in again.left({**KEYS, "index.html": b"other"}):
        again.write(path, b"<p>Lain</p>", b"other")
    assert read(root / "site") == {**TEXTS, "index.html": b"<p>Lain</p>"}
    assert (root / "site" / "en" / "nilai.html").stat().st_mtime_ns == before["en/nilai.html"]
    assert again.goes_on().left({**KEYS, "index.html": b"other"}) == set()
