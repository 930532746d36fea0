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
    ".m4a": "audio/mp4",
    ".m4v": "video/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".opus": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".tbx": "application/xml",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zim": "application/x-zim",
    ".zip": "application/zip",
}
UNKNOWN_TYPE = "application/octet-stream"


def media_type(path: PurePath | str) -> str:
    """The type of a file, without its character set; that of every text is UTF-8."""
    return TYPES.get(PurePath(path).suffix.lower(), UNKNOWN_TYPE)
