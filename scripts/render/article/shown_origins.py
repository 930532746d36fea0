"""Where the text comes from, in the HTML of a page: each block says it, and sheets show it on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from scripts.model.markdown.origin_marks import MARKS
from scripts.model.origins import counted, trace
from scripts.model.page import Page
from scripts.model.site import Site

from ..labels import LABELS


def mark_origins(site: Site, page: Page, tree: HtmlElement) -> None:
    """Write into each block of the ``tree``, before its citations are links, where it comes from.

    ``data-origin`` is for sheets, ``data-word`` is what they show. The marks of authors go.
    """
    settings = site.config.origins
    found = list(trace(tree, settings.article)) if settings and site.judges_origins(page) else []
    for block in found:
        for name, value in origin_attributes(block.origins, page.locale).items():
            block.element.set(name, value)
    for element in tree.xpath(".//*[@class]") if settings else ():
        kept = [name for name in element.get("class").split() if name not in MARKS]
        if not kept:
            del element.attrib["class"]
        elif len(kept) < len(element.get("class").split()):
            element.set("class", " ".join(kept))


def origin_attributes(origins: Sequence[str], locale: str) -> Mapping[str, str]:
    """What a block of these origins says of them; nothing where they are not known."""
    if not origins:
        return {}
    return {"data-origin": " ".join(origins), "data-word": origin_words(origins, locale)}


def origin_words(origins: Sequence[str], locale: str) -> str:
    """The origins as readers read them."""
    return LABELS[locale]["origin_and"].join(LABELS[locale][f"origin_{origin}"] for origin in origins)


def origin_counts(site: Site, page: Page) -> Mapping[str, int]:
    """How many blocks of the page come from each origin that it has, for its legend."""
    counts = counted(site.origins(page)) if site.judges_origins(page) else {}
    return {origin: count for origin, count in counts.items() if count}
