"""The table of contents of a page, as Python-Markdown makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markdown import Markdown


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading in the table of contents, with those ``below`` it; ``name`` is text with references, or HTML."""

    level: int
    anchor: str
    name: str
    below: tuple[Listed, ...] = ()


def contents_of(markdown: Markdown) -> tuple[Listed, ...]:
    """The table of contents of what was rendered last; empty where no extension makes one."""

    def listed(tokens: Iterable[Mapping[str, Any]]) -> tuple[Listed, ...]:
        return tuple(Listed(each["level"], each["id"], each["name"], listed(each["children"])) for each in tokens)

    return listed(getattr(markdown, "toc_tokens", ()))
