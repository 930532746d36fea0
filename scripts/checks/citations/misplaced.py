"""C05: citations where they can stand, in the spelling that is understood."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.model.markdown.citation_syntax import CITATION, KEY
from scripts.model.markdown.markup import HEADINGS, shown_text_of, tree_of
from scripts.model.markdown.raw_html import Spans
from scripts.model.memory import asked
from scripts.model.page import Page
from scripts.model.site import Site

from ..rule import Finding, rule
from ..writing.spelling import sentences

# As alike as two keys that differ in one sign.
_ALIKE = 0.88
# A key behind a work, perhaps without its sign.
_WORD = re.compile(r"(?<![\w./\\-])-?(?P<sign>@\{?)?(?P<key>\w(?:[\w-]*\w)?)(?![\w@])")
_KEPT = ("title", "description")


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A work that a page names where or how no citation comes of it: ``how`` is a key of ``_SAID``.

    ``other`` is the work that is probably meant, or the one that the citation begins with.
    """

    key: str
    how: str
    place: Place
    other: str = ""


# What is wrong, and the cure.
_SAID: dict[str, Callable[[Misplaced], tuple[Message, Message]]] = {
    "bare": lambda one: (
        say("readers see @{key} as it stands", key=one.key),
        say("write [@{key}], or after the name of the author [-@{key}]", key=one.key),
    ),
    "near": lambda one: (
        say("readers see @{key} as it stands", key=one.key),
        say("did you mean [@{key}]?", key=one.other),
    ),
    "several": lambda one: (
        say("@{key} stands behind another work without a semicolon and is not cited", key=one.key),
        say("separate the works with semicolons: [@{one}; @{other}]", one=one.other, other=one.key),
    ),
    "link": lambda one: (
        say("the citation of @{key} stands in the text of a link", key=one.key),
        say("put it behind the link: it is a link itself"),
    ),
    "heading": lambda one: (
        say("the citation of @{key} stands in a heading", key=one.key),
        say("cite in the text below; the table of contents would show the key"),
    ),
}


@rule("C05", by_page=True)
def citation_spelling(site: Site) -> Iterator[Finding]:
    """A work is cited as ``[@key]``, several with semicolons between them, and neither in a heading nor in a link.

    In any other spelling, or in another place, readers see a key where they expect a source.
    """
    if not site.references:
        return
    for found in site.facts(misplaced, tuple[Misplaced, ...], sorted(site.references)).values():
        for one in found:
            yield Finding(one.place, *_SAID[one.how](one))
    for _, text, place in sentences(site):
        for match in KEY.finditer(text):
            if match["key"] in site.references:
                hint = say("name the work under sources, or say in words what it says")
                yield Finding(place, say("readers see @{key} as it stands", key=match["key"]), hint)


@asked(lambda site: sorted(site.references or ()))
def misplaced(keys: list[str]) -> Callable[[Page], tuple[Misplaced, ...]]:
    """What finds the works that a page names and does not cite, given the keys of all works."""
    known = frozenset(keys)
    return lambda page: tuple(_misplaced(page, known)) if page.readable else ()


def _misplaced(page: Page, known: frozenset[str]) -> Iterator[Misplaced]:
    if "@" not in page.source.text:
        return
    tree = tree_of(page.html)
    text = page.source.code_masked
    for cite, citation in zip(tree.xpath(".//cite[@data-key]"), page.citations, strict=False):
        if citation.key in known and (how := _where(cite)):
            yield Misplaced(citation.key, how, citation.place)
        begun = page.source.starts[citation.place.line - 1] + citation.place.column
        for key in _also_named(cite.get("data-after", ""), known):
            at = text.find(key, begun + len(citation.key))
            place = page.place(at - (text[at - 1] == "@")) if at >= 0 else citation.place
            yield Misplaced(key, "several", place, citation.key)
    yield from (
        Misplaced(match["key"], "bare", page.meta_place(name))
        for name in _KEPT
        for match in KEY.finditer(str(page.meta.get(name) or ""))
        if match["key"] in known
    )
    yield from _bare(page, tree, known)


def _also_named(text: str, known: frozenset[str]) -> Iterator[str]:
    """The works that the words behind a work name: any key with its sign, and a known one without it."""
    for match in _WORD.finditer(text):
        if match["sign"] or (match["key"] in known and any(map(str.isdigit, match["key"]))):
            yield match["key"]


def _where(cite: HtmlElement) -> str:
    around = {element.tag for element in cite.iterancestors()}
    return "link" if "a" in around else "heading" if around & HEADINGS else ""


def _bare(page: Page, tree: HtmlElement, known: frozenset[str]) -> Iterator[Misplaced]:
    said = [shown_text_of(page.html), *map(str, tree.xpath(".//img/@alt | .//abbr/@title | .//a/@title"))]
    shown = Counter(match["key"] for text in said if "@" in text for match in KEY.finditer(text))
    if not shown:
        return
    text = page.source.code_masked
    citations = Spans(match.span() for match in CITATION.finditer(text))
    written: dict[str, list[int]] = defaultdict(list)
    # In raw HTML, what looks like a citation is none.
    for match in sorted(KEY.finditer(text), key=lambda match: citations.around(match.start()) is not None):
        if text.endswith("\\[", 0, match.start()):
            shown[match["key"]] -= 1
        else:
            written[match["key"]].append(match.start())
    for key, count in shown.items():
        meant = _meant(key, known)
        for offset in written[key][: max(count, 0)] if meant else ():
            yield Misplaced(key, "bare" if meant == key else "near", page.place(offset), meant)


def _meant(key: str, known: frozenset[str]) -> str:
    """The work that a key without brackets probably means; none for what may be somebody's name in a network."""
    if key in known:
        return key
    near = difflib.get_close_matches(key.casefold(), known, 1, _ALIKE) if any(map(str.isdigit, key)) else ()
    return near[0] if near else ""
