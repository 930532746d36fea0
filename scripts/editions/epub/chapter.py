"""A chapter of the book as XHTML, with the semantics that reading systems know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from scripts.model.anchors import mention

XHTML, SVG, OPS = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.idpf.org/2007/ops"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Columns that do not fit on a phone.
_MANY = 4
# Data that the style sheet shows: the head of a column, and where a block comes from.
_SHOWN_DATA = frozenset({"data-head", "data-origin", "data-word"})
_TYPE = f"{{{OPS}}}type"


@dataclass(frozen=True, slots=True)
class Note:
    """The meaning of a term. ``reference`` is the id of the place referring to it, ``entry`` leads to the glossary."""

    id: str
    reference: str
    entry: str
    term: str
    equivalent: str
    equivalent_lang: str
    definition: str


def take_notes(body: HtmlElement) -> Sequence[Note]:
    """Make the first gloss of each term a reference to a note and plain text of the others; returns the notes."""
    meanings = {meaning.get("id"): meaning for meaning in body.xpath('.//div[@class="gloss-notes"]/div')}
    notes: dict[str, Note] = {}
    for link in body.xpath('.//a[contains(concat(" ", @class, " "), " gloss ")]'):
        key = link.get("aria-describedby")
        if key in notes or key not in meanings:
            link.drop_tag()
            continue
        term, equivalent, definition = meanings[key]
        note = Note(
            key,
            mention(key),
            link.get("href"),
            term.text_content(),
            equivalent.text_content(),
            equivalent.get("lang"),
            definition.text_content(),
        )
        notes[key] = note
        link.attrib.clear()
        link.attrib.update(
            {"id": note.reference, "class": "gloss", "href": f"#{key}", _TYPE: "noteref", "role": "doc-noteref"}
        )
    for holder in body.xpath('.//div[@class="gloss-notes"]'):
        holder.drop_tree()
    return tuple(notes.values())


def fit_for_epub(body: HtmlElement) -> None:
    """Say what things are in the words of EPUB, and lay open what a page keeps closed."""
    for comment in list(body.iter(etree.Comment)):
        comment.drop_tree()
    for drawing in body.xpath('.//svg[contains(concat(" ", @class, " "), " wide ")]'):
        drawing.drop_tree()
    for link in body.xpath('.//span[@class="citation"]//a[starts-with(@href, "#")]'):
        link.set(_TYPE, "biblioref")
        link.set("role", "doc-biblioref")
    for note in body.xpath('.//div[contains(concat(" ", @class, " "), " admonition ")]'):
        note.tag = "aside"
        note.attrib.update({"class": "note", "role": "note"})
    for details in body.xpath(".//details"):
        details.tag = "div"
        details.set("class", "details")
        for attribute in ("open", "name"):
            details.attrib.pop(attribute, None)
    for summary in body.xpath(".//summary"):
        summary.tag = "p"
        summary.set("class", "summary")
    _refer_to_footnotes(body)
    _modernise(body)
    for cell in body.xpath(".//thead//th"):
        cell.set("scope", "col")
    for table in body.iter("table"):
        _name_cells(table)
    for definition in body.xpath('.//p[@class="definition"]'):
        definition.attrib.update({_TYPE: "glossdef", "role": "definition"})
    for heading in body.xpath('.//h3[@class="term"]'):
        _wrap(heading, "dfn", {_TYPE: "glossterm", "role": "term"})


def _refer_to_footnotes(body: HtmlElement) -> None:
    """Footnotes of the page (Python-Markdown's), in the words of EPUB."""
    for reference in body.xpath('.//a[@class="footnote-ref"]'):
        reference.attrib.update({_TYPE: "noteref", "role": "doc-noteref"})
    for back in body.xpath('.//a[@class="footnote-backref"]'):
        back.set("role", "doc-backlink")
    for notes in body.xpath('.//div[@class="footnote"]'):
        notes.set(_TYPE, "footnotes")
        for note in notes.xpath("./ol/li[@id]"):
            note.set(_TYPE, "footnote")


def _modernise(body: HtmlElement) -> None:
    """Say in today's words what browsers still know in those of old; XHTML 5 does not."""
    for cell in body.xpath(".//*[@align]"):
        align = cell.attrib.pop("align").strip().lower()
        if align in ("left", "right", "center"):
            cell.set("style", f"text-align: {align}")
    for item in body.xpath(".//li[@value][not(parent::ol)]"):
        del item.attrib["value"]
    for element in body.xpath(".//*[@markdown]"):
        del element.attrib["markdown"]
    # Brackets for readers that do not know ruby; those of EPUB do.
    for bracket in body.xpath(".//rp"):
        bracket.drop_tree()
    for inner in body.xpath(".//a//a"):
        inner.drop_tag()


def _name_cells(table: HtmlElement) -> None:
    """Let each cell of a table of many columns say what its column is, for screens that show it as a list."""
    heads = [" ".join(head.text_content().split()) for head in table.xpath("./thead/tr/th")]
    if len(heads) < _MANY:
        return
    table.set("class", "many")
    for row in table.xpath("./tbody/tr"):
        for head, cell in list(zip(heads, row, strict=False))[1:]:
            cell.set("data-head", head)


def _wrap(element: HtmlElement, tag: str, attributes: Mapping[str, str]) -> None:
    """Put the whole content of ``element`` into a new element."""
    wrapper = element.makeelement(tag, attributes)
    wrapper.text, element.text = element.text, None
    wrapper.extend(list(element))
    element.append(wrapper)


def sections(body: HtmlElement) -> Iterator[tuple[str, str]]:
    """The id and the text of every section's heading."""
    for heading in body.iter("h2"):
        yield heading.get("id"), " ".join(heading.text_content().split())


def link(body: HtmlElement, here: str, files: Mapping[str, str]) -> None:
    """Let links within the book lead to the files that hold their places: ``files`` by id."""
    for element in body.xpath('.//a[starts-with(@href, "#")]'):
        element.set("href", address(element.get("href"), here, files))


def address(fragment: str, here: str, files: Mapping[str, str]) -> str:
    """The address of ``#id`` as seen from the file ``here``."""
    file = files[fragment[1:]]
    return fragment if file == here else file + fragment


def put(body: HtmlElement, document: etree._Element) -> None:
    """Put the content of ``body`` as XHTML and SVG into ``document``, right behind its header."""
    (header,) = document.iter(f"{{{XHTML}}}header")
    holder = next(header.iterancestors())
    copy = etree.SubElement(holder, f"{{{XHTML}}}div")
    _copy(body, copy, XHTML)
    holder.remove(copy)
    at = holder.index(header) + 1
    for offset, child in enumerate(copy):
        holder.insert(at + offset, child)


def _copy(source: HtmlElement, target: etree._Element, namespace: str) -> None:
    target.text = source.text
    for child in source:
        space = SVG if child.tag == "svg" else namespace
        nsmap: Mapping[Any, str] = {None: space}
        made = etree.SubElement(target, f"{{{space}}}{child.tag}", nsmap=nsmap if space != namespace else None)
        made.tail = child.tail
        for name, value in child.items():
            if not name.startswith("data-") or name in _SHOWN_DATA:
                made.set(name, value)
            if name == "lang":
                made.set(_XML_LANG, value)
        _copy(child, made, space)
