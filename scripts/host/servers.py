"""Write ``nginx.conf`` and ``Caddyfile`` beside this file: ``python -m scripts.host.servers [FOLDER]``.

They repeat ``headers.py`` and ``media.py``, and allow the inline scripts of the site in FOLDER: after a change there or
in the theme they are written anew. Exit code 0, or 2 when there is no site or they cannot be written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

from scripts.host.headers import (
    COMPRESSED_SUFFIXES,
    FOREVER,
    HASHED,
    REVALIDATED,
    TYPES_BY_NAME,
    content_type,
    security_headers,
)
from scripts.media import TYPES, UNKNOWN_TYPE
from scripts.model.message import machine_locale, say
from scripts.templates import templates
from scripts.terminal import run
from scripts.workshop import replacing

HERE = Path(__file__).parent
NAMES = ("Caddyfile", "nginx.conf")


def main(arguments: list[str] | None = None, into: Path = HERE) -> int:
    """Write the configurations into the folder ``into``; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.host.servers", description=__doc__.splitlines()[0])
    parser.add_argument("folder", metavar="FOLDER", type=Path, nargs="?", default=Path("site"), help="default: site")
    folder = parser.parse_args(arguments).folder
    problem = None
    if not (folder / "index.html").is_file():
        problem = say(
            "{folder} holds no index.html; build the site with `make site`, or name its folder", folder=folder
        )
    else:
        try:
            for name, text in configurations(folder).items():
                with replacing(into / name) as draft:
                    draft.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            problem = say("{where}: {reason}", where=error.filename, reason=error.strerror)
    if problem:
        print(f"servers: {problem.text(machine_locale())}", file=sys.stderr)
    return 2 if problem else 0


def configurations(folder: Path) -> dict[str, str]:
    """The text of each configuration, by its name, for the site in ``folder``."""
    # These are no HTML: nothing in them is escaped.
    environment = templates(HERE / "templates").overlay(autoescape=False, keep_trailing_newline=True)
    types = sorted(set(TYPES.values()))
    values = {
        "compressed": _without_html(TYPES[suffix] for suffix in COMPRESSED_SUFFIXES),
        "forever": FOREVER,
        "hashed": HASHED,
        "html": content_type(PurePath("index.html")),
        "patterns": [(rf"\{suffix}$", content_type(PurePath(f"a{suffix}"))) for suffix in sorted(TYPES)]
        + [(f"/{name}$", content_type(PurePath(name))) for name in TYPES_BY_NAME],
        "revalidated": REVALIDATED,
        "security": security_headers(folder),
        "texts": _without_html(kind for kind in types if kind.startswith("text/")),
        "types": [(kind, [suffix[1:] for suffix in sorted(TYPES) if TYPES[suffix] == kind]) for kind in types],
        "types_by_name": TYPES_BY_NAME,
        "unknown_type": UNKNOWN_TYPE,
    }
    return {name: environment.get_template(name).render(values) for name in NAMES}


def _without_html(types: Iterable[str]) -> list[str]:
    """Sorted; nginx takes HTML as named in such lists, and complains where it is."""
    return sorted(set(types) - {"text/html"})


if __name__ == "__main__":
    run(main)
