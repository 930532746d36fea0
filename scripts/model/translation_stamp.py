"""The stamp of a translation: from which version of which language it was made.

A stamp names content, not a date: the id that git gives a file's bytes. So it holds after squashes, in shallow clones
and without git, and ``git diff <blob>`` shows what has changed since.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from scripts.core.git import ask_git

from .exempt_passages import without_exemptions


@dataclass(frozen=True, slots=True)
class Stamp:
    """``locale`` and blob id of the text that a translation was made from."""

    locale: str
    blob: str


def blob_id(data: bytes) -> str:
    """The id git gives a file with this content (``git hash-object``), line ends taken as LF."""
    data = data.replace(b"\r\n", b"\n")
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def read_stamp(meta: object) -> Stamp | None:
    """The stamp in the ``source`` of a front matter; None when it is not of the form {lang: …, blob: …}."""
    if not isinstance(meta, dict) or meta.keys() != {"lang", "blob"}:
        return None
    locale, blob = str(meta["lang"]), str(meta["blob"])
    return Stamp(locale, blob) if re.fullmatch(r"[0-9a-f]{40}", blob) else None


def has_whole_history(root: Path) -> bool:
    """Whether git is here with every version that the project ever had, so that an unknown blob id is a wrong one."""
    return (ask_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"false"


def names_of(text: str) -> tuple[str, ...]:
    """The blob ids that name ``text``, with the exemptions in it and without: they change nothing for readers."""
    return tuple(blob_id(version.encode()) for version in dict.fromkeys((text, without_exemptions(text))))
