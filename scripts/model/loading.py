"""The pages of a site, each parsed anew or as an earlier run parsed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markdown import Markdown

from .boxes import BoxExtension
from .cache import Cache
from .citation_syntax import CitationExtension
from .config import Config, ConfigError
from .fingerprint import digest, fingerprint
from .memory import Memory, Name, encoded_page, remembered
from .message import say
from .page import Page
from .place import Problem
from .reader import load_page, read_file
from .written import WrittenExtension


def make_markdown(config: Config) -> Markdown:
    """A renderer with the extensions of mkdocs.yml and this project's citations. Raises ConfigError."""
    try:
        extensions = [*config.extensions, CitationExtension(), BoxExtension(), WrittenExtension()]
        return Markdown(extensions=extensions, extension_configs=config.extension_configs)
    except (ImportError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(
            say("mkdocs.yml: a Markdown extension cannot be loaded: {reason}", reason=str(error))
        ) from None


def load_pages(
    config: Config, paths: Iterable[str], cache: Cache | None
) -> tuple[dict[Name, Page], list[Problem], Memory]:
    """The pages at ``paths`` (below docs_dir), and what kept some from being read. Raises ConfigError."""
    files = {path: read_file(config, path) for path in paths}
    mark = fingerprint(config) if cache else None
    keys = {path: digest(mark, path.encode(), data) for path, data in files.items() if mark and isinstance(data, bytes)}
    known = remembered(cache, keys, Page, _encoded, config, lambda path: (path, files[path])) if keys else {}
    markdown = make_markdown(config) if len(known) < len(files) or not files else None
    pages: dict[Name, Page] = {}
    problems: list[Problem] = []
    names: dict[Name, str] = {}
    for path, data in files.items():
        page, found = (known[path], []) if path in known else load_page(config, path, data, markdown)
        pages[page.slug, page.locale] = page
        names[page.slug, page.locale] = path
        problems += found
    return pages, problems, Memory(cache, {name: keys[path] for name, path in names.items() if path in known})


def _encoded(config: Config) -> Callable[[tuple[str, bytes]], bytes | None]:
    markdown = make_markdown(config)

    def read(file: tuple[str, bytes]) -> bytes | None:
        page, problems = load_page(config, *file, markdown)
        return None if problems else encoded_page(page)

    return read
