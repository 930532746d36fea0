"""What git knows of the pages; every question has an answer on a machine without git too."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from scripts.model.message import MessageError, say
from scripts.model.stamp import has_whole_history


class HistoryError(MessageError):
    """Git cannot tell; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a site is made from: a commit, its day, and the files below docs that differ from it, by path from root.

    ``commit`` is None where git knows of none, ``day`` where nothing tells it.
    """

    commit: str | None
    day: date | None
    uncommitted: frozenset[str]


def revision(root: Path, docs_dir: str) -> Revision:
    """The revision at ``root``. The day is that of SOURCE_DATE_EPOCH, if set, as for the rest of a build; in UTC."""
    head = _git(root, "log", "-1", "--format=%H %ct")
    commit, _, seconds = head.decode().strip().partition(" ") if head else ("", "", "")
    # https://reproducible-builds.org/specs/source-date-epoch/
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or seconds
    changed: set[str] = set()
    if commit:
        changed |= set(_names(_git(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", docs_dir)))
        changed |= set(_names(_git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", docs_dir)))
    day = datetime.fromtimestamp(int(seconds), UTC).date() if seconds else None
    return Revision(commit or None, day, frozenset(changed))


def last_changes(root: Path, docs_dir: str) -> Mapping[str, str]:
    """The day of the last commit of each file of the docs, by path from ``root``; empty without git or its history.

    A shallow clone has no history: its oldest commit seems to bring every file.
    """
    if not has_whole_history(root):
        return {}
    # Asked once: a process for each file takes seconds on a site of a hundred pages. Names as they are, not quoted.
    log = _git(
        root, "-c", "core.quotePath=false", "log", "--format=%x00%cs", "--name-only", "--relative", "--", docs_dir
    )
    return read_log((log or b"").decode("utf-8", "replace"))


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


def changed_files(root: Path, base: str, *folders: str) -> Mapping[str, str]:
    """What the last commit changes against its common past with ``base``: git's letter (A, M, D, T) by path from
    ``root``, for what stands in ``folders``. Raises HistoryError.
    """
    command = ("diff", "--name-status", "--no-renames", "--relative", "-z", f"{base}...HEAD", "--", *folders)
    answer = _git(root, *command)
    if answer is None:
        raise HistoryError(
            say("git cannot compare {base} with the last commit; name a branch or commit that it knows", base=base)
        )
    fields = _names(answer)
    return {path: letter for letter, path in zip(fields, fields, strict=True)}


def _names(answer: bytes | None) -> Iterator[str]:
    return (name for name in (answer or b"").decode("utf-8", "replace").split("\0") if name)


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git prints; None without git, outside a repository, and when it fails."""
    git = shutil.which("git")
    if not git:
        return None
    # A question should not write to the index, which another git may be using.
    command = [git, "--no-optional-locks", *arguments]
    run = subprocess.run(command, cwd=root, capture_output=True, check=False)
    return run.stdout if run.returncode == 0 else None
