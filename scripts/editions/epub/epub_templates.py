"""The templates of the EPUB's own files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import lxml.html
from lxml import etree
from markupsafe import Markup

from scripts.core.templates import templates

TEMPLATES = Path(__file__).parent / "templates"
_ENVIRONMENT = templates(TEMPLATES)


def render(template: str, values: Mapping[str, Any]) -> bytes:
    """The file that ``template`` makes of ``values``."""
    return _ENVIRONMENT.get_template(template).render(values).encode()


def as_xml(html: str) -> Markup:
    """A run of text with its markup, as XHTML."""
    return Markup(etree.tostring(lxml.html.fragment_fromstring(html, create_parent="span"), encoding="unicode"))
