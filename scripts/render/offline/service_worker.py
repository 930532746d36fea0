"""What readers' browsers need to keep the site for times without network: a service worker, and a list of the files.

The worker (overrides/assets/offline/worker.js) keeps files by their content. The list is a file of its own and not part
of the worker, which browsers ask for at every visit; the list they need once per edition.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import rjsmin

from scripts.model.settings.outputs import CARDS, ICONS
from scripts.model.settings.outputs import OFFLINE_LIST as LIST
from scripts.model.settings.outputs import OFFLINE_WORKER as WORKER
from scripts.model.site import Site

from ..labels import LABELS
from ..outputs import Written

SOURCES = Path(__file__).parents[3] / "overrides" / "assets" / "offline"
# What a page shows or runs. Citations, downloads and other editions of the site are for elsewhere.
_SUFFIXES = frozenset({".html", ".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"})
# Servers show 404.html; cards and icons are asked for by other sites and by the device.
_NOT_KEPT = ("404.html", WORKER, f"{CARDS}/", f"{ICONS}/", "assets/images/favicon.png")
# 48 bits, against accidents: a file and the list come from the same server.
_DIGITS = 12


def kept_files(site_dir: Path, known: Mapping[str, Written] | None = None) -> dict[str, tuple[str, int]]:
    """The files that readers may keep, by path as it stands in an address: digest of the content, and size.

    Those that are ``known`` are not read.
    """
    paths = (file.relative_to(site_dir).as_posix() for file in site_dir.rglob("*") if file.suffix in _SUFFIXES)
    kept = sorted(path for path in paths if not path.startswith(_NOT_KEPT))
    return {quote(path): _told((known or {}).get(path), site_dir / path) for path in kept}


def _told(known: Written | None, file: Path) -> tuple[str, int]:
    if known:
        return known.content.hex()[:_DIGITS], known.size
    content = file.read_bytes()
    return _digest(content), len(content)


def edition(locales: Iterable[str], files: Mapping[str, tuple[str, int]], number: str | None) -> dict[str, Any]:
    """The list of an edition, with all that the worker and the line in the footer say.

    Its "edition" is a digest that changes with whatever is in it; ``number`` is for readers.
    """
    content = {
        "number": number,
        "page": (SOURCES / "page.html").read_text(encoding="utf-8"),
        "words": {locale: _words(LABELS[locale]) for locale in locales},
        "files": files,
    }
    return {"edition": _digest(_json(content).encode()), **content}


def worker(name: str) -> str:
    """The worker's script for the edition of that name, small, for browsers ask for it at every visit."""
    return f'const EDITION = "{name}";\n{rjsmin.jsmin((SOURCES / "worker.js").read_text(encoding="utf-8"))}\n'


def write_offline(site_dir: Path, site: Site, number: str | None, known: Mapping[str, Written] | None = None) -> None:
    """Write worker and list for the finished site; ``number`` is that of the edition, None where there is none."""
    listed = edition(site.config.locales, kept_files(site_dir, known), number)
    (site_dir / LIST).write_text(_json(listed), encoding="utf-8")
    (site_dir / WORKER).write_text(worker(listed["edition"]), encoding="utf-8")


def write_retired(site_dir: Path) -> None:
    """Write the script that takes away the worker which a browser may have from this address, and all that it kept."""
    (site_dir / WORKER).write_text((SOURCES / "retired.js").read_text(encoding="utf-8"), encoding="utf-8")


def _words(labels: Mapping[str, str]) -> dict[str, str]:
    words = {name.removeprefix("offline_"): text for name, text in labels.items() if name.startswith("offline")}
    return {"region": labels["region"].replace("_", "-"), **words}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
