"""Put a compressed copy beside each file that shrinks: ``python -m scripts compress FOLDER``.

``nginx.conf`` and ``Caddyfile`` send ``page.html.gz`` to browsers that accept it. The same files give the same bytes on
any day and machine with the same zlib. Exit code 0, or 2 when the folder cannot be read or written.
"""

from __future__ import annotations

from pathlib import Path

from scripts.core.message import say
from scripts.core.terminal import command_line, complain, tell
from scripts.host.compression import compress


def main(arguments: list[str] | None = None) -> int:
    """Compress the files of a folder, print what was saved; returns the exit code."""
    parser = command_line("compress", __doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the copy of the site that a server shows")
    folder = parser.parse_args(arguments).folder
    if not (folder / "index.html").is_file():
        complain("compress", say("{folder} holds no index.html; name the folder that the server shows", folder=folder))
        return 2
    try:
        sizes = compress(folder)
    except OSError as error:
        complain("compress", say("{where}: {reason}", where=error.filename, reason=error.strerror))
        return 2
    before, after = (sum(column) / 1024 / 1024 for column in zip(*sizes, strict=True))
    done = say(
        "{folder}: {count} compressed copies; {after:.1f} MiB in place of {before:.1f} MiB travel to readers.",
        folder=folder,
        count=len(sizes),
        before=before,
        after=after,
    )
    tell(done)
    return 0
