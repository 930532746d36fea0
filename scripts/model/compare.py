"""What differs between two versions of a page for those who read it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement
from markdown import Markdown

from scripts.core.git import ask_objects
from scripts.core.yamlfile import Yaml, parse

from .exempt_passages import without_exemptions
from .markdown.markup import HEADINGS, INLINE, parse_html
from .markdown.source import body_of, front_matter_of
from .memory import Name
from .outline import Outline
from .page import Page
from .site import Site
from .translation_stamp import Stamp

_EXACT = ("pre", "textarea")


@dataclass(frozen=True, slots=True)
class Difference:
    """Whether the front matter differs, and the ids of the sections that do, "" for the lead."""

    front_matter: bool
    sections: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.front_matter or bool(self.sections)


def is_current(site: Site, stamp: Stamp, origin: Page | Outline) -> bool:
    """Whether a stamp of the site names the present text of ``origin``, or one that readers are shown as the same."""
    name = (origin.slug, origin.locale)
    if stamp.blob in site.outlines[name].names:
        return True
    return differences(site).get((stamp.blob, name)) == Difference(False, ())


@lru_cache(maxsize=1)
def differences(site: Site) -> Mapping[tuple[str, Name], Difference | None]:
    """What readers of a page are shown otherwise than in the version of a stamp; None when git has not got that.

    By blob id and page, of each stamp on the site that names another text than the present one.
    """
    wanted = [
        (page.stamp.blob, (page.slug, page.stamp.locale))
        for page in site.outlines.values()
        if page.stamp
        and (origin := site.outlines.get((page.slug, page.stamp.locale)))
        and origin is not page
        and origin.readable
        and page.stamp.blob not in origin.names
    ]
    there = ask_objects(site.config.root, list(dict.fromkeys(blob for blob, _ in wanted)), contents=False)
    keys = site.memory.keys

    def compared(one: tuple[str, Name]) -> Difference:
        blob, name = one
        old = ask_objects(site.config.root, [blob], contents=True).get(blob, b"")
        return compare(site, old.decode("utf-8", "replace"), site.pages[name].source.text)

    depends_on = {one: [one[0].encode(), keys[one[1]]] for one in wanted if one[0] in there and one[1] in keys}
    kept = site.memory.each("difference", Difference, depends_on, compared)
    return {one: kept[one] if one in kept else compared(one) if one[0] in there else None for one in wanted}


def compare(site: Site, old: str, new: str) -> Difference:
    """What differs between two texts of a page, whatever stands otherwise in the source alone."""
    texts = [without_exemptions(text.removeprefix("\ufeff").replace("\r\n", "\n")) for text in (old, new)]
    if texts[0] == texts[1]:
        return Difference(False, ())
    with chdir(site.config.root):
        before, after = (_sections(text, site.markdown) for text in texts)
    changed = [name for name, shown in after.items() if before.get(name) != shown]
    gone = [name for name in before if name not in after]
    # Of several sections with one id, each counts; their id is named once.
    names = dict.fromkeys(anchor for anchor, _ in (*changed, *gone))
    return Difference(_meta(texts[0]) != _meta(texts[1]), tuple(names))


def _meta(text: str) -> object:
    """The keys and values of the front matter; its text when it is no YAML."""
    front = front_matter_of(text)
    if not front:
        return {}
    document = parse("", front.group(1), "front-matter")
    return document.value or {} if isinstance(document, Yaml) else front.group(1)


def _sections(text: str, markdown: Markdown) -> Mapping[tuple[str, int], list[Hashable]]:
    """What each section shows, by its id and how many with that id stand above it, in their order."""
    tree = parse_html(markdown.reset().convert(body_of(text)))
    etree.strip_tags(tree, etree.Comment)
    met: Counter[str] = Counter()
    name = ("", 0)
    found: dict[tuple[str, int], list[Hashable]] = {name: []}
    referring: dict[str, tuple[str, int]] = {}
    for element in tree.iter(etree.Element):
        if element.tag in HEADINGS and element.get("id"):
            anchor = element.get("id")
            name = (anchor, met[anchor])
            met[anchor] += 1
            found[name] = []
        if element.get("href", "").startswith("#fn:"):
            referring.setdefault(element.get("href")[1:], name)
        # A footnote belongs to where it is referred to, not to the end of the page where it is shown.
        footnote = next((e.get("id") for e in _and_above(element) if e.get("id", "").startswith("fn:")), "")
        found[referring.get(footnote, name)].append(_shown(element))
    return found


def _shown(element: HtmlElement) -> Hashable:
    """The element as compared, with what follows it: blanks that no reader sees count as none, others as one."""
    inside, after = element.text or "", element.tail or ""
    exact = any(e.tag in _EXACT for e in element.iterancestors())
    if not exact and element.tag not in _EXACT:
        inside = _blanks(inside, element.tag not in INLINE, _ends_block(next(iter(element), None), element))
    if not exact:
        after = _blanks(after, element.tag not in INLINE, _ends_block(element.getnext(), element.getparent()))
    return element.tag, tuple(sorted(element.items())), inside, after


def _blanks(text: str, begins: bool, ends: bool) -> str:
    text = re.sub(r"\s+", " ", text)
    return text[begins and text.startswith(" ") : len(text) - (ends and text.endswith(" "))]


def _ends_block(following: HtmlElement | None, parent: HtmlElement | None) -> bool:
    """Whether a text before ``following`` in ``parent`` is the last of its lines."""
    holder = parent if following is None else following
    return holder is None or holder.tag not in INLINE


def _and_above(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()
