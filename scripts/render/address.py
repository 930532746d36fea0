"""Addresses inside the site. Every language has the same tree of pages, so one relative path serves all."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import quote

from scripts.model.settings.config import Config

HOME = "index"


def page_address(slug: str, here: str, anchor: str = "") -> str:
    """The relative address of page ``slug`` (and an anchor in it) as seen from the page ``here``."""
    if slug == here and anchor:
        return f"#{anchor}"
    path = relative(f"{slug}.html", here)
    return f"{path}#{anchor}" if anchor else path


def site_path(config: Config, path: str, locale: str) -> str:
    """Where ``path`` of a language's tree stands below the root of the site."""
    return path if locale == config.default_locale else f"{locale}/{path}"


def public_address(config: Config, slug: str, locale: str) -> str:
    """The whole address at which the page is published; "" when the site does not know its own."""
    if not config.site_url:
        return ""
    return f"{config.site_url.rstrip('/')}/{quote(site_path(config, f'{slug}.html', locale))}"


@lru_cache(maxsize=20_000)
def relative(path: str, here: str) -> str:
    """The relative address of the file ``path`` as seen from the page ``here``."""
    return posixpath.relpath(path, posixpath.dirname(here) or ".")
