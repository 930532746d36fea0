"""The Markdown extension that reads citations, after Pandoc's syntax: ``[see @biestek1957, p. 24; -@zastrow1992]``.

It only marks the citation in the HTML; who formats it knows the page's language, the renderer does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

# Not the @ of an e-mail address; no footnote, no picture, and no link.
_CITATION = r"\[(?![\^!])((?:[^\[\]@]|(?<=\w)@)*(?<!\w)-?@[^\[\]]+)\](?!\(|\[(?!\^|-?@))"
CITATION = re.compile(rf"(?<![\\!]){_CITATION}")
# Above links and reference links (160 to 170), below code spans and escapes (180 and more).
_PRIORITY = 175
# What a citation in the HTML says of its work.
ATTRIBUTES = frozenset({"data-key", "data-before", "data-locator", "data-after", "data-author"})
# A key where it stands, with or without brackets; @name@host.example is somebody's address.
KEY = re.compile(r"(?<![\w@./\\-])-?@\{?(?P<key>\w(?:[\w-]*\w)?)(?![\w@])")

_WORK = re.compile(
    r"(?P<before>(?:[^@]|(?<=\w)@)*?)(?P<mark>(?<!\w)-?@)\s*(?P<key>\{[^{}]*\}|(?:[^\s,;@]*[^\s,;@.:!?])?)(?P<rest>.*)",
    re.S,
)
_NUMBER = r"(?:\d+\w?|[ivxl]+)(?!\w)"
_PAGES = re.compile(
    r"(?P<comma>\s*,)?\s*(?P<label>(?:hlm|hal|pp|pgs?|p)\b\.?|halaman\b|pages?\b)?\s*"
    rf"(?P<pages>{_NUMBER}(?:\s*(?:--|[-–,&]|dan\b|and\b)\s*{_NUMBER})*)(?P<after>.*)",
    re.S | re.I,
)


@dataclass(frozen=True, slots=True)
class Cited:
    """One work of a citation, as it is written there; ``at`` is the offset of its key in the brackets.

    ``locator`` are pages, ``before`` and ``after`` the words around the work and them. With ``year_only`` the text
    names the author itself.
    """

    key: str
    at: int
    before: str = ""
    locator: str = ""
    after: str = ""
    year_only: bool = False


def cited(text: str) -> Iterator[Cited]:
    """The works in ``text``, what stands between the brackets of a citation."""
    start = 0
    for part in text.split(";"):
        yield _cited(part, start)
        start += len(part) + 1


def _cited(part: str, start: int) -> Cited:
    work = _WORK.fullmatch(part)
    if not work:
        return Cited(part.strip(), start + len(part) - len(part.lstrip()))
    key, rest = work["key"].strip("{}"), work["rest"].rstrip(" \t\n,")
    locator, after = "", rest
    pages = _PAGES.fullmatch(rest)
    # Without a comma, only a label tells that what follows are pages.
    if pages and (pages["comma"] or pages["label"]):
        locator, after = pages["pages"], pages["after"]
    at = start + work.end("mark") - 1
    return Cited(key, at, work["before"].strip(), locator, after, work["mark"].startswith("-"))


class _CitationProcessor(InlineProcessor):
    # As in every InlineProcessor, which takes and gives more than the Pattern that it is made of.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        text = self.unescape(m.group(1))
        # A link whose text is its own name.
        if " ".join(text.lower().split()) in self.md.references:
            return None, None, None
        cluster = Element("span", {"class": "citation"})
        for work, part in zip(cited(text), text.split(";"), strict=True):
            item = SubElement(cluster, "cite", {"data-key": work.key})
            for name, value in (("before", work.before), ("locator", work.locator), ("after", work.after)):
                if value:
                    item.set(f"data-{name}", value)
            if work.year_only:
                item.set("data-author", "suppress")
            item.text = part.strip()
        return cluster, m.start(0), m.end(0)


class CitationExtension(Extension):
    """Turns each citation into ``<span class="citation"><cite data-key=…>`` with what is said of the work there."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the citation syntax."""
        md.inlinePatterns.register(_CitationProcessor(_CITATION, md), "citation", _PRIORITY)
