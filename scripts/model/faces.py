"""The faces that the books are set in, and which signs they have."""

from __future__ import annotations

import unicodedata
from functools import cache

SERIF, SANS = "Source Serif 4", "Source Sans 3"
# Signs that both have, so that most texts can be judged without opening a font.
_USUAL = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x12C)))) | set("‐–—‘’“”…•→−×\n\t\r")
# Signs that are not drawn: controls, marks of direction, joiners.
_UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Zs")


def lacking(text: str) -> frozenset[str]:
    """The signs of ``text`` that no face of the books has."""
    rare = set(text) - _USUAL
    return frozenset(sign for sign in rare - signs() if not _is_unseen(sign)) if rare else frozenset()


def _is_unseen(sign: str) -> bool:
    # A selector of a variant of the sign before it.
    return unicodedata.category(sign) in _UNSEEN or "\ufe00" <= sign <= "\ufe0f"


@cache
def signs() -> frozenset[str]:
    """The signs of both families together: where one lacks a sign, the other stands in."""
    # Only where a text has a rare sign: opening the fonts takes longer than checking a site.
    import fontpkg
    from fontTools.ttLib import TTFont

    held: set[int] = set()
    for family in (SERIF, SANS):
        styles = [
            set(TTFont(fontpkg.path(family, style=style), lazy=True).getBestCmap()) for style in ("normal", "italic")
        ]
        held |= set.intersection(*styles)
    return frozenset(map(chr, held))
