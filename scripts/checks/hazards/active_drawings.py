"""H07: drawings that do more than show something."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from lxml import etree

from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.model.site import Site

from ..rule import Finding, rule
from .sanitiser import plain_address, scheme_of

_TAG_NAMES = (
    "applet audio base canvas embed foreignobject handler iframe link listener meta object script source track video"
)
_SVG_TAGS = frozenset(_TAG_NAMES.split())
_ADDRESSES = frozenset({"href", "src", "base"})
# An animation changes a list of values one by one.
_ANIMATED = frozenset({"to", "from", "by", "values"})
# These may lead to another page or picture of the site; all else is found in the drawing itself.
_LEADING = frozenset({"a", "image", "feimage"})
# Browsers read others in another way than this parser, or not at all: what is a comment here may be a script there.
_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1", "windows-1252"})
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.S)
_CSS_ADDRESS = re.compile(r"\b(?:url|src)\(\s*[\"']?([^\"')]*)", re.I)
_CSS_IMAGES = re.compile(r"(?:\b|-)(?:image-set|image|cross-fade)\(([^;{}]*)", re.I)


@rule("H07")
def svg(site: Site) -> Iterator[Finding]:
    """An SVG file is a drawing and nothing more: no script, no event handler, no HTML, nothing from outside.

    Opened by its address, an SVG file is a page of this site, and its scripts run as such.
    """
    for path in sorted(site.files):
        if path.lower().endswith(".svg"):
            shown = f"{site.config.docs_dir}/{path}"
            try:
                content = (site.config.docs / path).read_bytes()
            except OSError:
                yield Finding(Place(shown), say("the file cannot be read"), say("make it a readable SVG file"))
                continue
            content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            lines = content.decode("utf-8-sig", "replace").removesuffix("\n").split("\n")
            for line, needle, message in _active(content):
                line = min(line, len(lines))
                column = max(lines[line - 1].find(needle) + 1, 1)
                hint = say("remove it, or save the drawing as “plain SVG” from the program that made it")
                yield Finding(Place(shown, line, column), message, hint)


def _active(content: bytes) -> Iterator[tuple[int, str, Message]]:
    """What in an SVG file acts or loads: its line, the word to look for there, what is wrong."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        yield error.lineno or 1, "", say("this is not an SVG file that can be read: {reason}", reason=error.msg)
        return
    encoding = root.getroottree().docinfo.encoding or "utf-8"
    if encoding.lower() not in _ENCODINGS:
        yield 1, "encoding", say("the drawing is written in {encoding}, not in UTF-8", encoding=encoding)
    elif _has_declarations(content):
        line = content[: content.find(b"<!DOCTYPE")].count(b"\n") + 1
        yield line, "<!DOCTYPE", say("the drawing declares entities or attributes, which can hide anything")
    # The stubs do not know what such an expression finds, nor that a line is a number.
    instructions: Any = root.getroottree().xpath("//processing-instruction()")
    elements: Any = root.iter(etree.Element)
    for node in instructions:
        yield node.sourceline or 1, "<?" + node.target, say("the drawing loads {what}", what=f"<?{node.target}?>")
    for element in elements:
        name = etree.QName(element)
        line = element.sourceline or 1
        if name.localname.lower() in _SVG_TAGS or (name.namespace or "").endswith("/xhtml"):
            yield line, "<", say("the drawing holds <{tag}>", tag=name.localname)
        if name.localname.lower() == "style" and _loads("".join(element.itertext())):
            yield line, "<", say("the style of the drawing loads something from outside")
        for key, value in element.items():
            local = etree.QName(key).localname
            acts = local.lower() == "attributename" and value.strip().lower().startswith("on")
            if acts or local.lower().startswith("on"):
                yield line, local, say("the drawing has the event handler {name}", name=value if acts else local)
            elif _leads_outside(name.localname.lower(), local.lower(), value):
                yield line, local, say("{name}=“{value}” of the drawing leads outside", name=local, value=value)


def _has_declarations(content: bytes) -> bool:
    """Whether the document type declares something itself: browsers act on the values that it gives to attributes."""
    found: list[int] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *given: found.append(given[-1])
    # Nothing of the drawing is needed, least of all its entities.
    parser.EntityDeclHandler = parser.StartElementHandler = _stop
    with contextlib.suppress(expat.ExpatError, StopIteration):
        parser.Parse(content, True)
    return any(found)


def _stop(*_: object) -> None:
    raise StopIteration


def _leads_outside(tag: str, attribute: str, value: str) -> bool:
    # A browser that follows the link tells this address of it.
    if attribute == "ping":
        return True
    if attribute in _ANIMATED:
        return any(map(_outside, value.split(";"))) or _loads(value)
    if attribute not in _ADDRESSES:
        return _loads(value)
    address = plain_address(value)
    within = tag in _LEADING and attribute != "base"
    return _outside(value) or bool(address and not address.startswith("#") and not within)


def _loads(style: str) -> bool:
    """Whether CSS takes in anything but a part of the drawing itself, however that is spelled."""
    plain = _CSS_ESCAPE.sub(_unescaped, _CSS_COMMENT.sub("", style))
    strings = (text for images in _CSS_IMAGES.findall(plain) for text in re.findall(r"[\"']([^\"']*)", images))
    addresses = [*_CSS_ADDRESS.findall(plain), *strings]
    return "@import" in plain.lower() or any(
        address and not address.startswith(("#", ",", ")", " ")) for address in map(plain_address, addresses)
    )


def _unescaped(escape: re.Match[str]) -> str:
    if escape[2]:
        return escape[2]
    number = int(escape[1], 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _outside(address: str) -> bool:
    return bool(scheme_of(address)) or plain_address(address).startswith("//")
