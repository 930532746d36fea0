"""What the pages of a build are shown with, handed over to whoever had it made: in a file beside the site."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from scripts.model.site import Site

from .article.rendered import Rendered
from .filled_page import View
from .frames.frame import Frames
from .metadata.cite import PageCitation

# The variable of the environment that names the file to write.
VARIABLE = "SHOWN_PAGES"


class _View(msgspec.Struct):
    frames: Frames
    rendered: list[Rendered]
    citations: Mapping[str, PageCitation]
    edition: str


def hand_over(view: View) -> None:
    """Write ``view`` where whoever makes the build asked for it; nothing where nobody did."""
    if file := os.environ.get(VARIABLE):
        content = _View(view.frames, list(view.rendered.values()), dict(view.citations), view.edition)
        Path(file).write_bytes(msgspec.msgpack.encode(content))


def read_view(file: Path, site: Site) -> View:
    """What is in ``file`` of the pages of ``site``. Raises OSError when it was not handed over."""
    content = msgspec.msgpack.decode(file.read_bytes(), type=_View)
    pages = {(page.slug, page.shown_in): page for page in content.rendered}
    return View(site, content.frames, pages, content.citations, content.edition)
