"""Typesetting with WeasyPrint. Importing this module raises OSError where its libraries are missing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import weasyprint
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from scripts.editions.source import EditionError
from scripts.model.message import say

from .fonts import FACES, address, cut, font_faces
from .tagging import recorded, tag

_FOLDER = Path(__file__).parent / "templates"


def can_subset() -> bool:
    """Whether HarfBuzz can take letters out of fonts; what WeasyPrint does without it gives other bytes."""
    return harfbuzz_subset is not None


def typeset(html: str) -> bytes:
    """The PDF of the book's ``html``. Raises EditionError when its fonts lack a character."""
    files = {
        **{address(face): cut(face, frozenset(html)) for face in FACES},
        **{f"book:{quote(file.name)}": file.read_bytes() for file in _FOLDER.glob("*.svg")},
    }
    fonts = FontConfiguration()
    assets = _Assets(files)
    style = (_FOLDER / "book.css").read_text(encoding="utf-8")
    sheet = weasyprint.CSS(string=f"{font_faces()}\n{style}", url_fetcher=assets, font_config=fonts)
    document = weasyprint.HTML(string=html, url_fetcher=assets).render(stylesheets=[sheet], font_config=fonts)
    with recorded() as elements:
        return document.write_pdf(
            finisher=lambda document, pdf: _finish(document, pdf, elements),
            pdf_variant="pdf/ua-1",
            pdf_identifier=True,
            custom_metadata=True,
        )


def _finish(document: weasyprint.Document, pdf: object, elements: Mapping) -> None:
    families = {face.family for face in FACES}
    if strange := sorted({font.family for font in document.fonts.values()} - families):
        raise EditionError(
            say("the fonts of the PDF lack a character, taken from {fonts} instead", fonts=tuple(strange))
        )
    tag(document, pdf, elements)


class _Assets(URLFetcher):
    """Answers with the book's own files. It asks nobody for anything else."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._files = files

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The file at ``url``; FatalURLFetchingError when it is none of ours."""
        if url not in self._files:
            raise FatalURLFetchingError(f"not a part of the book: {url}")
        kind = "image/svg+xml" if url.endswith(".svg") else "font/ttf"
        return URLFetcherResponse(url, self._files[url], {"Content-Type": kind})
