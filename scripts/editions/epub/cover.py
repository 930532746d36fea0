"""The cover of the EPUB, drawn in the colours and with the mark of the site."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from scripts.render.metadata.card import BAND, COLOURS, GROUND, INK, LEADING, LINE, MUTED, ON_BAND, fit, mark, typeface

# Two to three, as most shops and readers show covers.
SIZE = WIDTH, HEIGHT = 1200, 1800
_MARGIN, _MARK_SIZE, _BAND_HEIGHT = 110, 230, 190
_TITLE_TOP, _TITLE_HEIGHT, _BELOW_HEIGHT = 560, 560, 340


def cover(title: str, description: str, language: str, edition: str) -> bytes:
    """The cover as a PNG."""
    image = Image.new("RGB", SIZE, GROUND)
    draw = ImageDraw.Draw(image)
    drawn = Image.open(io.BytesIO(mark(_MARK_SIZE)))
    # The drawing has a border of its own.
    image.paste(drawn, (_MARGIN - 28, 200), drawn.convert("RGBA"))
    room = WIDTH - 2 * _MARGIN
    size, lines = fit(title, room, _TITLE_HEIGHT, range(150, 59, -6))
    top = _lines(draw, lines, _TITLE_TOP, size, 600)
    draw.line([(_MARGIN, top + 44), (WIDTH - _MARGIN, top + 44)], LINE, 4)
    size, lines = fit(description, room, _BELOW_HEIGHT, range(46, 31, -2), 400)
    _lines(draw, lines, top + 88, size, 400)
    draw.rectangle((0, HEIGHT - _BAND_HEIGHT, WIDTH, HEIGHT), BAND)
    middle = HEIGHT - _BAND_HEIGHT // 2
    draw.text((_MARGIN, middle), language, ON_BAND, typeface(46, 600), anchor="lm")
    draw.text((WIDTH - _MARGIN, middle), edition, MUTED, typeface(42, 400), anchor="rm")
    target = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


def _lines(draw: ImageDraw.ImageDraw, lines: Sequence[str], top: float, size: int, weight: int) -> float:
    """Write ``lines`` and return where they end."""
    step = size * LEADING
    for number, line in enumerate(lines):
        draw.text((_MARGIN, top + number * step), line, INK, typeface(size, weight))
    return top + len(lines) * step
