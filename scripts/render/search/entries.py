"""What a page offers to search: itself, its sections, terms, works and editor's notes, each with its own address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from scripts.model.anchors import READ_NEXT
from scripts.model.data_blocks import ASIDE, SERVICE, blocks_where
from scripts.model.glossary import Term
from scripts.model.markdown.markup import HEADINGS, parse_html
from scripts.model.page import Page
from scripts.model.site import Site

from ..address import HOME
from ..article.bibliography import Bibliography

# What stands on a line of its own; everything else runs on within the line.
_BLOCKS = frozenset({"p", "li", "tr", "dt", "dd", "pre", "summary", "figcaption", "blockquote", "div"})
# Repetitions, marks and ways to other places: what a reader looks for stands where they lead.
_SKIPPED_TAGS = frozenset({"script", "style", "svg", "nav", "template"})
# What is not shown, and what says the words of the page again (a figure).
_HIDING = frozenset({"hidden", "data-search-exclude"})
_SKIPPED_CLASSES = frozenset({"headerlink", "admonition-title", "sources", "status", "lines", "cited-on", "entry"})
# What the renderer adds at the foot of a page, below a heading of its own.
_AT_THE_FOOT = frozenset({"points", "quiz", "sources"})

# Pages for those who look after the site, besides those that mkdocs.yml names.
_SERVICE_BLOCKS = blocks_where(lambda block: block.search == SERVICE)

# Sections that say again, or only name, what others treat; so do what to read next and the home page.
_ASIDE_BLOCKS = blocks_where(lambda block: block.search == ASIDE)


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One result: its address (``page.html#anchor``), what it is, its title, its text line by line.

    ``kind`` is page, section, term, work, note, aside, or service for all that stands on a page about the making of the
    site; ``names`` are (label, wording) pairs by which it is found as by its title: other forms, discouraged forms,
    other words for the same, what the other language says, and its misnomers. ``quoted`` is what the text shows as
    code: examples.
    """

    at: str
    kind: str
    title: str
    text: str = ""
    names: tuple[tuple[str, str], ...] = ()
    quoted: str = ""


def page_entries(site: Site, page: Page, bibliography: Bibliography | None, html: str) -> list[SearchEntry]:
    """The entries of ``page`` in reading order, from its finished article HTML."""
    reader = _EntryReader(site, page, bibliography)
    reader.walk(parse_html(html))
    return [
        replace(found.entry, text=_lines(found.entry.text, found.pieces), quoted=_lines("", found.quoted))
        for found in reader.found
    ]


def _lines(before: str, pieces: Sequence[str]) -> str:
    lines = (" ".join(line.split()) for line in f"{before}\n{''.join(pieces)}".split("\n"))
    return "\n".join(line for line in lines if line)


@dataclass
class _Found:
    """An entry, and what has been read of its text so far."""

    entry: SearchEntry
    pieces: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)


@dataclass
class _EntryReader:
    site: Site
    page: Page
    bibliography: Bibliography | None
    found: list[_Found] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.heading = self.page.title
        self.is_service = bool(
            self.page.slug in self.site.config.service_pages or self.page.data_blocks.keys() & _SERVICE_BLOCKS
        )
        kind = "aside" if self.page.slug == HOME else "page"
        self._open(SearchEntry(self._address(), kind, self.page.title, str(self.page.meta.get("description", ""))))

    def _address(self, anchor: str = "") -> str:
        return f"{self.page.slug}.html#{anchor}" if anchor else f"{self.page.slug}.html"

    def _open(self, entry: SearchEntry) -> None:
        """Let the text that follows belong to ``entry``."""
        self.reading = _Found(replace(entry, kind="service") if self.is_service else entry)
        self.found.append(self.reading)

    def walk(self, element: HtmlElement) -> None:
        """Collect what ``element`` says, each passage for the entry that it belongs to."""
        if not isinstance(element.tag, str) or element.tag in _SKIPPED_TAGS:
            return
        classes = set(element.get("class", "").split())
        if classes & _AT_THE_FOOT and not "".join(self.reading.pieces).strip():
            self.found.pop()  # the heading above it
        if _HIDING & set(element.keys()):
            return
        if classes & _SKIPPED_CLASSES:
            return
        if element.tag in HEADINGS and element.get("id"):
            self._open_section(element, classes)
        elif element.get("id") and classes & {"reference", "admonition"}:
            around = self.reading
            self._open_apart(element)
            self._inside(element)
            self.reading = around
        else:
            self._inside(element)

    def _inside(self, element: HtmlElement) -> None:
        edge = "\n" if element.tag in _BLOCKS else ""
        self.reading.pieces += [edge, element.text or ""]
        for child in element:
            self.walk(child)
            self.reading.pieces.append(child.tail or "")
        if element.tag == "code":
            self.reading.quoted += [*element.itertext(), "\n"]
        between = " · " if element.tag in ("td", "th") and element.getnext() is not None else ""
        self.reading.pieces.append(edge or between)

    def _open_section(self, heading: HtmlElement, classes: set[str]) -> None:
        anchor = heading.get("id")
        term = self.site.glossary.terms.get(anchor) if "term" in classes and self.site.glossary else None
        if "letter" in classes:
            self.reading = _Found(SearchEntry("", "", ""))  # what stands below a letter alone belongs to no entry
        elif term:
            self._open(_term_entry(term, self.page.locale, self._address(anchor)))
        else:
            self.heading = "".join(heading.itertext()).removesuffix("¶").strip()
            aside = anchor == READ_NEXT or self.page.data_blocks.keys() & _ASIDE_BLOCKS or self.page.slug == HOME
            self._open(SearchEntry(self._address(anchor), "aside" if aside else "section", self.heading))

    def _open_apart(self, element: HtmlElement) -> None:
        anchor = element.get("id")
        if "reference" in element.get("class").split():
            title = parse_html(self.bibliography.citation(anchor)).text_content() if self.bibliography else anchor
            self._open(SearchEntry(self._address(anchor), "work", title))
        else:
            name = "".join(element.xpath('./*[contains(@class, "admonition-title")]//text()')).strip()
            self._open(SearchEntry(self._address(anchor), "note", f"{self.heading} – {name}" if name else self.heading))


def _term_entry(term: Term, locale: str, at: str) -> SearchEntry:
    own = term.wordings[locale]
    others = [wording for other, wording in term.wordings.items() if other != locale]
    names = [("forms", form) for form in own.accepted[1:]] + [("avoid", form) for form in own.avoid]
    for other in others:
        names += [("equivalent", form) for form in other.accepted] + [("misnomer", form) for form in other.avoid]
    return SearchEntry(at, "term", own.term, own.definition, tuple(names))
