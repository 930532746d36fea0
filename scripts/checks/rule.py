"""What is found, under which code, and how a rule is made known."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from scripts.core.message import Message
from scripts.core.place import Place
from scripts.model.memory import NOT_ASKED, Ask
from scripts.model.site import Site

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One thing to fix: where (line and column from 1, in characters), which rule, what is wrong, what cures it."""

    path: str
    line: int
    column: int
    code: str
    severity: str
    message: Message
    hint: Message


class Finding(NamedTuple):
    """What a rule yields: the place, what is wrong there, and the cure."""

    place: Place
    message: Message
    hint: Message


@dataclass(frozen=True, slots=True)
class Code:
    """What findings of one kind are called, for good; ``text`` says what is asked and, in a second paragraph, why."""

    code: str
    severity: str
    text: str

    def issue(self, place: Place, message: Message, hint: Message) -> Issue:
        """The issue that a finding is under this code."""
        return Issue(place.path, place.line, place.column, self.code, self.severity, message, hint)


Check = Callable[[Site], Iterable[Finding]]
# Why a rule cannot judge the site on this machine; None where it can.
Hindrance = Callable[[Site], Message | None]


def _nothing(_: Site) -> None:
    """Most rules need nothing but the site."""


def where_held(family: str, ask: Ask = lambda site: None) -> Ask:
    """``ask`` on sites that are held to the family of rules."""
    return lambda site: ask(site) if family in site.config.check_families else NOT_ASKED


@dataclass(frozen=True, slots=True)
class Rule(Code):
    """A code whose findings a function of the site yields; its docstring is the text.

    What a rule finds ``by_page`` in the file of a page depends on that page in all its languages, on the data files and
    the settings, and of the other pages on nothing but their outlines; it goes through ``site.pages`` or
    ``site.own_slugs``. So its findings are kept, and it is asked about pages that changed.
    """

    check: Check
    hindrance: Hindrance = _nothing
    by_page: bool = False

    def issues(self, site: Site) -> Iterator[Issue]:
        """What the rule finds on the site; nothing where something hinders it."""
        if not self.hindrance(site):
            for finding in self.check(site):
                yield self.issue(*finding)


# Every code that stands before a finding of any command, and those of them that are rules.
CODES: dict[str, Code] = {}
RULES: dict[str, Rule] = {}


def rule(
    code: str, severity: str = ERROR, hindrance: Hindrance = _nothing, *, by_page: bool = False
) -> Callable[[Check], Check]:
    """Register the function below as the rule ``code``."""

    def register(check: Check) -> Check:
        made = Rule(code, severity, inspect.getdoc(check) or "", check, hindrance, by_page)
        _register(made)
        RULES[code] = made
        return check

    return register


def known(code: str, severity: str, text: str) -> Code:
    """Register a code whose findings come from elsewhere than a function of the site."""
    made = Code(code, severity, inspect.cleandoc(text))
    _register(made)
    return made


def _register(made: Code) -> None:
    if made.code in CODES:
        raise ValueError(f"two rules have the code {made.code}")
    CODES[made.code] = made


def problems(site: Site, kind: str) -> Iterator[Finding]:
    """What loading the site met of one kind, as a rule's findings."""
    return (Finding(problem.place, problem.message, problem.hint) for problem in site.problems if problem.kind == kind)
