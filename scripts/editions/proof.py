"""Reading finished editions once more, before anybody gets them: what is named in them is in them."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import cast
from urllib.parse import unquote

import lxml.html
from lxml import etree

from scripts.core.message import Message, say

from .references import in_style_sheet, target

_OPF = "{http://www.idpf.org/2007/opf}"
_PACKAGE = "EPUB/package.opf"
# What the container of an EPUB has beside the files of its manifest.
_OF_THE_CONTAINER = frozenset({"mimetype", "META-INF/container.xml", _PACKAGE})
_ADDRESSES = ("href", "src", "poster")


def proof_zip(file: Path) -> Iterator[Message]:
    """Damage to the zip, and addresses on its pages that lead to nothing in it."""
    with zipfile.ZipFile(file) as archive:
        if broken := archive.testzip():
            yield say("{path} in it is damaged; make it again", path=broken)
        names = frozenset(archive.namelist())
        pages = {name: archive.read(name) for name in names if name.endswith(".html")}
        sheets = {name: archive.read(name) for name in names if name.endswith(".css")}
    yield from _dead(pages, sheets, names)


def proof_zim(file: Path) -> Iterator[Message]:
    """Damage to the ZIM, and addresses on its pages that lead to nothing in it."""
    # Only where there is one to read.
    from libzim.reader import Archive

    archive = Archive(file)
    if not archive.check():
        yield say("its checksum is wrong; make it again")
        return
    if not archive.has_main_entry:
        yield say("it has no main page; see that the site has an index")
    pages, sheets, names = {}, {}, set()
    for number in range(archive.all_entry_count):
        entry = archive._get_entry_by_id(number)
        # Metadata and indexes of the format have numbers too.
        if entry.is_redirect or not archive.has_entry_by_path(entry.path):
            continue
        names.add(entry.path)
        item = entry.get_item()
        if item.mimetype.startswith("text/html"):
            pages[entry.path] = bytes(item.content)
        elif item.mimetype == "text/css":
            sheets[entry.path] = bytes(item.content)
    yield from _dead(pages, sheets, names)


def _dead(pages: Mapping[str, bytes], sheets: Mapping[str, bytes], names: Set[str]) -> Iterator[Message]:
    """Addresses on ``pages`` and ``sheets`` that lead to none of ``names``, or to a place that a page does not have."""
    utf8 = lxml.html.HTMLParser(encoding="utf-8")
    trees = {name: lxml.html.document_fromstring(content, parser=utf8) for name, content in pages.items()}
    places = {name: _places(tree) for name, tree in trees.items()}
    for name, tree in sorted(trees.items()):
        yield from _unresolved(name, tree, names, places)
    for name, content in sorted(sheets.items()):
        for address in in_style_sheet(content):
            path, _ = target(address, name)
            if path and path not in names:
                yield _missing(name, address)


def _places(tree: etree._Element) -> Set[str]:
    return {*_ids(tree), *cast(list[str], tree.xpath("//*[local-name() = 'a']/@name"))}


def _ids(tree: etree._Element) -> list[str]:
    return cast(list[str], tree.xpath("//@id"))


def _unresolved(name: str, tree: etree._Element, names: Set[str], places: Mapping[str, Set[str]]) -> Iterator[Message]:
    for element in tree.iter(etree.Element):
        for attribute in _ADDRESSES:
            address = element.get(attribute)
            if address is None:
                continue
            path, fragment = target(address, name)
            if path and path not in names:
                yield _missing(name, address)
            elif path and fragment and path in places and fragment not in places[path]:
                yield say(
                    "{page} links to {address}, but there is no such place; correct the link or the id",
                    page=name,
                    address=address,
                )


def _missing(page: str, address: str) -> Message:
    return say(
        "{page} refers to {address}, which is not in it; correct the address, or add the file",
        page=page,
        address=address,
    )


def proof_epub(file: Path) -> Iterator[Message]:
    """Faults of the EPUB in XML, ids, the manifest and addresses."""
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    trees = {}
    for name, content in files.items():
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
            try:
                trees[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                yield say("{path} is no well-formed XML ({reason}); correct it there", path=name, reason=str(error))
    if _PACKAGE not in trees:
        return
    yield from _unlisted(trees[_PACKAGE], files.keys())
    places = {name: _places(tree) for name, tree in trees.items()}
    for name, tree in trees.items():
        for id_of, count in Counter(_ids(tree)).items():
            if count > 1:
                yield say(
                    "{page} has the id {anchor} {count} times; give each another", page=name, anchor=id_of, count=count
                )
        if name.endswith(".xhtml"):
            yield from _unresolved(name, tree, files.keys(), places)


def _unlisted(package: etree._Element, names: Set[str]) -> Iterator[Message]:
    listed = {posixpath.join("EPUB", unquote(item.get("href", ""))) for item in package.iter(f"{_OPF}item")}
    for name in sorted(listed - names):
        yield say("the manifest names {path}, which is not in it", path=name)
    for name in sorted(names - listed - _OF_THE_CONTAINER):
        yield say("the manifest does not name {path}", path=name)


def proof_pdf(file: Path) -> Iterator[Message]:
    """Whether the PDF is whole, from its first line to the table at its end that says where everything stands."""
    content = file.read_bytes()
    at = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", content)
    table = content[int(at[1]) :][:40] if at else b""
    if not content.startswith(b"%PDF-") or not re.match(rb"xref|\d+ \d+ obj", table):
        yield say("it is no whole PDF; see that there is room on the disk and make it again")
