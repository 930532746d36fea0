"""The Markdown extension that reads ``[@biestek1957]`` and ``[-@zastrow1992, 24]``, after Pandoc's citation syntax.

It only marks the citation in the HTML; who formats it knows the page's language, the renderer does not.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

_CITATION = r"\[(-?@[^\[\]]+)\](?![\[(])"
# Above links and reference links (160 to 170), below code spans and escapes (180 and more).
_PRIORITY = 175


class _CitationProcessor(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # noqa: N802
        cluster = Element("span", {"class": "citation"})
        for part in m.group(1).split(";"):
            mark, _, locator = part.strip().partition(",")
            item = SubElement(cluster, "cite", {"data-key": mark.lstrip("-@").strip()})
            if locator.strip():
                item.set("data-locator", locator.strip())
            if mark.startswith("-"):
                item.set("data-author", "suppress")
            item.text = part.strip()
        return cluster, m.start(0), m.end(0)


class CitationExtension(Extension):
    """Turns each citation into ``<span class="citation"><cite data-key=…>`` with its locator."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the citation syntax."""
        md.inlinePatterns.register(_CitationProcessor(_CITATION, md), "citation", _PRIORITY)
