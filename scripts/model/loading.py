"""The pages of a site, each parsed anew or as an earlier run parsed it."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from functools import cache, partial
from importlib import import_module

from markdown import Markdown
from markdown.extensions import Extension
from markdown.util import get_installed_extensions

from scripts.core.cache import Cache
from scripts.core.message import say
from scripts.core.place import Problem
from scripts.core.workers import distribute

from .fingerprint import PURE, digest, fingerprint
from .markdown.box_syntax import BoxExtension
from .markdown.citation_syntax import CitationExtension
from .markdown.origin_marks import OriginMarkExtension
from .markdown.written_links import WrittenExtension
from .memory import Memory, Name, Question, decoded_outline, found_in, outline_key, rows_of
from .outline import Outline, outline_of
from .page import Page
from .pages import Pages
from .reader import load_page, read_file
from .settings.config import Config, ConfigError
from .settings.relative import names_page_folder, stand_at
from .settings.snippets import SNIPPETS, taken_in


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


class _PageReader:
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
    config: Config, paths: Sequence[str], cache: Cache | None, asked: Sequence[Question]
) -> tuple[Mapping[Name, Page], list[Problem], Memory]:
    """The pages at ``paths`` (below docs_dir), and what kept some from being read. Raises ConfigError.

    What is ``asked`` of each page is found out, and kept in the cache, with the page.
    """
    _TROUBLED.clear()
    mark = fingerprint(config, (SNIPPETS, *missing_extensions(config))) if cache else None
    keys, known = _known(config, paths, cache, mark, asked) if cache and mark else ({}, {})
    reader = _PageReader(config)
    if not paths:
        make_markdown(config)
    # Of two files that are one page, the later one counts.
    given: dict[Name, Page] = {}
    outlines: dict[Name, Outline] = {}
    problems: list[Problem] = []
    names: dict[Name, str] = {}
    for path in paths:
        if path in known:
            outline = known[path]
            name = (outline.slug, outline.locale)
            given.pop(name, None)
        else:
            page, found = reader.read(path, read_file(config, path))
            name = (page.slug, page.locale)
            given[name], outline = page, outline_of(page)
            problems += found
        outlines[name], names[name] = outline, path
    if not cache or not known:
        return {name: given[name] for name in outlines}, problems, Memory(cache, mark=mark or b"")
    memory = Memory(cache, {name: keys[path] for name, path in names.items() if path in known}, mark or b"")
    return Pages(outlines, memory.keys, cache, given, partial(_read_again, config, names)), problems, memory


def _read_again(config: Config, paths: Mapping[Name, str], name: Name) -> Page:
    with chdir(config.root):
        return _PageReader(config).read(paths[name], read_file(config, paths[name]))[0]


def _known(
    config: Config, paths: Sequence[str], cache: Cache, mark: bytes, asked: Sequence[Question]
) -> tuple[dict[str, bytes], dict[str, Outline]]:
    """By path the keys and the outlines of the pages of which the cache has all, or which are read without trouble."""
    keys = {path: key for path in paths if (key := _key(config, mark, path, read_file(config, path)))}
    outlines = {path: outline_key(key) for path, key in keys.items()}
    known = found_in(cache, outlines, Outline)
    for share in distribute(
        _rows, (config, mark, asked), [path for path in keys if path not in known], lambda path: path
    ):
        made = {path: rows for path, rows in share if rows}
        cache.put({key: value for _, rows in made.values() for key, value in rows.items()})
        for path, (key, rows) in made.items():
            # The file may have changed in between.
            keys[path], known[path] = key, decoded_outline(rows[outline_key(key)])
    return keys, known


def _key(config: Config, mark: bytes, path: str, data: bytes | Problem) -> bytes | None:
    return None if isinstance(data, Problem) else digest(mark, os.fsencode(path), data, *taken_in(config, path, data))


def _rows(what: tuple[Config, bytes, Sequence[Question]]) -> Callable[[str], tuple[bytes, dict[bytes, bytes]] | None]:
    """What reads the page at a path, and tells its key and all that is kept of it."""
    config, mark, asked = what
    reader = _PageReader(config)
    finders = [(question, question.work(question.context)) for question in asked]

    def rows(path: str) -> tuple[bytes, dict[bytes, bytes]] | None:
        data = read_file(config, path)
        key = _key(config, mark, path, data)
        page, problems = reader.read(path, data)
        found = rows_of(page, key, finders) if key and not problems else None
        return (key, found) if key and found else None

    return rows
