"""White space at the ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.model.markdown.masks import fences, spans
from scripts.model.markdown.source import Source, front_matter_of
from scripts.model.page import Page
from scripts.model.site import Site

from .edit import Edit
from .prose import without_quotations

_TRAILING = re.compile(r"[ \t]+(?=\n|\Z)")


def trailing_blanks(site: Site) -> Iterator[Edit]:
    """Take away blanks at the ends of lines outside code, comments and quotations.

    Which of them break a line, or stand in code that is indented, only the rendered page can tell.
    """
    for page in site.pages.values():
        if page.readable and _TRAILING.search(page.source.text):
            yield from _trailing(page)


def _trailing(page: Page) -> Iterator[Edit]:
    text = page.source.text
    code = list(spans(fences(text)))
    found = [match for match in _TRAILING.finditer(text) if not any(s <= match.start() < e for s, e in code)]
    # Letters in the place of the blanks show which of them are left when all else is masked.
    marked = list(text)
    for match in found:
        marked[match.start() : match.end()] = "x" * (match.end() - match.start())
    shown = without_quotations(Source.of(page.path, "".join(marked)).code_masked)
    front = front_matter_of(text)
    for match in found:
        if shown[match.start()] == "x" or (front and match.start() < front.end()):
            yield Edit(page.path, match.start(), match.end(), "")
