"""Compressed copies of the files of a site, for servers and for browsers that accept them."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

from scripts.core.staging import replacing

from .headers import COMPRESSED_SUFFIXES


def compress(folder: Path) -> list[tuple[int, int]]:
    """Write ``<name>.gz`` beside each file of ``folder`` that shrinks; remove it where its file does not or is gone.

    A copy bears the times of its file. Returns the sizes before and after, per file that has a copy. Raises OSError.
    """
    sizes = []
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".gz" and Path(file.stem).suffix in COMPRESSED_SUFFIXES and not file.with_suffix("").exists():
            file.unlink()
        elif file.suffix in COMPRESSED_SUFFIXES and file.is_file():
            sizes += _compress_file(file)
    return sizes


def _compress_file(file: Path) -> list[tuple[int, int]]:
    copy = file.with_name(f"{file.name}.gz")
    content, times = file.read_bytes(), file.stat()
    shrunk = gzipped(content)
    if shrunk is None:
        copy.unlink(missing_ok=True)
        return []
    with replacing(copy) as draft:
        draft.write_bytes(shrunk)
        draft.chmod(times.st_mode)
        os.utime(draft, ns=(times.st_atime_ns, times.st_mtime_ns))
    return [(len(content), len(shrunk))]


def gzipped(content: bytes) -> bytes | None:
    """The content compressed, without name and time; None when that would not make it smaller."""
    shrunk = gzip.compress(content, mtime=0)
    return shrunk if len(shrunk) < len(content) else None
