"""Reading one page: its file, its front matter, and what its rendered Markdown shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement
from markdown import Markdown

from scripts.core.message import say
from scripts.core.place import Place, Problem, as_lines, undecoded
from scripts.core.yamlfile import Yaml, parse

from .contents import contents_of
from .data_blocks import DATA_BLOCKS
from .markdown.box_syntax import name_boxes
from .markdown.filling import has_gaps
from .markdown.limits import MOST_CHARACTERS, MOST_REREAD, MOST_SECONDS, OverTime, limited, reread
from .markdown.loose_ends import undefined_links, undefined_notes, unused_notes
from .markdown.markup import HEADINGS, Block, Text, blocks, document_tags, parse_html, texts, to_html
from .markdown.source import Source, body_of, front_matter_of
from .page import BLOCK_LINE, Page, Section, diagram_name
from .page_links import citations_of, links_of
from .passages import passages
from .settings.config import Config
from .settings.shown_text import misread_front_matter


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
        say("fix what the message names; MkDocs would stop at this page"),
    )


def _render(
    path: str, slug: str, locale: str, source: Source, meta: Yaml, markdown: Markdown, filled: frozenset[str]
) -> Page:
    rendered = markdown.reset().convert(body_of(_without_blocks(source)))
    tree = parse_html(rendered)
    name_boxes(tree, locale)
    prose = texts(tree, locale)
    blocks = [(match.group(1), source.place(match.start())) for match in BLOCK_LINE.finditer(source.code_masked)]
    return Page(
        path,
        slug,
        locale,
        source,
        meta.value or {},
        meta,
        sections=tuple(_sections(tree, source, prose)),
        anchors=frozenset(element.get("id") for element in tree.iter() if element.get("id"))
        | frozenset(a.get("name") for a in tree.iter("a") if a.get("name")),
        links=tuple(links_of(tree, source)),
        citations=tuple(citations_of(tree, source)),
        undefined_links=tuple(undefined_links(prose, source)),
        undefined_notes=tuple(undefined_notes(tree, source)) if "footnote" in markdown.inlinePatterns else (),
        unused_notes=tuple(unused_notes(tree, source)),
        data_blocks={block: place for block, place in blocks if not diagram_name(block)},
        diagrams=tuple((name, place) for block, place in blocks if (name := diagram_name(block))),
        passages=tuple(passages(prose, source)),
        html=to_html(tree),
        contents=contents_of(markdown),
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


def _sections(tree: HtmlElement, source: Source, prose: Sequence[Text]) -> Iterator[Section]:
    # By heading, not by id: of two with the same one, each has its own text.
    by_heading: dict[HtmlElement | None, list[Block]] = {}
    for block in blocks(prose):
        by_heading.setdefault(block.heading, []).append(block)

    def section(element: HtmlElement | None, level: int, heading: str, offset: int) -> Section:
        here, anchor = by_heading.get(element, []), "" if element is None else element.get("id")
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
