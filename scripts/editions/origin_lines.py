"""Where the text of a book comes from: what the lines at the edge of its blocks mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.model.origins import ARTICLE, SITE, WORKS
from scripts.render.article.shown_origins import origin_words
from scripts.render.labels import LABELS

from .book import Book

# Each with the name of its line in the labels.
_LINES = {(ARTICLE,): "article", (WORKS,): "works", (SITE,): "own", (ARTICLE, WORKS): "both"}


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of line: the origins that it stands for, as ``data-origin`` has them and in words, and its count."""

    origin: str
    name: str
    words: str
    count: int


def legend(book: Book) -> Sequence[Line]:
    """The lines that the chapters have, in the order of origins; none where the site shows none."""
    counts = Counter(origin for chapter in book.chapters for origin in chapter.body.xpath(".//@data-origin"))
    labels = LABELS[book.locale]
    return tuple(
        Line(" ".join(origins), labels[f"line_{line}"], origin_words(origins, book.locale), counts[" ".join(origins)])
        for origins, line in _LINES.items()
        if counts[" ".join(origins)]
    )
