"""Text that readers see, and that YAML reads as something else: a number, a date, or half of it and a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import yaml

from scripts.core.message import Message, say
from scripts.core.place import Place, Problem, line_starts, place_at
from scripts.core.yamlfile import TEXT_TAG, compose

from .mkdocs_yml import Settings

# Keys of a page's front matter that readers see.
KEYS = ("title", "description")
_SETTINGS = ("site_name", "site_description", "site_author", "copyright")
_LONGEST = 60
# After blanks a number sign begins a comment. A remark has a blank after it, a word like #33 has none.
_COMMENT = re.compile(r"[ \t]+(#[^\n]*)")
_WORD = re.compile(r"#\w")
_EXEMPTION = re.compile(r"#\s*exempt\b", re.I)
_MAKER = yaml.constructor.SafeConstructor

Entry = tuple[str, yaml.Node]


def misread_front_matter(path: str, text: str, first_line: int, required: Iterable[str]) -> Iterator[Problem]:
    """What YAML makes of titles and descriptions that readers would not see as it stands written.

    ``text`` begins at ``first_line`` of the file. Keys that the site ``required`` must be text even where another
    value happens to be shown as it stands, and have no remarks beside them.
    """
    wanted = {*required}
    node = compose(text)
    entries = [(key.value, value) for key, value in node.value] if isinstance(node, yaml.MappingNode) else []
    for name, value in entries:
        if name in wanted or name in KEYS:
            strict = name in wanted
            yield from _misread(path, text, first_line, (name, value), strict=strict, remarks=not strict)


def misread_settings(settings: Settings) -> Iterator[Problem]:
    """The same of what readers see of mkdocs.yml: its names and the titles of its nav."""
    for (path, node), text in zip(settings.documents, settings.texts, strict=True):
        for name, value in _shown_settings(node):
            # Of these MkDocs takes text alone; remarks beside them are common.
            yield from _misread(path, text, 1, (name, value), strict=name in _SETTINGS, remarks=True)


def cut_texts(path: str, text: str) -> Iterator[Problem]:
    """Texts of a data file that end at a number sign."""
    if not re.search(r"[ \t]#\w", text):
        return
    nodes, walked = [("", compose(text))], set()
    while nodes:
        name, node = nodes.pop()
        if id(node) in walked:
            continue
        walked.add(id(node))
        if isinstance(node, yaml.MappingNode):
            nodes += [(key.value, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            nodes += [(name, item) for item in node.value]
        elif isinstance(node, yaml.ScalarNode) and (cut := _cut(text, node, remarks=True)):
            yield _problem(path, text, 1, name, cut)


def _misread(path: str, text: str, first_line: int, entry: Entry, *, strict: bool, remarks: bool) -> Iterator[Problem]:
    name, node = entry
    if node.tag.startswith("!"):
        # An environment variable, say, whose value is not to be had.
        return
    if isinstance(node, yaml.ScalarNode):
        found = _cut(text, node, remarks=remarks) if node.tag == TEXT_TAG else _other(node, strict=strict)
    else:
        found = node.start_mark.index, say("the value of {key} is not text", key=name)
    if found:
        yield _problem(path, text, first_line, name, found)


def _problem(path: str, text: str, first_line: int, name: str, found: tuple[int, Message]) -> Problem:
    offset, message = found
    place = place_at(path, text, line_starts(text), offset)
    hint = say("put the whole text between quotes") if not name else say('write {key}: "…", with quotes', key=name)
    return Problem("text", Place(path, place.line + first_line - 1, place.column), message, hint)


def _other(node: yaml.ScalarNode, *, strict: bool) -> tuple[int, Message] | None:
    """A value that is no text, where readers see something else than what is written."""
    if node.tag == "tag:yaml.org,2002:null":
        return None
    try:
        value = _MAKER().construct_object(node)
    except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
        return None
    written, read = node.value[:_LONGEST], str(value)[:_LONGEST]
    if read != written:
        return node.start_mark.index, say("readers see “{read}”, not “{written}”", read=read, written=written)
    return (node.start_mark.index, say("{written} is not text", written=written)) if strict else None


def _cut(text: str, node: yaml.ScalarNode, *, remarks: bool) -> tuple[int, Message] | None:
    """A text without quotes of which YAML keeps a part for itself: what follows a number sign, or its first word."""
    start, end = node.start_mark.index, node.end_mark.index
    if taken := re.match(r"&\S+|!(?=\s)", text[start:end]):
        used = f"*{taken[0][1:]}" in text if len(taken[0]) > 1 else False
        return None if used else (start, say("readers do not see {part}: YAML keeps it for itself", part=taken[0]))
    comment = _COMMENT.match(text, end) if not node.style else None
    if not comment or _EXEMPTION.match(comment[1]) or (remarks and not _WORD.match(comment[1])):
        return None
    part = comment[1][:_LONGEST]
    return comment.start(1), say("readers do not see {part}: in YAML, a comment begins there", part=part)


def _shown_settings(node: yaml.MappingNode) -> Iterator[Entry]:
    values = _entries(node)
    yield from ((name, values[name]) for name in _SETTINGS if name in values)
    yield from _nav_titles(values.get("nav"))
    plugins = values.get("plugins")
    items = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    for item in items:
        languages = _entries(_entries(item).get("i18n")).get("languages")
        for language in languages.value if isinstance(languages, yaml.SequenceNode) else ():
            said = _entries(language)
            yield from ((name, said[name]) for name in ("name", *_SETTINGS) if name in said)
            yield from (("", value) for value in _entries(said.get("nav_translations")).values())
            yield from _nav_titles(said.get("nav"))


def _nav_titles(node: yaml.Node | None) -> Iterator[Entry]:
    """Titles of the nav, which are keys."""
    nodes, walked = [node], set()
    while nodes:
        node = nodes.pop()
        if id(node) in walked:
            continue
        walked.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            nodes += reversed(node.value)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield "", key
                nodes.append(value)


def _entries(node: yaml.Node | None) -> Mapping[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}
