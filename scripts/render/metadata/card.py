"""The picture that other sites and messengers show beside a link to a page: its title, the site and the language."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import fontpkg
import resvg_py
from PIL import Image, ImageDraw, ImageFont

from scripts.model.fingerprint import digest, versions
from scripts.model.settings.outputs import CARDS as FOLDER
from scripts.model.site import Site

from ..article.kept_pages import code
from ..outputs import Outputs

# The size that Facebook recommends and others follow: https://developers.facebook.com/docs/sharing/webmasters/images
SIZE = WIDTH, HEIGHT = 1200, 630
# Light scheme and footer of overrides/assets/site.css.
GROUND, INK, LINE = "#faf6ef", "#2c2723", "#e2d8c9"
BAND, ON_BAND, MUTED = "#24403d", "#f6f1e8", "#d8ddd6"
COLOURS = 48
_PACKAGES = ("pillow", "resvg_py", "fontpkg-noto-serif")

_MARK = Path(__file__).parents[3] / "overrides" / "assets" / "mark.svg"
_MARGIN, _MARK_SIZE, _BAND_HEIGHT = 80, 104, 118
_TOP, _BELOW_TITLE = 56, 52
_TITLE_BOX = (WIDTH - 2 * _MARGIN, HEIGHT - _BAND_HEIGHT - _BELOW_TITLE - _TOP - _MARK_SIZE - 24)
TITLE_SIZES = range(92, 35, -4)
LEADING = 1.22


def card_path(slug: str, locale: str) -> str:
    """Where the card of a page stands below the root of the site."""
    return f"{FOLDER}/{slug}.{locale}.png"


def card(title: str, site_name: str, language: str) -> bytes:
    """The card as a PNG. A title of any length fits: it is wrapped, set smaller, and in the end cut."""
    image = Image.new("RGB", SIZE, GROUND)
    draw = ImageDraw.Draw(image)
    drawn = Image.open(io.BytesIO(mark(_MARK_SIZE)))
    # The drawing has a border of its own.
    image.paste(drawn, (_MARGIN - 12, _TOP), drawn.convert("RGBA"))
    height = _TOP + _MARK_SIZE // 2
    draw.line([(_MARGIN + _MARK_SIZE + 8, height), (WIDTH - _MARGIN, height)], LINE, 2)
    size, lines = fit(title, *_TITLE_BOX)
    font, step = typeface(size, 600), size * LEADING
    top = HEIGHT - _BAND_HEIGHT - _BELOW_TITLE - step * len(lines)
    for number, line in enumerate(lines):
        draw.text((_MARGIN, top + number * step), line, INK, font)
    draw.rectangle((0, HEIGHT - _BAND_HEIGHT, WIDTH, HEIGHT), BAND)
    middle = HEIGHT - _BAND_HEIGHT // 2
    language_font = typeface(32, 400)
    draw.text((WIDTH - _MARGIN, middle), language, MUTED, language_font, anchor="rm")
    room = WIDTH - 2 * _MARGIN - round(language_font.getlength(language)) - 40
    draw.text((_MARGIN, middle), _cut(site_name, typeface(38, 600), room), ON_BAND, typeface(38, 600), anchor="lm")
    target = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


def mark(size: int) -> bytes:
    """The site's mark as a square PNG."""
    return bytes(resvg_py.svg_to_bytes(svg_path=str(_MARK), width=size, height=size))


def fit(
    title: str, width: int, height: int, sizes: Sequence[int] = TITLE_SIZES, weight: int = 600
) -> tuple[int, Sequence[str]]:
    """The largest of ``sizes`` at which the wrapped title fits, and its lines, about equally long.

    At the smallest size, words wider than a line are broken, and what is too much gives way to an ellipsis.
    """
    words = title.split()
    for size in sizes:
        font, most = typeface(size, weight), int(height // (size * LEADING))
        lines = _wrap(words, font, width)
        if len(lines) <= most and all(font.getlength(line) <= width for line in lines):
            return size, _balanced(words, font, width)
    lines = _wrap([part for word in words for part in _broken(word, font, width)], font, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), font, width)]
    return size, lines


def write_cards(outputs: Outputs, site: Site) -> None:
    """Write the card of every page."""
    key = digest(code(), _MARK.read_bytes(), versions(_PACKAGES))
    said: dict[str, tuple[str, str, str]] = {}
    for page in site.outlines.values():
        language = site.config.languages[page.locale]
        said[card_path(page.slug, page.locale)] = page.title, language.site_name, language.name
    keys = {path: digest(key, *(text.encode() for text in texts)) for path, texts in said.items()}
    for path in sorted(outputs.left(keys)):
        outputs.write(path, card(*said[path]), keys[path])


@cache
def typeface(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """The free font that everything here is written in."""
    font = ImageFont.truetype(fontpkg.path("Noto Serif"), size)
    font.set_variation_by_axes([weight, 100])
    return font


def _wrap(words: Sequence[str], font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(words: Sequence[str], font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The lines that fit ``width``, none fuller than it has to be."""
    count = len(_wrap(words, font, width))
    widest = max(map(font.getlength, words), default=0)
    narrow = next(w for w in (*range(int(widest) + 1, width, 10), width) if len(_wrap(words, font, w)) == count)
    return _wrap(words, font, narrow)


def _broken(word: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    while word:
        length = next((n for n in range(len(word), 1, -1) if font.getlength(word[:n]) <= width), 1)
        yield word[:length]
        word = word[length:]


def _cut(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
