"""Asking git; every question has an answer on a machine without it too."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def ask_git(root: Path, *arguments: str, given: bytes | None = None) -> bytes | None:
    """The output of git, which reads ``given``; None without git, outside a repository, and when it fails."""
    git = shutil.which("git")
    if not git:
        return None
    # A question should not write to the index, which another git may be using.
    command = [git, "--no-optional-locks", *arguments]
    run = subprocess.run(command, cwd=root, input=given, capture_output=True, check=False)
    return run.stdout if run.returncode == 0 else None


def ask_objects(root: Path, ids: Sequence[str], *, contents: bool) -> Mapping[str, bytes]:
    """Of those files that git has, by their ids, what they hold; b"" for all of them without ``contents``."""
    if not ids:
        return {}
    asked = "".join(f"{id_}\n" for id_ in ids).encode()
    answer = ask_git(root, "cat-file", "--batch" if contents else "--batch-check", "--buffer", given=asked)
    if answer is None:
        return {}
    found: dict[str, bytes] = {}
    stream = io.BytesIO(answer)
    for id_ in ids:
        _, kind, *size = stream.readline().split()
        # Of one that it does not have, git says "missing", and no size.
        if size:
            content = stream.read(int(size[0]) + 1)[:-1] if contents else b""
            if kind == b"blob":
                found[id_] = content
    return found


def git_names(answer: bytes | None) -> list[str]:
    """The names in an answer to a question with ``-z``."""
    return [name for name in (answer or b"").decode("utf-8", "replace").split("\0") if name]
