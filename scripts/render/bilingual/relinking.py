"""Links and ids of HTML that moves to another page of the site, beside HTML that has the same ids."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit, urlunsplit

from lxml import etree
from lxml.html import HtmlElement

from ..address import relative

# Attributes that hold ids, separated by spaces (HTML Standard and WAI-ARIA 1.2).
_ID_LISTS = frozenset(
    {
        "for",
        "headers",
        "list",
        "form",
        "itemref",
        "popovertarget",
        "aria-activedescendant",
        "aria-controls",
        "aria-describedby",
        "aria-details",
        "aria-errormessage",
        "aria-flowto",
        "aria-labelledby",
        "aria-owns",
    }
)
# Attributes that hold one address.
_ADDRESSES = frozenset({"action", "cite", "data", "formaction", "href", "poster", "src"})
_LINKING = f".//*[{' or '.join(f'@{name}' for name in sorted(_ADDRESSES))}]"
_POINTER = re.compile(r"""(url\(\s*["']?#)([^"')\s]+)""")
_SELECTOR = re.compile(r"(#)([\w-]+)")
_SCRIPT_FILE = re.compile(r"[\w./-]+\.(?:js|json)")


def ids(tree: HtmlElement) -> frozenset[str]:
    """Every id in ``tree``."""
    return frozenset(element.get("id") for element in tree.iter(etree.Element) if element.get("id"))


def rename_ids(tree: HtmlElement, suffix: str) -> None:
    """Append ``suffix`` to every id in ``tree`` and to whatever refers to one of them: labels, ARIA, SVG, styles."""
    # A link with a name is a place as well, as it was before there were ids.
    known = ids(tree) | set(tree.xpath(".//a/@name"))

    def renamed(match: re.Match[str]) -> str:
        return match[0] + suffix if match[2] in known else match[0]

    for element in tree.iter(etree.Element):
        for name, value in element.items():
            if name == "id" or (name == "name" and element.tag == "a"):
                element.set(name, value + suffix)
            elif name in _ID_LISTS:
                element.set(name, " ".join(word + suffix if word in known else word for word in value.split()))
            elif name == "name" and element.tag in ("input", "details"):
                element.set(name, value + suffix)  # of one group only one is chosen or open
            elif value.startswith("#") and value[1:] in known:
                element.set(name, value + suffix)
            elif "url(" in value:
                element.set(name, _POINTER.sub(renamed, value))
        if element.tag == "style" and element.text:
            element.text = _SELECTOR.sub(renamed, element.text)


def relink(tree: HtmlElement, here: str, there: str, instead: Mapping[str, tuple[str, str]]) -> None:
    """Let the relative links in ``tree``, made for the page ``here``, work on the page ``there``.

    Paths are as seen from the top of the site. ``instead`` maps a page to the one that shall be linked in its place,
    and to the suffix that its ids have there. Links that are a fragment alone are left to ``rename_ids``.
    """

    @cache
    def moved(link: str) -> str:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return link
        path = posixpath.normpath(posixpath.join(posixpath.dirname(here), parts.path))
        path, suffix = instead.get(path, (path, ""))
        fragment = parts.fragment + suffix if parts.fragment else ""
        path = "" if path == there and fragment else relative(path, there)
        return urlunsplit(("", "", path, parts.query, fragment))

    for element in tree.xpath(_LINKING):
        for name in _ADDRESSES & set(element.keys()):
            element.set(name, moved(element.get(name).strip()))
    # What scripts are told to fetch.
    for script in tree.iter("script"):
        for name, value in script.items():
            if name.startswith("data-") and _SCRIPT_FILE.fullmatch(value):
                script.set(name, moved(value))
