"""What rendered HTML may hold: an allow-list, and a well-kept sanitiser that decides by it."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

import nh3
from lxml.html import HtmlElement

from scripts.model.markdown.markup import parse_html

# What Markdown and the configured extensions make, and HTML that only says what a passage is.
_TAG_NAMES = (
    "a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn"
    " div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label li main mark nav ol p"
    " pre q rp rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr"
    " track u ul var video wbr"
)
TAGS = frozenset(_TAG_NAMES.split())
_ATTRIBUTES = {
    "*": {"class", "id", "title", "lang", "dir", "role", "markdown"},
    "a": {"href", "name", "rel", "hreflang"},
    "audio": {"src", "controls"},
    "blockquote": {"cite"},
    "cite": set(),
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "loading"},
    "input": {"type", "checked", "disabled", "name"},
    "ins": {"cite", "datetime"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "source": {"src", "type"},
    "td": {"style", "align", "colspan", "rowspan", "headers"},
    "th": {"style", "align", "colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "video": {"src", "poster", "controls", "width", "height"},
}
_PREFIXES = {"data-", "aria-"}
_STARTS = tuple(_PREFIXES)
SCHEMES = {"http", "https", "mailto"}
_ALIGNMENT = re.compile(r"\s*text-align\s*:\s*(?:left|right|center)\s*;?\s*")
INPUTS = frozenset({"radio", "checkbox"})
IN_STYLE = re.compile(r"(?:url\(|@import)[\s\"']*([^\s\"')]+)", re.I)

# Tag, attribute, value.
Triple = tuple[str, str, str]


class Lost(NamedTuple):
    """What the sanitiser takes away, each with how often, and every (tag, attribute, value) that the page had."""

    tags: tuple[tuple[str, int], ...]
    attributes: tuple[tuple[Triple, int], ...]
    all_attributes: tuple[Triple, ...]


def allowed_value(tag: str, attribute: str, value: str) -> str | None:
    """``value``, or None when the attribute may not have it."""
    if attribute == "style" and not _ALIGNMENT.fullmatch(value):
        return None
    if tag == "input" and attribute == "type" and value.lower() not in INPUTS:
        return None
    return value


def allowed_attribute(tag: str, attribute: str) -> bool:
    """Whether the tag may have the attribute, with some value."""
    allowed = attribute in _ATTRIBUTES["*"] or attribute in _ATTRIBUTES.get(tag, ())
    return allowed or attribute.startswith(_STARTS)


def clean(text: str) -> str:
    """``text`` without anything that is not allowed."""
    return nh3.clean(
        text,
        tags=set(TAGS),
        clean_content_tags=set(),
        attributes=_ATTRIBUTES,
        attribute_filter=allowed_value,
        strip_comments=False,
        link_rel=None,
        generic_attribute_prefixes=_PREFIXES,
        url_schemes=SCHEMES,
    )


def as_browsers_read(text: str) -> str:
    """``text`` parsed by the sanitiser with everything allowed.

    Browsers and lxml do not always agree where a comment or a tag ends, and the sanitiser reads as browsers do.
    """
    names = {word.lower() for word in set(re.findall(r"[^\s\"'<>/=]+", text))}
    # Addresses with their schemes; one that is spelled in another way is seen by lxml.
    schemes = {word.lower() for word in re.findall(r"=[\"']?\s*([a-z][a-z0-9+.-]*):", text, re.I)}
    return nh3.clean(
        text,
        tags=set(TAGS) | {name for name in names if name[0].isalpha()},
        clean_content_tags=set(),
        attributes={"*": names},
        strip_comments=False,
        link_rel=None,
        url_schemes=SCHEMES | schemes,
    )


def _count(tree: HtmlElement) -> tuple[Counter[str], Counter[Triple]]:
    """The tags, and the attributes with their tags and values; a control of a form counts as the tag ``input``."""
    tags: Counter[str] = Counter()
    attributes: Counter[Triple] = Counter()
    for element in tree.iterdescendants():
        if isinstance(element.tag, str):
            tag = element.tag
            tags["input type" if tag == "input" and element.get("type", "").lower() in INPUTS else tag] += 1
            attributes.update((tag, name.lower(), value) for name, value in element.items())
    return tags, attributes


def lost(text: str, tree: HtmlElement, read: HtmlElement) -> Lost:
    """The tags and the attributes of ``text`` that the sanitiser takes away, each how often; and all its attributes.

    ``tree`` is the text as lxml reads it, ``read`` as browsers do (``as_browsers_read``).
    """
    tags, attributes = _count(tree)
    read_tags, read_attributes = _count(read)
    left_tags, left_attributes = _count(parse_html(clean(text)))
    all_attributes = attributes | read_attributes
    # A control keeps its tag and loses its type.
    left_tags.pop("input", None)
    # A misplaced tag that is allowed (a row without its table) is dropped too, and no matter of safety.
    allowed = TAGS - {"input"} | {"input type"}
    lost_tags = {tag: n for tag, n in ((tags | read_tags) - left_tags).items() if tag not in allowed}
    lost = all_attributes - left_attributes
    return Lost(tuple(lost_tags.items()), tuple(lost.items()), tuple(all_attributes.elements()))


def plain_address(value: str) -> str:
    """An address as browsers read it: no blanks before it, no tab or line end in it, backslashes as slashes.

    lxml writes a tab in an address as %09; that the tab was meant to be overlooked is still plain.
    """
    joined = re.sub(r"%0[9ad]|[\t\n\r]", "", value, flags=re.I)
    return re.sub(r"^(?:%[01][0-9a-f]|%20|[\x00-\x20])+", "", joined, flags=re.I).replace("\\", "/").lower()


def scheme_of(value: str) -> str:
    """The scheme of an address in lower case, "" for a path."""
    match = re.match(r"([a-z][a-z0-9+.-]*):", plain_address(value))
    return match.group(1) if match else ""
