"""The pages of a site, each parsed anew or as an earlier run parsed it."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module

from markdown import Markdown
from markdown.extensions import Extension
from markdown.util import get_installed_extensions

from .boxes import BoxExtension
from .cache import Cache
from .citation_syntax import CitationExtension
from .config import Config, ConfigError
from .fingerprint import PURE, digest, fingerprint
from .memory import Memory, Name, encoded_page, remembered
from .message import say
from .origin_marks import OriginMarkExtension
from .page import Page
from .place import Problem
from .reader import load_page, read_file
from .relative import names_page_folder, stand_at
from .snippets import SNIPPETS, taken_in
from .written import WrittenExtension


def missing_extensions(config: Config) -> tuple[str, ...]:
    """The extensions of mkdocs.yml that this machine does not have."""
    return tuple(name for name in config.extensions if name not in PURE and not _is_installed(name))


@cache
def _is_installed(name: str) -> bool:
    with _silence():
        try:
            import_module(name.partition(":")[0])
        except ImportError:
            return any(entry.name == name for entry in get_installed_extensions())
        # It is there, and what keeps it from working will be said when it is used.
        except Exception:
            return True
    return True


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing of what extensions have to say to their users, who are not those of this tool, reaches the terminal."""
    last, logging.lastResort = logging.lastResort, logging.NullHandler()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.lastResort = last


def own_extensions(config: Config) -> tuple[Extension, ...]:
    """The extensions of this project that pages of the site are rendered with, behind those of mkdocs.yml."""
    marks = (OriginMarkExtension(),) if config.origins else ()
    return (CitationExtension(), BoxExtension(), *marks)


def make_markdown(config: Config, path: str = "", last: Extension | None = None) -> Markdown:
    """A renderer of the page at ``path`` with the extensions of mkdocs.yml and this project's. Raises ConfigError.

    The ``last`` of them marks what MkDocs resolves, as the checks ask for, unless it is another one.
    """
    stand_at(path)
    missing = missing_extensions(config)
    try:
        extensions = [name for name in config.extensions if name not in missing]
        with _silence():
            return Markdown(
                extensions=[*extensions, *own_extensions(config), last or WrittenExtension()],
                extension_configs=config.extension_configs,
            )
    # An extension may fail in any way at what it is told.
    except Exception as error:
        raise ConfigError(
            say("mkdocs.yml: a Markdown extension cannot be loaded: {reason}", reason=str(error))
        ) from None


# Pages of this run with problems, which are kept nowhere else: some of them took long.
_TROUBLED: dict[str, tuple[Page, list[Problem]]] = {}


class _Reader:
    """Reads pages with one renderer, or with one for each where their folders make a difference."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._by_folder = names_page_folder(config.extension_configs)
        self._markdown: Markdown | None = None

    def read(self, path: str, data: bytes | Problem) -> tuple[Page, list[Problem]]:
        if path in _TROUBLED:
            return _TROUBLED[path]
        if self._markdown is None or self._by_folder:
            self._markdown = make_markdown(self._config, path)
        with _silence():
            page, problems = load_page(self._config, path, data, self._markdown)
        if problems:
            # What failed may have left the renderer in the middle of its work.
            self._markdown = None
            _TROUBLED[path] = page, problems
        return page, problems


def load_pages(
    config: Config, paths: Iterable[str], cache: Cache | None
) -> tuple[dict[Name, Page], list[Problem], Memory]:
    """The pages at ``paths`` (below docs_dir), and what kept some from being read. Raises ConfigError."""
    _TROUBLED.clear()
    files = {path: read_file(config, path) for path in paths}
    mark = fingerprint(config, (SNIPPETS, *missing_extensions(config))) if cache else None
    keys = {
        path: digest(mark, os.fsencode(path), data, *taken_in(config, path, data))
        for path, data in files.items()
        if mark and isinstance(data, bytes)
    }
    known = remembered(cache, keys, Page, _encoded, config, lambda path: (path, files[path])) if cache and keys else {}
    reader = _Reader(config)
    if not files:
        make_markdown(config)
    pages: dict[Name, Page] = {}
    problems: list[Problem] = []
    names: dict[Name, str] = {}
    for path, data in files.items():
        page, found = (known[path], []) if path in known else reader.read(path, data)
        pages[page.slug, page.locale] = page
        names[page.slug, page.locale] = path
        problems += found
    return pages, problems, Memory(cache, {name: keys[path] for name, path in names.items() if path in known})


def _encoded(config: Config) -> Callable[[tuple[str, bytes]], bytes | None]:
    reader = _Reader(config)

    def read(file: tuple[str, bytes]) -> bytes | None:
        page, problems = reader.read(*file)
        return None if problems else encoded_page(page)

    return read
