"""Asking git; every question has an answer on a machine without it too."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def ask_git(root: Path, *arguments: str) -> bytes | None:
    """What git prints; None without git, outside a repository, and when it fails."""
    git = shutil.which("git")
    if not git:
        return None
    # A question should not write to the index, which another git may be using.
    command = [git, "--no-optional-locks", *arguments]
    run = subprocess.run(command, cwd=root, capture_output=True, check=False)
    return run.stdout if run.returncode == 0 else None


def ask_objects(root: Path, ids: Sequence[str], *, contents: bool) -> Mapping[str, bytes]:
    """Of those files that git has, by their ids, what they hold; b"" for all of them without ``contents``."""
    git = shutil.which("git")
    if not git or not ids:
        return {}
    command = [git, "--no-optional-locks", "cat-file", "--batch" if contents else "--batch-check", "--buffer"]
    asked = "".join(f"{id_}\n" for id_ in ids).encode()
    run = subprocess.run(command, cwd=root, input=asked, capture_output=True, check=False)
    found: dict[str, bytes] = {}
    at = 0
    for id_ in ids if run.returncode == 0 else ():
        end = run.stdout.find(b"\n", at)
        _, kind, *size = run.stdout[at:end].split(b" ")
        at = end + 1
        # Of one that it does not have, git says "missing", and no size.
        length = int(size[0]) if size and contents else 0
        if size and kind == b"blob":
            found[id_] = run.stdout[at : at + length]
        at += length + 1 if size and contents else 0
    return found


def git_names(answer: bytes | None) -> list[str]:
    """The names in an answer to a question with ``-z``."""
    return [name for name in (answer or b"").decode("utf-8", "replace").split("\0") if name]
