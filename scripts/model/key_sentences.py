"""The sentence that says the point of a section: marked ``{: .key }``, right below a heading of the second level."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from .markdown.markup import HEADINGS, HIDDEN, shown_text, tree_of
from .memory import asked
from .origins import KEY, classes_of, keys_in, leads_elsewhere
from .page import Page

# Sections of this level have one; those below it belong to what it says.
_LEVEL = "h2"


@dataclass(frozen=True, slots=True)
class SectionPoint:
    """A section by its ``anchor``, and the texts of its key sentences: one, if all is well.

    ``first`` says that it stands right below the heading, ``sourced`` that it or its section cites a work or that the
    author marks it as this site's own. A section that ``says`` nothing, but lists where to read on, needs none.
    """

    anchor: str
    texts: tuple[str, ...]
    first: bool
    sourced: bool
    says: bool


@asked()
def section_points(_: None) -> Callable[[Page], tuple[SectionPoint, ...]]:
    """What finds the sections of a page, with the key sentence of each."""
    return lambda page: tuple(_points(page)) if page.readable and page.html else ()


def _points(page: Page) -> Iterator[SectionPoint]:
    heading: HtmlElement | None = None
    blocks: list[HtmlElement] = []
    for element in (*tree_of(page.html).iterchildren("*"), None):
        if element is not None and element.tag != _LEVEL:
            blocks.append(element)
            continue
        if heading is not None and heading.get("id"):
            yield _point(heading.get("id"), blocks)
        heading, blocks = element, []


def _point(anchor: str, blocks: list[HtmlElement]) -> SectionPoint:
    keys = [block for block in blocks if KEY in classes_of(block)]
    texts = tuple(" ".join(shown_text(key).replace(HIDDEN, "").split()) for key in keys)
    sourced = any(map(keys_in, blocks)) or any("own" in classes_of(key) for key in keys)
    says = any(block.tag not in HEADINGS and not _leads_on(block) for block in blocks)
    return SectionPoint(anchor, texts, bool(keys) and blocks[0] is keys[0], sourced, says)


def _leads_on(block: HtmlElement) -> bool:
    """Whether the block is a list of links with a word on each, or a box around one."""
    return all(map(_leads_on, block)) if block.tag == "div" else leads_elsewhere(block)
