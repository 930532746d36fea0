"""The rules: each reads the model and yields what it finds; none knows of another, of MkDocs or of output."""

from __future__ import annotations

from scripts.model.site import Site

# Importing registers the rules.
from . import article, citations, diagrams, drawings, duplicates, files, links, pairs, safety, staleness, terms  # noqa: F401
from .rule import ERROR, RULES, WARNING, Issue

__all__ = ["ERROR", "RULES", "WARNING", "Issue", "check_site"]


# What any site is held to. The others are ways of a house, which a site asks for in `extra.check_families`.
_ALWAYS = frozenset("FLTPCAG")


def check_site(site: Site) -> list[Issue]:
    """Every issue that any rule finds which the site is held to, sorted by place and code, each once."""
    families = _ALWAYS | site.config.check_families
    return sorted({issue for rule in RULES.values() if rule.code[0] in families for issue in rule.issues(site)})
