"""Boxes, foldable passages and tabs: how they are written, and what those without a title of their own are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from lxml.html import HtmlElement
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

# On the title of a box that its author gave none: the kind of the box, which Python-Markdown shows instead.
_MARK = "data-kind-of-box"
# Which extension reads what begins a box, and whether it says a title there.
_BEGINNINGS = {
    "admonition": re.compile(r'(?:^|\n)!!! ?(?P<kind>[\w\-]+)(?: +[\w\-]+)*(?P<title> +".*?")? *(?:\n|$)'),
    "details": re.compile(r'(?:^|\n)\?{3}\+? ?(?P<kind>[\w\-]*)(?: +[\w\-]+)*?(?P<title> *".*?")? *(?:\n|$)'),
}

# The kinds of boxes, those of Material and one more, with the same in Indonesian, and what a box is called that has no
# title: in English, in Indonesian.
_KINDS = (
    ("note", "catatan", "Note", "Catatan"),
    ("abstract", "abstrak", "Abstract", "Abstrak"),
    ("summary", "ringkasan", "Summary", "Ringkasan"),
    ("tldr", "intisari", "In short", "Intisari"),
    ("info", "informasi", "Info", "Informasi"),
    ("todo", "tugas", "To do", "Yang masih harus dikerjakan"),
    ("tip", "kiat", "Tip", "Kiat"),
    ("hint", "petunjuk", "Hint", "Petunjuk"),
    ("important", "penting", "Important", "Penting"),
    ("success", "berhasil", "Success", "Berhasil"),
    ("check", "periksa", "Check", "Periksa"),
    ("done", "selesai", "Done", "Selesai"),
    ("question", "pertanyaan", "Question", "Pertanyaan"),
    ("help", "bantuan", "Help", "Bantuan"),
    ("faq", "tanya-jawab", "Questions and answers", "Tanya jawab"),
    ("warning", "peringatan", "Warning", "Peringatan"),
    ("caution", "hati-hati", "Caution", "Hati-hati"),
    ("attention", "perhatian", "Attention", "Perhatian"),
    ("failure", "kegagalan", "Failure", "Kegagalan"),
    ("fail", "gagal", "Fail", "Gagal"),
    ("missing", "belum-ada", "Missing", "Belum ada"),
    ("danger", "bahaya", "Danger", "Bahaya"),
    ("error", "kesalahan", "Error", "Kesalahan"),
    ("bug", "kekeliruan", "Bug", "Kekeliruan"),
    ("example", "contoh", "Example", "Contoh"),
    ("quote", "kutipan", "Quote", "Kutipan"),
    ("cite", "rujukan", "Citation", "Rujukan"),
    ("seealso", "lihat-juga", "See also", "Lihat juga"),
)
ENGLISH_KINDS = frozenset(row[0] for row in _KINDS)
TITLES: Mapping[str, Mapping[str, str]] = {
    "en": {kind: row[2] for row in _KINDS for kind in row[:2]},
    "id": {kind: row[3] for row in _KINDS for kind in row[:2]},
}


# What a box is called that holds an example which somebody made up, where a site tells its readers so.
INVENTED: Mapping[str, str] = {"en": "Invented example", "id": "Contoh rekaan"}


class BoxExtension(Extension):
    """Marks the titles that Python-Markdown makes of a box's kind, so that ``name_boxes`` can say them in a language.

    Loaded after the extensions that make boxes.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Python-Markdown."""
        registry = md.parser.blockprocessors
        for name, beginning in _BEGINNINGS.items():
            if name in registry:
                _mark_titles(registry[name], beginning)


def _mark_titles(processor: BlockProcessor, beginning: re.Pattern[str]) -> None:
    run = processor.run

    def marked(parent: Element, blocks: list[str]) -> bool | None:
        match = beginning.search(blocks[0])
        result = run(parent, blocks)
        if match and match["kind"] and not match["title"] and len(parent) and len(parent[-1]):
            parent[-1][0].set(_MARK, match["kind"].lower())
        return result

    vars(processor)["run"] = marked


def name_boxes(tree: HtmlElement, locale: str) -> None:
    """Say the titles that boxes have of their kinds in the language of the page; of kinds unknown they stay."""
    for title in tree.xpath(f".//*[@{_MARK}]"):
        kind = title.attrib.pop(_MARK)
        if kind in TITLES.get(locale, {}):
            title.text = TITLES[locale][kind]
