"""The files that pymdownx.snippets puts into a page, so that the page is parsed again when one of them changes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .config import Config
from .relative import stand_at

SNIPPETS = "pymdownx.snippets"
# What may be the name of a snippet: more is no matter.
_QUOTED = re.compile(r"^[ \t]*;*-+8<-+[ \t]+([\"'])(.+)\1[ \t]*$", re.M)
_BLOCK = re.compile(r"^[ \t]*;*-+8<-+[ \t]*$", re.M)
# No system has a longer path.
_LONGEST = 5_000
# The lines of the file, or the section in it.
_PART = re.compile(r"(?::[-\w,:]*)?$")


def taken_in(config: Config, path: str, data: bytes) -> Iterator[bytes]:
    """For each file that the page at ``path`` (from docs_dir) may take in: its name, and a digest of what it holds."""
    if SNIPPETS not in config.extensions:
        return
    options = config.extension_configs.get(SNIPPETS) or {}
    stand_at(path)
    bases = _bases(options)
    texts, seen = [data.decode("utf-8", "replace"), _appended(options)], set()
    while texts:
        for name in _names(texts.pop()):
            for file in (str(Path(base, name)) for base in bases):
                if file not in seen:
                    seen.add(file)
                    held, text = _held(file)
                    yield file.encode("utf-8", "surrogatepass") + b"\0" + held
                    texts.append(text)


def _bases(options: dict[str, Any]) -> list[Path]:
    base = options.get("base_path", ".")
    bases = [Path(os.fspath(item)).absolute() for item in (base if isinstance(base, list) else [base])]
    # A base may be a file, which stands for itself alone.
    return [item.parent if item.is_file() else item for item in bases]


def _appended(options: dict[str, Any]) -> str:
    return "".join(f'--8<-- "{name}"\n' for name in options.get("auto_append") or ())


def _names(text: str) -> Iterator[str]:
    lines = [match.group(2) for match in _QUOTED.finditer(text)]
    borders = [match.span() for match in _BLOCK.finditer(text)]
    if borders:
        # Between the first and the last of the lines that begin and end a block, every line may be a name.
        lines += text[borders[0][1] : borders[-1][0]].split("\n")
    for line in dict.fromkeys(line.strip() for line in lines):
        if 0 < len(line) < _LONGEST:
            yield from dict.fromkeys((line, _PART.sub("", line)))


def _held(file: str) -> tuple[bytes, str]:
    try:
        data = Path(file).read_bytes()
    except (OSError, ValueError):
        return b"", ""
    return hashlib.blake2b(data, digest_size=20).digest(), data.decode("utf-8", "replace") if b"8<" in data else ""
