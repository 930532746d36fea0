"""The rules: each reads the model and yields what it finds; none knows of another, of MkDocs or of output."""

from __future__ import annotations

from scripts.model.site import Site

from . import article, citations, files, links, pairs, terms  # noqa: F401  (importing registers the rules)
from .rule import ERROR, RULES, WARNING, Issue

__all__ = ["ERROR", "RULES", "WARNING", "Issue", "check_site"]


def check_site(site: Site) -> list[Issue]:
    """Every issue that any rule finds, sorted by place and code, each once."""
    return sorted({issue for rule in RULES.values() for issue in rule.issues(site)})
