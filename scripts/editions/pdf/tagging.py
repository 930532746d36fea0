"""Tags as PDF/UA-1 (ISO 14289-1) asks for them, beyond those that WeasyPrint writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint
from weasyprint.pdf import tags

from .wrapping import wrapped

# A structure element of the PDF, and the box that it was made for, by its object number.
Recorded = dict[int, tuple[pydyf.Dictionary, Any]]

_PARAMETERS = "box parent pdf page_number nums annotations tags"
# Elements that are one though a page ends within them. Links and figures have parts that belong to their page.
_JOINED = frozenset({"/Sect", "/Div", "/P", "/L", "/LI", "/LBody", "/BlockQuote", "/NonStruct", "/TOC", "/TOCI"})
_NUMBERING = {"decimal": "/Decimal", "disc": "/Disc"}
_IN_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/NonStruct"}
# From CSS pixels to points.
_SCALE = 0.75


@contextmanager
def recorded() -> Iterator[Recorded]:
    """Take down for which box of the layout each structure element is made.

    WeasyPrint keeps that to itself, and offers no other way to tell a foreign word from the rest in the finished tree.
    Raises EditionError when it makes the tree in another way.
    """
    made: Recorded = {}

    def recording(build: Callable[..., Iterator[pydyf.Dictionary]]) -> Callable[..., Iterator[pydyf.Dictionary]]:
        def build_and_record(box: Any, *context: Any) -> Iterator[pydyf.Dictionary]:  # noqa: ANN401
            for element in build(box, *context):
                # An item is made by two calls, the inner of which knows better.
                made.setdefault(element.number, (element, getattr(box, "_box", box)))
                yield element

        return build_and_record

    with wrapped(tags, "_build_box_tree", _PARAMETERS, recording):
        yield made


def tag(document: weasyprint.Document, pdf: pydyf.PDF, made: Recorded) -> None:
    """Complete the structure of ``pdf``."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    tree = _object(pdf, root["K"][0])
    _drop_running_heads(pdf, root, tree)
    _describe_links(document)
    heights = [page.height * _SCALE for page in document.pages]
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    for element, box in made.values():
        if box.element is None:
            continue
        if (lang := box.element.get("lang")) and element["S"] != "/Document":
            element["Lang"] = pydyf.String(lang)
        if origin := box.element.get("data-word"):
            element["T"] = pydyf.String(origin)
        _complete(element, box, lambda e: heights[pages[e["Pg"]]])
    for element, box in made.values():
        if box.element is not None and box.element.get("class") == "contents":
            _make_contents(pdf, element)
    _join(pdf, tree, made)


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:  # noqa: ANN401
    return pdf.objects[int(reference.split()[0])]


def _complete(element: pydyf.Dictionary, box: Any, height: Callable[[pydyf.Dictionary], float]) -> None:  # noqa: ANN401
    """Attributes of one element: how a list is numbered, what a heading of a table is for, where a figure stands."""
    kind = element["S"]
    if kind == "/L":
        numbering = _NUMBERING.get(box.style["list_style_type"], "/None")
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
    elif kind == "/TH":
        # Ids of headings would need a tree of ids; these tables need no more than this.
        element.pop("ID", None)
        element["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
    elif kind == "/TD":
        element["A"].pop("Headers", None)
    elif kind == "/Figure":
        # WeasyPrint measures from the top, PDF from the foot of the page, and in points.
        left, top = box.content_box_x() * _SCALE, box.content_box_y() * _SCALE
        bottom, right = top + box.height * _SCALE, left + box.width * _SCALE
        element["A"]["BBox"] = pydyf.Array((left, height(element) - bottom, right, height(element) - top))


def _describe_links(document: weasyprint.Document) -> None:
    """Call a link by its text, not by the name of its target."""
    for page in document.pages:
        for kind, target, _, box in page.links:
            text = " ".join("".join(box.element.itertext()).split())
            shown = text if kind == "internal" or target in text else f"{text} ({target})"
            box.link_annotation["Contents"] = pydyf.String(shown)


def _make_contents(pdf: pydyf.PDF, element: pydyf.Dictionary) -> None:
    for child in _children(pdf, element):
        if child["S"] in _IN_CONTENTS:
            child["S"] = _IN_CONTENTS[child["S"]]
            if child["S"] == "/TOC":
                child.pop("A", None)
        _make_contents(pdf, child)


def _drop_running_heads(pdf: pydyf.PDF, root: pydyf.Dictionary, tree: pydyf.Dictionary) -> None:
    """Running heads and page numbers are no content: artifacts, not elements outside of the tree."""
    reached = set(_reached(pdf, tree))
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    for page, reference in enumerate(pdf.page_references):
        owners = numbers[numbers.index(page) + 1]
        stream = _object(pdf, _object(pdf, reference)["Contents"]).stream
        for place, item in enumerate(stream):
            if not (isinstance(item, pydyf.Dictionary) and "MCID" in item):
                continue
            owner = owners[item["MCID"]]
            if int(owner.split()[0]) not in reached:
                owners[item["MCID"]] = "null"
                stream[place - 1] = "/Artifact"
                stream[place] = pydyf.Dictionary({"Type": "/Pagination"})
    for element in pdf.objects:
        structural = isinstance(element, pydyf.Dictionary) and element.get("Type") == "/StructElem"
        if structural and element.number not in reached:
            element.clear()


def _reached(pdf: pydyf.PDF, element: pydyf.Dictionary) -> Iterator[int]:
    yield element.number
    for child in _children(pdf, element):
        yield from _reached(pdf, child)


def _children(pdf: pydyf.PDF, element: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
    for kid in element["K"]:
        if isinstance(kid, bytes) and (child := _object(pdf, kid)).get("Type") == "/StructElem":
            yield child


def _join(pdf: pydyf.PDF, element: pydyf.Dictionary, made: Recorded) -> None:
    """Make one element of those that WeasyPrint makes of a box on each page that it stands on."""
    kept: list[Any] = []
    for kid in element["K"]:
        before = kept[-1] if kept else None
        if isinstance(kid, bytes) and isinstance(before, bytes) and _continues(before, kid, made):
            first, second = _object(pdf, before), _object(pdf, kid)
            for moved in _children(pdf, second):
                moved["P"] = first.reference
            first["K"].extend(second["K"])
            second.clear()
        else:
            kept.append(kid)
    element["K"] = pydyf.Array(kept)
    for child in list(_children(pdf, element)):
        _join(pdf, child, made)


def _continues(first: bytes, second: bytes, made: Recorded) -> bool:
    numbers = [int(reference.split()[0]) for reference in (first, second)]
    if not all(number in made for number in numbers):
        return False
    (one, box), (other, next_box) = (made[number] for number in numbers)
    return (
        box.element is not None
        and box.element is next_box.element
        and one["S"] == other["S"]
        and one["S"] in _JOINED
        and one["Pg"] != other["Pg"]
    )
