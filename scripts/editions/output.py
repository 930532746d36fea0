"""``dist/``, where finished editions stand: one edition at a time, whole, with the list of its checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from scripts.core.edition import EDITION_FILE, SIGNATURE, SUMS
from scripts.core.staging import staging_folder

SHELF = "dist"
_UNFINISHED = ".unfinished-"


def unfinished(shelf: Path) -> AbstractContextManager[Path]:
    """A folder in ``shelf`` for what is not finished; gone afterwards, as are those of runs that were killed.

    Raises OSError when ``shelf`` cannot be made or written.
    """
    return staging_folder(shelf, _UNFINISHED)


def digest(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_sums(folder: Path, names: Sequence[str]) -> None:
    """List the checksums of these files of ``folder`` in it, as coreutils' sha256sum does."""
    lines = (f"{digest(folder / name)}  {name}\n" for name in sorted(names))
    (folder / SUMS).write_bytes("".join(lines).encode())


def publish(folder: Path, shelf: Path, names: Sequence[str]) -> None:
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
