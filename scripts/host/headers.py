"""Headers that every server sends with a file of the site: type, how long it may be kept, what its pages may do.

``servers.py`` writes ``nginx.conf`` and ``Caddyfile`` from it; ``tests/browser/test_servers.py`` holds all three to it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from scripts.core.media import media_type

FOREVER = "public, max-age=31536000, immutable"
# May be kept, but asked about before each use: a renewed copy is seen at once, and what is unchanged costs one 304.
REVALIDATED = "no-cache"
# Names that hold a digest of the content: a renewed file has another name.
HASHED = r"\.[0-9a-f]{8}\.(min\.)?(css|js)$"
# Files without an ending.
TYPES_BY_NAME = {"SHA256SUMS": "text/plain"}

# Worth compressing; all other files are compressed already.
COMPRESSED_SUFFIXES = frozenset(
    {".bib", ".css", ".csv", ".html", ".js", ".json", ".ris", ".svg", ".tbx", ".txt", ".vtt", ".webmanifest", ".xml"}
)

# What a page says, between what the theme puts around it; to the end where the page leaves it open.
_ARTICLE = re.compile(r"<article\b(?:.*</article>|.*)", re.DOTALL | re.IGNORECASE)
_INLINE = re.compile(r"<script(?![^>]*\ssrc=)(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)


def content_type(path: PurePath) -> str:
    """The media type of a file, by its name."""
    kind = TYPES_BY_NAME.get(path.name) or media_type(path)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def cache_control(path: PurePath) -> str:
    """How long browsers may keep a file: for ever when its name changes with its content, else only with a question."""
    return FOREVER if re.search(HASHED, path.name) else REVALIDATED


def security_headers(folder: Path) -> dict[str, str]:
    """The headers that let the pages in ``folder`` do in a browser nothing but what they were built to do."""
    return {
        "Content-Security-Policy": content_security_policy(folder),
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


def content_security_policy(folder: Path) -> str:
    """The policy that fits the pages in ``folder``: own files, and the inline scripts that the theme puts into them.

    A script in an article is nobody's: what came through every check does not run all the same.

    Styles may stand inline: the theme has some, and blocks of the side-by-side view carry their length in lines as one.
    The search runs in a worker made of a blob.
    """
    hashes = " ".join(f"'sha256-{digest}'" for digest in sorted(set(_script_digests(folder))))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )


def _script_digests(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*.html"):
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            # What cannot be read is not shown either.
            continue
        for script in _INLINE.finditer(_ARTICLE.sub("", text)):
            # Data in JSON is not run.
            if "json" not in script["attributes"]:
                yield base64.b64encode(hashlib.sha256(script["text"].encode()).digest()).decode()
