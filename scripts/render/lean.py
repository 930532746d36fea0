"""The finished site made light for a phone: one style sheet without rules that no page needs, and no idle blanks.

Most rules that Material brings are for things that a site like this does not have, yet a phone would load and read them
before it shows a word.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from posixpath import dirname, join, normpath

import lightningcss
import rjsmin

from .address import relative

_LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="([^":]+\.css)">\n?')
_WORD = re.compile(r"-*[A-Za-z_][\w-]*")
_NAME = re.compile(r"[.#]([A-Za-z_-][\w-]*)")
_DEFINED = re.compile(r"[{;](--[\w-]+):")
_USED = re.compile(r"var\((--[\w-]+)")
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
# Line ends with the blanks around them, but where blanks count.
_BLANKS = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)|[ \t]*\n\s*", re.DOTALL)


def make_lean(site_dir: Path) -> None:
    """Put the sheets that all pages below ``site_dir`` link into one, named by its content, and make all files small.

    A sheet with a ``media`` of its own stays a file, and comes after. Ready-made scripts (``*.min.js``) are left alone.
    """
    for file in (site_dir / "assets").rglob("*.js"):
        if not file.name.endswith(".min.js"):
            file.write_text(rjsmin.jsmin(file.read_text(encoding="utf-8")), encoding="utf-8")
    pages = {
        file.relative_to(site_dir).as_posix(): file.read_text(encoding="utf-8") for file in site_dir.rglob("*.html")
    }
    common, name = _write_styles(site_dir, pages)
    for path, html in pages.items():
        (site_dir / path).write_text(without_blanks(_relinked(path, html, common, name)), encoding="utf-8")


def _write_styles(site_dir: Path, pages: Mapping[str, str]) -> tuple[Sequence[str], str]:
    """Make the sheets of the ``pages`` small; returns those that are in one now, and the name of that one."""
    linked = [_links(path, html) for path, html in pages.items()]
    # The page for addresses that do not exist has one sheet, its own.
    common = [
        sheet
        for sheet in _links("index.html", pages["index.html"])
        if all(sheet in links for links in linked if links[1:])
    ]
    scripts = (file.read_text(encoding="utf-8") for file in (site_dir / "assets").rglob("*.js"))
    style = bundle(
        [(site_dir / sheet).read_text(encoding="utf-8") for sheet in common], words(*pages.values(), *scripts)
    )
    for sheet in common:
        (site_dir / sheet).unlink()
    for file in (site_dir / "assets").rglob("*.css"):
        file.write_text(lightningcss.process_stylesheet(file.read_text(encoding="utf-8")), encoding="utf-8")
    name = f"assets/site.{hashlib.sha256(style.encode()).hexdigest()[:8]}.css"
    (site_dir / name).write_text(style, encoding="utf-8")
    return common, name


def bundle(sheets: Sequence[str], known: frozenset[str]) -> str:
    """The sheets as one, small, without rules for classes and ids that are not ``known`` and without idle variables."""
    style = _SOURCE_MAP.sub("", "\n".join(sheets))
    unused = frozenset(_NAME.findall(style)) - known
    while True:
        style = lightningcss.process_stylesheet(style, unused_symbols=set(unused))
        # Whatever used a variable may have gone with the last pass.
        unused = frozenset(_DEFINED.findall(style)) - frozenset(_USED.findall(style)) - known
        if not unused:
            return style


def words(*texts: str) -> frozenset[str]:
    """Whatever may name a class, an id or a variable, in pages and in scripts that give it to an element."""
    return frozenset(word for text in texts for word in _WORD.findall(text))


def without_blanks(html: str) -> str:
    """The page without empty lines and indentation, which templates leave behind and readers never see."""
    return _BLANKS.sub(lambda match: match[1] or "\n", html)


def _links(path: str, html: str) -> Sequence[str]:
    """Every sheet that the page links, from the top of the site."""
    return [normpath(join(dirname(path), link)) for link in _LINK.findall(html)]


def _relinked(path: str, html: str, common: Sequence[str], name: str) -> str:
    """The page with one link in the place of the first of the sheets that it links."""

    def link(match: re.Match[str]) -> str:
        sheet = normpath(join(dirname(path), match[1]))
        if sheet not in common:
            return match[0]
        return f'<link rel="stylesheet" href="{relative(name, path)}">\n' if sheet == common[0] else ""

    return _LINK.sub(link, html)
