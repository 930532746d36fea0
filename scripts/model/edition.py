"""Which edition of the site this is: the day of its last commit."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

# `git archive`, which makes GitHub's "Download ZIP", writes the time of the commit into this file (.gitattributes).
ARCHIVED = Path("scripts/model/archived.txt")


@dataclass(frozen=True, slots=True)
class Edition:
    """``number`` is YYYY.MM.DD, with "+" where files differ from the commit; ``made`` is seconds since 1970."""

    number: str
    made: int

    @property
    def day(self) -> date:
        """The day of the edition, in UTC."""
        return datetime.fromtimestamp(self.made, UTC).date()


def find_edition(root: Path) -> Edition | None:
    """The edition of the site at ``root``; None where neither SOURCE_DATE_EPOCH, git nor an archive's file tells it."""
    # https://reproducible-builds.org/specs/source-date-epoch/
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "") or _git(root, "log", "-1", "--format=%ct") or _archived(root)
    if not re.fullmatch(r"\d{1,11}", seconds):
        return None
    day = datetime.fromtimestamp(int(seconds), UTC)
    changed = "+" if _git(root, "status", "--porcelain") else ""
    return Edition(f"{day:%Y.%m.%d}{changed}", int(seconds))


def _archived(root: Path) -> str:
    file = root / ARCHIVED
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


def _git(root: Path, *arguments: str) -> str:
    try:
        run = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""
