"""What the hooks of a site may change, read from their code; nothing of it is run."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Events that are handed a page's text and may return another one (MkDocs' "Plugins" page, page events).
_PAGE_EVENTS = frozenset({"on_page_read_source", "on_page_markdown", "on_page_content", "on_post_page"})
# Calls by which a file that docs_dir does not have comes into being.
_MAKING = frozenset({"File", "generated", "get_files", "deepcopy"})
# The hook of this tool chain: what it makes of a page is known.
_OURS = Path(__file__).parents[2] / "hooks.py"


@dataclass(frozen=True, slots=True)
class Hooks:
    """``rewrite`` says that the text of pages may not be what their files say, ``add`` that there may be more files.

    ``added`` are the paths, from docs_dir, of files that are added under a name that the code spells out.
    """

    rewrite: bool = False
    add: bool = False
    added: frozenset[str] = frozenset()


def read_hooks(root: Path, setting: Any) -> Hooks:  # noqa: ANN401
    """What the hooks that ``setting`` of mkdocs.yml lists, by their paths from ``root``, may change."""
    read = [_read(root / path) for path in setting or () if isinstance(path, str)] if isinstance(setting, list) else []
    return Hooks(
        any(hooks.rewrite for hooks in read),
        any(hooks.add for hooks in read),
        frozenset().union(*(hooks.added for hooks in read)),
    )


def _read(file: Path) -> Hooks:
    try:
        code = file.read_bytes()
        module = None if code == _OURS.read_bytes() else ast.parse(code)
    # MkDocs would stop at such a hook.
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        module = None
    if module is None:
        return Hooks()
    events = dict(_events(module))
    rewrite = any(_returns(node) for name, node in events.items() if name in _PAGE_EVENTS)
    added = events.get("on_files")
    if added is None:
        return Hooks(rewrite)
    named = [_first_text(call) for call in _calls(module) if _name(call.func) in _MAKING]
    foreign = _imported(module)
    handed_on = not isinstance(added, ast.FunctionDef) or any(_root(call.func) in foreign for call in _calls(added))
    return Hooks(rewrite, handed_on or None in named, frozenset(name for name in named if name))


def _calls(code: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(code) if isinstance(node, ast.Call))


def _statements(code: ast.AST) -> Iterator[ast.stmt]:
    """What the module itself does, in conditions too; not what its functions and classes hold."""
    for node in ast.iter_child_nodes(code):
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.expr):
            yield from _statements(node)


def _events(module: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    for node in _statements(module):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            yield from ((target.id, node) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.ImportFrom | ast.Import):
            yield from ((alias.asname or alias.name, node) for alias in node.names)


def _returns(node: ast.stmt) -> bool:
    """Whether the handler may return another text; nothing, or what it was handed, leaves the page as it is."""
    if not isinstance(node, ast.FunctionDef):
        return True
    values = [step.value for step in ast.walk(node) if isinstance(step, ast.Return) and step.value is not None]
    handed = node.args.args[0].arg if node.args.args else None
    written = {name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}
    return any(
        not (isinstance(value, ast.Constant) and value.value is None)
        and not (isinstance(value, ast.Name) and value.id == handed and handed not in written)
        for value in values
    )


def _imported(module: ast.Module) -> set[str]:
    """The names that come from other code than Python's and MkDocs' own."""
    found: set[str] = set()
    for node in ast.walk(module):
        for alias in node.names if isinstance(node, ast.ImportFrom | ast.Import) else ():
            source = node.module if isinstance(node, ast.ImportFrom) else alias.name
            if (source or "").partition(".")[0] not in {*sys.stdlib_module_names, "mkdocs", "yaml"}:
                found.add((alias.asname or alias.name).partition(".")[0])
    return found


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _root(function: ast.expr) -> str:
    while isinstance(function, ast.Attribute):
        function = function.value
    return getattr(function, "id", "")


def _first_text(call: ast.Call) -> str | None:
    """The path that is spelled out in ``File("x.md", …)`` or ``File.generated(config, "x.md", …)``."""
    given = (*call.args[:2], *(keyword.value for keyword in call.keywords if keyword.arg in ("path", "src_uri")))
    return next((arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)), None)
