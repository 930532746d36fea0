"""What mkdocs.yml says of the site: folders, languages, navigation, Markdown extensions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import pathspec
import yaml
import yaml_env_tag

from .message import MessageError, say
from .place import Place

# MkDocs leaves these out when exclude_docs is not set (its "Configuration" page, exclude_docs).
_ALWAYS_EXCLUDED = [".*", "/templates/"]
# MkDocs always loads these Markdown extensions first (its "Configuration" page, markdown_extensions).
_BUILTIN_EXTENSIONS = ["toc", "tables", "fenced_code"]


class ConfigError(MessageError):
    """mkdocs.yml cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    """The parts of mkdocs.yml that decide what a page is and where it stands.

    ``check_families`` are the letters of rules that this site asks for beyond those that any site is held to.
    ``nav`` holds each path below ``docs_dir`` with its place in mkdocs.yml; None when the file has no nav.
    """

    root: Path
    path: str
    docs_dir: str
    locales: tuple[str, ...]
    default_locale: str
    folder_structure: bool
    site_url: str
    nav: tuple[tuple[str, Place], ...] | None
    excluded: pathspec.PathSpec
    not_in_nav: pathspec.PathSpec
    extensions: tuple[str, ...]
    extension_configs: Mapping[str, Any]
    required_front_matter: tuple[str, ...]
    check_families: frozenset[str]

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / self.docs_dir

    def split(self, path: str) -> tuple[str, str]:
        """The (slug, locale) of a file below ``docs_dir``: the path without its locale and without ``.md``."""
        return _split(path, self.locales, self.default_locale, self.folder_structure)

    def file(self, slug: str, locale: str) -> str:
        """The path below ``docs_dir`` at which the page ``slug`` of ``locale`` is written."""
        if self.folder_structure:
            return f"{locale}/{slug}.md"
        return f"{slug}.md" if locale == self.default_locale else f"{slug}.{locale}.md"


# Asked several times for every link.
@lru_cache(maxsize=100_000)
def _split(path: str, locales: tuple[str, ...], default: str, folder_structure: bool) -> tuple[str, str]:
    pure = PurePosixPath(path)
    bare = str(pure.with_suffix("")) if pure.suffix == ".md" else path
    if folder_structure:
        first, _, rest = bare.partition("/")
        return (rest, first) if rest and first in locales else (bare, default)
    stem, suffix = (bare, "") if pure.suffix in ("", ".md") else (str(pure.with_suffix("")), pure.suffix)
    name, _, locale = stem.rpartition(".")
    return (name + suffix, locale) if name and locale in locales else (bare, default)


class _Loader(getattr(yaml, "CUnsafeLoader", yaml.UnsafeLoader)):
    """mkdocs.yml may name Python objects (slugifiers, emoji indexes), just as MkDocs itself loads it."""


_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
_Loader.add_constructor("!relative", lambda loader, node: None)


def load_config(root: Path) -> Config:
    """Read ``root/mkdocs.yml``. Raises ConfigError when there is none or it is not YAML."""
    path = root / "mkdocs.yml"
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = yaml.load(text, _Loader)
    except FileNotFoundError:
        raise ConfigError(say("mkdocs.yml: no such file; run this in the folder that holds mkdocs.yml")) from None
    except OSError as error:
        raise ConfigError(say("mkdocs.yml cannot be read: {reason}", reason=error.strerror)) from None
    # A value may be anything that Python can build, and fail in any way while it is built.
    except Exception as error:
        raise ConfigError(say("mkdocs.yml cannot be read: {reason}", reason=str(error))) from None
    if not isinstance(raw, dict):
        raise ConfigError(say("mkdocs.yml is empty; it must be a mapping that names at least site_name"))
    i18n = _plugin(_setting(raw, "plugins", list, dict) or [], "i18n")
    languages = [lang for lang in _setting(i18n, "languages", list) or [] if _language(lang)]
    locales = tuple(lang["locale"] for lang in languages if lang["locale"] != "null") or ("en",)
    default = next((lang["locale"] for lang in languages if lang.get("default")), locales[0])
    extensions, configs = _extensions(_setting(raw, "markdown_extensions", list, dict) or [])
    extra = _setting(raw, "extra", dict) or {}
    return Config(
        root=root,
        path="mkdocs.yml",
        docs_dir=_setting(raw, "docs_dir", str) or "docs",
        locales=locales,
        default_locale=default,
        folder_structure=i18n.get("docs_structure") == "folder",
        site_url=raw.get("site_url") or "",
        nav=_nav(text) if _setting(raw, "nav", list) else None,
        excluded=_spec([*_ALWAYS_EXCLUDED, *(_setting(raw, "exclude_docs", str) or "").splitlines()]),
        not_in_nav=_spec((_setting(raw, "not_in_nav", str) or "").splitlines()),
        extensions=extensions,
        extension_configs=configs,
        check_families=frozenset(map(str, _setting(extra, "check_families", list) or ())),
        required_front_matter=tuple(map(str, _setting(extra, "required_front_matter", list) or ())),
    )


_KINDS = {list: say("a list"), dict: say("a mapping"), str: say("text")}


def _setting(raw: Mapping[str, Any], key: str, *kinds: type) -> Any:  # noqa: ANN401
    """The value of ``key``, None when there is none. Raises ConfigError when it is of another kind."""
    value = raw.get(key)
    if value is not None and not isinstance(value, kinds):
        *others, last = (_KINDS[kind] for kind in kinds)
        kind = say("{one} or {other}", one=tuple(others), other=last) if others else last
        raise ConfigError(say("mkdocs.yml: {key} must be {kind}", key=key, kind=kind))
    return value


def _language(entry: Any) -> bool:  # noqa: ANN401
    """Whether this language of static-i18n is built."""
    if not isinstance(entry, dict) or not isinstance(entry.get("locale"), str):
        raise ConfigError(say("mkdocs.yml: each of the languages of i18n must be a mapping with a locale"))
    return entry.get("build", True)


def _spec(lines: list[str]) -> pathspec.PathSpec:
    try:
        return pathspec.PathSpec.from_lines("gitignore", lines)
    except ValueError as error:
        raise ConfigError(
            say("mkdocs.yml: exclude_docs or not_in_nav cannot be read: {reason}", reason=str(error))
        ) from None


def _plugin(plugins: list | dict, name: str) -> dict:
    entries = (
        plugins.items()
        if isinstance(plugins, dict)
        else (pair for item in plugins for pair in (item.items() if isinstance(item, dict) else [(item, {})]))
    )
    return next((_setting({key: options}, key, dict) or {} for key, options in entries if key == name), {})


def _extensions(listed: list | dict) -> tuple[tuple[str, ...], dict[str, Any]]:
    items = [{name: options} for name, options in listed.items()] if isinstance(listed, dict) else listed
    names, configs = list(_BUILTIN_EXTENSIONS), {}
    for item in items:
        name, options = next(iter(item.items()), (None, None)) if isinstance(item, dict) else (item, None)
        if not isinstance(name, str):
            raise ConfigError(say("mkdocs.yml: each of markdown_extensions must be the name of an extension"))
        names.append(name)
        configs[name] = options or {}
    return tuple(dict.fromkeys(names)), configs


def _nav(text: str) -> tuple[tuple[str, Place], ...]:
    """Every local path in the nav with its place; outside addresses are left out."""
    mapping = yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    nodes = [value for key, value in mapping.value if key.value == "nav"]
    found: list[tuple[str, Place]] = []
    walked: set[int] = set()
    while nodes:
        node = nodes.pop()
        # An alias leads to a node again, perhaps to one that holds the alias.
        if id(node) in walked:
            continue
        walked.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            nodes.extend(reversed(node.value))
        elif isinstance(node, yaml.MappingNode):
            nodes.extend(reversed([value for _, value in node.value]))
        elif not re.match(r"[a-z][a-z0-9+.-]*:|//", node.value):
            mark = node.start_mark
            found.append((node.value, Place("mkdocs.yml", mark.line + 1, mark.column + 1)))
    return tuple(found)
