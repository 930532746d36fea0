"""How far each page is in each language: ``python -m scripts.status [--format text|json]``.

Exit code 0, whatever the state of the pages; 2 when the site cannot be read.
"""

from __future__ import annotations

import argparse
import json
import posixpath
import re
import shutil
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from scripts.checks import ERROR, WARNING, Issue, check_site
from scripts.model.config import ConfigError
from scripts.model.page import Page
from scripts.model.site import Site, load_site
from scripts.model.stamp import is_current, read_stamp

PRESENT, MISSING, UNREADABLE = "present", "missing", "unreadable"
ORIGINAL, CURRENT, STALE, UNSTAMPED, WRONG = "original", "current", "stale", "unstamped", "wrong"

_WIDTH = 110
_GAP = "  "
_NOTHING = "–"
# "anak-anak" and "don’t" are one word each.
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True, slots=True)
class PageStatus:
    """A page in one language. The fields are the keys of the JSON output, which other programs rely on.

    ``page`` is present, missing or unreadable. ``translation`` is original, current, stale, unstamped, or wrong for a
    stamp that rule S03 refuses; None when it cannot be told. ``words`` is None when there is no text to count,
    ``changed`` (YYYY-MM-DD) when git knows nothing of the file.
    """

    slug: str
    locale: str
    path: str
    page: str
    translation: str | None
    words: int | None
    changed: str | None
    errors: int
    warnings: int


def main(arguments: list[str] | None = None) -> int:
    """Print the state of every page of the site at ``--root``, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.status", description=__doc__.splitlines()[0])
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print the table (default: text)")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="folder of mkdocs.yml (default: this folder)")
    options = parser.parse_args(arguments)
    try:
        site = load_site(options.root)
    except ConfigError as error:
        print(f"status: {error}", file=sys.stderr)
        return 2
    issues = check_site(site)
    statuses = page_statuses(site, issues, last_changes(options.root, site.config.docs_dir))
    print(FORMATS[options.format](statuses, issues))
    return 0


def page_statuses(site: Site, issues: Sequence[Issue], changes: Mapping[str, str]) -> list[PageStatus]:
    """One status for each slug and language of the site, by slug, languages in the order of mkdocs.yml."""
    counts = Counter((issue.path, issue.severity) for issue in issues)
    return [_status(site, slug, locale, counts, changes) for slug in site.slugs for locale in site.config.locales]


def _status(
    site: Site, slug: str, locale: str, counts: Mapping[tuple[str, str], int], changes: Mapping[str, str]
) -> PageStatus:
    page = site.pages.get((slug, locale))
    path = page.path if page else f"{site.config.docs_dir}/{site.config.file(slug, locale)}"
    return PageStatus(
        slug=slug,
        locale=locale,
        path=path,
        page=MISSING if page is None else PRESENT if page.readable else UNREADABLE,
        translation=translation(site, page) if page else None,
        words=words(page) if page and page.readable else None,
        # A file that was deleted has a last change too, which says nothing of a page.
        changed=changes.get(posixpath.normpath(path)) if page else None,
        errors=counts.get((path, ERROR), 0),
        warnings=counts.get((path, WARNING), 0),
    )


def translation(site: Site, page: Page) -> str | None:
    """Whether the page is an original or a translation, and whether that is up to date; as rules S01 to S03 see it."""
    if not page.readable:
        return None
    if "source" not in page.meta:
        return UNSTAMPED if _lacks_stamp(site, page) else ORIGINAL
    stamp = read_stamp(page.meta["source"])
    origin = site.pages.get((page.slug, stamp.locale)) if stamp else None
    if stamp is None or origin is None or origin is page or "source" in origin.meta:
        return WRONG
    if not origin.readable:
        return None
    return CURRENT if is_current(site.config.root, stamp, origin.source.text) else STALE


def _lacks_stamp(site: Site, page: Page) -> bool:
    """Whether another language too has no stamp, and this one is not the default, which is then the original."""
    versions = [site.pages.get((page.slug, locale)) for locale in site.config.locales]
    bare = [version for version in versions if version and version.readable and "source" not in version.meta]
    return len(bare) > 1 and page.locale != site.config.default_locale


def words(page: Page) -> int:
    """The number of words of prose on the page, headings included."""
    return sum(len(_WORD.findall(text)) for section in page.sections for text in section.prose)


def last_changes(root: Path, docs_dir: str) -> Mapping[str, str]:
    """The day of the last commit of each file of the docs, by path from ``root``; empty without git or its history."""
    git = shutil.which("git")
    if not git:
        return {}
    # Asked once: a process for each file takes seconds on a site of a hundred pages. Names as they are, not quoted.
    plain = ["-c", "core.quotePath=false", "log", "--format=%x00%cs", "--name-only", "--relative"]
    run = subprocess.run([git, *plain, "--", docs_dir], cwd=root, capture_output=True, check=False)
    return read_log(run.stdout.decode("utf-8", "replace")) if run.returncode == 0 else {}


def read_log(log: str) -> Mapping[str, str]:
    """The newest day of each file in a log, newest first, of lines with a NUL and the day and lines with a file."""
    days: dict[str, str] = {}
    day = ""
    # Not splitlines: a file's name may hold characters at which that splits too.
    for line in log.split("\n"):
        if line.startswith("\0"):
            day = line[1:]
        elif line and day:
            days.setdefault(line, day)
    return days


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
