"""What keys and screen readers miss in the frame that Material puts around every page."""

from __future__ import annotations

import re

from .labels import LABELS

ANCHOR = "isi-halaman"
_SKIP = re.compile(r'(<div data-md-component="skip">).*?(</div>)', re.DOTALL)
_PATH = re.compile(r'(<nav class="md-path" aria-label=)"[^"]*"')


def within_reach(html: str, locale: str) -> str:
    """The finished page with a link past the header, and names for parts that have none or one of another part.

    Material's own link leads to the first heading of the table of contents, past the title and the opening of the page,
    and is missing from pages without such a table; and the path to a page has the name of the menu.
    """
    words = LABELS[locale]
    html = _SKIP.sub(rf'\g<1><a href="#{ANCHOR}" class="md-skip">{words["skip"]}</a>\g<2>', html, count=1)
    html = html.replace("<article ", f'<article id="{ANCHOR}" ', 1)
    return _PATH.sub(rf'\1"{words["path"]}"', html)
