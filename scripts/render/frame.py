"""What keys and screen readers miss in the frame that Material puts around every page."""

from __future__ import annotations

import re

from .labels import LABELS

ANCHOR = "isi-halaman"
_SKIP = re.compile(r'(<div data-md-component="skip">).*?(</div>)', re.DOTALL)
_BOX = re.compile(r'(<input class="md-nav__toggle[^>]*) id="(__nav_\w+)"')
_TITLE = re.compile(r'(<label class="md-nav__title") for="(__nav_\w+)"')
_LIST = re.compile(r'(<nav class="md-nav"[^>]* aria-labelledby="__nav_\w+)_label"')
_HERE = re.compile(r'(<a href="[^"]*" class="md-nav__link md-nav__link--active")')
_PATH = re.compile(r'(<nav class="md-path" aria-label=)"[^"]*"')


def within_reach(html: str, locale: str) -> str:
    """The finished page with a link past the header, and names for parts that have none or one of another part.

    Material's own link leads to the first heading of the table of contents, past the title and the opening of the page,
    and is missing from pages without such a table. The lists of a section with a page of its own are named by an empty
    label, the boxes that open them by two, and the path to a page has the name of the menu. Which page of the menu is
    shown is told by colour alone.
    """
    words = LABELS[locale]
    html = _SKIP.sub(rf'\g<1><a href="#{ANCHOR}" class="md-skip">{words["skip"]}</a>\g<2>', html, count=1)
    html = html.replace("<article ", f'<article id="{ANCHOR}" ', 1)
    html = _BOX.sub(r'\1 id="\2" aria-labelledby="\2_title"', html)
    html = _TITLE.sub(r'\1 for="\2" id="\2_title"', html)
    html = _LIST.sub(r'\1_title"', html)
    html = _HERE.sub(r'\1 aria-current="page"', html)
    html = _PATH.sub(rf'\1"{words["path"]}"', html)
    return html.replace(' id="__toc"', f' id="__toc" aria-label="{words["toc"]}"', 1)
