"""Exemptions: comments that let a finding stand, with the reason why.

``<!-- exempt D01: reason -->`` in a page, ``# exempt T04: reason`` in its front matter and in data files. A comment
that stands alone covers the block that follows: in a page the lines up to the next blank one, in YAML the next key or
list item with all that is indented below it. One that shares its line with something else covers that line. Right below
the opening ``---`` of a page it covers line 1 too, where findings about the page as a whole are shown.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from scripts.core.place import Place
from scripts.core.yamlfile import LOADER

from .markdown.masks import INDENTED, code_spans, comments, fences, spans
from .markdown.source import Source, body_in_place, body_of, front_matter_of
from .page import Page

_YAML_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.M)
# In a page with its brackets, in YAML with its number sign.
_EXEMPT = re.compile(r"(?:<!--|#)\s*([Ee]xempt)\b[ \t]*([^:]*?)\s*(?::(.*?))?\s*(?:-->)?\Z", re.S)
_CODE = re.compile(r"[^\s,;]+")
# A code comes first, or nothing but a colon; any other text is a comment that happens to begin with this word.
_MEANT = re.compile(r"[A-Za-z]{1,2}\d|\Z")
_ALONE = re.compile(r"[ \t>]*")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_COMMENT_LINE = re.compile(r"[ \t>]*<!--.*?-->[ \t]*(?:\n|\Z)", re.S)


@dataclass(frozen=True, slots=True)
class Exemption:
    """What a comment exempts: each code as written with its place, the reason, and the lines ``first`` to ``last``."""

    codes: tuple[tuple[str, Place], ...]
    reason: str
    place: Place
    first: int
    last: int

    def covers(self, path: str, line: int) -> bool:
        """Whether it stands for this line of this file."""
        return path == self.place.path and self.first <= line <= self.last


def data_exemptions(root: Path, data: Iterable[str]) -> Iterator[Exemption]:
    """Every exemption in the YAML files ``data`` below ``root``, whether well formed or not."""
    for path in data:
        yield from _in_yaml(path, (root / path).read_text(encoding="utf-8-sig"), 1)


def page_exemptions(page: Page) -> Iterator[Exemption]:
    """Every exemption in one page: those of its front matter, and the comments of its text that its HTML has too."""
    text = page.source.text
    if not page.readable or not _is_mentioned(text):
        return
    if front := front_matter_of(text):
        yield from _in_yaml(page.path, front.group(1), 2)
    lines = text.split("\n")
    ends: dict[int, int] = {}
    shown = _shown_as_code(page)
    # Of two like comments, the one that stands further to the right is code.
    for match in sorted(_comments(text), key=lambda match: -len(_before(text, match))):
        if written := _written(match.group()):
            head = _head(match.group())
            if shown[head] > 0 and INDENTED.match(_before(text, match)):
                shown[head] -= 1
                continue
            first, last = page.place(match.start()).line, page.place(match.end()).line
            if _stands_alone(text, match):
                last = _end_of_block(page.source, lines, last, ends)
            yield _exemption(written, page.place(match.start()), first, last)


def _shown_as_code(page: Page) -> Counter[str]:
    """Comments that the page shows as text because they are indented, not because of fences and backticks; by head."""
    text = re.sub(r"<[^>]*>", "", page.html)
    shown = Counter(_head(html.unescape(text[a:b])) for a, b in spans(comments(text, "&lt;!--", "--&gt;")))
    body = body_of(page.source.text)
    written = Counter(_head(body[start:end]) for start, end in spans(comments(body)))
    return shown - (written - Counter(_head(match.group()) for match in _comments(body)))


def _is_mentioned(text: str) -> bool:
    # Nearly no file has one, and all are asked.
    return "exempt" in text or "Exempt" in text


def is_exemption(comment: str) -> bool:
    """Whether a comment, with its brackets or its number sign, is meant as an exemption."""
    return _written(comment) is not None


def _written(comment: str) -> re.Match[str] | None:
    """The comment in its parts, if it is meant as an exemption."""
    match = _EXEMPT.match(comment)
    return match if match and _MEANT.match(match[2]) and (match[2] or match[1] == "exempt") else None


def without_exemptions(text: str) -> str:
    """The text of a page as it was before exemptions were written into it; a line that held nothing else goes."""
    if not _is_mentioned(text):
        return text
    front = front_matter_of(text)
    matches = list(_comments(text))
    if front and (masked := _scalars(front.group(1))) is not None:
        matches += _YAML_COMMENT.finditer(text[: front.start(1)] + masked, front.start(1))
    for match in sorted(matches, key=lambda match: match.start(), reverse=True):
        if is_exemption(match.group()):
            before, after = text[: match.start()], text[match.end() :]
            if _stands_alone(text, match):
                before, after = before[: before.rfind("\n") + 1], after.partition("\n")[2]
                if before.endswith("\n\n"):
                    after = after.removeprefix("\n")
            text = before.rstrip(" \t") + after
    return text


def _comments(text: str) -> Iterator[re.Match[str]]:
    """Comments of the body; whichever begins first decides: a comment in code is code, code in a comment is comment."""
    body = body_in_place(text)
    seekers = {kind: kind(body) for kind in (fences, code_spans, comments)}
    following = {kind: seek(0) for kind, seek in seekers.items()}
    while found := {kind: place for kind, place in following.items() if place}:
        kind = min(found, key=lambda kind: found[kind][0])
        start, at = found[kind]
        if kind is comments and (comment := _COMMENT.match(body, start)):
            yield comment
        for other, place in found.items():
            if place[0] < at:
                following[other] = seekers[other](at)


def _head(comment: str) -> str:
    """The words before the reason: in it Markdown may have made tags of what the source says."""
    return " ".join(comment.partition(":")[0].split())


def _before(text: str, match: re.Match[str]) -> str:
    return text[text.rfind("\n", 0, match.start()) + 1 : match.start()]


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() :].partition("\n")[0]
    # Another comment on the same line is nothing that could be exempted.
    return all(_ALONE.fullmatch(_COMMENT.sub("", part)) for part in (_before(text, match), after))


def _end_of_block(source: Source, lines: Sequence[str], line: int, ends: dict[int, int]) -> int:
    """The last line of the block that follows ``line``, over blank lines and further comments before it.

    ``ends`` keeps what is found, so that no line is gone over for each of the comments above it.
    """
    passed, at = [], line
    while at < len(lines) and at not in ends:
        passed.append(at)
        if _ALONE.fullmatch(lines[at]):
            if at + 1 == len(lines):
                ends[at] = at
                break
            at += 1
        elif comment := _COMMENT_LINE.match(source.text, source.starts[at]):
            at += max(1, comment.group().count("\n"))
        else:
            end = next((n for n in range(at, len(lines)) if _ALONE.fullmatch(lines[n])), len(lines))
            ends.update((n, end) for n in range(at, end) if n == at or "<!--" not in lines[n])
    end = ends.get(at, len(lines))
    ends.update(dict.fromkeys(passed, end))
    return end


def _scalars(text: str) -> str | None:
    """YAML ``text`` with its values as letters x, so that what looks like a comment is one; None when it is no YAML."""
    parts, end = [], 0
    try:
        for token in yaml.scan(text, Loader=LOADER):
            if isinstance(token, yaml.ScalarToken):
                start, before = token.start_mark.index, end
                end = token.end_mark.index
                parts += [text[before:start], re.sub(r"\S", "x", text[start:end])]
    except yaml.YAMLError:
        return None
    return "".join(parts) + text[end:]


def _in_yaml(path: str, text: str, first_line: int) -> Iterator[Exemption]:
    if not _is_mentioned(text) or (masked := _scalars(text)) is None:
        return
    lines = masked.split("\n")
    for match in _YAML_COMMENT.finditer(masked):
        if not (written := _written(match.group())):
            continue
        index = masked.count("\n", 0, match.start())
        column = match.start() - masked.rfind("\n", 0, match.start())
        first = last = index
        if lines[index].lstrip().startswith("#"):
            last = _end_of_entry(lines, index)
            opening = all(line.lstrip().startswith("#") for line in lines[:index])
            first = -1 if opening and first_line > 1 else index
        place = Place(path, index + first_line, column)
        yield _exemption(written, place, first + first_line, last + first_line)


def _end_of_entry(lines: Sequence[str], index: int) -> int:
    """The last line of the key or list item that follows the comment at ``index``."""
    entry = next((at for at in range(index, len(lines)) if _indent(lines[at]) is not None), index)
    indent, item = _indent(lines[entry]) or 0, lines[entry].lstrip().startswith("- ")
    last = entry
    for at in range(entry + 1, len(lines)):
        here = _indent(lines[at])
        if here is None:
            continue
        # The list below a key may stand as far to the left as the key; so may a closing bracket.
        below = here > indent or (here == indent and not item and lines[at].lstrip()[0] in "-]}")
        if not below:
            break
        last = at
    return last


def _indent(line: str) -> int | None:
    """How far the line is indented; None when it is blank or a comment."""
    content = line.lstrip()
    return None if not content or content.startswith("#") else len(line) - len(content)


def _exemption(written: re.Match[str], place: Place, first: int, last: int) -> Exemption:
    _, codes, reason = written.groups()
    found = []
    for code in _CODE.finditer(codes):
        before = written.string[: written.start(2) + code.start()]
        line = place.line + before.count("\n")
        column = len(before.rpartition("\n")[2]) + (place.column if line == place.line else 1)
        found.append((code.group(), Place(place.path, line, column)))
    return Exemption(tuple(found), " ".join((reason or "").split()), place, first, last)
