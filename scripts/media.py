"""The media types of the files of a site, by the ends of their names."""

from __future__ import annotations

from pathlib import PurePath

TYPES = {
    # AnkiDroid opens this type.
    ".apkg": "application/apkg",
    ".bib": "text/x-bibtex",
    ".css": "text/css",
    ".csv": "text/csv",
    ".epub": "application/epub+zip",
    ".gif": "image/gif",
    ".gz": "application/gzip",
    ".html": "text/html",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".tbx": "application/xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zim": "application/x-zim",
    ".zip": "application/zip",
}
UNKNOWN_TYPE = "application/octet-stream"


def media_type(path: PurePath) -> str:
    """The type of a file, without its character set; that of every text is UTF-8."""
    return TYPES.get(path.suffix.lower(), UNKNOWN_TYPE)
