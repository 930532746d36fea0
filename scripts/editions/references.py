"""Addresses that the files of an edition refer to, and what they mean there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")


def in_style_sheet(content: bytes) -> list[str]:
    """The addresses in a style sheet."""
    return _CSS_URL.findall(content.decode())


def shown_in(body: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
    """Each place in ``body`` that names a picture, a film or a sound: the element, the attribute, the address."""
    for element in body.iter("img", "audio", "video", "source", "track"):
        for attribute in ("src", "poster"):
            if (address := element.get(attribute)) is not None:
                yield element, attribute, address


def target(address: str, here: str) -> tuple[str, str]:
    """The path and the fragment that ``address`` in the file ``here`` means; "" for addresses elsewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return "", ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(parts.path))) if parts.path else here
    return path, unquote(parts.fragment)
