"""The one issue type, and how a rule is made known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scripts.model.memory import NOT_ASKED, Ask
from scripts.model.message import Message
from scripts.model.place import Place
from scripts.model.site import Site

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One thing to mend: where (line and column from 1, in characters), which rule, what is wrong, what cures it."""

    path: str
    line: int
    column: int
    code: str
    severity: str
    message: Message
    hint: Message


# What a rule yields: the place, what is wrong there, and the cure.
Finding = tuple[Place, Message, Message]
# Every check reads the site; that of idle exemptions reads what the others found as well.
Check = Callable[..., Iterable[Finding]]
# Why a rule cannot judge the site on this machine; None where it can.
Hindrance = Callable[[Site], Message | None]


def _nothing(_: Site) -> None:
    """Most rules need nothing but the site."""


def where_held(family: str, ask: Ask = lambda site: None) -> Ask:
    """``ask`` on sites that are held to the family of rules."""
    return lambda site: ask(site) if family in site.config.check_families else NOT_ASKED


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its stable code; the docstring of ``check`` says what it asks and why.

    What a rule finds ``by_page`` in the file of a page depends on that page in all its languages, on the data files and
    the settings, and of the other pages on nothing but their outlines; it goes through ``site.pages`` or
    ``site.own_slugs``. So its findings are kept, and it is asked about pages that changed.
    """

    code: str
    severity: str
    check: Check
    hindrance: Hindrance = _nothing
    by_page: bool = False

    def issues(self, site: Site, *found: object) -> Iterator[Issue]:
        """What the rule finds on the site; nothing where something hinders it."""
        if self.hindrance(site):
            return
        for place, message, hint in self.check(site, *found):
            yield Issue(place.path, place.line, place.column, self.code, self.severity, message, hint)


RULES: dict[str, Rule] = {}


def rule(
    code: str, severity: str = ERROR, hindrance: Hindrance = _nothing, *, by_page: bool = False
) -> Callable[[Check], Check]:
    """Register the function below as the rule ``code``."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"two rules have the code {code}")
        RULES[code] = Rule(code, severity, check, hindrance, by_page)
        return check

    return register
