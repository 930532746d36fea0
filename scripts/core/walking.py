"""The files of a folder and of those that links in it lead to, found without walking in circles."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .message import say
from .place import Place, Problem

# Folders reached through links: a few links into each other stand for thousands of folders that nobody made.
_MOST_LINKED = 2_000


@dataclass(slots=True)
class Folder:
    """The files below a folder by their paths, folders called like a page among them, and the links not followed."""

    files: list[str] = field(default_factory=list)
    circles: list[str] = field(default_factory=list)
    overlong: list[str] = field(default_factory=list)

    def problems(self, shown: str) -> list[Problem]:
        """A problem for each link that was not followed; ``shown`` is the folder's name."""
        back = say("the link leads back to a folder that it stands in, and so in a circle")
        many = say("through links, this folder holds more folders than can be read")
        hint = say("remove the link; put what it should lead to there itself")
        named = [(path, back) for path in self.circles] + [(path, many) for path in self.overlong]
        return [Problem("encoding", Place(f"{shown}/{path}"), message, hint) for path, message in named]


def walk(top: Path, skipped: Callable[[str], bool]) -> Folder:
    """The files below ``top``; ``skipped`` says of a path with a slash at its end that nobody wants what is there.

    MkDocs follows links as well, and each circle forty times round.
    """
    found, linked = Folder(), 0
    # Each folder with the real folders that it lies in; only links make the two differ.
    waiting: list[tuple[str, tuple[str, ...]]] = [("", (os.path.realpath(top),))]
    while waiting:
        below, above = waiting.pop()
        try:
            entries = sorted(os.scandir(top / below), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            path = posixpath.join(below, entry.name)
            # An entry that is a link to itself raises what its path answers with no.
            if not (os.path.isdir(entry.path) if entry.is_symlink() else entry.is_dir()):  # noqa: PTH112
                found.files.append(path)
                continue
            if entry.name.endswith(".md"):
                found.files.append(path)
            if skipped(f"{path}/"):
                continue
            real = os.path.realpath(entry.path) if entry.is_symlink() else posixpath.join(above[-1], entry.name)
            linked += entry.is_symlink() or real != posixpath.join(above[0], path)
            if entry.is_symlink() and any(f"{folder}/".startswith(f"{real}/") for folder in above):
                found.circles.append(path)
            elif linked > _MOST_LINKED:
                found.overlong += [path] if not found.overlong else []
            else:
                waiting.append((path, (*above, real)))
    return found
