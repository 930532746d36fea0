"""Signatures of the list of checksums, by minisign itself."""

import subprocess
import sys

import pytest

from scripts import verify
from scripts.editions.shelf import write_sums
from tests.support.project import ROOT

pytestmark = pytest.mark.needs_programs("minisign")

SIGN = """
import sys
from pathlib import Path
from scripts.editions.signing import check_key, sign
from scripts.editions.finished_site import EditionError
from scripts.core.edition import Edition
folder, key = map(Path, sys.argv[1:])
try:
    check_key(key)
    sign(folder, key, Edition("2023.11.14", 1700000000))
except EditionError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "a copy"
    copy.mkdir()
    (copy / "a.zip").write_bytes(b"a")
    write_sums(copy, ["a.zip"])
    return copy


def make_key(folder, name, password=""):
    command = ["minisign", "-G", "-p", str(folder / f"{name}.pub"), "-s", str(folder / f"{name}.key")]
    unlocked = [] if password else ["-W"]
    answers = f"{password}\n{password}\n".encode()
    subprocess.run([*command, *unlocked], input=answers, check=True, capture_output=True)
    return folder / f"{name}.key"


def sign(folder, key, typed=""):
    command = [sys.executable, "-c", SIGN, str(folder), str(key)]
    root = ROOT
    return subprocess.run(command, cwd=root, input=typed, capture_output=True, text=True, check=False)


def test_a_signature_names_the_edition_and_is_the_same_each_time(folder, tmp_path):
    key = make_key(tmp_path, "secret")
    signature = folder / "SHA256SUMS.minisig"
    contents = []
    for _ in range(2):
        run = sign(folder, key)
        assert run.returncode == 0, run.stderr
        contents.append(signature.read_text())
        signature.unlink()
    assert contents[0] == contents[1]
    assert "trusted comment: metode-peksos-2023.11.14\n" in contents[0]
    signature.write_text(contents[0])
    assert verify.main([str(folder), "--key", str(tmp_path / "secret.pub")]) == 0


def test_minisign_asks_for_the_password_of_a_locked_key(folder, tmp_path):
    key = make_key(tmp_path, "locked", "rahasia")
    run = sign(folder, key, "salah\n")
    assert run.returncode == 1
    assert "Wrong password for that key" in run.stderr
    assert f"minisign could not sign with {key}; see its message above" in run.stderr
    assert not (folder / "SHA256SUMS.minisig").exists()
    assert sign(folder, key, "rahasia\n").returncode == 0
    assert verify.main([str(folder), "--key", str(tmp_path / "locked.pub")]) == 0
