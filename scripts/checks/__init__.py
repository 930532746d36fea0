"""The rules: each reads the model and yields what it finds; none knows of another, of MkDocs or of output."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from scripts.core.message import Message
from scripts.model.settings.config import Config
from scripts.model.site import Site

from .exemptions import idle, unexempted
from .kept_findings import found_by_page
from .rule import CODES, ERROR, RULES, WARNING, Issue, Rule

__all__ = ["CODES", "ERROR", "RULES", "WARNING", "Issue", "check_site", "families", "not_looked_at"]

# A module of this folder, or of one inside it, makes its rules known by being imported; in the order of their names.
for _module in walk_packages(__path__, f"{__name__}."):
    import_module(_module.name)

# What any site is held to. The others are ways of a house, which a site asks for in `extra.check_families`.
_ALWAYS = frozenset("FLTPCAGX")


def families(config: Config) -> frozenset[str]:
    """The letters of the rules that the site is held to."""
    return _ALWAYS | config.check_families


def check_site(site: Site) -> list[Issue]:
    """Every issue that any rule finds which the site is held to and no comment exempts, sorted by place and code."""
    rules = {code: rule for code, rule in _held(site).items() if not rule.hindrance(site)}
    issues = found_by_page(site, [rule for rule in rules.values() if rule.by_page])
    issues |= {issue for rule in rules.values() if not rule.by_page for issue in rule.issues(site)}
    return sorted(_told_once({*unexempted(issues, site.exemptions), *idle(site, issues, rules)}))


def not_looked_at(site: Site) -> list[Message]:
    """What the rules could not look at on this machine, though the site is held to it, and how they can."""
    return [message for rule in _held(site).values() if (message := rule.hindrance(site))]


def _held(site: Site) -> dict[str, Rule]:
    held = families(site.config)
    return {code: rule for code, rule in RULES.items() if code[0] in held}


def _told_once(issues: set[Issue]) -> Iterator[Issue]:
    """The words of a title without quotes are classes of its box; of the two errors the one that names the slip."""
    titles = {(issue.path, issue.line) for issue in issues if issue.code == "W10"}
    return (issue for issue in issues if issue.code != "H08" or (issue.path, issue.line) not in titles)
