"""The configurations of nginx and Caddy: what ``headers.py`` and ``media.py`` say, and the scripts of a site."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePath

from scripts.core.media import TYPES, UNKNOWN_TYPE
from scripts.core.templates import templates

from .headers import COMPRESSED_SUFFIXES, FOREVER, HASHED, REVALIDATED, TYPES_BY_NAME, content_type, security_headers

HERE = Path(__file__).parent
NAMES = ("Caddyfile", "nginx.conf")


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
