"""The faces that the book is set in, cut from variable fonts that come with Python packages."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg
import msgspec
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from scripts.core.cache import Cache
from scripts.model.faces import SANS, SERIF
from scripts.model.fingerprint import digest, versions
from scripts.model.memory import cached

# What the style sheet asks for: figures of both kinds, letters as they join, small capitals of no kind.
_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "onum", "pnum", "lnum", "tnum", "case"]
# Characters of Latin scripts, and what the style sheet writes itself. Books in our languages have few others, so the
# faces are cut once for all of them; WeasyPrint takes out what a book does not use.
_USUAL = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) | set("‐–—‘’“”…•◦▪←→")
_PACKAGES = ("fonttools", "fontpkg")


@dataclass(frozen=True, slots=True)
class Face:
    """``family`` is what the style sheet calls it, ``source`` the package's family.

    ``size`` is that at which the face is used, in points; None where the font is drawn alike for every size.
    """

    family: str
    source: str
    weight: int
    style: str
    size: int | None = None


FACES = (
    Face("Book Serif", SERIF, 400, "normal", 11),
    Face("Book Serif", SERIF, 400, "italic", 11),
    Face("Book Serif", SERIF, 600, "normal", 11),
    Face("Book Display", SERIF, 400, "italic", 24),
    Face("Book Display", SERIF, 600, "normal", 32),
    Face("Book Sans", SANS, 400, "normal"),
    Face("Book Sans", SANS, 400, "italic"),
    Face("Book Sans", SANS, 600, "normal"),
)


def cut_faces(characters: Iterable[str], kept: Cache | None = None) -> dict[str, bytes]:
    """By address, each face as a static TrueType font with those of the ``characters`` that it has, and the usual ones.

    The widths of a variable font depend on the optical size that the layout believes in; those of a static one do not.
    What ``kept`` has is not cut again.
    """
    wanted = "".join(sorted({*characters} | _USUAL))
    faces = {face_address(face): face for face in FACES}
    if kept is None:
        return {name: _cut(face, wanted) for name, face in faces.items()}
    mark = digest(Path(__file__).read_bytes(), versions(_PACKAGES), wanted.encode())
    keys = {name: digest(mark, name.encode()) for name in faces}
    return cached(kept, keys, bytes, _encoded, wanted, faces.__getitem__)


def _encoded(characters: str) -> Callable[[Face], bytes]:
    return lambda face: msgspec.msgpack.encode(_cut(face, characters))


def _cut(face: Face, characters: str) -> bytes:
    font = TTFont(io.BytesIO(_small(face.source, face.style, characters)), recalcTimestamp=False)
    axes = {"wght": face.weight} | ({"opsz": face.size} if face.size else {})
    static = instantiateVariableFont(font, axes, inplace=True, static=True)
    target = io.BytesIO()
    static.save(target)
    return target.getvalue()


@cache
def _small(family: str, style: str, characters: str) -> bytes:
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
    """The rules that let a style sheet use the faces; ``face_address`` tells them apart."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
        f" src: url({face_address(face)}) }}"
        for face in FACES
    )


def face_address(face: Face) -> str:
    """The address under which the style sheet finds the face."""
    return f"book:{face.family.lower().replace(' ', '-')}-{face.weight}-{face.style}.ttf"
