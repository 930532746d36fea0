"""Diagrams in the HTML of a page: the drawing with its caption, and what it shows said in words."""

from __future__ import annotations

import re

from markupsafe import Markup

from scripts.diagrams.drawing import WIDE, draw
from scripts.model.diagram import Diagram
from scripts.model.page import Page
from scripts.model.site import Site

from .labels import LABELS
from .templates import TEMPLATES

# Drawings are put in last: lxml would spell viewBox in lower case, and their words are no place for glosses.
_HOLDER = re.compile(r'<div data-diagram="([^"]+)"></div>')


def holder(name: str) -> str:
    """Markdown that keeps the place of the diagram until the page is HTML."""
    return f'<div data-diagram="{name}"></div>'


def with_figures(site: Site, page: Page, html: str) -> str:
    """``html`` with the figures of the page in the places that were kept for them."""
    asked = {name for name, _ in page.diagrams}

    def fill(match: re.Match[str]) -> str:
        diagram = site.diagrams.get(match.group(1)) if match.group(1) in asked else None
        return figure(diagram, page.locale) if diagram else ""

    return _HOLDER.sub(fill, html)


def figure(diagram: Diagram, locale: str) -> str:
    """The diagram as ``<figure>``; a reader who does not see it finds the same facts as a list below."""
    drawings = [draw(diagram, locale, wide).svg for wide in ((False, True) if diagram.name in WIDE else (False,))]
    return (
        TEMPLATES.get_template("figure.html")
        .render(diagram=diagram, locale=locale, labels=LABELS[locale], drawings=[Markup(svg) for svg in drawings])
        .strip()
    )
