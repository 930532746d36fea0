"""Reading one page: its file, its front matter, and what its rendered Markdown shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml.html import HtmlElement
from markdown import Markdown

from .boxes import name_boxes
from .citation_syntax import CITATION, cited
from .config import Config
from .filling import has_gaps
from .limits import MOST_CHARACTERS, MOST_REREAD, MOST_SECONDS, OverTime, limited, reread
from .markup import HEADINGS, Block, Text, blocks, document_tags, parse_html, shown_text, texts, to_html
from .message import say
from .page import BLOCK_LINE, DATA_BLOCKS, Citation, Link, Page, Section, diagram_name
from .passages import passages
from .place import Place, Problem, as_lines, undecoded
from .raw import Spans, raw_blocks
from .shown import misread_front_matter
from .source import Source, body_of, front_matter_of
from .written import MARK
from .yamlfile import Yaml, parse

# Links that extensions make: from a heading to itself, from a footnote back to the text.
_MADE = frozenset({"headerlink", "footnote-backref"})
# Not matrix[i][j], nor [one][of][several]; a footnote or a citation may follow.
_REFERENCE_LINK = re.compile(r"(?<![\\A-Za-z0-9_\])])\[([^\[\]]*)\]\[([^\[\]]*)\](?!\[[^\^@])")
_NOTE = re.compile(r"(?<![\\!])\[\^([^\[\]\s]+)\](?!:)")
_NOTE_TEXT = re.compile(r"^[ ]{0,3}\[\^([^\]]*)\]:", re.M)
# Attributes whose value is the address of something that a reader's browser fetches or leads to.
_ADDRESSES = {
    "a": ("href",),
    "area": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "input": ("src",),
    "script": ("src",),
    "object": ("data",),
    "link": ("href",),
    # Within a drawing.
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
}
# Empty, these say nothing.
_OPTIONAL = frozenset({"srcset", "poster"})
# One picture of a srcset: its address, and what it is fit for (HTML standard, 4.8.4.2.1).
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?")


def load_page(config: Config, path: str, data: bytes | Problem, markdown: Markdown) -> tuple[Page, list[Problem]]:
    """Read the ``data`` of ``path`` (below docs_dir), render it with ``markdown`` and take down what it shows."""
    slug, locale = config.split(path)
    shown = f"{config.docs_dir}/{path}"
    text, problem = ("", data) if isinstance(data, Problem) else _decoded(data, shown)
    if len(text) > MOST_CHARACTERS:
        text, problem = "", _too_large(shown)
    source = Source.of(shown, text)
    if problem:
        return Page(shown, slug, locale, source, readable=False), [problem]
    front = front_matter_of(text)
    meta = parse(shown, front.group(1), "front-matter", 2) if front else Yaml(shown, None, {})
    if isinstance(meta, Problem):
        return Page(shown, slug, locale, source, readable=False), [meta]
    problems = []
    if front and not isinstance(meta.value, dict):
        problems.append(
            Problem(
                "front-matter",
                Place(shown, 2),
                say("the front matter is not a list of keys and values"),
                say("write one `key: value` a line between the two --- lines"),
            )
        )
    # A page may show what its template holds, and nothing else.
    elif not body_of(text).strip() and "template" not in (meta.value or {}):
        problems.append(
            Problem(
                "empty",
                Place(shown),
                say("the page has no text"),
                say("write the page, or delete the file and its nav entry"),
            )
        )
    if problems:
        return Page(shown, slug, locale, source, readable=False), problems
    count, at = reread(source.code_masked)
    if count > MOST_REREAD:
        return Page(shown, slug, locale, source, readable=False), [_too_much(source.place(at))]
    try:
        with limited(MOST_SECONDS):
            page = _render(shown, slug, locale, source, meta, markdown, config.filled_in)
    except OverTime:
        return Page(shown, slug, locale, source, readable=False), [_too_much(Place(shown))]
    except (RecursionError, MemoryError):
        return Page(shown, slug, locale, source, readable=False), [_too_deep(source)]
    # An extension may fail in any way; MkDocs would end with its traceback.
    except Exception as error:
        return Page(shown, slug, locale, source, readable=False), [_unrendered(source, error)]
    misread = misread_front_matter(shown, front.group(1), 2, config.required_front_matter) if front else ()
    return page, [*misread, *_unknown_blocks(source)]


def _unknown_blocks(source: Source) -> Iterator[Problem]:
    return (
        Problem(
            "data-block",
            source.place(match.start()),
            say("there is no data block [[{name}]]", name=match.group(1)),
            say(
                "use one of {choices}",
                choices=tuple(f"[[{block}]]" for block in (*sorted(DATA_BLOCKS), "diagram:…")),
            ),
        )
        for match in BLOCK_LINE.finditer(source.code_masked)
        if match.group(1) not in DATA_BLOCKS and not diagram_name(match.group(1))
    )


def read_file(config: Config, path: str) -> bytes | Problem:
    """The bytes of the page at ``path`` (below docs_dir), or what keeps it from being read."""
    file, shown = config.docs / path, f"{config.docs_dir}/{path}"
    try:
        # In UTF-8 a character has four bytes at most.
        return _too_large(shown) if file.stat().st_size > 4 * MOST_CHARACTERS else file.read_bytes()
    except OSError as error:
        if file.is_dir():
            return Problem(
                "directory",
                Place(shown),
                say("a folder has the name of a page"),
                say("rename the folder so that it does not end in .md"),
            )
        return Problem(
            "encoding",
            Place(shown),
            say("the file cannot be read: {reason}", reason=error.strerror),
            say("check that the link is not broken and that the file may be read"),
        )


def _decoded(data: bytes, shown: str) -> tuple[str, Problem | None]:
    hint = say("open it in an editor and save it with the encoding UTF-8")
    try:
        text = as_lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return "", Problem("encoding", undecoded(shown, error), say("the file is not UTF-8 text from here on"), hint)
    # UTF-16 without its mark has one beside every letter.
    if "\0" in text[:2]:
        message = say("here stands the control character {code}", code="U+0000")
        return "", Problem("encoding", Place(shown, 1, text.index("\0") + 1), message, hint)
    return text, None


def _too_large(path: str) -> Problem:
    message = say("the page is too large to be checked; the most is {most} characters", most=MOST_CHARACTERS)
    return Problem("limit", Place(path), message, say("divide it into several pages"))


def _too_much(place: Place) -> Problem:
    return Problem(
        "limit",
        place,
        say("rendering the page would take too long: too much is opened and not closed, or stands in one paragraph"),
        say("close brackets and tags, put blank lines between paragraphs, or divide the page"),
    )


def _too_deep(source: Source) -> Problem:
    """Where the line begins that is indented or quoted furthest: there it is nested most deeply, as a rule."""
    depths = [len(line) - len(line.lstrip(" \t>-*+")) for line in source.code_masked.split("\n")]
    return Problem(
        "limit",
        source.place(source.starts[depths.index(max(depths))]),
        say("the page cannot be rendered: it is nested too deeply"),
        say("use fewer levels of lists, quotations and emphasis"),
    )


def _unrendered(source: Source, error: Exception) -> Problem:
    """The page made a Markdown extension fail, which says why; what it names tells the line, as a rule."""
    names = re.findall(r"'([^']+)'", str(error))
    places = (source.code_masked.find(name) for name in names)
    return Problem(
        "rendering",
        source.place(next((place for place in places if place >= 0), 0)),
        say("the page cannot be rendered: {reason}", reason=str(error) or type(error).__name__),
        say("mend what the message names; MkDocs would stop at this page"),
    )


def _render(
    path: str, slug: str, locale: str, source: Source, meta: Yaml, markdown: Markdown, filled: frozenset[str]
) -> Page:
    rendered = markdown.reset().convert(body_of(_without_blocks(source)))
    tree = parse_html(rendered)
    name_boxes(tree, locale)
    blocks = [(match.group(1), source.place(match.start())) for match in BLOCK_LINE.finditer(source.code_masked)]
    return Page(
        path,
        slug,
        locale,
        source,
        meta.value or {},
        meta,
        sections=tuple(_sections(tree, source, locale)),
        anchors=frozenset(element.get("id") for element in tree.iter() if element.get("id"))
        | frozenset(a.get("name") for a in tree.iter("a") if a.get("name")),
        links=tuple(_links(tree, source)),
        citations=tuple(_citations(tree, source)),
        undefined_links=tuple(_undefined_links(tree, source, locale)),
        undefined_notes=tuple(_undefined_notes(tree, source)) if "footnote" in markdown.inlinePatterns else (),
        unused_notes=tuple(_unused_notes(tree, source)),
        data_blocks={block: place for block, place in blocks if not diagram_name(block)},
        diagrams=tuple((diagram_name(block), place) for block, place in blocks if diagram_name(block)),
        passages=tuple(passages(tree, source, locale)),
        html=to_html(tree),
        document_tags=document_tags(rendered),
        templated=has_gaps(filled, source, tree),
    )


def _without_blocks(source: Source) -> str:
    """The text with the lines of its data blocks and diagrams empty: their names are no words of the page."""
    text = source.text
    for match in reversed(list(BLOCK_LINE.finditer(source.code_masked))):
        if match.group(1) in DATA_BLOCKS or diagram_name(match.group(1)):
            text = text[: match.start()] + text[match.end() :]
    return text


def _sections(tree: HtmlElement, source: Source, locale: str) -> Iterator[Section]:
    # By heading, not by id: of two with the same one, each has its own text.
    prose: dict[HtmlElement | None, list[Block]] = {}
    for block in blocks(texts(tree, locale)):
        prose.setdefault(block.heading, []).append(block)

    def section(element: HtmlElement | None, level: int, heading: str, offset: int) -> Section:
        here, anchor = prose.get(element, []), "" if element is None else element.get("id")
        shown = tuple(text.value for block in here for text in block.texts)
        terms = tuple(block.only(_counts) for block in here if any(map(_counts, block.texts)))
        written = bool(anchor) and source.writes_id(anchor)
        return Section(anchor, level, heading, shown, terms, source.place(offset), written)

    yield section(None, 0, "", 0)
    start = 0
    for element in tree.iter(*HEADINGS):
        anchor = element.get("id")
        if anchor:
            heading = " ".join(element.text_content().replace("¶", "").split())
            level = int(element.tag[1])
            offset = source.heading(level, heading, anchor, start)
            start = start if offset is None else source.text.find("\n", offset)
            yield section(element, level, heading, offset or 0)


def _counts(text: Text) -> bool:
    """Whether glossary terms count in the text."""
    return not text.opted_out


def _nth(places: Sequence[int], index: int) -> int:
    return places[min(index, len(places) - 1)] if places else 0


def _links(tree: HtmlElement, source: Source) -> Iterator[Link]:
    seen: Counter[tuple[str, bool, bool]] = Counter()
    notes = {element for note in tree.xpath(".//div[@class='footnote']") for element in note.iter()}
    for element in tree.iter(*_ADDRESSES):
        raw = element.attrib.pop(MARK, None) is None
        if element.get("class") in _MADE or (element.tag == "input" and not _is_picture(element)):
            continue
        text = " ".join(element.text_content().split())
        plain = element.tag == "a" or (element.tag == "img" and next(element.iterancestors("picture"), None) is None)
        for attribute in _ADDRESSES[element.tag]:
            value = element.get(attribute)
            if value is None or (attribute in _OPTIONAL and not value.strip()):
                continue
            # What is missing has one list of places.
            kind = value, raw and bool(value), bool(value) and element in notes
            places = source.links_to(*kind) or source.used_from_elsewhere(text)
            start = _nth(places, seen[kind])
            seen[kind] += 1
            found = [value] if attribute != "srcset" else _CANDIDATE.findall(value)
            for target in found:
                start = max(start, source.code_masked.find(target, start)) if attribute == "srcset" else start
                embeds = element.tag not in ("a", "area")
                main = attribute not in _OPTIONAL
                yield Link(target, embeds, text, source.place(start), raw, plain and main, element.tag if main else "")


def _is_picture(element: HtmlElement) -> bool:
    return element.get("type", "").lower() == "image"


def _citations(tree: HtmlElement, source: Source) -> Iterator[Citation]:
    written: dict[str, list[int]] = {}
    for match in CITATION.finditer(source.code_masked):
        for work in cited(match.group(1)):
            written.setdefault(work.key, []).append(match.start(1) + work.at)
    seen: Counter[str] = Counter()
    for element in tree.iter("cite"):
        key = element.get("data-key")
        if key is not None:
            place = source.place(_nth(written.get(key, []), seen[key]))
            yield Citation(key, element.get("data-locator", ""), place)
            seen[key] += 1


def _undefined_links(tree: HtmlElement, source: Source, locale: str) -> Iterator[tuple[str, Place]]:
    """Reference links whose brackets the page shows; not those that the source writes with backslashes."""
    if not _REFERENCE_LINK.search(source.prose):
        return
    shown: Counter[tuple[str, ...]] = Counter()
    # Emphasis and code split a link into several runs of text.
    for _, section in groupby(texts(tree, locale), key=lambda text: text.section):
        shown.update(map(_words, _REFERENCE_LINK.finditer("".join(text.value for text in section))))
    raw = Spans(raw_blocks(source.code_masked))
    for match in _REFERENCE_LINK.finditer(source.prose):
        if shown[_words(match)] and not raw.around(match.start()) and not _in_tags(source, match):
            shown[_words(match)] -= 1
            yield source.text[match.start() : match.end()], source.place(match.start())


def _in_tags(source: Source, match: re.Match[str]) -> bool:
    """Whether the link stands in its line between a tag and the end of that element."""
    text = source.code_masked
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 500)
    end = text.find("\n", match.end(), match.end() + 500)
    before, after = text[start : match.start()], text[match.end() : end if end >= 0 else match.end() + 500]
    opened = re.findall(r"<(?!br\b|img\b)([a-z]\w*)\b[^<>]*>(?!.*</\1>)", before)
    return any(f"</{tag}>" in after for tag in opened)


def _undefined_notes(tree: HtmlElement, source: Source) -> Iterator[tuple[str, Place]]:
    """References to footnotes whose signs the page shows, for no footnote has this name."""
    written = list(_NOTE.finditer(source.code_masked))
    shown = Counter(_NOTE.findall(shown_text(tree))) if written else Counter()
    for match in written:
        if shown[match.group(1)] > 0:
            shown[match.group(1)] -= 1
            yield match.group(), source.place(match.start())


def _unused_notes(tree: HtmlElement, source: Source) -> Iterator[tuple[str, Place]]:
    """Footnotes whose way back leads nowhere, for nothing in the text refers to them."""
    ways = [link.get("href", "#") for link in tree.xpath('.//a[@class="footnote-backref"]')]
    if not ways:
        return
    known = {f"#{id_}" for id_ in tree.xpath(".//@id")}
    idle = {way.partition(":")[2] for way in ways if way not in known}
    for match in _NOTE_TEXT.finditer(source.code_masked):
        if match.group(1) in idle:
            yield f"[^{match.group(1)}]", source.place(match.start() + match.group().index("["))


def _words(match: re.Match[str]) -> tuple[str, ...]:
    """The words of a reference link and of its name, whatever the markup around them."""
    return tuple(" ".join(re.findall(r"[^\W_]+", part)) for part in match.groups())
