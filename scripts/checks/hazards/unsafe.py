"""What a page's rendered HTML holds that it may not: tags, attributes and addresses."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from scripts.model.markdown.markup import HEADINGS, parse_html, tree_of
from scripts.model.memory import asked
from scripts.model.page import Page

from ..rule import where_held
from .gadgets import gadgets
from .sanitiser import (
    IN_STYLE,
    SCHEMES,
    TAGS,
    Triple,
    allowed_attribute,
    allowed_value,
    as_browsers_read,
    clean,
    lost,
    plain_address,
    scheme_of,
)
from .vocabulary import CONTENT

# Attributes of any tag that act, or that dress the page in what its style sheet does not know.
_ACTIVE = re.compile(r"on.*|style|srcdoc|formaction")
LEADS = frozenset({"href", "src", "cite", "poster", "data", "action", "formaction", "xlink:href", "ping", "background"})
_LOADS = frozenset({"src", "srcset", "poster", "data", "background"})
_ELSEWHERE = re.compile(r"https?:|//")
# Every sign that may begin a tag, and a tag as it is written out again, with nothing that two parsers could take for
# different things.
_TAG = re.compile(r"<[^<>]*>?")
_PLAIN = re.compile(
    r"</?(?P<name>[a-z][a-z0-9]*)(?P<rest>(?: [a-z][a-z-]*(?:=\"(?:[^\"<>&]|&(?:amp|lt|gt|quot);)*\")?)*)>"
)
_VALUE = re.compile(r" ([a-z-]+)(?:=\"([^\"]*)\")?")
# Links and headings inside their like are put elsewhere by browsers, and may no longer be as Markdown made them.
_HEADING = " or ".join(f"self::{tag}" for tag in sorted(HEADINGS))
_NESTED = etree.XPath(f"//a//a | //*[{_HEADING}]//*[{_HEADING}]")


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Each as often as the page has it: tags, (tag, attribute, value), addresses that act, addresses that load.

    ``gadgets`` are (tag, attribute, word) by which a script finds its elements.
    """

    tags: tuple[str, ...] = ()
    attributes: tuple[Triple, ...] = ()
    schemes: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    gadgets: tuple[Triple, ...] = ()


@asked(where_held("H"))
def unsafe(_: None) -> Callable[[Page], Unsafe]:
    """What tells of a page what it may not hold."""
    return lambda page: _judged(page.html, page.document_tags) if page.readable else Unsafe()


def _judged(text: str, document_tags: tuple[str, ...]) -> Unsafe:
    tree = tree_of(text)
    # So are most pages, and the sanitiser takes long.
    if all(map(_is_harmless, set(_TAG.findall(text)))) and not _NESTED(tree) and not any(gadgets(tree, CONTENT)):
        return Unsafe(document_tags)
    read = parse_html(as_browsers_read(text))
    away = lost(text, tree, read)
    # All addresses, not only those that the sanitiser took away: lxml has spelled out some tricks before it.
    return Unsafe(
        tags=(*document_tags, *(tag for tag, count in away.tags for _ in range(count))),
        attributes=tuple(triple for triple, count in away.attributes if _wrong(*triple) for _ in range(count)),
        schemes=tuple(value for _, key, value in away.all_attributes if key in LEADS and acts(value)),
        hosts=tuple(address for triple in away.all_attributes for address in elsewhere(*triple)),
        gadgets=tuple(_gadgets(tree, read)),
    )


@lru_cache(maxsize=10_000)
def _is_harmless(tag: str) -> bool:
    """Whether this is a tag that every parser reads alike, and nothing in it is to be told of."""
    plain = _PLAIN.fullmatch(tag)
    # What becomes of a control depends on several of its attributes.
    if not plain or plain["name"] not in TAGS - {"input"}:
        return False
    return not any(
        _wrong(plain["name"], key, value) or (key in LEADS and acts(value)) or elsewhere(plain["name"], key, value)
        for key, value in ((key, html.unescape(value)) for key, value in _VALUE.findall(plain["rest"]))
    )


def _gadgets(tree: HtmlElement, read: HtmlElement) -> Iterator[Triple]:
    """As lxml reads the page, and what browsers find there beside."""
    return (Counter(gadgets(tree, CONTENT)) | Counter(gadgets(read, CONTENT))).elements()


def _wrong(tag: str, key: str, value: str) -> bool:
    if allowed_attribute(tag, key):
        return tag in TAGS and allowed_value(tag, key, value) is None
    return tag in TAGS or bool(_ACTIVE.fullmatch(key))


def acts(value: str) -> bool:
    """Whether following the address does anything but show a page."""
    scheme = scheme_of(value)
    return bool(scheme) and (scheme not in SCHEMES or "href" not in clean(f'<a href="{html.escape(value)}">.</a>'))


def elsewhere(tag: str, key: str, value: str) -> list[str]:
    """The addresses on another host from which the browser loads something for this attribute."""
    return [address for address in _loaded(tag, key, value) if _ELSEWHERE.match(plain_address(address))]


def _loaded(tag: str, key: str, value: str) -> Iterator[str]:
    """The addresses from which the browser loads something for this attribute."""
    if key in _LOADS:
        yield from re.findall(r"[^\s,]\S*", value) if key == "srcset" else [value]
    elif tag == "link" and key == "href":
        yield value
    elif key == "style":
        yield from IN_STYLE.findall(value)
