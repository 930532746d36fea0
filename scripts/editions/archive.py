"""The zip: the site as it opens from a disk, with a page that says what it is."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from scripts.render.card import FOLDER as CARDS

from .source import Source

# Only a server has use of these.
_ONLINE = ("404.html", "assets/404.css", "sitemap.xml", "sitemap.xml.gz", "sw.js", "manifest.webmanifest", f"{CARDS}/")


def write_zip(source: Source, target: Path) -> None:
    """Write the zip of the whole site at ``target``."""
    # The format knows no time before 1980 and no zones; ours is UTC.
    date = max(time.gmtime(source.edition.made)[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in _files(source):
            entry = zipfile.ZipInfo(f"{source.edition.folder_name}/{path}", date)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            archive.writestr(entry, content)


def _files(source: Source) -> Iterator[tuple[str, bytes]]:
    for file in sorted(source.folder.rglob("*"), key=lambda file: file.relative_to(source.folder).as_posix()):
        path = file.relative_to(source.folder).as_posix()
        if file.is_file() and not path.startswith(_ONLINE):
            yield f"situs/{path}", file.read_bytes()
