"""H07: drawings that do more than show something."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from scripts.model.message import Message, say
from scripts.model.place import Place
from scripts.model.site import Site

from .rule import Finding, rule
from .sanitiser import IN_STYLE, plain_address, scheme_of

_SVG_TAGS = frozenset({"script", "foreignobject", "handler", "listener", "iframe", "object", "embed"})
_SVG_ADDRESSES = frozenset({"href", "src", "base", "to", "from", "by", "values"})


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
                yield Place(shown), say("the file cannot be read"), say("make it a readable SVG file")
                continue
            lines = content.decode("utf-8-sig", "replace").splitlines()
            for line, needle, message in _active(content):
                column = max((lines[line - 1].find(needle) if line <= len(lines) else 0) + 1, 1)
                hint = say("remove it, or save the drawing as “plain SVG” from the program that made it")
                yield Place(shown, line, column), message, hint


def _active(content: bytes) -> Iterator[tuple[int, str, Message]]:
    """What in an SVG file acts or loads: its line, the word to look for there, what is wrong."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        yield error.lineno or 1, "", say("this is not an SVG file that can be read: {reason}", reason=error.msg)
        return
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(dtd.iterentities()):
        line = content[: content.find(b"<!DOCTYPE")].count(b"\n") + 1
        yield line, "<!DOCTYPE", say("the drawing declares entities, which can hide anything")
    for node in root.getroottree().xpath("//processing-instruction()"):
        yield node.sourceline or 1, "<?" + node.target, say("the drawing loads {what}", what=f"<?{node.target}?>")
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        line = element.sourceline or 1
        if name.localname.lower() in _SVG_TAGS or (name.namespace or "").endswith("/xhtml"):
            yield line, "<", say("the drawing holds <{tag}>", tag=name.localname)
        if name.localname.lower() == "style" and any(map(_outside, IN_STYLE.findall("".join(element.itertext())))):
            yield line, "<", say("the style of the drawing loads something from outside")
        for key, value in element.items():
            local = etree.QName(key).localname
            # An animation changes a list of values one by one.
            leads = value.split(";") if local.lower() in _SVG_ADDRESSES else IN_STYLE.findall(value)
            if local.lower().startswith("on"):
                yield line, local, say("the drawing has the event handler {name}", name=local)
            elif any(map(_outside, leads)):
                yield line, local, say("{name}=“{value}” of the drawing leads outside", name=local, value=value)


def _outside(address: str) -> bool:
    return bool(scheme_of(address)) or plain_address(address).startswith("//")
