"""The rules: each reads the model and yields what it finds; none knows of another, of MkDocs or of output."""

from __future__ import annotations

from scripts.model.site import Site

# Importing registers the rules.
from . import (  # noqa: F401
    article,
    boxes,
    citations,
    citing,
    diagrams,
    drawings,
    duplicates,
    elements,
    exemptions,
    files,
    ids,
    links,
    linter,
    nav,
    pairs,
    safety,
    signs,
    spelling,
    staleness,
    terms,
    translation,
    writing,
)
from .exemptions import unexempted
from .rule import ERROR, RULES, WARNING, Issue

__all__ = ["ERROR", "RULES", "WARNING", "Issue", "check_site"]


# What any site is held to. The others are ways of a house, which a site asks for in `extra.check_families`.
_ALWAYS = frozenset("FLTPCAGX")


def check_site(site: Site) -> list[Issue]:
    """Every issue that any rule finds which the site is held to and no comment exempts, sorted by place and code."""
    families = _ALWAYS | site.config.check_families
    rules = {code: rule for code, rule in RULES.items() if code[0] in families and code != "X02"}
    issues = {issue for rule in rules.values() for issue in rule.issues(site)}
    idle = RULES["X02"].issues(site, issues, rules)
    return sorted(unexempted(issues, site.exemptions) | set(idle))
