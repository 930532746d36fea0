"""Folders that mkdocs.yml names with ``!relative``, as MkDocs does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

# The folder of the page that is rendered, from docs_dir.
_HERE: ContextVar[str] = ContextVar("_HERE", default="")


def stand_at(path: str) -> None:
    """Take the page at ``path``, from docs_dir, for the one that is rendered."""
    _HERE.set(str(PurePosixPath(path).parent))


@dataclass(frozen=True, slots=True)
class Relative(os.PathLike[str]):
    """The folder of mkdocs.yml (``$config_dir``), of the pages (``$docs_dir``) or of the page itself (""), or below it.

    ``root`` and ``docs`` are the first two of them.
    """

    base: str
    below: str = ""
    root: str = ""
    docs: str = ""

    @classmethod
    def of(cls, value: str) -> Relative:
        """What stands after ``!relative``. Raises ValueError where MkDocs would stop."""
        base, _, below = value.partition("/")
        if base not in ("", "$config_dir", "$docs_dir") or (not base and below):
            raise ValueError(f"!relative {value}: write $config_dir, $docs_dir or nothing after it")
        return cls(base, below)

    def __fspath__(self) -> str:
        base = {"$config_dir": self.root, "$docs_dir": self.docs}.get(self.base)
        return str(Path(self.docs, _HERE.get()) if base is None else Path(base, self.below))

    def __str__(self) -> str:
        return self.__fspath__()


def settled(value: Any, root: Path, docs: Path) -> Any:  # noqa: ANN401
    """``value`` with every such folder at its place on this machine."""
    if isinstance(value, Relative):
        return Relative(value.base, value.below, str(root), str(docs))
    if isinstance(value, Mapping):
        return {key: settled(item, root, docs) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(settled(item, root, docs) for item in value)
    return value


def names_page_folder(value: Any) -> bool:  # noqa: ANN401
    """Whether it depends on the folder of the page."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return any(map(names_page_folder, value))
    return isinstance(value, Relative) and not value.base
