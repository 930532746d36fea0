"""``dist/``, where finished editions stand: one edition at a time, whole, with the list of its checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from scripts.core.edition import EDITION_FILE, SIGNATURE, SUMS

SHELF = "dist"
# The beginning of the names of folders with what is not finished.
UNFINISHED = ".unfinished-"


def digest(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_sums(folder: Path, names: Sequence[str]) -> None:
    """List the checksums of these files of ``folder`` in it, as coreutils' sha256sum does."""
    lines = (f"{digest(folder / name)}  {name}\n" for name in sorted(names))
    (folder / SUMS).write_bytes("".join(lines).encode())


def put_on_shelf(folder: Path, shelf: Path, names: Sequence[str]) -> None:
    """Move the editions ``names`` with their list from ``folder`` to ``shelf``, in place of any edition there.

    Files with other names than those of editions are left alone.
    """
    # The list goes first and comes last: while it is there, what it lists is there.
    for name in (SUMS, SIGNATURE):
        (shelf / name).unlink(missing_ok=True)
    for file in list(shelf.iterdir()):
        if EDITION_FILE.fullmatch(file.name) and not file.is_dir():
            file.unlink()
    for name in (*names, SIGNATURE, SUMS):
        if (folder / name).exists():
            (folder / name).replace(shelf / name)
