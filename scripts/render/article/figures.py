"""Diagrams in the HTML of a page: the drawing with its caption, and what it shows said in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from markupsafe import Markup

from scripts.diagrams.drawing import WIDE, draw
from scripts.model.diagram import Diagram
from scripts.model.page import Page
from scripts.model.site import Site

from ..address import page_address
from ..labels import LABELS
from .bibliography import Bibliography
from .shown_origins import origin_attributes
from .templates import TEMPLATES

# Drawings are put in last: lxml would spell viewBox in lower case, and their words are no place for glosses.
_HOLDER = re.compile(r'<div data-diagram="([^"]+)"></div>')


def holder(name: str) -> str:
    """Markdown that keeps the place of the diagram until the page is HTML."""
    return f'<div data-diagram="{name}"></div>'


def with_figures(site: Site, page: Page, bibliography: Bibliography | None, html: str) -> str:
    """``html`` with the figures of the page in the places that were kept for them."""
    asked = {name for name, _ in page.diagrams}

    def fill(match: re.Match[str]) -> str:
        diagram = site.diagrams.get(match.group(1)) if match.group(1) in asked else None
        return figure(diagram, page.locale, _from(site, page, diagram, bibliography)) if diagram else ""

    return _HOLDER.sub(fill, html)


@dataclass(frozen=True, slots=True)
class From:
    """Where a diagram comes from: what its block says of it (see ``origin_attributes``), and HTML for its caption."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    sources: str = ""


def _from(site: Site, page: Page, diagram: Diagram, bibliography: Bibliography | None) -> From:
    origins = site.diagram_origins(diagram) if site.judges_origins(page) else ()
    sources = escape(LABELS[page.locale]["own_drawing"]) if diagram.own else ""
    if bibliography and diagram.sources:
        shelf = site.page_with("references")
        works = ((key, bibliography.citation(key)) for key in diagram.sources)
        linked = (
            f'<a href="{escape(page_address(shelf, page.slug, key))}">{text}</a>' if shelf else text
            for key, text in works
        )
        sources = f'<span class="citation">({"; ".join(linked)})</span>'
    return From(origin_attributes(origins, page.locale), sources)


def figure(diagram: Diagram, locale: str, origin: From = From()) -> str:
    """The diagram as ``<figure>``; a reader who does not see it finds the same facts as a list below."""
    drawings = [draw(diagram, locale, wide).svg for wide in ((False, True) if diagram.name in WIDE else (False,))]
    return (
        TEMPLATES.get_template("figure.html")
        .render(
            diagram=diagram,
            locale=locale,
            labels=LABELS[locale],
            origin=origin,
            drawings=[Markup(svg) for svg in drawings],
        )
        .strip()
    )
