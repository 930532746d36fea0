"""A text as rendering shows it, so that an edit can be judged by its effect on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement
from markdown import Markdown

from scripts.core.matcher import Matcher
from scripts.core.yamlfile import Yaml, parse
from scripts.model.markdown.markup import HEADINGS, NOT_PROSE, parse_html, texts
from scripts.model.markdown.source import body_of, front_matter_of

# What the words of other people, and words in other languages, stand in.
_QUOTATIONS = frozenset({"blockquote", "q"})
# The values of the front matter that are prose.
PROSE_KEYS = ("title", "description")
# Elements that show blanks as they are written.
_EXACT = ("pre", "textarea")
# Attributes whose value is the id of another element, or several of them.
_REFERENCES = frozenset({"for", "headers", "aria-controls", "aria-describedby", "aria-details", "aria-labelledby"})


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page as its text shows it: front matter and body; ``meta`` is None when the front matter is not YAML."""

    meta: Mapping[str, Any] | None
    tree: HtmlElement
    locale: str

    @classmethod
    def of(cls, text: str, locale: str, markdown: Markdown) -> Rendering:
        """The rendering of the whole text of a page."""
        front = front_matter_of(text)
        meta = parse("", front.group(1), "front-matter") if front else Yaml("", {}, {})
        value = meta.value if isinstance(meta, Yaml) else None
        return cls(value, parse_html(markdown.reset().convert(body_of(text))), locale)

    def everything(self) -> tuple[object, ...]:
        """All that readers can see; blanks count in preformatted text alone."""
        return (self.meta, *_nodes(self.tree))

    def protected(self) -> tuple[object, ...]:
        """All but the page's words: tags, attributes, code, quotations, other languages, front-matter keys."""
        rest = {key: value for key, value in (self.meta or {}).items() if key not in PROSE_KEYS}
        tags = tuple((str(element.tag), tuple(sorted(element.items()))) for element in self.tree.iter())
        return (self.meta is None, tuple(self.meta or ()), repr(rest), tags, self.foreign())

    def foreign(self) -> tuple[str, ...]:
        """The texts that are not the page's own prose: code, quotations, citations, other languages."""
        return tuple(
            element.text_content()
            for element in self.tree.iter()
            if isinstance(element.tag, str)
            and (element.tag in NOT_PROSE | _QUOTATIONS or element.get("lang", self.locale) != self.locale)
        )

    def words(self) -> tuple[object, ...]:
        """Tags and texts, whatever their attributes."""
        return (self.meta, *((tag, *rest) for tag, _, *rest in _nodes(self.tree)))

    def ids(self) -> tuple[str, ...]:
        """The ids of the headings."""
        return tuple(heading.get("id", "") for heading in self.tree.iter(*HEADINGS))

    def destinations(self, anchors: Iterable[str]) -> tuple[int | None, ...]:
        """Which element, counted from the top, each of the anchors and each of the page's own references leads to."""
        places: dict[str, int] = {}
        own: list[str] = []
        for number, element in enumerate(self.tree.iter(etree.Element)):
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    places.setdefault(name, number)
            own += (name for key in _REFERENCES.intersection(element.keys()) for name in element.get(key).split())
            if element.get("href", "").startswith("#"):
                own.append(unquote(element.get("href")[1:]))
        return tuple(map(places.get, (*anchors, *own)))

    def uses(self, matcher: Matcher) -> Counter[str]:
        """How often the prose says each of the matcher's forms."""
        values = [str((self.meta or {}).get(key) or "") for key in PROSE_KEYS]
        shown = [text.value for text in texts(self.tree, self.locale)]
        return Counter(match.key for text in (*values, *shown) for match in matcher.find(text))


def _nodes(tree: HtmlElement) -> Iterator[tuple[object, ...]]:
    for element in tree.iter():
        exact = element.tag in _EXACT or next(element.iterancestors(*_EXACT), None) is not None
        inside, after = element.text or "", element.tail or ""
        if not exact:
            inside, after = " ".join(inside.split()), " ".join(after.split())
        yield str(element.tag), tuple(sorted(element.items())), inside, after
