"""What a page's rendered HTML holds that it may not: tags, attributes and addresses."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from scripts.model.markdown.markup import parse_html, tree_of
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
    tree, read = tree_of(text), parse_html(as_browsers_read(text))
    away = lost(text, tree, read)
    # All addresses, not only those that the sanitiser took away: lxml has spelled out some tricks before it.
    return Unsafe(
        tags=(*document_tags, *(tag for tag, count in away.tags for _ in range(count))),
        attributes=tuple(triple for triple, count in away.attributes if _wrong(*triple) for _ in range(count)),
        schemes=tuple(value for _, key, value in away.all_attributes if key in LEADS and acts(value)),
        hosts=tuple(address for triple in away.all_attributes for address in elsewhere(*triple)),
        gadgets=tuple(_gadgets(tree, read)),
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
