"""The files of a site as a build writes them: those whose making has not changed are taken from the last build.

The files of that build are all that is kept of it, besides a list that says by path from what each was made and what it
held. A file that holds something else by now is made anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from scripts.core.cache import Cache
from scripts.model.fingerprint import digest

_ROW = digest(b"outputs")


class Written(NamedTuple):
    """A file: the ``key`` of all that it was made from, its SHA-256 and its size."""

    key: bytes
    content: bytes
    size: int


_LIST = msgspec.msgpack.Decoder(dict[str, Written])


class Outputs:
    """Writes files to ``folder``; ``before`` has those of the last build, of which ``known`` tells. Both may be one."""

    def __init__(self, folder: Path, before: Path | None = None, known: Mapping[str, Written] | None = None) -> None:
        self.folder, self._before, self._known = folder, before, known or {}
        self.written: dict[str, Written] = {}
        self._folders: set[Path] = set()

    def left(self, keys: Mapping[str, bytes]) -> set[str]:
        """Those of the paths that have to be written: not there yet, or not with this key. A key b"" is none."""
        return {path for path, key in keys.items() if not key or not self._taken(path, key)}

    def write(self, path: str, content: bytes, key: bytes = b"") -> None:
        """Write a file that was ``left``. Raises OSError."""
        file = self._place(path)
        if self.folder == self._before:
            # Who reads the folder meanwhile shall not find half a file.
            draft = file.with_name(f"{file.name}.new")
            draft.write_bytes(content)
            draft.replace(file)
        else:
            file.write_bytes(content)
        self.written[path] = Written(key, hashlib.sha256(content).digest(), len(content))

    def _taken(self, path: str, key: bytes) -> bool:
        known = self._known.get(path) if self._before else None
        if not self._before or not known or known.key != key:
            return False
        file = self._before / path
        try:
            # A link would take the place of what it leads to.
            content = b"" if file.is_symlink() else file.read_bytes()
            if hashlib.sha256(content).digest() != known.content:
                return False
        except OSError:
            return False
        if self.folder != self._before:
            place = self._place(path)
            try:
                # A second name for the file: the first goes when this build takes the place of that one.
                os.link(file, place)
            except OSError:  # another disk, or one that knows no second names
                place.write_bytes(content)
        self.written[path] = known
        return True

    def _place(self, path: str) -> Path:
        file = self.folder / path
        if file.parent not in self._folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(file.parent)
        return file

    def goes_on(self) -> Outputs:
        """What writes to the same folder once more."""
        return Outputs(self.folder, self.folder, {**self._known, **self.written})


def outputs_after(before: Path, folder: Path, cache: Cache) -> Outputs:
    """What writes to ``folder`` what shall take the place of ``before``."""
    try:
        known = _LIST.decode(cache.get([_ROW])[_ROW])
    except (KeyError, msgspec.MsgspecError, ValueError):  # lost, or written by another program
        known = {}
    return Outputs(folder, before, known)


def keep(outputs: Outputs, cache: Cache) -> None:
    """Let the next build know of what this one wrote."""
    cache.put({_ROW: msgspec.msgpack.encode(outputs.written)})
