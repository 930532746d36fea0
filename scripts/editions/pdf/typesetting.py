"""Typesetting with WeasyPrint. Importing this module raises OSError where its libraries are missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import weasyprint
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from scripts.core.cache import Cache
from scripts.core.media import media_type
from scripts.core.message import say

from ..finished_site import EditionError
from .breaking import spaces_hang
from .fonts import FACES, cut_faces, font_faces
from .tagging import Recorded, recorded, tag

# Where the number of the page is to stand that holds the place of this id.
_TARGET = re.compile(r'(data-target="#([^"]+)"[^>]*>)')
# The HTML of a page, on the average of the books of this site. A number is first guessed by it: with as many digits as
# it will have, a line breaks where it will, and the numbers settle in two rounds; else in three.
_CHARACTERS, _ROUNDS = 4_700, 8
_ID = re.compile(r'\sid="([^"]+)"')
_FOLDER = Path(__file__).parent / "templates"
# Whether HarfBuzz can take letters out of fonts; what WeasyPrint does without it gives other bytes.
CAN_SUBSET = harfbuzz_subset is not None


def typeset(html: str, pictures: Path, kept: Cache | None = None) -> bytes:
    """The PDF of the book's ``html``; it names the files in the folder ``pictures`` by addresses in ``site:``.

    The faces are taken from ``kept`` where it has them. Raises EditionError when the fonts lack a character.
    """
    files = {
        **cut_faces(html, kept),
        **{f"book:{file.name}": file.read_bytes() for file in _FOLDER.glob("*.svg")},
    }
    with spaces_hang():
        document = _settled(html, _Assets(files, pictures))
    with recorded() as made:
        pdf: bytes = document.write_pdf(
            finisher=lambda document, pdf: _finish(document, pdf, made),
            pdf_variant="pdf/ua-1",
            pdf_identifier=True,
            custom_metadata=True,
        )
        return pdf


def _settled(html: str, assets: _Assets) -> weasyprint.Document:
    """The layout in which every number of a page is that of the page where its target stands.

    WeasyPrint's own target-counter() stops too early: in a book of this length it left numbers that were one page off.
    """
    fonts = FontConfiguration()
    style = (_FOLDER / "book.css").read_text(encoding="utf-8")
    sheet = weasyprint.CSS(string=f"{font_faces()}\n{style}", url_fetcher=assets, font_config=fonts)
    numbers = {found[1]: 1 + found.start() // _CHARACTERS for found in _ID.finditer(html)}
    for _ in range(_ROUNDS):
        filled = _TARGET.sub(partial(_numbered, numbers), html)
        document = weasyprint.HTML(string=filled, url_fetcher=assets).render(stylesheets=[sheet], font_config=fonts)
        found: dict[str, int] = {}
        for number, page in enumerate(document.pages, 1):
            for anchor in page.anchors:
                found.setdefault(anchor, number)
        if all(numbers.get(name) == found.get(name) for _, name in _TARGET.findall(html)):
            return document
        numbers = found
    raise EditionError(say("the page numbers of the PDF do not settle"))


def _numbered(numbers: Mapping[str, int], match: re.Match[str]) -> str:
    return f"{match[1]}{numbers.get(match[2], '')}"


def _finish(document: weasyprint.Document, pdf: object, made: Recorded) -> None:
    families = {face.family for face in FACES}
    lacking = {
        character
        for font in document.fonts.values()
        for character in (font.to_unicode.values() if font.family not in families else map(chr, font.missing))
    }
    if lacking:
        raise EditionError(say("the fonts of the PDF lack {characters}", characters=tuple(sorted(lacking))))
    tag(document, pdf, made)


class _Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answers with the book's own files. It asks nobody for anything else."""

    def __init__(self, files: Mapping[str, bytes], pictures: Path) -> None:
        super().__init__(allowed_protocols=())
        self._files, self._pictures = files, pictures

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The file at ``url``; FatalURLFetchingError when it is none of ours."""
        if url.startswith("site:"):
            content = (self._pictures / unquote(url.removeprefix("site:"))).read_bytes()
        elif url in self._files:
            content = self._files[url]
        else:
            raise FatalURLFetchingError(f"not a part of the book: {url}")
        return URLFetcherResponse(url, content, {"Content-Type": media_type(url)})
