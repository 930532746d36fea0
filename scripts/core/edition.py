"""Which edition of the site this is: the day of its last commit."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from .git import ask_git, git_names
from .message import say

# `git archive`, which makes GitHub's "Download ZIP", writes the time of the commit into this file (.gitattributes).
ARCHIVED = Path("scripts/core/archived.txt")
# What the site is made of, beside its docs: changes elsewhere make no other edition.
_MADE_OF = ("mkdocs.yml", "overrides", "scripts", "requirements.txt", "requirements-editions.txt")
# The kinds of editions, in the order in which they are made and offered: the suffix of their files, which is also their
# name, and what to do with them. How each is made stands in editions/kinds.py.
PURPOSES = {
    "zip": say("For USB sticks and old computers: extract it, then open BACA-SAYA.html or READ-ME.html."),
    "zim": say("For Kiwix, on a phone, a computer or a classroom's server: open it there; it needs no network."),
    "epub": say("For phones, tablets and e-readers: open it in a reading app."),
    "pdf": say("For the printer and for reading on a large screen: A4, with numbered pages."),
}
# The files of an edition; those of a kind that is gone, or not yet known here, are editions too.
SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.minisig"
_NAME = "metode-peksos"
EDITION_FILE = re.compile(rf"{_NAME}-(\d{{4}}\.\d\d\.\d\d\+?)(?:-([a-z]{{2,3}}))?\.([a-z0-9]+)")


@dataclass(frozen=True, slots=True)
class Edition:
    """``number`` is YYYY.MM.DD, with "+" where files differ from the commit; ``made`` is seconds since 1970.

    ``commit`` is "" where git knows of none; ``changed`` are the files that differ from it, by path from the root.
    """

    number: str
    made: int
    commit: str = ""
    changed: frozenset[str] = frozenset()

    @property
    def day(self) -> date:
        """The day of the edition, in UTC."""
        return datetime.fromtimestamp(self.made, UTC).date()

    @property
    def folder_name(self) -> str:
        """The name that its files begin with."""
        return f"{_NAME}-{self.number}"

    def file_name(self, kind: str, locale: str = "") -> str:
        """The name of a file of it: ``kind`` is the suffix, ``locale`` "" for a file with every language."""
        return f"{self.folder_name}{f'-{locale}' if locale else ''}.{kind}"


def find_edition(root: Path, docs_dir: str = "docs") -> Edition | None:
    """The edition of the site at ``root``; None where neither SOURCE_DATE_EPOCH, git nor an archive's file tells it."""
    commit, _, committed = _last_commit(root).partition(" ")
    # https://reproducible-builds.org/specs/source-date-epoch/
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or committed or _archived(root)
    if not re.fullmatch(r"\d{1,11}", seconds):
        return None
    changed = _changed(root, docs_dir) if commit else frozenset()
    day = datetime.fromtimestamp(int(seconds), UTC)
    return Edition(f"{day:%Y.%m.%d}{'+' if changed else ''}", int(seconds), commit, changed)


def _last_commit(root: Path) -> str:
    # A copy without git may lie in a folder of another repository.
    if not ask_git(root, "ls-files", "--", "mkdocs.yml"):
        return ""
    return (ask_git(root, "log", "-1", "--format=%H %ct") or b"").decode().strip()


def _changed(root: Path, docs_dir: str) -> frozenset[str]:
    paths = ("-z", "--", docs_dir, *_MADE_OF)
    differing = ask_git(root, "diff", "--name-only", "--relative", "HEAD", *paths)
    unknown = ask_git(root, "ls-files", "--others", "--exclude-standard", *paths)
    return frozenset((*git_names(differing), *git_names(unknown)))


def _archived(root: Path) -> str:
    file = root / ARCHIVED
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""
