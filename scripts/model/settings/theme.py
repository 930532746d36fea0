"""What the theme of a site publishes besides the files of docs_dir, as MkDocs' ``add_files_from_theme`` has it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import yaml

# Files of a theme that are for MkDocs alone, in small letters.
_UNPUBLISHED = (".*", "*/.*", "*.py", "*.pyc", "*.html", "*readme*", "mkdocs_theme.yml", "locales/*")
_PAGES = ("*.markdown", "*.mdown", "*.mkdn", "*.mkd", "*.md")
_SITEMAP = frozenset({"sitemap.xml", "sitemap.xml.gz"})


@dataclass(frozen=True, slots=True)
class Theme:
    """What a theme publishes: its files, which links of a page may name, and what it fills in for the site as a whole.

    ``known`` is false when the theme, or one that it extends, is not installed here.
    """

    files: frozenset[str]
    templates: frozenset[str]
    known: bool


def read_theme(root: Path, setting: Any) -> Theme:  # noqa: ANN401
    """The theme that ``setting``, of mkdocs.yml at ``root``, names."""
    options = setting if isinstance(setting, Mapping) else {"name": setting or "mkdocs"}
    custom = options.get("custom_dir")
    folders = [root / custom] if isinstance(custom, str) else []
    templates = set(_SITEMAP) | _names(options.get("static_templates"))
    name, known = options.get("name"), True
    while name:
        folder = _folder(str(name))
        if folder is None or folder in folders:
            known = known and folder is not None
            break
        folders.append(folder)
        own = _own_settings(folder)
        templates |= _names(own.get("static_templates"))
        name = own.get("extends")
    files = frozenset(file for folder in folders for file in _files(folder) if file not in templates)
    return Theme(files, frozenset(templates), known)


def _names(value: Any) -> set[str]:  # noqa: ANN401
    return set(map(str, value)) if isinstance(value, list) else set()


def _folder(name: str) -> Path | None:
    """Where the installed theme lies; nothing of it is run."""
    for point in entry_points(group="mkdocs.themes", name=name):
        folder = Path(str(point.dist.locate_file(point.module.replace(".", "/")))) if point.dist else None
        if folder and folder.is_dir():
            return folder
    return None


def _own_settings(folder: Path) -> Mapping[str, Any]:
    try:
        own = yaml.safe_load((folder / "mkdocs_theme.yml").read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return own if isinstance(own, Mapping) else {}


def _files(folder: Path) -> Iterator[str]:
    for here, subfolders, names in os.walk(folder, followlinks=True):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        below = posixpath.normpath(Path(here).relative_to(folder).as_posix())
        for name in names:
            path = posixpath.normpath(posixpath.join(below, name))
            if not any(fnmatch(path.lower(), pattern) for pattern in (*_UNPUBLISHED, *_PAGES)):
                yield path
