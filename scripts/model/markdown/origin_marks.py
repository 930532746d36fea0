"""The Markdown extension that reads what an author says of a block's origin: ``{: .own }`` and ``{: .continued }``.

A mark that stands alone in the last line of a block, or below it after a blank line, belongs to the whole block;
attr_list would give it to the last item of a list, and to no table at all.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

OWN, CONTINUED = "own", "continued"
MARKS = frozenset({OWN, CONTINUED})
_MARK = re.compile(rf"(?:\A|\n)[ ]{{0,3}}\{{:?[ ]*\.({OWN}|{CONTINUED})[ ]*\}}[ ]*\Z")
# Above all that makes blocks: hash headings have 70, boxes and tables more.
_PRIORITY = 1000


class _MarkProcessor(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:
        match = _MARK.search(block)
        return match is not None and (match.start() > 0 or len(parent) > 0)

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        before, mark = _MARK.split(block, maxsplit=1)[:2]
        if before.strip():
            self.parser.parseBlocks(parent, [before])
        if len(parent):
            parent[-1].set("class", f"{parent[-1].get('class', '')} {mark}".strip())


class OriginMarkExtension(Extension):
    """Gives the block that an origin mark stands in, or else the block before it, the class of the mark."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Python-Markdown."""
        md.parser.blockprocessors.register(_MarkProcessor(md.parser), "origin_marks", _PRIORITY)
