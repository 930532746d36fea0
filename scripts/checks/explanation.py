"""What each code asks and why, in the languages of the site, with an example of wrong and right.

English is said by the registry of codes; the rest stands in ``families/``, a file for each family.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
import yaml

from scripts.core.message import say
from scripts.core.yamlfile import LOADER

from .rule import CODES, ERROR

_FOLDER = Path(__file__).with_name("families")


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked, and why."""

    rule: str
    reason: str


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a file of a family says of one code: a few words for a table, Indonesian, the two examples."""

    about: str
    id: Text
    bad: str
    good: str


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: what the family is about, what it asks by locale (nothing where no writer is asked), its codes."""

    about: str
    codes: dict[str, Entry]
    asks: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One code: whether it is an error or a warning, (rule, reason) by locale, and the two examples."""

    code: str
    severity: str
    texts: Mapping[str, tuple[str, str]]
    bad: str
    good: str


@cache
def families() -> Mapping[str, Family]:
    """Every family by its letter, sorted."""
    return {
        file.stem: msgspec.convert(yaml.load(file.read_text(encoding="utf-8"), LOADER), Family)
        for file in sorted(_FOLDER.glob("*.yml"))
    }


@cache
def explanations() -> Mapping[str, Explanation]:
    """Every code, sorted."""
    entries = {code: entry for family in families().values() for code, entry in family.codes.items()}
    return {code: _explanation(code, entries[code]) for code in sorted(entries)}


def _explanation(code: str, entry: Entry) -> Explanation:
    known = CODES[code]
    rule, _, reason = known.text.partition("\n\n")
    texts = {"id": (entry.id.rule, entry.id.reason), "en": (" ".join(rule.split()), " ".join(reason.split()))}
    return Explanation(code, known.severity, texts, entry.bad.rstrip(), entry.good.rstrip())


def explain(code: str, locale: str) -> str | None:
    """The explanation of ``code`` for a terminal, in Indonesian or English; None when there is no such code."""
    found = explanations().get(code.upper())
    if found is None:
        return None
    rule, reason = found.texts[locale]
    asked = (
        say("{code} (error): {rule}", code=found.code, rule=rule)
        if found.severity == ERROR
        else say("{code} (warning): {rule}", code=found.code, rule=rule)
    )
    parts = (
        asked.text(locale),
        say("Why: {reason}", reason=reason).text(locale),
        say("Wrong:").text(locale) + _indented(found.bad),
        say("Right:").text(locale) + _indented(found.good),
    )
    return "\n\n".join(parts)


def _indented(text: str) -> str:
    return "".join(f"\n    {line}".rstrip(" ") for line in text.splitlines())
