"""Values of attributes that XHTML 5 allows, for books: browsers heed no others, reading systems refuse such a book."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from lxml.html import HtmlElement


def names(text: str) -> frozenset[str]:
    """The names in ``text``, which blanks separate."""
    return frozenset(text.split())


# What is said of an element to those who cannot see it, but for places in tables, which tables tell themselves.
_NAMING = names("aria-label aria-labelledby aria-describedby aria-details aria-hidden aria-current")
_DPUB = names(
    "abstract acknowledgments afterword appendix backlink bibliography biblioref chapter colophon conclusion"
    " cover credit credits dedication endnotes epigraph epilogue errata example footnote foreword glossary glossref"
    " index introduction noteref notice pagebreak pagelist part preface prologue pullquote qna subtitle tip toc"
)
# Without it, these say no more than a span.
_NEEDED = {"data": "value", "bdo": "dir"}
_DATE = r"\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_MOMENT = rf"{_DATE}[T ]{_CLOCK}(?:Z|[+-][01]\d:[0-5]\d)"
_FULL = re.compile(r"\s*[a-z][a-z\d+.-]*:", re.I)
_COUNT = r"0*[1-9]\d{0,2}"
# By attribute or by tag and attribute: what a value has to be.
_VALUES = {
    name: re.compile(pattern)
    for name, pattern in {
        "lang": r"(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?",
        "hreflang": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
        "srclang": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
        "dir": "auto|ltr|rtl",
        "aria-hidden": "true|false",
        "aria-current": "page|step|location|date|time|true|false",
        "label": r".*\S.*",
        "aria-label": r".*\S.*",
        "aria-labelledby": r".*\S.*",
        "aria-describedby": r".*\S.*",
        "start": r"-?\d+",
        "li value": r"-?\d+",
        "ol type": "[1AaIi]",
        "colspan": _COUNT,
        "rowspan": r"\d{1,4}",
        "span": _COUNT,
        "scope": "row|col|rowgroup|colgroup",
        "kind": "subtitles|captions|descriptions|chapters|metadata",
        "time datetime": rf"\d{{4,}}(?:-(?:0[1-9]|1[0-2]))?|{_DATE}|{_CLOCK}|{_MOMENT}",
        "ins datetime": rf"{_DATE}|{_MOMENT}",
        "del datetime": rf"{_DATE}|{_MOMENT}",
    }.items()
}


def said(text: str | None) -> bool:
    """Whether ``text`` holds anything but blanks."""
    return bool(text and text.strip())


def correct_values(element: HtmlElement) -> None:
    """Take values away that mean nothing; browsers heed none of them."""
    for name, value in element.items():
        pattern = _VALUES.get(f"{element.tag} {name}") or _VALUES.get(name)
        if pattern and not pattern.fullmatch(value.strip()):
            del element.attrib[name]
        elif pattern:
            element.set(name, value.strip())
    if "headers" in element.attrib:
        table = next(element.iterancestors("table"), None)
        heads = set() if table is None else set(table.xpath(".//th/@id"))
        if not heads.issuperset(element.get("headers").split()):
            del element.attrib["headers"]
    # Of where a quotation is from nobody is told, and an address must be one.
    element.attrib.pop("cite", None)
    if said(element.get("reversed")):
        element.set("reversed", "reversed")
    for name in [name for name in element.attrib if name.startswith("aria-") and name not in _NAMING]:
        del element.attrib[name]
    roles = element.get("role", "").split()
    known = [role for role in roles if not role.startswith("doc-") or role[4:] in _DPUB]
    if "role" in element.attrib and (not known or element.tag == "a"):
        del element.attrib["role"]
    elif known:
        # Reading systems read one, browsers the first that they know.
        element.set("role", known[0])
    if (needed := _NEEDED.get(element.tag)) and needed not in element.attrib:
        element.tag = "span"
    if element.tag == "a":
        _correct_link(element)


def _correct_link(element: HtmlElement) -> None:
    if (address := element.get("href")) and _FULL.match(address):
        if valid := _valid_address(address.strip()):
            element.set("href", valid)
        else:
            del element.attrib["href"]
    if "href" not in element.attrib:
        for name in ("rel", "hreflang"):
            element.attrib.pop(name, None)
    elif element.xpath(".//*[@controls]"):
        # What can be operated stands in nothing that can.
        for name in ("href", "rel", "hreflang"):
            element.attrib.pop(name, None)
        element.tag = "span"


def _valid_address(address: str) -> str:
    """The full ``address`` with the signs that it may have, "" where it names no host; browsers fix others too."""
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and parts.port != 0 if parts.scheme in ("http", "https") else bool(parts.path)
    except ValueError:
        return ""
    if not named or re.search(r"[\s<>\"{}|\\^`%]", parts.netloc):
        return ""
    begin, host, rest = address.partition(parts.netloc) if parts.netloc else ("", "", address)
    rest = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", rest)
    return begin + host + re.sub(r"[\s<>\"{}|\\^`\[\]]", lambda sign: quote(sign[0]), rest)
