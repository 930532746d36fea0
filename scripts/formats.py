"""Ways to print issues: for people, for GitHub's annotations, for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from scripts.checks import ERROR, WARNING, Issue
from scripts.model.message import Message, say
from scripts.model.site import Site


def as_text(issues: Sequence[Issue], locale: str) -> str:
    """Two lines an issue: ``path:line:column: CODE message`` and the hint.

    The word ``warning`` stays as it is in every language, for the editors that read these lines.
    """

    def lines(issue: Issue) -> str:
        severity = "" if issue.severity == ERROR else f"{issue.severity}: "
        hint = say("hint: {cure}", cure=issue.hint).text(locale)
        place = f"{issue.path}:{issue.line}:{issue.column}"
        return f"{place}: {issue.code} {severity}{issue.message.text(locale)}\n    {hint}"

    return "\n".join(map(lines, issues))


def as_github(issues: Sequence[Issue], locale: str) -> str:
    """Workflow commands that GitHub shows as annotations at the line (its docs, "Workflow commands")."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def attribute(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::{i.severity} file={attribute(i.path)},line={i.line},col={i.column},title={i.code}"
        f"::{data(f'{i.code} {i.message.text(locale)}')}%0A{data(i.hint.text(locale))}"
        for i in issues
    )


def as_json(issues: Sequence[Issue], locale: str) -> str:
    """A list of objects with the fields of Issue."""

    def plain(issue: Issue) -> dict[str, object]:
        return {**asdict(issue), "message": issue.message.text(locale), "hint": issue.hint.text(locale)}

    return json.dumps([plain(issue) for issue in issues], ensure_ascii=False, indent=1)


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
