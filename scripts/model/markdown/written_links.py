"""Telling links that Markdown makes from those of raw HTML, which MkDocs leaves as they stand."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

# On every link and picture of a rendered page that is not raw HTML; taken off again when the page is read.
MARK = "data-written-in-markdown"


class WrittenExtension(Extension):
    """Puts ``MARK`` on the links and pictures that MkDocs resolves, where it does so itself: last of all."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Python-Markdown."""
        md.treeprocessors.register(_Marking(md), "written", -1)


class _Marking(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in ("a", "img"):
                element.set(MARK, "")
