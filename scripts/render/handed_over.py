"""The rendered pages of a build, handed over to whoever had it made: in a file beside the site, not in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from .rendered import Rendered

# The variable of the environment that names the file to write.
VARIABLE = "RENDERED_PAGES"


def hand_over(pages: Mapping[tuple[str, str], Rendered]) -> None:
    """Write ``pages`` where whoever makes the build asked for them; nothing where nobody did."""
    if file := os.environ.get(VARIABLE):
        Path(file).write_bytes(msgspec.msgpack.encode(list(pages.values())))


def read_pages(file: Path) -> dict[tuple[str, str], Rendered]:
    """The pages in ``file``, by slug and the language of the build. Raises OSError when they were not handed over."""
    pages = msgspec.msgpack.decode(file.read_bytes(), type=list[Rendered])
    return {(page.slug, page.shown_in): page for page in pages}
