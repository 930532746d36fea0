"""Write ``nginx.conf`` and ``Caddyfile`` into ``scripts/host/``: ``python -m scripts servers [FOLDER]``.

They repeat ``headers.py`` and ``media.py``, and allow the inline scripts of the site in FOLDER: after a change there or
in the theme they are written anew. Exit code 0, or 2 when there is no site or they cannot be written.
"""

from __future__ import annotations

from pathlib import Path

from scripts.core.message import say
from scripts.core.staging import replacing
from scripts.core.terminal import command_line, complain
from scripts.host.configurations import HERE, configurations


def main(arguments: list[str] | None = None, into: Path = HERE) -> int:
    """Write the configurations into the folder ``into``; returns the exit code."""
    parser = command_line("servers", __doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path, nargs="?", default=Path("site"), help="default: site")
    folder = parser.parse_args(arguments).folder
    if not (folder / "index.html").is_file():
        nothing = say(
            "{folder} holds no index.html; build the site with `make site`, or name its folder", folder=folder
        )
        complain("servers", nothing)
        return 2
    try:
        for name, text in configurations(folder).items():
            with replacing(into / name) as draft:
                draft.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        complain("servers", say("{where}: {reason}", where=error.filename, reason=error.strerror))
        return 2
    return 0
