"""The finished site made light for a phone: one style sheet, without rules that no page needs, and one script beside
Material's, which goes without what no page asks for.

Most rules that Material brings are for things that a site like this does not have, yet a phone would load and read them
before it shows a word.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from posixpath import dirname, join, normpath

import rjsmin

from scripts.core.message import say

from ..address import relative
from ..frames.ties import ThemeError, not_found
from .script import without_idle
from .styles import bundle, minify_css, used_names

_SHEET = re.compile(r'[ \t]*<link rel="stylesheet" href="([^":]+\.css)">\n?')
_SCRIPT = re.compile(r'[ \t]*<script src="([^":]+\.js)" defer></script>\n?')
# The same in any writing; what has a medium, a type or an address elsewhere of its own stays as it is.
_ANY_SHEET = re.compile(r"""<link\b(?=[^>]*\bstylesheet\b)(?![^>]*\smedia=)(?![^>]*\shref=["']?[^"'\s>]*:)[^>]*>""")
_ANY_SCRIPT = re.compile(
    r"""<script\b(?=[^>]*\ssrc=)(?=[^>]*\sdefer\b)(?![^>]*\s(?:type=|async\b))(?![^>]*\ssrc=["']?[^"'\s>]*:)[^>]*>"""
)
# Marks of a frame around what only some of its pages have.
_OF_SOME = re.compile(r"<!--% if\b.*?<!--% endif %-->", re.DOTALL)
_HERE = "scripts/render/bundle/assets.py"
_BUNDLE = "assets/javascripts/bundle.*.min.js"
# Line ends with the blanks around them, but where blanks count.
_BLANKS = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)|[ \t]*\n\s*", re.DOTALL)


def bundle_assets(site_dir: Path, frames: Mapping[str, str], contents: Iterable[str]) -> Mapping[str, str]:
    """Put the sheets and deferred scripts that all ``frames`` link into one each, and make the files small.

    ``frames`` are by the address of a page that they are for; those that come back link what there is then.
    ``contents`` say what else stands on pages (see ``essence``). Files are those below ``site_dir``, pages included.
    A sheet with a ``media`` of its own stays a file, and comes after. Ready-made scripts (``*.min.js``) are left alone,
    but for Material's. Raises ThemeError when there is no such script, or pages link what they all have in a way that
    is not known here.
    """
    for file in (site_dir / "assets").rglob("*.js"):
        if not file.name.endswith(".min.js"):
            file.write_text(rjsmin.jsmin(file.read_text(encoding="utf-8")), encoding="utf-8")
    ready = {
        file.relative_to(site_dir).as_posix(): file.read_text(encoding="utf-8") for file in site_dir.rglob("*.html")
    }
    pages = {**frames, **ready}
    shown = [*pages.values(), *contents]
    _make_script_lean(site_dir, pages, shown)
    scripts = [file.read_text(encoding="utf-8") for file in (site_dir / "assets").rglob("*.js")]
    needed = used_names(shown, scripts)
    _hold_links(pages, _SHEET, _ANY_SHEET)
    _hold_links(pages, _SCRIPT, _ANY_SCRIPT)
    _join(site_dir, pages, _SHEET, '<link rel="stylesheet" href="{}">', lambda sheets: bundle(sheets, needed))
    for file in (site_dir / "assets").rglob("*.css"):
        file.write_text(minify_css(file.read_text(encoding="utf-8")), encoding="utf-8")
    _join(site_dir, pages, _SCRIPT, '<script src="{}" defer></script>', "\n".join)
    for path in ready:
        (site_dir / path).write_text(without_blanks(pages[path]), encoding="utf-8")
    return {path: without_blanks(pages[path]) for path in frames}


def _make_script_lean(site_dir: Path, pages: dict[str, str], shown: Sequence[str]) -> None:
    """Put Material's script without what nothing ``shown`` asks for in its place, under a name of its own."""
    file = next(site_dir.glob(_BUNDLE), None)
    if not file or not any(file.name in html for html in pages.values()):
        raise not_found(_BUNDLE, _HERE)
    text = without_idle(file.read_text(encoding="utf-8"), shown)
    name = f"bundle.{_digest(text)}.min.js"
    file.unlink()
    file.with_name(name).write_text(text, encoding="utf-8")
    for path, html in pages.items():
        pages[path] = html.replace(file.name, name)


def _hold_links(pages: Mapping[str, str], known: re.Pattern[str], links: re.Pattern[str]) -> None:
    """Raise ThemeError when a page has one of the ``links`` that is not written as ``known``: nothing would join it."""
    for path, html in pages.items():
        for link in links.finditer(html):
            if not known.match(html, link.start()):
                raise ThemeError(
                    say(
                        "Material has changed: {file} cannot read {link}, on {path}",
                        file=_HERE,
                        link=link[0],
                        path=path,
                    )
                )


def _join(
    site_dir: Path,
    pages: dict[str, str],
    link: re.Pattern[str],
    new: str,
    joined: Callable[[Sequence[str]], str],
) -> None:
    """Put one file, named by its content, in the place of those that all ``pages`` link, with one ``new`` link.

    Raises ThemeError when they link none.
    """
    linked = [_linked(path, html, link) for path, html in pages.items()]
    # The page for addresses that do not exist has a sheet of its own, and nothing else.
    common = [
        file for file in _linked("index.html", pages["index.html"], link) if all(file in of for of in linked if of[1:])
    ]
    if not common:
        raise not_found(new.format("…"), _HERE)
    text = joined([(site_dir / file).read_text(encoding="utf-8") for file in common])
    for file in common:
        (site_dir / file).unlink()
    name = f"assets/site.{_digest(text)}{Path(common[0]).suffix}"
    (site_dir / name).write_text(text, encoding="utf-8")
    for path, html in pages.items():

        def replaced(match: re.Match[str], path: str = path) -> str:
            file = _from_top(path, match[1])
            if file not in common:
                return match[0]
            return f"{new.format(relative(name, path))}\n" if file == common[0] else ""

        pages[path] = link.sub(replaced, html)


def without_blanks(html: str) -> str:
    """The page without empty lines and indentation, which templates leave behind and readers never see."""
    return _BLANKS.sub(lambda match: match[1] or "\n", html)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _linked(path: str, html: str, link: re.Pattern[str]) -> Sequence[str]:
    """Every file that all pages of a frame have such a link to, from the top of the site."""
    return [_from_top(path, target) for target in link.findall(_OF_SOME.sub("", html))]


def _from_top(path: str, target: str) -> str:
    return normpath(join(dirname(path), target))
