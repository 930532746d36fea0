"""The browser in which the site is measured and tested."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypedDict

from playwright.sync_api import Browser, sync_playwright

from scripts.install import BROWSERS

# A root user's Chromium has no sandbox; the rest keeps the browser from asking its maker's hosts on its own account.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class LaunchOptions(TypedDict):
    """What Playwright is told."""

    executable_path: str | None
    args: list[str]


def launch_options() -> LaunchOptions:
    """How it is started: the browser of the machine, none where Playwright brings its own, and ``FLAGS``."""
    return {"executable_path": next((path for path in map(shutil.which, BROWSERS) if path), None), "args": FLAGS}


@contextmanager
def started() -> Iterator[Browser]:
    """A running browser, closed afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()
