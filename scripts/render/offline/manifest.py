"""What a device needs to put the site among its apps: a manifest per language, and icons drawn from the site's mark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import resvg_py

from scripts.model.settings.outputs import ICONS as FOLDER
from scripts.model.settings.outputs import MANIFEST
from scripts.model.site import Site

from ..address import HOME, site_path
from ..labels import LABELS

# --site-ground of overrides/assets/site.css; a manifest holds one scheme, the light one. Pages tell their own colour.
GROUND = "#faf6ef"

_MARK = Path(__file__).parents[3] / "overrides" / "assets" / "mark.svg"
# A device may cut a maskable icon down to the circle of 80 % (https://www.w3.org/TR/appmanifest/#icon-masks); Apple's
# icons have no transparent ground. The drawing itself stays 8 of its 64 units from the edge, in a circle of 52.
_MASKED, _APPLE = 0.85, 0.9
_ICONS = {
    "192.png": (192, 1, False),
    "512.png": (512, 1, False),
    "penuh-512.png": (512, _MASKED, True),
    "apple-180.png": (180, _APPLE, True),
}
_PURPOSES = {"192.png": "any", "512.png": "any", "penuh-512.png": "maskable"}


def icon(size: int, part: float, ground: bool) -> bytes:
    """The mark as a PNG of ``size``, over ``part`` of its width; with the site's ground behind it, or none."""
    mark = _MARK.read_text(encoding="utf-8")
    inner = mark[mark.index(">") + 1 : mark.rindex("</svg>")]
    behind = f'<rect width="64" height="64" fill="{GROUND}"/>' if ground else ""
    move = 32 * (1 - part)
    placed = f'<g transform="translate({move} {move}) scale({part})">{inner}</g>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">{behind}{placed}</svg>'
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size))


def manifest(site: Site, locale: str) -> dict[str, Any]:
    """The manifest of a language. Its addresses are relative to where it stands: the site may be below any path."""
    config = site.config
    top = "./" if locale == config.default_locale else "../"
    home = site.page(HOME, locale) or site.page(HOME, config.default_locale)
    icons = [
        {
            "src": f"{top}{FOLDER}/{name}",
            "sizes": "{0}x{0}".format(_ICONS[name][0]),
            "type": "image/png",
            "purpose": purpose,
        }
        for name, purpose in _PURPOSES.items()
    ]
    return {
        "lang": locale,
        "dir": "ltr",
        "name": config.languages[locale].site_name,
        "short_name": LABELS[locale]["short_name"],
        "description": home.meta["description"] if home else "",
        "start_url": f"{HOME}.html",
        "scope": top,
        "display": "standalone",
        # Pages have no "back" of their own.
        "display_override": ["minimal-ui"],
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": icons,
    }


def write_manifests(site_dir: Path, site: Site) -> None:
    """Write the manifests and the icons."""
    folder = site_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawn in _ICONS.items():
        (folder / name).write_bytes(icon(*drawn))
    for locale in site.config.locales:
        text = json.dumps(manifest(site, locale), ensure_ascii=False, indent=1)
        file = site_dir / site_path(site.config, MANIFEST, locale)
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{text}\n", encoding="utf-8")
