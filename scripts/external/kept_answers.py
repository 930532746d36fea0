"""Good answers kept for some days, so that no server is asked again for what it just told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scripts.core.staging import replacing

from .verdicts import ANSWERED, Answer

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A good answer and when it was given."""

    answer: Answer
    at: datetime

    def fresh(self, now: datetime, days: float) -> bool:
        """Whether the answer is younger than ``days``; one from the future, by a wrong clock, would never age."""
        return 0 <= (now - self.at).total_seconds() < days * 86400


def load(file: Path) -> dict[str, Kept]:
    """The good answers in ``file`` by address. A cache that cannot be read is an empty one."""
    try:
        content = json.loads(file.read_bytes())
        entries = content["addresses"] if content["version"] == _VERSION else {}
        kept = {address: _kept(entry) for address, entry in entries.items()}
    # All ways in which a file can hold something else: asking again costs less than a person who must fix it.
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}
    return {address: one for address, one in kept.items() if one.answer.good}


def save(file: Path, kept: Mapping[str, Kept]) -> None:
    """Write the answers to ``file``, whole or not at all. Raises OSError."""
    entries = {
        address: {"at": one.at.isoformat(), "status": one.answer.status, "moved_to": one.answer.moved_to}
        for address, one in sorted(kept.items())
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(file) as draft, draft.open("w", encoding="utf-8") as stream:
        json.dump({"version": _VERSION, "addresses": entries}, stream, ensure_ascii=False, indent=1)


def _kept(entry: Mapping[str, Any]) -> Kept:
    at = datetime.fromisoformat(entry["at"])
    if at.tzinfo is None:
        raise ValueError("a date without its time zone says nothing exact")
    return Kept(Answer(ANSWERED, int(entry["status"]), str(entry["moved_to"])), at.astimezone(UTC))
