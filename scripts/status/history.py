"""The history of the pages in git; every question has an answer on a machine without git too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scripts.core.edition import Edition, find_edition
from scripts.core.git import ask_git, git_names
from scripts.core.message import MessageError, say
from scripts.model.translation_stamp import has_whole_history


class HistoryError(MessageError):
    """Git cannot tell; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The origin of a site: a commit, and the files below docs that differ from it, by path from root.

    ``commit`` is None where git knows of none, ``edition`` where nothing tells it.
    """

    commit: str | None
    edition: Edition | None
    uncommitted: frozenset[str]

    @property
    def day(self) -> date | None:
        """The day of the edition."""
        return self.edition.day if self.edition else None


def revision(root: Path, docs_dir: str) -> Revision:
    """The revision at ``root``."""
    edition = find_edition(root, docs_dir)
    if not edition:
        return Revision(None, None, frozenset())
    uncommitted = frozenset(path for path in edition.changed if path.startswith(f"{docs_dir}/"))
    return Revision(edition.commit or None, edition, uncommitted)


def last_changes(root: Path, docs_dir: str) -> Mapping[str, str]:
    """The day of the last commit of each file of the docs, by path from ``root``; empty without git or its history.

    A shallow clone has no history: its oldest commit seems to bring every file.
    """
    if not has_whole_history(root):
        return {}
    # Asked once: a process for each file takes seconds on a site of a hundred pages. Names as they are, not quoted.
    log = ask_git(
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
    """The changes of the last commit against its common past with ``base``: git's letter (A, M, D, T) by path from
    ``root``, for what stands in ``folders``. Raises HistoryError.
    """
    command = ("diff", "--name-status", "--no-renames", "--relative", "-z", f"{base}...HEAD", "--", *folders)
    answer = ask_git(root, *command)
    if answer is None:
        raise HistoryError(
            say("git cannot compare {base} with the last commit; name a branch or commit that it knows", base=base)
        )
    fields = iter(git_names(answer))
    return {path: letter for letter, path in zip(fields, fields, strict=True)}
