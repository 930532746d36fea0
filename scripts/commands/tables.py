"""Write the tables of rules in the documents anew: ``python -m scripts tables``.

What they say stands in ``checks/families/``; the tables are between two comments, and nothing else is changed. Exit
code 0, or 2 when a document cannot be read or written, or has no such comments.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scripts.checks import CODES, WARNING
from scripts.checks.explanation import families
from scripts.core.message import MessageError, say
from scripts.core.staging import replacing
from scripts.core.terminal import complain


class TableError(MessageError):
    """A document has no place for a table."""


def main(root: Path | None = None) -> int:
    """Renew the tables in the documents of the folder; returns the exit code."""
    for name in TABLES:
        file = (root or Path.cwd()) / name
        try:
            text = renewed(name, file.read_text(encoding="utf-8"))
            with replacing(file) as draft:
                draft.write_text(text, encoding="utf-8", newline="\n")
        except (OSError, TableError) as error:
            reason = error.message if isinstance(error, TableError) else error.strerror
            complain("tables", say("{where}: {reason}", where=name, reason=reason or ""))
            return 2
    return 0


def renewed(name: str, text: str) -> str:
    """The ``text`` of the document with its tables as they must be. Raises TableError."""
    for table, rows in TABLES[name].items():
        begin, end = f"<!-- {table}: made by `make tables` -->", "<!-- end -->"
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise TableError(say("no table stands between {begin} and {end}", begin=begin, end=end))
        text = before + "\n".join((begin, "", *rows(), "", end)) + after
    return text


def _codes() -> list[str]:
    rows = ["| Family | About | Codes |", "| --- | --- | --- |"]
    for letter, family in families().items():
        named = (
            f"{code} {entry.about}{' (warning)' if CODES[code].severity == WARNING else ''}"
            for code, entry in family.codes.items()
        )
        rows.append(f"| {letter} | {family.about} | {', '.join(named)} |")
    return rows


def _asked(locale: str, *head: str) -> Callable[[], list[str]]:
    return lambda: [
        f"| {' | '.join(head)} |",
        "| --- | --- |",
        *(f"| {letter} | {family.asks[locale]} |" for letter, family in families().items() if family.asks),
    ]


# The tables of each document, by the comment that they stand below.
TABLES: dict[str, dict[str, Callable[[], list[str]]]] = {
    "CONTRIBUTING.md": {
        "aturan": _asked("id", "Kode", "Yang diminta"),
        "rules": _asked("en", "Code", "What it requires"),
    },
    "scripts/README.md": {"rules": _codes},
}
