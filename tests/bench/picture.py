"""Figures as bars, the longest as wide as the picture: an SVG that stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

_WIDTH, _ROW, _NAMES = 640, 34, 200


def picture(seconds: Mapping[str, float], reference: str) -> str:
    """An SVG with a bar for each of the ``seconds`` by name, and its ratio to that of ``reference``."""
    longest = max(seconds.values())
    rows = "".join(
        f'<text x="{_NAMES - 10}" y="{number * _ROW + 22}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{_NAMES}" y="{number * _ROW + 8}" height="18" fill="#{"9c4a1f" if name == reference else "1b6159"}"'
        f' width="{max(1, value / longest * (_WIDTH - _NAMES - 130)):.0f}"/>'
        f'<text x="{_NAMES + value / longest * (_WIDTH - _NAMES - 130) + 8:.0f}" y="{number * _ROW + 22}">'
        f"{value:.1f} s · {value / seconds[reference]:.2f}</text>"
        for number, (name, value) in enumerate(seconds.items())
    )
    height = len(seconds) * _ROW + 8
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'font-family="sans-serif" font-size="13">'
        f'<rect width="{_WIDTH}" height="{height}" fill="#faf6ef"/>{rows}</svg>\n'
    )
