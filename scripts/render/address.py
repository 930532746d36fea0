"""Addresses inside the site. Every language has the same tree of pages, so one relative path serves all."""

from __future__ import annotations

import posixpath


def page_address(slug: str, here: str, anchor: str = "") -> str:
    """The relative address of page ``slug`` (and an anchor in it) as seen from the page ``here``."""
    if slug == here and anchor:
        return f"#{anchor}"
    path = relative(f"{slug}.html", here)
    return f"{path}#{anchor}" if anchor else path


def relative(path: str, here: str) -> str:
    """The relative address of the file ``path`` as seen from the page ``here``."""
    return posixpath.relpath(path, posixpath.dirname(here) or ".")
