"""What each rule asks and why, in the languages of the site, with an example of wrong and right."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scripts.model.yamlfile import LOADER

from .rule import RULES

_FILE = Path(__file__).with_name("explanations.yml")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One code: whether it is an error or a warning, (rule, reason) by locale, and the two examples."""

    code: str
    severity: str
    texts: Mapping[str, tuple[str, str]]
    bad: str
    good: str


@cache
def explanations() -> Mapping[str, Explanation]:
    """Every code, sorted: English from the rule's docstring, the rest from explanations.yml."""
    data = yaml.load(_FILE.read_text(encoding="utf-8"), LOADER)
    return {code: _explanation(code, entry) for code, entry in sorted(data.items())}


def _explanation(code: str, entry: Mapping[str, Any]) -> Explanation:
    texts = {locale: (entry[locale]["rule"], entry[locale]["reason"]) for locale in ("id", "en") if locale in entry}
    if code in RULES:
        rule, _, reason = (inspect.getdoc(RULES[code].check) or "").partition("\n\n")
        texts["en"] = (" ".join(rule.split()), " ".join(reason.split()))
    severity = RULES[code].severity if code in RULES else entry["severity"]
    return Explanation(code, severity, texts, entry["bad"].rstrip(), entry["good"].rstrip())


_WORDS = {
    "id": {"error": "kesalahan", "warning": "peringatan", "why": "Alasan", "bad": "Keliru", "good": "Benar"},
    "en": {"error": "error", "warning": "warning", "why": "Why", "bad": "Wrong", "good": "Right"},
}


def explain(code: str, locale: str) -> str | None:
    """The explanation of ``code`` for a terminal, in Indonesian or English; None when there is no such code."""
    found = explanations().get(code.upper())
    if found is None:
        return None
    words = _WORDS[locale]
    rule, reason = found.texts[locale]
    return (
        f"{found.code} ({words[found.severity]}): {rule}\n\n{words['why']}: {reason}\n\n"
        f"{words['bad']}:\n{_indented(found.bad)}\n\n{words['good']}:\n{_indented(found.good)}"
    )


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())
