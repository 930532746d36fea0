"""What each rule asks and why, in the languages of the site, with an example of wrong and right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scripts.model.yamlfile import LOADER

from .rule import CODES

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
    """Every code, sorted: English from the registry, the rest from explanations.yml."""
    data = yaml.load(_FILE.read_text(encoding="utf-8"), LOADER)
    return {code: _explanation(code, entry) for code, entry in sorted(data.items())}


def _explanation(code: str, entry: Mapping[str, Any]) -> Explanation:
    known = CODES[code]
    rule, _, reason = known.text.partition("\n\n")
    texts = {
        "id": (entry["id"]["rule"], entry["id"]["reason"]),
        "en": (" ".join(rule.split()), " ".join(reason.split())),
    }
    return Explanation(code, known.severity, texts, entry["bad"].rstrip(), entry["good"].rstrip())


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
