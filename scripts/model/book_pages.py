"""Which pages the books hold, EPUB and PDF."""

from __future__ import annotations

from .data_blocks import blocks_where
from .page import Page
from .site import Site

# Pages about making the site, and pages that are only of use on a screen.
_LEFT_OUT = blocks_where(lambda block: not block.in_book)


def in_book(site: Site, page: Page) -> bool:
    """Whether the page becomes a chapter, if the menu has it."""
    return page.slug not in site.config.not_in_book and not page.data_blocks.keys() & _LEFT_OUT
