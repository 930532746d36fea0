"""Asking git; every question has an answer on a machine without it too."""

from __future__ import annotations

import shutil
import subprocess
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


def git_names(answer: bytes | None) -> list[str]:
    """The names in an answer to a question with ``-z``."""
    return [name for name in (answer or b"").decode("utf-8", "replace").split("\0") if name]
