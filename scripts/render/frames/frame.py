"""Frames: what MkDocs and Material put around the pages of one part of the menu, with places for what each page says.

MkDocs renders a frame for each part, folder and language, and not each page. A frame is a template of Jinja whose marks
are comments of HTML, ``<!--= value =-->`` and ``<!--% statement %-->``, so that it passes through another engine
unharmed; overrides/main.html and the partials beside it write these marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError
from markupsafe import Markup

from scripts.core.message import say

from ..labels import LABELS
from .ties import ThemeError, not_found

# The id of the article; overrides/main.html gives it.
ANCHOR = "isi-halaman"
_SKIP = re.compile(r'(<div data-md-component="skip">).*?(</div>)', re.DOTALL)
# Parts of a frame that are made before the whole, and where the menu has places for the page at an address.
_PARTS = ("contents", "menu", "opener", "origins", "below")
# Those that are shown where they are written.
_HERE = frozenset({"menu", "origins", "below"})
_PART = re.compile(rf"<!--({'|'.join(_PARTS)})-->(.*?)<!--/\1-->", re.DOTALL)
_PLACE = re.compile(r"<!--(here|active|current|opener|contents) ([^>]*?)-->")
_MARK = re.compile(r"<!--[=%].*?[=%]-->", re.DOTALL)
_ENVIRONMENT = Environment(
    variable_start_string="<!--=",
    variable_end_string="=-->",
    block_start_string="<!--%",
    block_end_string="%-->",
    comment_start_string="<!--#",
    comment_end_string="#-->",
    autoescape=True,
    undefined=StrictUndefined,
)
_ENVIRONMENT.globals["labels"] = LABELS


@dataclass(frozen=True, slots=True)
class Level:
    """A page that another leads to, by the ``title`` that the menu gives it or the part that begins with it.

    ``url`` is its address from the top of the site; ``slug`` and ``locale`` say which file it is written in.
    """

    title: str
    url: str
    slug: str
    locale: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the page ``slug``, written in ``locale``, stands in the site as ``shown_in`` a language.

    ``frame`` is the address of the page whose frame it shares, ``trail`` leads to it from the home page, itself
    included, and ``versions`` are the addresses of this very page by language. Titles are plain text.
    """

    slug: str
    locale: str
    shown_in: str
    url: str
    frame: str
    title: str
    previous: Level | None
    next: Level | None
    trail: tuple[Level, ...]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of a site, by the address of a page that each was made for, and the pages to fill them with.

    The pages are in reading order. ``descriptions`` say by language, as HTML, what the site is about.
    """

    texts: Mapping[str, str]
    placed: tuple[Placed, ...]
    descriptions: Mapping[str, str]


def improve_accessibility(html: str, locale: str) -> str:
    """The frame with a link past the header, to the article. Raises ThemeError when there is no place for it.

    Material's own link leads to the first heading of the table of contents, past the title and the opening of the page,
    and is missing from pages without such a table.
    """
    link = f'<a href="#{ANCHOR}" class="md-skip">{LABELS[locale]["skip"]}</a>'
    html, count = _SKIP.subn(rf"\g<1>{link}\g<2>", html, count=1)
    if not count:
        raise not_found('<div data-md-component="skip">', "scripts/render/frames/frame.py")
    return html


class Frame:
    """A frame ready to be filled, made from its text. Raises ThemeError when its marks are broken."""

    def __init__(self, text: str) -> None:
        parts = {match[1]: match[2] for match in _PART.finditer(text)}
        if missing := [name for name in _PARTS if name not in parts]:
            raise not_found(f"<!--{missing[0]}-->", "scripts/render/frames/frame.py")
        self._menu = parts.pop("menu")
        self._parts = {name: _compiled(part) for name, part in parts.items()}
        self._whole = _compiled(_PART.sub(lambda match: f"<!--= {match[1]} =-->" if match[1] in _HERE else "", text))

    def part(self, name: str, page: Mapping[str, Any]) -> Markup:
        """The part of that name for ``page``: its "contents", its "origins", or what stands "below" its text."""
        return Markup(self._parts[name].render(page=page))

    def fill(self, page: Mapping[str, Any], site: Mapping[str, Any], **parts: Markup) -> str:
        """The HTML of a page: ``page`` and ``site`` are what the marks call so, ``parts`` stand in for its own."""
        own = {name: parts[name] if name in parts else self.part(name, page) for name in self._parts}
        here = {
            "here": " md-nav__item--active",
            "active": " md-nav__link--active",
            "current": ' aria-current="page"',
            "opener": own["opener"] if page["toc"] else "",
            "contents": own["contents"] if page["toc"] else "",
        }
        menu = _PLACE.sub(lambda match: here[match[1]] if match[2] == page["url"] else "", self._menu)
        return self._whole.render(page=page, site=site, menu=Markup(menu), **own)


class _Compiled:
    """A template and the texts between its marks, which are kept apart: most frames have the same marks."""

    def __init__(self, template: Template, texts: Sequence[Markup]) -> None:
        self._template, self._texts = template, texts

    def render(self, **values: object) -> str:
        return self._template.render(texts=self._texts, **values)


def _compiled(text: str) -> _Compiled:
    between = _MARK.split(text)
    marks = _MARK.findall(text)
    source = "".join(f"<!--= texts[{number}] =-->{mark}" for number, mark in enumerate((*marks, "")))
    try:
        return _Compiled(_template(source), [Markup(each) for each in between])
    except TemplateError as error:
        raise ThemeError(say("the frame of the pages cannot be read: {reason}", reason=str(error))) from error


@cache
def _template(source: str) -> Template:
    return _ENVIRONMENT.from_string(source)
