"""H08: what scripts act upon. Classes, ids, roles and data that stand in an article without belonging there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml.html import HtmlElement

from scripts.model.markdown.citation_syntax import ATTRIBUTES
from scripts.model.markdown.markup import HEADINGS

from .sanitiser import INPUTS, Triple
from .vocabulary import ARIA, REFERRING, Vocabulary

_TABS = re.compile(r"([1-9]\d*):([1-9]\d*)")
# Short names that Pygments gives to the parts of code.
_TOKEN = re.compile(r"[a-z]{1,3}\d?(?:-[A-Z]\w*)*")
_LANGUAGE = re.compile(r"language-[\w+#-]+")
_LINK = {"class", "href", "title", "aria-label"}


def gadgets(tree: HtmlElement, vocabulary: Vocabulary) -> Iterator[Triple]:
    """Each (tag, attribute, word) of the article that ``vocabulary`` does not have, in reading order."""
    elements: list[HtmlElement] = tree.xpath("descendant::*[@*]")
    names = {element.get("id") for element in elements} - {None}
    made = {made for element in elements for made in _made(element)}
    for element in elements:
        if element not in made:
            yield from ((element.tag, *found) for found in _strange(element, vocabulary, names))


def _strange(element: HtmlElement, vocabulary: Vocabulary, names: set[str]) -> Iterator[tuple[str, str]]:
    for key, value in element.items():
        words = value.split()
        if key == "class":
            yield from ((key, word) for word in words if not _class(element, word, vocabulary))
        elif key in ("id", "name") and not vocabulary.has_id(value):
            yield key, value
        elif key == "role":
            yield from ((key, word) for word in words if not vocabulary.has_role(word))
        elif key == "rel":
            yield from ((key, word) for word in words if word.lower() not in vocabulary.relations)
        elif key.startswith("data-") and key not in vocabulary.data:
            yield key, value
        elif key.startswith("aria-"):
            known = ARIA | vocabulary.attributes.get(element.tag, frozenset())
            if key not in known or (key in REFERRING and not names.issuperset(words)):
                yield key, value
        elif key == "for" and value not in names:
            yield key, value
    kind = element.get("type", "").lower() if element.tag == "input" else ""
    if kind in INPUTS and not vocabulary.finished and not _shown_only(element, kind):
        yield "type", kind


def _class(element: HtmlElement, word: str, vocabulary: Vocabulary) -> bool:
    if word in vocabulary.classes:
        return True
    if _LANGUAGE.fullmatch(word):
        return element.tag in ("code", "pre", "div")
    coded = element.tag == "span" and next(element.iterancestors("code", "pre"), None) is not None
    return coded and bool(_TOKEN.fullmatch(word))


def _shown_only(element: HtmlElement, kind: str) -> bool:
    """Whether it is a box that says whether something is done, and cannot be ticked."""
    return kind == "checkbox" and "disabled" in element.attrib and "name" not in element.attrib


def _made(element: HtmlElement) -> Iterator[HtmlElement]:
    """``element`` and those in it that are as Markdown makes them: tabs, the mark beside a heading, a citation."""
    kind = element.get("class")
    if kind == "headerlink" and element.tag == "a":
        holder = element.getparent()
        own = (
            holder.tag in HEADINGS
            and unquote(element.get("href", "")) == f"#{unquote(holder.get('id', ''))}"
            and element.getnext() is None
        )
        if own and set(element.keys()) <= _LINK:
            yield element
    elif kind == "citation" and element.tag == "span" and set(element.keys()) == {"class"}:
        if len(element) and all(_is_cited(child) for child in element):
            yield from (element, *element)
    elif kind == "tabbed-set tabbed-alternate" and element.tag == "div":
        yield from _tabs(element)


def _is_cited(element: HtmlElement) -> bool:
    return element.tag == "cite" and "data-key" in element.attrib and set(element.keys()) <= ATTRIBUTES


def _tabs(element: HtmlElement) -> Iterator[HtmlElement]:
    """The parts of tabs as pymdownx.tabbed makes them, if ``element`` is all that and nothing else."""
    numbers = _TABS.fullmatch(element.get("data-tabs", ""))
    parts = list(element)
    if not numbers or set(element.keys()) != {"class", "data-tabs"} or len(parts) != int(numbers[2]) + 2:
        return
    count = int(numbers[2])
    *boxes, labels, content = parts
    group = f"__tabbed_{numbers[1]}"
    ids = [f"{group}_{number}" for number in range(1, count + 1)]
    fits = (
        all(
            {key: value for key, value in box.items() if key != "checked"}
            == {"id": id_, "name": group, "type": "radio"}
            for box, id_ in zip(boxes, ids, strict=True)
        )
        and dict(labels.items()) == {"class": "tabbed-labels"}
        and [dict(label.items()) for label in labels] == [{"for": id_} for id_ in ids]
        and dict(content.items()) == {"class": "tabbed-content"}
        and [dict(block.items()) for block in content] == [{"class": "tabbed-block"}] * count
    )
    if fits:
        yield from (element, *parts, *labels, *content)
