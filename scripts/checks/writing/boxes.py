"""W10: boxes, foldable passages and tabs that hold their text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape

from lxml.html import HtmlElement

from scripts.core.message import say
from scripts.model.markdown.box_syntax import TITLES
from scripts.model.markdown.markup import HIDDEN, shown_text
from scripts.model.memory import asked
from scripts.model.page import Page
from scripts.model.site import Site

from ..hazards.vocabulary import OFFERED, SIDES
from ..rule import Finding, rule, where_held
from .naming import findings, finds

_OPENING = re.compile(
    r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d+\.)[ \t]+)*)"
    r"(?:(?P<sign>!!!|\?\?\?)\+?[ \t]?(?P<kinds>[\w-]+(?:[ ]+[\w-]+)*)?|(?P<tab>===)[+!]*)"
    r"(?:[ ]*\"(?P<title>[^\n]*?)\")?[ ]*$",
    re.M,
)
_SORTS = {"!!!": "box", "???": "details", "===": "tab"}
# Classes that Material and this site know beside the kind of a box.
_CLASSES = SIDES | OFFERED | {"annotate"}
_ADDRESS = re.compile(r"(?<=\])\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a box is opened: the offset of its sign, its sort, its classes and its title, which may come of them."""

    offset: int
    sort: str
    before: str
    classes: tuple[str, ...]
    title: str
    titled: bool


@rule("W10", by_page=True)
def boxes(site: Site) -> Iterator[Finding]:
    """A box, a foldable passage or a tab holds its text, which is indented by four blanks, and shows its whole title.

    Whatever is indented by less stands outside: an empty box remains, and what was meant as an addition passes for the
    text of the article.
    """
    return findings(site, _boxes, has_odd_boxes)


@asked(where_held("W"))
def has_odd_boxes(_: None) -> Callable[[Page], bool]:
    """What tells whether a page has boxes without their text or title."""
    return partial(finds, _boxes)


def _boxes(page: Page, tree: HtmlElement) -> Iterator[Finding]:
    opened = list(openings(page)) if _OPENING.search(page.source.code_masked) else []
    shown = _shown_boxes(tree) if opened else {}
    for opening in opened:
        contents = shown.get((opening.sort, _words(opening.title)))
        # One that is no box here is W09's.
        if not contents:
            continue
        holds_text = contents.pop(0)
        if _dropped(opening):
            words = " ".join(opening.classes[1:])
            hint = say('write the title in straight quotes: !!! note "{words}"', words=words)
            yield Finding(
                page.place(opening.offset), say("the words “{words}” of this box are not shown", words=words), hint
            )
        elif not holds_text:
            hint = say("indent the text by four blanks more than this line, and so every line of it")
            yield Finding(page.place(opening.offset), _EMPTY[opening.sort], hint)
        elif (outside := _falls_out(page, opening)) is not None:
            hint = say("indent it by four blanks more than the line that opens the box, or by none")
            yield Finding(page.place(outside), say("this line stands outside of the box above it"), hint)


def _dropped(opening: Opening) -> list[str]:
    """The words beside the kind of a box that are meant to be read."""
    return [
        word for word in opening.classes[1:] if word not in _CLASSES and (not opening.titled or word != word.lower())
    ]


def untitled_words(page: Page) -> frozenset[str]:
    """The words on the page that this rule finds where a box gives its classes, small as the page has them."""
    return frozenset(word.lower() for opening in openings(page) for word in _dropped(opening))


_EMPTY = {
    "box": say("the box is empty"),
    "details": say("the foldable passage is empty"),
    "tab": say("the tab is empty"),
}


def openings(page: Page) -> Iterator[Opening]:
    """Where the page opens boxes, foldable passages and tabs."""
    for match in _OPENING.finditer(page.source.code_masked):
        if not match["kinds"] and match["title"] is None:
            continue
        classes = tuple((match["kinds"] or "").split())
        kind = classes[0].lower() if classes else ""
        # Code in it is masked there.
        title = page.source.text[slice(*match.span("title"))] if match["title"] is not None else None
        if title is None:
            title = TITLES.get(page.locale, {}).get(kind, kind.capitalize())
        sort = _SORTS[match["sign"] or match["tab"]]
        title, titled = _ADDRESS.sub("", title), match["title"] is not None
        yield Opening(match.end("before"), sort, match["before"], classes, title, titled)


def _shown_boxes(tree: HtmlElement) -> dict[tuple[str, tuple[str, ...]], list[bool]]:
    """By sort and title, whether each box of the page holds anything, in the order in which they stand there."""
    shown: dict[tuple[str, tuple[str, ...]], list[bool]] = defaultdict(list)
    for element in tree.iter("div", "details"):
        classes = element.get("class", "").split()
        if element.tag == "details":
            shown["details", _words(_title(element, "summary"))].append(_holds(element, "summary"))
        elif "admonition" in classes:
            shown["box", _words(_title(element, "p"))].append(_holds(element, "p"))
        elif "tabbed-set" in classes:
            labels = element.xpath("./div[@class='tabbed-labels']/label | ./label")
            blocks = element.xpath("./div[@class='tabbed-content']/div[@class='tabbed-block']") or element.xpath(
                "./div[@class='tabbed-content']"
            )
            for label, block in zip(labels, blocks, strict=False):
                shown["tab", _words(label.text_content())].append(_holds(block, ""))
    return shown


def _title(box: HtmlElement, tag: str) -> str:
    first = box[0] if len(box) else None
    if first is None or first.tag != tag or (tag == "p" and "admonition-title" not in first.get("class", "")):
        return ""
    return str(first.text_content())


def _holds(box: HtmlElement, title: str) -> bool:
    rest = box[1:] if title and _title(box, title) else box[:]
    # A picture, a line for writing or a block that is filled in later says something without words.
    return any(
        isinstance(child.tag, str) and (shown_text(child).strip(f" \n{HIDDEN}") or _is_more(child)) for child in rest
    ) or bool((box.text or "").strip())


def _is_more(element: HtmlElement) -> bool:
    return any(True for _ in element.iter("img", "pre", "code", "svg", "video", "audio", "hr", "cite", "input"))


def _words(title: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", unescape(title)))


def _falls_out(page: Page, opening: Opening) -> int | None:
    """Where a paragraph begins that is indented, and too little to stand in the box that it follows."""
    if opening.before.strip():
        return None
    source = page.source
    edge = len(opening.before.expandtabs(4))
    parted = False
    for start in source.starts[page.place(opening.offset).line :]:
        end = source.text.find("\n", start)
        text = source.text[start : end if end >= 0 else len(source.text)].expandtabs(4)
        indented = len(text) - len(text.lstrip())
        if text.strip() and indented < edge + 4:
            # Without a blank line between, rumdl tells it (MD031).
            return start + indented if parted and indented > edge else None
        parted = not text.strip()
    return None
