"""The cases of the rules: ``tests/rules/<code>.md`` read, laid out as a site, and held against what the checks find.

``tests/rules/README.md`` says how such a file is written.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from scripts.checks import Issue
from tests.support.project import ROOT
from tests.support.settings import SETTINGS, with_settings

FOLDER = ROOT / "tests" / "rules"
SCHEMAS = {file.relative_to(ROOT).as_posix(): file.read_bytes() for file in ROOT.glob("docs/_data/**/*.schema.json")}

_CASE = re.compile(r"(Broken|Clean)(: \S.*)?")
_FILES = re.compile(r"(`[^`]+`(?:,\s`[^`]+`)*)(?: \((CRLF|escaped|CRLF, escaped)\))?:")
_LINK = re.compile(r"`([^`]+)` → `([^`]+)`")
_ADDED, _EXPECTED = "Settings:", "Expected:"
_ESCAPE = re.compile(rb"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.?))", re.DOTALL)
_SIGNS = {b"\\": b"\\", b"t": b"\t", b"r": b"\r", b"\n": b""}


class CaseError(pytest.Collector.CollectError):
    """A file of cases is not written as it must be; pytest prints only ``path:line: what is wrong``."""


@dataclass(slots=True)
class Case:
    """A tree of files and links, and what the checks find in it, each a line; ``lines`` are those that list it."""

    name: str
    files: dict[str, bytes]
    links: dict[str, str]
    expected: tuple[str, ...] = ()
    lines: tuple[int, int] = (0, 0)

    @property
    def broken(self) -> bool:
        """Whether anything is to be found."""
        return "/broken" in self.name

    def add(self, label: str, content: str, lines: tuple[int, int]) -> None:
        """Take a block and the label above it. Raises ``ValueError`` where the label is none, or stands twice."""
        if label == _EXPECTED:
            if self.lines != (0, 0) or not self.broken:
                raise ValueError("one block of what is expected belongs to a broken case, and to no other")
            self.expected, self.lines = tuple(content.splitlines()), lines
        elif label == _ADDED:
            self.files[self._free("mkdocs.yml")] = with_settings(content).encode()
        elif found := _FILES.fullmatch(label):
            form = found[2] or ""
            data = unescaped(content) if "escaped" in form else content.encode()
            for path in found[1].split("`")[1::2]:
                self.files[self._free(path)] = data.replace(b"\n", b"\r\n") if "CRLF" in form else data
        else:
            raise ValueError("a block needs a line above it that says which file it is")

    def link(self, path: str, target: str) -> None:
        """Take a symbolic link. Raises ``ValueError`` where its path is taken."""
        self.links[self._free(path)] = target

    def _free(self, path: str) -> str:
        if path in self.files or path in self.links:
            raise ValueError(f"{path} is given twice")
        if Path(path).is_absolute() or ".." in Path(path).parts:
            raise ValueError(f"{path} lies outside the case")
        return path


@dataclass(slots=True)
class Rule:
    """A file of cases: the code of its rule, the words about the rule, and the cases."""

    code: str
    words: list[str] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)


@cache
def rules() -> Mapping[str, Rule]:
    """Every file of cases, by code. Raises ``CaseError``."""
    return {file.stem: read_rule(file) for file in sorted(FOLDER.glob("*.md")) if file.name != "README.md"}


@cache
def cases() -> Mapping[str, Case]:
    """Every case by its name, ``L02/broken``. Raises ``CaseError``."""
    return {case.name: case for rule in rules().values() for case in rule.cases}


def read_rule(file: Path) -> Rule:
    """The cases of one file. Raises ``CaseError`` at whatever is not understood, or missing."""
    rule, label, line = Rule(file.stem), "", 1
    try:
        for line, kind, content, end in _pieces(file.read_text(encoding="utf-8")):
            label = _take(rule, label, kind, content, (line, end))
        _finish(rule, label)
    except ValueError as error:
        raise CaseError(f"{_shown(file)}:{line}: {error}") from None
    return rule


def _pieces(text: str) -> Iterator[tuple[int, str, str, int]]:
    """The line, kind and content of each piece of Markdown, and the line at which it ends."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.isprintable() or line.endswith(" "):
            yield number, "unseen", line, number
    kind = ""
    for token in MarkdownIt("zero").enable(["fence", "heading"]).parse(text):
        kind = token.tag if token.type.endswith("_open") else kind
        if token.type in ("fence", "inline") and token.map:
            first, last = token.map
            yield first + 1, kind if token.type == "inline" else "block", token.content, last


def _take(rule: Rule, label: str, kind: str, content: str, lines: tuple[int, int]) -> str:
    """Take a piece that follows on ``label``; returns it where it is a label itself. Raises ``ValueError``."""
    if kind == "block" and rule.cases:
        rule.cases[-1].add(label, content, lines)
        return ""
    if label:
        raise ValueError(f"a block has to follow on “{label}”")
    if kind == "h1" and not rule.cases and re.fullmatch(rf"{rule.code}: \S.*", content):
        # The first case holds what all share, until the others have it.
        rule.cases.append(Case(rule.code, {}, {}))
    elif kind == "h2" and rule.cases and _CASE.fullmatch(content):
        shared = rule.cases[0]
        rule.cases.append(Case(f"{rule.code}/{content.lower()}", dict(shared.files), dict(shared.links)))
    elif kind == "p" and rule.cases:
        return _take_line(rule, content)
    elif kind == "unseen":
        raise ValueError("signs that nobody sees are written as escapes")
    else:
        raise ValueError(f"the file begins with “# {rule.code}: name”; its cases are “## Broken” and “## Clean”")
    return ""


def _take_line(rule: Rule, content: str) -> str:
    if content in (_ADDED, _EXPECTED) or _FILES.fullmatch(content):
        return content
    if found := _LINK.fullmatch(content):
        rule.cases[-1].link(*found.groups())
    elif not content.endswith("."):
        raise ValueError("this names neither a file nor a symbolic link, and a sentence ends with a full stop")
    elif len(rule.cases) == 1:
        rule.words += content.split()
    return ""


def _finish(rule: Rule, label: str) -> None:
    if label:
        raise ValueError(f"a block has to follow on “{label}”")
    rule.cases = rule.cases[1:]
    names = [case.name for case in rule.cases]
    if {case.broken for case in rule.cases} != {True, False} or len(set(names)) < len(names):
        raise ValueError("a rule needs a broken case and a clean one, each with a name of its own")
    for case in rule.cases:
        if case.broken and case.lines == (0, 0):
            raise ValueError(f"{case.name} lacks a block of what is “{_EXPECTED}”")


def unescaped(text: str) -> bytes:
    """The bytes of a text with escapes. Raises ``ValueError`` at one that there is none of."""

    def sign(found: re.Match[bytes]) -> bytes:
        byte, letter, other = found.groups()
        if byte or letter:
            return bytes.fromhex(byte.decode()) if byte else chr(int(letter, 16)).encode()
        if other not in _SIGNS:
            raise ValueError(f"there is no escape \\{other.decode(errors='replace')}")
        return _SIGNS[other]

    return _ESCAPE.sub(sign, text.encode())


def lay(case: Case, root: Path) -> Path:
    """Lay a case out below ``root``, over the common ``mkdocs.yml`` and, where it has data, the real schemas."""
    files = {"mkdocs.yml": SETTINGS.encode(), **case.files}
    if any(path.startswith("docs/_data/") for path in case.files):
        files |= SCHEMAS
    for folder in {(root / path).parent for path in (*files, *case.links)}:
        folder.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (root / path).write_bytes(data)
    for path, target in case.links.items():
        (root / path).symlink_to(target)
    return root


def found_lines(issues: Iterable[Issue]) -> tuple[str, ...]:
    """Issues as a case lists them."""
    return tuple(f"{issue.path}:{issue.line}:{issue.column}: {issue.code} {issue.message}" for issue in issues)


def patch(case: Case, found: Iterable[str], file: Path) -> str:
    """A patch for ``git apply``, after which a broken case of ``file`` lists what was found; empty where it does."""
    before = file.read_text(encoding="utf-8").splitlines(keepends=True)
    first, last = case.lines
    after = [*before[:first], *(f"{line}\n" for line in found), *before[last - 1 :]]
    return "".join(difflib.unified_diff(before, after, f"a/{_shown(file)}", f"b/{_shown(file)}"))


def _shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
