"""How far each page is in each language: ``python -m scripts.status [--format text|json]``.

Exit code 0, whatever the state of the pages; 2 when the site cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from scripts.checks import ERROR, Issue
from scripts.model.config import ConfigError
from scripts.model.site import load_site
from scripts.progress.pages import MISSING, STALE, UNREADABLE, UNSTAMPED, WRONG, PageStatus
from scripts.progress.report import Report

_WIDTH = 110
_GAP = "  "
_NOTHING = "–"


def main(arguments: list[str] | None = None) -> int:
    """Print the state of every page of the site at ``--root``, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.status", description=__doc__.splitlines()[0])
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print the table (default: text)")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="folder of mkdocs.yml (default: this folder)")
    options = parser.parse_args(arguments)
    try:
        report = Report(load_site(options.root))
    except ConfigError as error:
        print(f"status: {error}", file=sys.stderr)
        return 2
    print(FORMATS[options.format](report.statuses, report.issues))
    return 0


def as_text(statuses: Sequence[PageStatus], issues: Sequence[Issue]) -> str:
    """A table with a line for each page and language, and a closing line with totals and what to do next."""
    rows = [_HEADER, *map(_row, statuses)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    widths[0] = min(widths[0], _WIDTH - sum(widths[1:]) - len(_GAP) * (len(widths) - 1))
    lines = [
        _GAP.join(
            cell.rjust(width) if name in _NUMBERS else _shortened(cell, width).ljust(width)
            for name, cell, width in zip(_HEADER, row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, "", closing(statuses, issues)])


_HEADER = ("slug", "language", "page", "translation", "words", "changed", "errors", "warnings")
_NUMBERS = frozenset({"words", "errors", "warnings"})


def _row(status: PageStatus) -> tuple[str, ...]:
    cells = (status.translation, status.words, status.changed)
    shown = (_NOTHING if cell is None else str(cell) for cell in cells)
    return (status.slug, status.locale, status.page, *shown, str(status.errors), str(status.warnings))


def _shortened(text: str, width: int) -> str:
    """The end stays, for it tells pages of one folder apart."""
    return text if len(text) <= width else "…" + text[len(text) - width + 1 :]


def closing(statuses: Sequence[PageStatus], issues: Sequence[Issue]) -> str:
    """The totals and what to do next; one line, unless the numbers are uncommonly long."""
    pages = Counter(status.page for status in statuses)
    translations = Counter(status.translation for status in statuses)
    errors, warnings = (sum(getattr(s, name) for s in statuses) for name in ("errors", "warnings"))
    elsewhere = len(issues) - errors - warnings
    noted = [(pages[MISSING], MISSING), (translations[STALE], STALE), (translations[UNSTAMPED], UNSTAMPED)]
    totals = [
        f"{len(statuses) - pages[MISSING]} pages",
        f"{sum(status.words or 0 for status in statuses)} words",
        *(f"{number} {name}" for number, name in noted if number),
        f"{errors} errors",
        f"{warnings} warnings" + (f" (and {elsewhere} in other files)" if elsewhere else ""),
    ]
    return textwrap.fill(f"{', '.join(totals)}; next: {_next(statuses, issues)}", _WIDTH)


def _next(statuses: Sequence[PageStatus], issues: Sequence[Issue]) -> str:
    """The most pressing thing to do: what readers miss before what is wrong, and that before what may be."""
    states = {status.page for status in statuses} | {status.translation for status in statuses}
    severities = {issue.severity for issue in issues}
    steps = (
        (UNREADABLE in states, "make check, mend unreadable pages"),
        (MISSING in states, "write the missing pages"),
        (ERROR in severities, "make check shows the errors"),
        (STALE in states, "update stale pages, then make stamp"),
        (bool({UNSTAMPED, WRONG} & states), "compare languages, then make stamp"),
        (bool(severities), "make check shows the warnings"),
    )
    return next((step for due, step in steps if due), "nothing to do")


def as_json(statuses: Sequence[PageStatus], issues: Sequence[Issue]) -> str:
    """A list of objects with the fields of PageStatus."""
    return json.dumps([asdict(status) for status in statuses], ensure_ascii=False, indent=1)


FORMATS: Mapping[str, Callable[[Sequence[PageStatus], Sequence[Issue]], str]] = {"text": as_text, "json": as_json}


if __name__ == "__main__":
    sys.exit(main())
