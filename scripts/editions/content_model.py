"""Elements in the places that HTML gives them, for books: browsers make do with anything, reading systems do not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree
from lxml.html import HtmlElement

from scripts.model.markdown.markup import HEADINGS

from .attribute_values import correct_values, names, said

# What holds words, not blocks; those that are kept, and their blocks become words, come first.
_KEPT = frozenset({*HEADINGS, "pre", "summary", "rt"})
_OF_WORDS = _KEPT | names(
    "abbr b bdi bdo cite code data dfn em i kbd label mark p q ruby s samp small span strong sub sup time u var"
)
_BLOCKS = HEADINGS | names(
    "address article aside blockquote details div dl figcaption figure footer header hr main nav ol p pre section"
    " table ul"
)
# What stands in each of these alone, and what is put around all else.
_CHILDREN: Sequence[tuple[str, frozenset[str], str]] = (
    ("ol", frozenset({"li"}), "li"),
    ("ul", frozenset({"li"}), "li"),
    ("table", frozenset({"caption", "colgroup", "thead", "tbody", "tfoot"}), "tbody"),
    ("thead", frozenset({"tr"}), "tr"),
    ("tbody", frozenset({"tr"}), "tr"),
    ("tfoot", frozenset({"tr"}), "tr"),
    ("tr", frozenset({"td", "th"}), "td"),
)
# Where these stand, and what becomes of one that stands elsewhere: nothing where that is "".
_PLACES: Mapping[str, tuple[frozenset[str], str]] = {
    **{child: (frozenset({"table"}), "div") for child in ("caption", "thead", "tbody", "tfoot")},
    **{child: (frozenset({"tr"}), "div") for child in ("td", "th")},
    "tr": (frozenset({"table", "thead", "tbody", "tfoot"}), "div"),
    "li": (frozenset({"ol", "ul"}), "div"),
    "dt": (frozenset({"dl"}), "div"),
    "dd": (frozenset({"dl"}), "div"),
    "figcaption": (frozenset({"figure"}), "div"),
    "summary": (frozenset({"details"}), "p"),
    "rt": (frozenset({"ruby"}), "span"),
    "rp": (frozenset({"ruby"}), ""),
    "col": (frozenset({"colgroup"}), ""),
    "colgroup": (frozenset({"table"}), ""),
    "source": (frozenset({"audio", "video"}), ""),
    "track": (frozenset({"audio", "video"}), ""),
}
# Elements that may not stand in these, and what they are there.
_OUTSIDE: Sequence[tuple[frozenset[str], frozenset[str], str]] = (
    (frozenset({"header", "footer", "address"}), frozenset({"header", "footer", "address"}), "div"),
    (
        HEADINGS | {"article", "aside", "footer", "header", "nav", "section"},
        frozenset({"address", "caption", "dt", "th"}),
        "div",
    ),
    (frozenset({"dfn"}), frozenset({"dfn"}), "span"),
)
# Nothing stands in these, whatever the parser puts there.
_EMPTY = ("wbr", "source", "track", "col")
_IN_ORDER = ("caption", "colgroup", "thead", "tbody", "tfoot")
# Attributes that only some elements have.
_OF_SOME = names("value colspan rowspan headers scope align span datetime cite")


def make_valid(content: HtmlElement) -> None:
    """Change what in ``content`` HTML forbids, so that it looks as browsers show it, or near to that."""
    for element in _elements(content, *_EMPTY):
        _put_behind(element)
    for element in _elements(content):
        correct_values(element)
    for player in _elements(content, "audio", "video"):
        _order_files(player)
    for table in _elements(content, "table"):
        _order_parts(table)
    for definitions in _elements(content, "dl"):
        _pair(definitions)
    for parent, allowed, wrapper in _CHILDREN:
        for element in _elements(content, parent):
            _wrap_strays(element, allowed, wrapper)
    for element in _elements(content):
        _replace_misplaced(element)
    for figure in _elements(content, "figure"):
        _caption_last(figure)
    for ruby in _elements(content, "ruby"):
        if ruby.find("rt") is None:
            ruby.tag = "span"
    for inner, outer, instead in _OUTSIDE:
        for element in _elements(content, *inner):
            if any(around.tag in outer for around in element.iterancestors()):
                element.tag = instead
    _part_blocks_and_words(content)


def _elements(content: HtmlElement, *tags: str) -> list[HtmlElement]:
    """All elements in ``content``, but for those of drawings, which have rules of their own."""
    return [
        element
        for element in content.iterdescendants(*tags or (etree.Element,))
        if element.tag != "svg" and next(element.iterancestors("svg"), None) is None
    ]


def _take_out(element: HtmlElement) -> None:
    """Leave the words behind ``element`` where they are, and take it from there."""
    element.drop_tree()
    element.tail = None


def _put_behind(element: HtmlElement) -> None:
    """The parser does not know every element that ends where it begins."""
    following, tail = list(element), element.tail
    element.tail, element.text = element.text, None
    for child in reversed(following):
        element.addnext(child)
    last = following[-1] if following else element
    last.tail = (last.tail or "") + (tail or "") or None


def _order_files(player: HtmlElement) -> None:
    """Put the files of a player before all else in it, and let it name them in one way."""
    files = [] if player.get("src") else player.findall("source")
    for source in set(player.findall("source")).difference(files):
        source.drop_tree()
    for element in reversed([*files, *player.findall("track")]):
        if not said(element.tail):
            element.tail = None
        _take_out(element)
        player.insert(0, element)
    if files or player.findall("track"):
        words, player.text = player.text, None
        last = player.xpath("(./source | ./track)[last()]")[0]
        last.tail = (words or "") + (last.tail or "")


def _order_parts(table: HtmlElement) -> None:
    """One caption, one head and one foot, each in its place."""
    for name, instead in (("caption", "div"), ("thead", "tbody"), ("tfoot", "tbody")):
        # A caption holds no table.
        wanted = (part for part in table.findall(name) if name != "caption" or part.find(".//table") is None)
        first = next(wanted, None)
        for part in table.findall(name):
            if part is not first:
                part.tag = instead
    for group in table.findall("colgroup"):
        group.text = None
        for column in group.findall("col"):
            column.tail = None
        if len(group):
            group.attrib.pop("span", None)


def _pair(definitions: HtmlElement) -> None:
    """A list of terms has their definitions behind them; what has not is a list of nothing."""
    for group in definitions.xpath("./div"):
        group.drop_tag()
    kinds = "".join({"dt": "t", "dd": "d"}.get(child.tag, "x") for child in definitions.iterchildren(etree.Element))
    if not re.fullmatch(r"(?:t+d+)*", kinds) or said(definitions.text) or any(said(c.tail) for c in definitions):
        definitions.tag = "div"


def _wrap_strays(parent: HtmlElement, allowed: frozenset[str], wrapper: str) -> None:
    """Put what may not stand in ``parent``, elements and words, into new elements called ``wrapper``."""
    holder: HtmlElement | None = None

    def put(words: str | None, *elements: HtmlElement) -> None:
        nonlocal holder
        if holder is None:
            holder = parent.makeelement(wrapper)
            kept.append(holder)
        holder.extend(elements)
        if words and elements:
            elements[-1].tail = words
        elif words:
            holder.text = words

    kept: list[HtmlElement] = []
    children = list(parent)
    if said(parent.text):
        put(parent.text)
        parent.text = None
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in allowed or not isinstance(child.tag, str):
            kept.append(child)
            holder = None
            if said(tail):
                put(tail)
        else:
            put(tail, child)
    parent[:] = sorted(kept, key=lambda part: _IN_ORDER.index(part.tag)) if parent.tag == "table" else kept


def _replace_misplaced(element: HtmlElement) -> None:
    parents, instead = _PLACES.get(element.tag, (frozenset(), ""))
    if not parents or element.getparent().tag in parents:
        return
    if not instead:
        element.drop_tree()
        return
    element.tag = instead
    for name in _OF_SOME.intersection(element.attrib):
        del element.attrib[name]


def _caption_last(figure: HtmlElement) -> None:
    """A figure has one caption, at its beginning or its end."""
    caption, *further = figure.findall("figcaption") or [None]
    for other in further:
        other.tag = "div"
    if caption is None or (caption is figure[0] and not said(figure.text)):
        return
    _take_out(caption)
    figure.append(caption)


def _part_blocks_and_words(content: HtmlElement) -> None:
    """A paragraph or a word that holds a block is one itself; a heading keeps only the words of it."""
    for block in _elements(content, *_BLOCKS):
        around = [element for element in block.iterancestors() if element.tag in _OF_WORDS]
        if any(element.tag in _KEPT for element in around):
            for element in (block, *block.iterdescendants(etree.Element)):
                if element.tag in _BLOCKS or element.tag in _PLACES:
                    element.tag = "span"
            continue
        for element in around:
            element.tag = "div"
            for name in _OF_SOME.intersection(element.attrib):
                del element.attrib[name]
