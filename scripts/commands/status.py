"""How far each page is in each language: ``python -m scripts status [--format text|json]``.

Exit code 0, whatever the state of the pages; 2 when the site cannot be read.
"""

from __future__ import annotations

import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

from scripts.checks import ERROR, Issue, not_looked_at
from scripts.checks.formats import as_data, without_commands
from scripts.core.cache import Cache
from scripts.core.message import Message, machine_locale, say, visible
from scripts.core.terminal import command_line, complain, tell
from scripts.model.origins import ARTICLE, SITE, WORKS
from scripts.model.settings.config import ConfigError
from scripts.model.site import load_site
from scripts.status.page_states import (
    CURRENT,
    MISSING,
    ORIGINAL,
    PRESENT,
    STALE,
    UNREADABLE,
    UNSTAMPED,
    WRONG,
    PageStatus,
)
from scripts.status.report import Report

_WIDTH = 110
_GAP = "  "
_NOTHING = "–"


def main(arguments: list[str] | None = None) -> int:
    """Print the state of every page of the site at ``--root``, return the exit code."""
    parser = command_line("status", __doc__, site=True)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print the table (default: text)")
    options = parser.parse_args(arguments)
    try:
        site = load_site(options.root, Cache(options.root))
    except ConfigError as error:
        complain("status", error.message)
        return 2
    report = Report(site)
    print(FORMATS[options.format](report.statuses, report.issues, machine_locale()))
    for message in not_looked_at(site):
        tell(message, stream=sys.stderr)
    return 0


def as_text(statuses: Sequence[PageStatus], issues: Sequence[Issue], locale: str) -> str:
    """A table with a line for each page and language, and a closing line with totals and what to do next."""
    traced = any(status.origins for status in statuses)
    header = (*_HEADER, _ORIGINS) if traced else _HEADER
    rows = [tuple(name.text(locale) for name in header), *(_row(status, locale)[: len(header)] for status in statuses)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    widths[0] = min(widths[0], _WIDTH - sum(widths[1:]) - len(_GAP) * (len(widths) - 1))
    lines = [
        _GAP.join(
            cell.rjust(width) if column in _NUMBERS else _shortened(cell, width).ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    totals = (*_origin_totals(statuses, locale), closing(statuses, issues, locale))
    return "\n".join([*map(without_commands, lines), "", *totals])


_HEADER = (
    say("slug"),
    say("language"),
    say("page"),
    say("translation"),
    say("words"),
    say("changed"),
    say("errors"),
    say("warnings"),
)
# Blocks by origin.
_ORIGINS = say("article/works/own")
# The columns of words, errors, warnings and blocks.
_NUMBERS = frozenset({4, 6, 7, 8})
_STATES = {
    PRESENT: say("present"),
    MISSING: say("missing"),
    UNREADABLE: say("unreadable"),
    ORIGINAL: say("original"),
    CURRENT: say("current"),
    STALE: say("stale"),
    UNSTAMPED: say("unstamped"),
    WRONG: say("wrong"),
}


def _row(status: PageStatus, locale: str) -> tuple[str, ...]:
    page, translation = (_STATES[state].text(locale) if state else None for state in (status.page, status.translation))
    origins = "/".join(map(str, status.origins.values())) if status.origins else None
    cells = (page, translation, status.words, status.changed, status.errors, status.warnings, origins)
    return (visible(status.slug), status.locale, *(_NOTHING if cell is None else str(cell) for cell in cells))


def _origin_totals(statuses: Sequence[PageStatus], locale: str) -> Iterator[str]:
    """A line for each language in which blocks were asked where they come from."""
    for language in dict.fromkeys(status.locale for status in statuses if status.origins):
        totals: Counter[str] = Counter()
        for status in statuses:
            totals.update(status.origins or {} if status.locale == language else {})
        message = say(
            "{language}: blocks from the article {article}, from other works {works}, the site's own {own}",
            language=language,
            article=totals[ARTICLE],
            works=totals[WORKS],
            own=totals[SITE],
        )
        yield message.text(locale)


def _shortened(text: str, width: int) -> str:
    """The end stays, for it tells pages of one folder apart."""
    return text if len(text) <= width else "…" + text[len(text) - width + 1 :]


def closing(statuses: Sequence[PageStatus], issues: Sequence[Issue], locale: str) -> str:
    """The totals and what to do next; one line, unless the numbers are uncommonly long."""
    pages = Counter(status.page for status in statuses)
    translations = Counter(status.translation for status in statuses)
    errors, warnings = (sum(getattr(s, name) for s in statuses) for name in ("errors", "warnings"))
    elsewhere = len(issues) - errors - warnings
    totals = [
        say("{count} pages", count=len(statuses) - pages[MISSING]),
        say("{count} words", count=sum(status.words or 0 for status in statuses)),
        say("{count} missing", count=pages[MISSING]) if pages[MISSING] else None,
        say("{count} stale", count=translations[STALE]) if translations[STALE] else None,
        say("{count} unstamped", count=translations[UNSTAMPED]) if translations[UNSTAMPED] else None,
        say("{count} errors", count=errors),
        say("{count} warnings (and {elsewhere} in other files)", count=warnings, elsewhere=elsewhere)
        if elsewhere
        else say("{count} warnings", count=warnings),
    ]
    shown = tuple(total for total in totals if total)
    message = say("{totals}; next: {step}", totals=shown, step=_next(statuses, issues))
    return textwrap.fill(message.text(locale), _WIDTH)


def _next(statuses: Sequence[PageStatus], issues: Sequence[Issue]) -> Message:
    """The most pressing thing to do: what readers miss before what is wrong, and that before what may be."""
    states = {status.page for status in statuses} | {status.translation for status in statuses}
    severities = {issue.severity for issue in issues}
    steps = (
        (UNREADABLE in states, say("make check, fix unreadable pages")),
        (MISSING in states, say("write the missing pages")),
        (ERROR in severities, say("make check shows the errors")),
        (STALE in states, say("update stale pages, then make stamp")),
        (bool({UNSTAMPED, WRONG} & states), say("compare languages, then make stamp")),
        (bool(severities), say("make check shows the warnings")),
    )
    return next((step for due, step in steps if due), say("nothing to do"))


def as_json(statuses: Sequence[PageStatus], issues: Sequence[Issue], locale: str) -> str:
    """A list of objects with the fields of PageStatus, the same in every language."""
    return as_data([asdict(status) for status in statuses])


FORMATS: Mapping[str, Callable[[Sequence[PageStatus], Sequence[Issue], str], str]] = {"text": as_text, "json": as_json}
