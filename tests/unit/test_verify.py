"""Checking a copy: what is damaged, missing or additional is named, and a list that is not ours cannot lead astray."""

import ast
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import verify

SCRIPT = Path(verify.__file__)
CONTENTS = {"a.zip": b"a", "situs/index.html": b"b", "situs/en/nilai.html": b"c", "ä ö.pdf": b"d"}


def listing(contents):
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "salinan é 1"
    for name, content in CONTENTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "SHA256SUMS").write_text(listing(CONTENTS), encoding="utf-8")
    return folder


@pytest.fixture
def checked(capsys):
    def check(*arguments):
        code = verify.main([*map(str, arguments)])
        captured = capsys.readouterr()
        return code, (captured.out + captured.err).splitlines()

    return check


def test_a_whole_copy(copy, checked):
    assert checked(copy) == (0, [f"{copy} is whole: 4 files, all as listed"])
    assert subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=copy, check=False).returncode == 0


def test_it_runs_without_any_package(copy):
    # Isolated and without site-packages; with the syntax of the oldest Python that it promises.
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), str(copy)],
        env={"LC_ALL": "id_ID.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "4 berkas, semua sesuai dengan daftar" in run.stdout


def test_everything_that_is_wrong_is_named_in_one_run(copy, checked):
    (copy / "a.zip").write_bytes(b"A")
    (copy / "situs" / "index.html").unlink()
    (copy / "situs" / "en" / "virus.exe").write_bytes(b"")
    code, lines = checked(copy)
    assert code == 1
    assert lines[:-1] == ["damaged: a.zip", "missing: situs/index.html", "not in the list: situs/en/virus.exe"]
    assert lines[-1] == (
        f"{copy} is not whole: of 4 files, 2 are damaged or missing; 1 are additional. Copy it once more"
    )


def test_a_cut_off_copy_is_damaged(copy, checked):
    (copy / "situs" / "en" / "nilai.html").write_bytes(b"")
    assert checked(copy)[1][0] == "damaged: situs/en/nilai.html"


def test_what_systems_leave_in_folders_is_no_fault(copy, checked):
    for name in (".DS_Store", "situs/._index.html", "Thumbs.db", "situs/en/desktop.ini"):
        (copy / name).write_bytes(b"x")
    assert checked(copy)[0] == 0


@pytest.mark.parametrize("ending", ["\r\n", "\n\n"])
def test_line_ends_of_other_systems(copy, checked, ending):
    text = listing(CONTENTS).replace("\n", ending).replace("  a.zip", " *a.zip").replace("  ä", "  ./ä")
    (copy / "SHA256SUMS").write_bytes(text.encode())
    assert checked(copy)[0] == 0


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("../secret", "leads out"),
        ("situs/../../secret", "leads out"),
        ("/etc/hostname", "leads out"),
        ("C:\\secret", "leads out"),
        ("C:secret", "leads out"),
        ("..\\secret", "leads out"),
        ("a.zip", "is listed twice"),
        ("./a.zip", "is listed twice"),
    ],
)
def test_a_list_that_leads_astray_is_refused_before_anything_is_read(copy, checked, line, complaint, monkeypatch):
    monkeypatch.setattr(verify, "digest", lambda path: pytest.fail(f"read {path}"))
    (copy.parent / "secret").write_bytes(b"s")
    (copy / "SHA256SUMS").write_text(listing(CONTENTS) + listing({line: b"s"}), encoding="utf-8")
    code, (said,) = checked(copy)
    assert code == 2
    assert f"SHA256SUMS:5: {line.removeprefix('./')} {complaint}" in said


def test_links_are_not_followed(copy, checked):
    (copy.parent / "a.zip").write_bytes(b"a")
    (copy / "a.zip").unlink()
    (copy / "a.zip").symlink_to(copy.parent / "a.zip")
    (copy / "situs").rename(copy.parent / "situs")
    (copy / "situs").symlink_to(copy.parent / "situs", target_is_directory=True)
    (copy / "more").symlink_to(copy.parent, target_is_directory=True)
    code, lines = checked(copy)
    assert code == 1
    assert lines[:-1] == [
        "not a plain file: a.zip",
        "not a plain file: situs/en/nilai.html",
        "not a plain file: situs/index.html",
        "not in the list: more",
        "not in the list: situs",
    ]


def test_a_pipe_does_not_hold_it_up(copy, checked):
    (copy / "a.zip").unlink()
    os.mkfifo(copy / "a.zip")
    assert checked(copy)[1][0] == "not a plain file: a.zip"


@pytest.mark.parametrize("text", ["", "\n", "\0\1", "nonsense\n", "abc  a.zip\n"])
def test_a_damaged_list_is_one_line(copy, checked, text):
    (copy / "SHA256SUMS").write_text(text)
    code, lines = checked(copy)
    assert code == 2
    assert len(lines) == 1
    assert lines[0].endswith("once more")


def test_no_list_and_no_folder(copy, checked):
    code, (said,) = checked(copy / "situs")
    assert code == 2
    assert "there is no such list; name the folder" in said
    assert checked(copy / "nowhere") == (2, [f"verify: {copy / 'nowhere'}: no such folder"])


@pytest.mark.needs_programs("minisign")
def test_signatures(copy, checked, tmp_path, monkeypatch):
    for name in ("ours", "theirs"):
        command = ["minisign", "-G", "-W", "-p", str(tmp_path / f"{name}.pub"), "-s", str(tmp_path / f"{name}.key")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    public = tmp_path / "ours.pub"
    assert checked(copy, "--key", public)[1][0] == f"there is no signature {copy / 'SHA256SUMS.minisig'}"
    command = ["minisign", "-S", "-s", str(tmp_path / "ours.key"), "-m", str(copy / "SHA256SUMS"), "-t", "edition 1"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert checked(copy, "--key", public)[:2] == (
        0,
        ["the signature is right: edition 1", f"{copy} is whole: 4 files, all as listed"],
    )
    assert checked(copy, "--key", public.read_text().splitlines()[1])[0] == 0
    code, lines = checked(copy, "--key", tmp_path / "theirs.pub")
    assert code == 1
    assert lines[0].startswith("the signature is wrong; do not trust this copy (")
    (copy / "a.zip").write_bytes(b"A")
    (copy / "SHA256SUMS").write_text(listing(CONTENTS | {"a.zip": b"A"}), encoding="utf-8")
    assert checked(copy, "--key", public)[0] == 1  # whole, but not what was signed
    monkeypatch.setenv("PATH", str(tmp_path))
    code, (said,) = checked(copy, "--key", public)
    assert code == 2
    assert "sudo apt install minisign" in said
