"""Files as they are on disk: what edits make of their bytes, shown as a diff, and written whole or not at all."""

from __future__ import annotations

import difflib
import os
import re
import shutil
from bisect import bisect_left
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.core.message import MessageError, say, visible
from scripts.core.place import as_lines
from scripts.core.staging import replacing

from .edit import Edit, applied


class RefusalError(MessageError):
    """A file that cannot be fixed; the message says why."""


def rewritten(file: Path, text: str, edits: Sequence[Edit]) -> tuple[bytes, bytes]:
    """The bytes of ``file`` and what ``edits`` of its ``text`` make of them, all others as they were.

    Raises RefusalError when the file must not be written, or does not hold this text any more.
    """
    if file.is_symlink():
        raise RefusalError(say("it is a symbolic link; fix the file that it leads to"))
    try:
        data = file.read_bytes()
        # A file that others protect from writing could still be replaced by another of its name.
        writable = os.access(file, os.W_OK) and bool(file.stat().st_mode & 0o222)
    except OSError as error:
        raise RefusalError(say("it cannot be read: {reason}", reason=error.strerror)) from None
    if not writable:
        raise RefusalError(say("it may not be written; allow that, and run this again"))
    bom = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    held = data[len(bom) :].decode("utf-8", "replace")
    if as_lines(held) != text:
        raise RefusalError(say("it changed while it was looked at; run this again"))
    return data, bom + applied(held, _in_file(held, edits)).encode()


def _in_file(held: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits with offsets that count both characters of the line ends CRLF."""
    ends = [match.start() - number for number, match in enumerate(re.finditer("\r\n", held))]
    for edit in edits:
        start, end = (offset + bisect_left(ends, offset) for offset in (edit.start, edit.end))
        yield Edit(edit.path, start, end, edit.replacement)


def diff(path: str, before: bytes, after: bytes) -> str:
    """The unified diff of two versions of a file, as git and patch read it."""
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8", "replace")) for data in (before, after))
    lines = difflib.unified_diff(old, new, f"a/{visible(path)}", f"b/{visible(path)}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def write(file: Path, data: bytes) -> None:
    """Put ``data`` in the place of the file, whole or not at all, with the same mode. Raises RefusalError."""
    try:
        with replacing(file) as draft:
            draft.write_bytes(data)
            shutil.copymode(file, draft)
    except OSError as error:
        raise RefusalError(say("it cannot be written: {reason}", reason=error.strerror)) from None
