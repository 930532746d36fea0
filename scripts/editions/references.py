"""Addresses that the files of an edition refer to, and what they mean there."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")


def in_style_sheet(content: bytes) -> list[str]:
    """The addresses in a style sheet."""
    return _CSS_URL.findall(content.decode())


def target(address: str, here: str) -> tuple[str, str]:
    """The path and the fragment that ``address`` in the file ``here`` means; "" for addresses elsewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return "", ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(parts.path))) if parts.path else here
    return path, unquote(parts.fragment)
