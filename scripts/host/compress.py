"""Put a compressed copy beside each file that shrinks: ``python -m scripts.host.compress FOLDER``.

``nginx.conf`` and ``Caddyfile`` send ``page.html.gz`` to browsers that accept it. The same files give the same bytes on
any day and machine with the same zlib. Exit code 0, or 2 when the folder cannot be read or written.
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
from pathlib import Path

from scripts.host.headers import COMPRESSED_SUFFIXES
from scripts.model.message import machine_locale, say
from scripts.terminal import run
from scripts.workshop import replacing


def main(arguments: list[str] | None = None) -> int:
    """Compress the files of a folder, print what was saved; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.host.compress", description=__doc__.splitlines()[0])
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the copy of the site that a server shows")
    folder = parser.parse_args(arguments).folder
    problem = None
    sizes = []
    if not (folder / "index.html").is_file():
        problem = say("{folder} holds no index.html; name the folder that the server shows", folder=folder)
    else:
        try:
            sizes = compress(folder)
        except OSError as error:
            problem = say("{where}: {reason}", where=error.filename, reason=error.strerror)
    if problem:
        print(f"compress: {problem.text(machine_locale())}", file=sys.stderr)
        return 2
    before, after = (sum(column) / 1024 / 1024 for column in zip(*sizes, strict=True))
    done = say(
        "{folder}: {count} compressed copies; {after:.1f} MiB in place of {before:.1f} MiB travel to readers.",
        folder=folder,
        count=len(sizes),
        before=before,
        after=after,
    )
    print(done.text(machine_locale()))
    return 0


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


if __name__ == "__main__":
    run(main)
