"""The finished site made light for a phone: one style sheet, without rules that no page needs, and one script.

Most rules that Material brings are for things that a site like this does not have, yet a phone would load and read them
before it shows a word.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from posixpath import dirname, join, normpath

import lightningcss
import rjsmin

from .address import relative

_SHEET = re.compile(r'[ \t]*<link rel="stylesheet" href="([^":]+\.css)">\n?')
_SCRIPT = re.compile(r'[ \t]*<script src="([^":]+\.js)" defer></script>\n?')
_WORD = re.compile(r"-*[A-Za-z_][\w-]*")
_NAME = re.compile(r"[.#]([A-Za-z_-][\w-]*)")
_DEFINED = re.compile(r"[{;](--[\w-]+):")
_USED = re.compile(r"var\((--[\w-]+)")
_COLOUR = re.compile(r"\[data-md-color-(?:primary|accent)=[\"']?([\w-]+)[\"']?\]")
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
# Line ends with the blanks around them, but where blanks count.
_BLANKS = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)|[ \t]*\n\s*", re.DOTALL)


def make_lean(site_dir: Path) -> None:
    """Put the sheets and deferred scripts that all pages below ``site_dir`` have into one each, and make files small.

    A sheet with a ``media`` of its own stays a file, and comes after. Ready-made scripts (``*.min.js``) are left alone.
    """
    for file in (site_dir / "assets").rglob("*.js"):
        if not file.name.endswith(".min.js"):
            file.write_text(rjsmin.jsmin(file.read_text(encoding="utf-8")), encoding="utf-8")
    pages = {
        file.relative_to(site_dir).as_posix(): file.read_text(encoding="utf-8") for file in site_dir.rglob("*.html")
    }
    rtl = any('dir="rtl"' in html for html in pages.values())
    known = words(*pages.values(), *(file.read_text(encoding="utf-8") for file in (site_dir / "assets").rglob("*.js")))
    _join(site_dir, pages, _SHEET, '<link rel="stylesheet" href="{}">', lambda sheets: bundle(sheets, known, rtl))
    for file in (site_dir / "assets").rglob("*.css"):
        file.write_text(lightningcss.process_stylesheet(file.read_text(encoding="utf-8")), encoding="utf-8")
    _join(site_dir, pages, _SCRIPT, '<script src="{}" defer></script>', "\n".join)
    for path, html in pages.items():
        (site_dir / path).write_text(without_blanks(html), encoding="utf-8")


def _join(
    site_dir: Path,
    pages: dict[str, str],
    link: re.Pattern[str],
    new: str,
    joined: Callable[[Sequence[str]], str],
) -> None:
    """Put one file, named by its content, in the place of those that all ``pages`` link, with one ``new`` link."""
    linked = [_linked(path, html, link) for path, html in pages.items()]
    # The page for addresses that do not exist has a sheet of its own, and nothing else.
    common = [
        file for file in _linked("index.html", pages["index.html"], link) if all(file in of for of in linked if of[1:])
    ]
    if not common:
        return
    text = joined([(site_dir / file).read_text(encoding="utf-8") for file in common])
    for file in common:
        (site_dir / file).unlink()
    name = f"assets/site.{hashlib.sha256(text.encode()).hexdigest()[:8]}{Path(common[0]).suffix}"
    (site_dir / name).write_text(text, encoding="utf-8")
    for path, html in pages.items():

        def replaced(match: re.Match[str], path: str = path) -> str:
            file = _from_top(path, match[1])
            if file not in common:
                return match[0]
            return f"{new.format(relative(name, path))}\n" if file == common[0] else ""

        pages[path] = link.sub(replaced, html)


def bundle(sheets: Sequence[str], known: frozenset[str], rtl: bool) -> str:
    """The sheets as one, small, without rules for classes, ids and colours not ``known``, and without idle variables.

    ``rtl`` says whether any page is written from right to left.
    """
    style = _SOURCE_MAP.sub("", "\n".join(sheets))
    if not rtl:
        # A class that no page has, so that these rules go with the others.
        style = style.replace("[dir=rtl]", ".dir-rtl")
    # The same for the colours that a site may choose in Material and this one did not.
    style = _COLOUR.sub(lambda match: match[0] if match[1] in known else ".no-such-colour", style)
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


def _linked(path: str, html: str, link: re.Pattern[str]) -> Sequence[str]:
    """Every file that the page has such a link to, from the top of the site."""
    return [_from_top(path, target) for target in link.findall(html)]


def _from_top(path: str, target: str) -> str:
    return normpath(join(dirname(path), target))
