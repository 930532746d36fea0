"""Ways to print issues: for people, for GitHub's annotations, for other programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from scripts.core.message import Message, invisible, say, visible
from scripts.model.site import Site

from . import ERROR, WARNING, Issue


def without_commands(line: str) -> str:
    """A line that a runner of workflows takes for a text: what a page or a name holds must not command it.

    It obeys lines that begin with ``::``, and ``##[…]`` anywhere (actions/runner, ActionCommand.cs).
    """
    return re.sub(r"##(?=\[)", "## ", re.sub(r"^(\s*):(?=:)", r"\1: ", line))


def as_text(issues: Sequence[Issue], locale: str) -> str:
    """Two lines an issue: ``path:line:column: CODE message`` and the hint.

    The word ``warning`` stays as it is in every language, for the editors that read these lines.
    """

    def lines(issue: Issue) -> str:
        severity = "" if issue.severity == ERROR else f"{issue.severity}: "
        hint = say("hint: {cure}", cure=issue.hint).text(locale)
        place = f"{visible(issue.path)}:{issue.line}:{issue.column}"
        return f"{place}: {issue.code} {severity}{issue.message.text(locale)}\n    {hint}"

    return "\n".join(without_commands(line) for issue in issues for line in lines(issue).split("\n"))


def as_github(issues: Sequence[Issue], locale: str) -> str:
    """Workflow commands that GitHub shows as annotations at the line (its docs, "Workflow commands")."""

    def attribute(text: str) -> str:
        return visible(_data(text)).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::{i.severity} file={attribute(i.path)},line={i.line},col={i.column},title={i.code}"
        f"::{_data(f'{i.code} {i.message.text(locale)}')}%0A{_data(i.hint.text(locale))}"
        for i in issues
    )


def github_notice(message: Message, locale: str) -> str:
    """A workflow command that GitHub shows as a remark on the whole run."""
    return f"::notice::{_data(message.text(locale))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_json(issues: Sequence[Issue], locale: str) -> str:
    """A list of objects with the fields of Issue."""

    def plain(issue: Issue) -> dict[str, object]:
        return {**asdict(issue), "message": issue.message.text(locale), "hint": issue.hint.text(locale)}

    return as_data([plain(issue) for issue in issues])


def as_data(value: object) -> str:
    """JSON with its letters as they are, and as escapes what a terminal would not show, or obey."""
    # Signs that begin a command of a runner can stand in strings alone.
    text = json.dumps(value, ensure_ascii=False, indent=1).replace("##[", "##\\u005b")
    return "\n".join(re.sub(".", _escaped, line, flags=re.S) if invisible(line) else line for line in text.split("\n"))


def _escaped(character: re.Match[str]) -> str:
    return json.dumps(character[0])[1:-1] if invisible(character[0]) else character[0]


FORMATS: Mapping[str, Callable[[Sequence[Issue], str], str]] = {"text": as_text, "github": as_github, "json": as_json}


def summary(site: Site, issues: Sequence[Issue]) -> Message:
    """One line: what was checked and how much was found."""
    errors = sum(issue.severity == ERROR for issue in issues)
    warnings = sum(issue.severity == WARNING for issue in issues)
    checked = [say("{count} pages", count=len(site.pages))]
    if site.glossary:
        checked.append(say("{count} terms", count=len(site.glossary.terms)))
    if site.references:
        checked.append(say("{count} works", count=len(site.references)))
    return say(
        "checked {what}: {errors} errors, {warnings} warnings", what=tuple(checked), errors=errors, warnings=warnings
    )
