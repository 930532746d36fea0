"""Zip files that are the same bytes on every machine."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

EARLIEST = 315_532_800  # 1 January 1980: the format knows no time before


def pack(
    target: Path | IO[bytes],
    files: Iterable[tuple[str, bytes]],
    made: int,
    *,
    stored: str = "",
    mode: int = 0o100644,
    level: int = 9,
) -> None:
    """Write ``files``, path and content, in this order, all as of ``made``, seconds since 1970.

    The file at the path ``stored`` is not compressed. Raises OSError when ``target`` cannot be written.
    """
    # The format knows no zones; ours is UTC.
    date = time.gmtime(max(made, EARLIEST))[:6]
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, date)
            # As if packed on Unix, whatever the system and its umask.
            entry.create_system, entry.external_attr = 3, mode << 16
            entry.compress_type = zipfile.ZIP_STORED if path == stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=level)
