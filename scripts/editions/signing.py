"""Signing the list of checksums with minisign."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from scripts.core.edition import SIGNATURE, SUMS, Edition
from scripts.core.message import say

from .finished_site import EditionError


def check_key(key: Path) -> None:
    """Raise EditionError when nothing can be signed with ``key`` here."""
    if not shutil.which("minisign"):
        raise EditionError(say("minisign is not installed; install it, such as: sudo apt install minisign"))
    if not key.is_file():
        raise EditionError(say("{path}: no such key; `minisign -G` makes one", path=str(key)))


def sign(folder: Path, key: Path, edition: Edition) -> None:
    """Sign the list in ``folder``; minisign itself asks for the password that the key may have.

    Raises EditionError when that fails.
    """
    # Ed25519 gives the same signature each time; the comments would else hold the time and the name of the file.
    comments = ("-t", edition.folder_name, "-c", f"minisign: {SUMS}")
    command = ["minisign", "-S", "-s", str(key), "-m", str(folder / SUMS), "-x", str(folder / SIGNATURE), *comments]
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        raise EditionError(say("minisign could not sign with {path}; see its message above", path=str(key)))
