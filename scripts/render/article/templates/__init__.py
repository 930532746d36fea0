"""The templates of what the renderer adds to pages."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from jinja2 import Undefined
from markupsafe import Markup

from scripts.core.templates import templates
from scripts.model import anchors

# Signs by which Markdown and its extensions make something of a text, and that mean nothing in an id or an address.
_SIGNS = re.compile(r"[\\`*_{}\[\]!|~^=$:@#+]")


def as_text(value: object) -> object:
    """``value`` as it is to be read, in Markdown and in HTML alike: a reference for each sign that would mean more.

    What is HTML already (``Markup``) stays so; numbers of a template's own count as text too.
    """
    if isinstance(value, (Markup, Undefined)):
        return value
    line = " ".join(str(value).splitlines())
    # Backslashes would do in Markdown alone, and be seen in the HTML that it leaves as it stands.
    return Markup(_SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", escape(line).replace("&#x27;", "&apos;")))


TEMPLATES = templates(Path(__file__).parent).overlay(finalize=as_text)
TEMPLATES.globals["anchors"] = anchors
