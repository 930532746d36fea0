"""The link past the header, which Material's frame of a page has where none of its blocks is."""

from __future__ import annotations

import re

from .labels import LABELS
from .ties import not_found

# The id of the article; overrides/main.html gives it.
ANCHOR = "isi-halaman"
_SKIP = re.compile(r'(<div data-md-component="skip">).*?(</div>)', re.DOTALL)


def within_reach(html: str, locale: str) -> str:
    """The finished page with a link past the header, to its article. Raises ThemeError when there is no place for it.

    Material's own link leads to the first heading of the table of contents, past the title and the opening of the page,
    and is missing from pages without such a table.
    """
    link = f'<a href="#{ANCHOR}" class="md-skip">{LABELS[locale]["skip"]}</a>'
    html, count = _SKIP.subn(rf"\g<1>{link}\g<2>", html, count=1)
    if not count:
        raise not_found('<div data-md-component="skip">', "scripts/render/frame.py")
    return html
