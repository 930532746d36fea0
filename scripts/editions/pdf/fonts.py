"""The faces that the book is set in, cut from variable fonts that come with Python packages."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import fontpkg
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from scripts.model.faces import SANS, SERIF

# What the style sheet asks for: figures of both kinds, letters as they join, small capitals of no kind.
_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "onum", "pnum", "lnum", "tnum", "case"]
# What the style sheet writes itself is among them: quotation marks, and the signs of lists.
_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | set("‐–—‘’“”…•◦▪")


@dataclass(frozen=True, slots=True)
class Face:
    """``family`` is what the style sheet calls it, ``source`` the package's family; ``axes`` say which cut of it."""

    family: str
    source: str
    weight: int
    style: str
    axes: Mapping[str, float]


def _faces() -> tuple[Face, ...]:
    # The optical size is that at which the face is used, in points: text, and titles.
    cuts = [
        ("Book Serif", SERIF, 400, "normal", {"opsz": 11}),
        ("Book Serif", SERIF, 400, "italic", {"opsz": 11}),
        ("Book Serif", SERIF, 600, "normal", {"opsz": 11}),
        ("Book Display", SERIF, 400, "italic", {"opsz": 24}),
        ("Book Display", SERIF, 600, "normal", {"opsz": 32}),
        ("Book Sans", SANS, 400, "normal", {}),
        ("Book Sans", SANS, 400, "italic", {}),
        ("Book Sans", SANS, 600, "normal", {}),
    ]
    return tuple(
        Face(family, source, weight, style, MappingProxyType({"wght": weight, **axes}))
        for family, source, weight, style, axes in cuts
    )


FACES = _faces()


def cut(face: Face, characters: frozenset[str]) -> bytes:
    """The face as a static TrueType font with the ``characters`` that it has.

    The widths of a variable font depend on the optical size that the layout believes in; those of a static one do not.
    """
    font = TTFont(io.BytesIO(_small(face.source, face.style, characters | _ALWAYS)), recalcTimestamp=False)
    static = instantiateVariableFont(font, dict(face.axes), inplace=True, static=True)
    target = io.BytesIO()
    static.save(target)
    return target.getvalue()


@cache
def _small(family: str, style: str, characters: frozenset[str]) -> bytes:
    """The variable font with these characters only; it is what makes cutting quick."""
    font = TTFont(fontpkg.path(family, style=style), recalcTimestamp=False)
    options = subset.Options(layout_features=_FEATURES, notdef_outline=True, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def font_faces() -> str:
    """The rules that let a style sheet use the faces; ``address`` tells them apart."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
        f" src: url({address(face)}) }}"
        for face in FACES
    )


def address(face: Face) -> str:
    """The address under which the style sheet finds the face."""
    return f"book:{face.family.lower().replace(' ', '-')}-{face.weight}-{face.style}.ttf"
