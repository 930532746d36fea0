"""What ties our templates to Material's: each tie holds, or ThemeError says which one does not.

Without that, a theme that changed would lose the names, links and partials that we put into it, and nobody would know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, Template
from jinja2.nodes import Block
from jinja2.nodes import Template as Parsed

from scripts.core.message import MessageError, say


class ThemeError(MessageError):
    """Material is no longer what ours is tied to; the message names what moved, and the file that looks for it."""


def not_found(text: str, file: str) -> ThemeError:
    """The error that our ``file`` looks for ``text`` in vain."""
    return ThemeError(say("Material has changed: {file} does not find {text}", file=file, text=text))


def swap(html: str, old: str, new: str) -> str:
    """``html`` with ``new`` for ``old``: the filter by which overrides/main.html changes a block of Material.

    Raises ThemeError unless ``old`` stands there once.
    """
    count = html.count(old)
    if not count:
        raise not_found(old, "overrides/main.html")
    if count > 1:
        raise ThemeError(
            say("Material has changed: overrides/main.html finds {text} {count} times, not once", text=old, count=count)
        )
    return html.replace(old, new)


def hold_blocks(env: Environment) -> None:
    """Raise ThemeError when our main.html fills a block that Material does not have: it would never be shown."""
    offered = {block.name for block in _parsed(env, "base.html").find_all(Block)}
    for node in _parsed(env, "main.html").body:
        if isinstance(node, Block) and node.name not in offered:
            raise not_found(f"{{% block {node.name} %}}", "overrides/main.html")


def _parsed(env: Environment, name: str) -> Parsed:
    if not env.loader:
        raise not_found(name, "scripts/render/frames/ties.py")
    return env.parse(env.loader.get_source(env, name)[0])


class NotingLoader(BaseLoader):
    """Loads templates as ``loader`` does, and adds the name of each to ``names``."""

    def __init__(self, loader: BaseLoader, names: set[str]) -> None:
        self._loader, self._names = loader, names

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """What ``loader`` has."""
        return self._loader.get_source(environment, template)

    def list_templates(self) -> list[str]:
        """What ``loader`` has."""
        return self._loader.list_templates()

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """The template of that name."""
        self._names.add(name)
        return self._loader.load(environment, name, globals)


def hold_partials(ours: Path, loaded: Iterable[str]) -> None:
    """Raise ThemeError when a partial in the folder ``ours`` stands in for none of Material's.

    That is one which no template of ours includes, and which the build of all pages has not ``loaded`` either.
    """
    texts = [file.read_text(encoding="utf-8") for file in ours.rglob("*.html")]
    names = (file.relative_to(ours).as_posix() for file in sorted((ours / "partials").glob("*.html")))
    asked = frozenset(loaded)
    if idle := tuple(name for name in names if name not in asked and not any(name in text for text in texts)):
        raise ThemeError(
            say(
                "Material has changed: it no longer includes {names}", names=tuple(f"overrides/{name}" for name in idle)
            )
        )
