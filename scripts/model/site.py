"""The whole site, loaded once: configuration, pages, glossary, references, article map."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from markdown import Markdown

from scripts.core.cache import Cache
from scripts.core.matcher import Matcher
from scripts.core.message import say
from scripts.core.place import Place, Problem, as_lines
from scripts.core.schema import violations
from scripts.core.walking import walk
from scripts.core.yamlfile import Yaml, load

from . import anchors
from .article_map import Article, read_article
from .data_blocks import blocks_of
from .diagram import Diagram, read_diagram, unknown_labels
from .documents import keep_document, kept_document
from .exempt_passages import Exemption, data_exemptions
from .fingerprint import digest
from .glossary import Glossary, read_glossary
from .judged_queries import Query, read_queries
from .loading import load_pages, make_markdown, missing_extensions
from .memory import NOT_ASKED, Fact, Memory, Name, Work, questions
from .origins import counted, origins_of
from .outline import Outline, outline_of
from .page import Page
from .page_origins import BlockOrigins, block_origins, told_apart
from .pages import Focused, Pages
from .questions import Question, drawn_questions, read_questions
from .references import Reference, read_references
from .settings.builds import Build, candidates, make_build
from .settings.config import Config, ConfigError, bytes_of, load_config
from .settings.shown_text import cut_texts
from .settings.theme import Theme, read_theme
from .term_uses import Forms, SectionTerms, matchers, section_terms

DATA_DIR = "_data"
QUESTIONS = "questions"


# Compared and hashed as the one object that it is.
@dataclass(frozen=True, eq=False)
class Site:
    """Everything the checks and the renderer need to know.

    ``pages`` maps (slug, locale) to a Page; ``files`` holds every file below docs_dir that MkDocs publishes, by path;
    ``documents`` are the data files by their names below ``_data``. ``glossary``, ``references`` and ``article`` are
    None, and ``queries`` empty, when the site has no such data or when it could not be read; ``unread`` names those
    that could not. ``diagrams`` has the name of every file of labels, with None for one that could not be read;
    ``questions`` are those that were written, by the slug of their page. Pages are read without ``missing_extensions``.
    """

    config: Config
    pages: Mapping[tuple[str, str], Page]
    files: frozenset[str]
    problems: tuple[Problem, ...]
    glossary: Glossary | None = None
    references: Mapping[str, Reference] | None = None
    article: Article | None = None
    queries: tuple[Query, ...] = ()
    documents: Mapping[str, Yaml] = field(default_factory=dict)
    diagrams: Mapping[str, Diagram | None] = field(default_factory=dict)
    questions: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    missing_extensions: tuple[str, ...] = ()
    memory: Memory = field(default_factory=Memory)
    # Worked out at need, anew in a copy with other pages.
    _facts: dict[Work[Any, Any], Mapping[Name, Any]] = field(default_factory=dict, init=False)
    _anchors: dict[str, frozenset[str]] = field(default_factory=dict, init=False)

    @cached_property
    def outlines(self) -> Mapping[Name, Outline]:
        """The outline of every page. What asks something of all pages asks them, and need not have all pages read."""
        if isinstance(self.pages, Pages | Focused):
            return self.pages.outlines
        return {name: outline_of(page) for name, page in self.pages.items()}

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        """Every page slug, sorted, whatever languages it is written in."""
        return tuple(sorted({slug for slug, _ in self.outlines}))

    @cached_property
    def own_slugs(self) -> tuple[str, ...]:
        """The slugs of the pages that are gone through: all, but for a site that was ``focused``."""
        return tuple(sorted({slug for slug, _ in self.pages}))

    def in_locale(self, locale: str) -> Iterator[Page]:
        """The pages written in one language, by slug."""
        own = set(self.pages)
        return (self.pages[slug, locale] for slug in self.own_slugs if (slug, locale) in own)

    def outlined_in(self, locale: str) -> Iterator[Outline]:
        """The outlines of the pages written in one language, by slug."""
        return (self.outlines[slug, locale] for slug in self.slugs if (slug, locale) in self.outlines)

    @cached_property
    def digest(self) -> bytes:
        """A digest of all that rules look at but the pages themselves, whose outlines it takes in; b"" for unknown."""
        if not self.memory.mark:
            return b""
        listed = [
            (*name, one.path, one.readable, one.templated, one.data_blocks, sorted(self.anchors(one)))
            for name, one in self.outlines.items()
        ]
        try:
            outlines = msgspec.msgpack.encode(listed)
        # A name that is no text.
        except ValueError:
            return b""
        names = ("\0".join(sorted(names)) for names in (self.files, self.theme.files, self.theme.templates))
        return digest(self.memory.mark, self.config.read_from, self.data_digest, outlines, *map(os.fsencode, names))

    @cached_property
    def data_digest(self) -> bytes:
        """A digest of the data files."""
        folder = self.config.docs / DATA_DIR
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        return digest(*(part for file in files for part in (os.fsencode(file.relative_to(folder)), bytes_of(file))))

    def focused(self, names: Collection[Name]) -> Site:
        """The site of which only these pages are gone through; in place of the others stand their outlines."""
        # What was worked out of the whole site is the same.
        focused = object.__new__(Site)
        shared = {key: value for key, value in self.__dict__.items() if key not in ("own_slugs", "usage")}
        focused.__dict__.update(shared, pages=Focused(self.pages, self.outlines, names), _facts={})
        return focused

    def page(self, slug: str, locale: str) -> Page | None:
        """The page in this language, or in the default language when it is not translated yet."""
        return self.pages.get((slug, locale)) or self.pages.get((slug, self.config.default_locale))

    @cached_property
    def builds(self) -> Mapping[str, Build]:
        """What each language's build is made of."""
        paths = sorted(path for path in self.files if not self.config.unbuilt_locale(path))
        return {locale: make_build(self.config, locale, paths) for locale in self.config.locales}

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Every address of the site in all languages, from its root, with the file below docs_dir that it shows."""
        return {
            address: file
            for locale in reversed(self.config.locales)
            for address, file in self.builds[locale].addresses.items()
        }

    @cached_property
    def theme(self) -> Theme:
        """What the theme publishes."""
        return read_theme(self.config.root, self.config.theme)

    def find(self, path: str, locale: str) -> str | None:
        """The file that ``path``, from docs_dir, means on a page in ``locale``: one below docs_dir, or of the theme."""
        paths = tuple(candidates(self.config, locale, path))
        built = next((file for file in paths if file in self.builds[locale].files), None)
        return built or next((file for file in paths if file in self.theme.files), None)

    def stands_in(self, page: Page | Outline) -> tuple[str, ...]:
        """The languages that show this page because they lack it."""
        if not self.config.falls_back or page.locale != self.config.default_locale:
            return ()
        return tuple(locale for locale in self.config.locales if (page.slug, locale) not in self.outlines)

    def page_at(self, file: str) -> Outline | None:
        """The outline of the page written in ``file`` (below docs_dir)."""
        return self.outlines.get(self.config.split(file)) if file.endswith(".md") else None

    def knows_anchors(self, page: Page | Outline) -> bool:
        """Whether ``anchors`` are all that the built page has: not when a part is unread, unrendered or unforeseen."""
        whole = page.readable and not page.templated and not self.missing_extensions
        return whole and not self.config.hooks.rewrite and not self.unread & {*page.data_blocks}

    def page_with(self, block: str) -> str | None:
        """Slug of the page that shows a data block."""
        return self._shelves.get(block)

    @cached_property
    def _shelves(self) -> Mapping[str, str]:
        pages = reversed(list(self.outlines.values()))
        return {block: page.slug for page in pages for block in page.data_blocks}

    def anchors(self, page: Page | Outline) -> frozenset[str]:
        """Every anchor of the built page, those of its data blocks too."""
        # Asked several times for every link to the page.
        if page.path not in self._anchors:
            self._anchors[page.path] = self._all_anchors(page)
        return self._anchors[page.path]

    def _all_anchors(self, page: Page | Outline) -> frozenset[str]:
        generated = {anchors.diagram(name) for name, _ in page.diagrams if self.diagrams.get(name)}
        if self.keys(page):
            generated.add(anchors.SOURCES)
        return page.anchors.union(generated, *(block.anchors(self) for block in blocks_of(page)))

    def facts(self, work: Work[Any, Fact], kind: type[Fact], context: Any = None) -> Mapping[Name, Fact]:  # noqa: ANN401
        """What ``work(context)`` finds out about each page, by (slug, locale).

        For what takes long and depends on one page and the context alone: it is worked out on all cores, and kept
        between runs where a command asked for that. ``work`` stands in a module of the model or the checks, the context
        is plain data, and the ``kind`` of its results is one of the types that msgspec knows.
        """
        if work not in self._facts:
            self._facts[work] = self.memory.facts(self.pages, work, kind, context)
        return self._facts[work]

    def keys(self, page: Page | Outline) -> tuple[str, ...]:
        """The works that the page cites, in its text or by a diagram, each once."""
        shown = filter(None, (self.diagrams.get(name) for name, _ in page.diagrams))
        keys = (*page.cited, *(key for one in shown for key in one.sources))
        return tuple(dict.fromkeys(keys))

    def judges_origins(self, page: Page) -> bool:
        """Whether readers of this page are told where each block comes from."""
        settings = self.config.origins
        return settings is not None and page.slug not in settings.excepted

    def block_origins(self, page: Page) -> tuple[BlockOrigins, ...]:
        """The origin of every block of the page, of its diagrams aside."""
        context = told_apart(self)
        if context is NOT_ASKED:
            return ()
        return self.facts(block_origins, tuple[BlockOrigins, ...], context)[page.slug, page.locale]

    def diagram_origins(self, diagram: Diagram) -> tuple[str, ...]:
        """The origins of a diagram; none when its file does not tell."""
        settings = self.config.origins
        return origins_of(diagram.sources, settings.article) if settings and (diagram.sources or diagram.own) else ()

    def origins(self, page: Page) -> list[tuple[str, ...]]:
        """The origins of each block of the page, its diagrams last."""
        shown = filter(None, (self.diagrams.get(name) for name, _ in page.diagrams))
        drawn = [self.diagram_origins(diagram) for diagram in shown] if self.judges_origins(page) else []
        return [*(block.origins for block in self.block_origins(page)), *drawn]

    def origin_totals(self, locale: str) -> Mapping[str, int]:
        """How many blocks of all pages in one language come from each origin; empty where nobody asks."""
        found = (origins for page in self.in_locale(locale) for origins in self.origins(page))
        return counted(found) if self.config.origins else {}

    @cached_property
    def cited(self) -> Mapping[str, tuple[Outline, ...]]:
        """The pages that cite a work, by key, each page once."""
        found: dict[str, dict[str, Outline]] = {}
        for page in self.outlines.values():
            for key in self.keys(page):
                found.setdefault(key, {})[page.path] = page
        for diagram in filter(None, self.diagrams.values()):
            for key in diagram.sources:
                found.setdefault(key, {})
        if self.glossary:
            for term in self.glossary.terms.values():
                for key in (*term.sources, *([term.quotes.source] if term.quotes else ())):
                    found.setdefault(key, {})
        return {key: tuple(pages.values()) for key, pages in found.items()}

    def questions_about(self, slug: str) -> tuple[Question, ...]:
        """All that readers of a page are asked: what was written, then what the diagrams on it ask."""
        page = self.outlines.get((slug, self.config.default_locale))
        shown = filter(None, (self.diagrams.get(name) for name, _ in page.diagrams)) if page else ()
        drawn = (question for diagram in shown for question in drawn_questions(slug, diagram))
        return (*self.questions.get(slug, ()), *drawn)

    @cached_property
    def exemptions(self) -> tuple[Exemption, ...]:
        """The comments that exempt a passage of a page, of a data file or of mkdocs.yml from a rule."""
        data = [document.path for document in self.documents.values()]
        on_pages = (one for page in self.outlines.values() for one in page.exemptions)
        return (*on_pages, *data_exemptions(self.config.root, [*data, self.config.path]))

    @cached_property
    def markdown(self) -> Markdown:
        """A renderer of pages; extensions expect to be run in the folder of mkdocs.yml."""
        return make_markdown(self.config)

    @cached_property
    def matchers(self) -> Mapping[str, Matcher]:
        """Per language, the matcher of every accepted form; keys are term ids."""
        return matchers(self.accepted)

    @cached_property
    def accepted(self) -> Forms:
        """Per language, every accepted form with the id of its term."""
        terms = self.glossary.terms.values() if self.glossary else ()
        return {
            locale: [
                (form, term.id) for term in terms if locale in term.wordings for form in term.wordings[locale].accepted
            ]
            for locale in self.config.locales
        }

    def terms(self, page: Page) -> tuple[SectionTerms, ...]:
        """The terms that each section of the page uses."""
        return self.facts(section_terms, tuple[SectionTerms, ...], self.accepted)[page.slug, page.locale]

    @cached_property
    def usage(self) -> Mapping[str, Mapping[str, tuple[tuple[Outline, SectionTerms], ...]]]:
        """Per language and term id, each page that uses the term, with the first section of it that does."""
        found: dict[str, dict[str, list[tuple[Outline, SectionTerms]]]] = {locale: {} for locale in self.config.locales}
        for name, sections in self.facts(section_terms, tuple[SectionTerms, ...], self.accepted).items():
            first: dict[str, SectionTerms] = {}
            for section in sections:
                for key in section.used:
                    first.setdefault(key, section)
            for key, section in first.items():
                found[name[1]].setdefault(key, []).append((self.outlines[name], section))
        return {locale: {key: tuple(uses) for key, uses in terms.items()} for locale, terms in found.items()}


def load_site(root: Path, cache: Cache | None = None) -> Site:
    """Load the site at ``root``. Raises ConfigError when mkdocs.yml cannot be read or docs_dir is missing.

    With a ``cache``, as the commands have it, what an earlier run worked out is taken from there, what is worked out
    now is kept there, and all cores are used; the site is the same.
    """
    config = load_config(root.absolute())
    if not config.docs.is_dir():
        raise ConfigError(
            say("{folder}/: no such folder; make it, or set docs_dir in mkdocs.yml", folder=config.docs_dir)
        )
    folder = walk(config.docs, config.excluded.match_file)
    files = tuple(_published(config, sorted(folder.files)))
    written = [path for path in files if path.endswith(".md")]
    data, in_data = _read_data(config, cache)
    missing = missing_extensions(config)
    bare = Site(config, {}, frozenset(files), (), missing_extensions=missing, **data)
    # Extensions seek files (snippets, say) from the folder in which MkDocs is run.
    with chdir(config.root):
        built = [path for path in written if not config.unbuilt_locale(path)]
        pages, problems, memory = load_pages(config, built, cache, questions(bare) if cache else ())
    problems += (_not_installed(config, name) for name in missing)
    problems += (
        problem for path in written if config.unbuilt_locale(path) for problem in _in_no_language(config, path)
    )
    problems += [*config.problems, *folder.problems(config.docs_dir), *in_data]
    return replace(bare, pages=pages, problems=tuple(problems), memory=memory)


def _read_data(config: Config, cache: Cache | None) -> tuple[dict[str, Any], list[Problem]]:
    """What the data files of this project's kind hold, by the fields of Site, and what is wrong with them."""
    data: dict[str, Any] = {}
    documents: dict[str, Yaml] = {}
    diagrams: dict[str, Diagram | None] = {}
    unread: set[str] = set()
    problems: list[Problem] = []
    if not has_own_data(config):
        return data, problems
    for name in sorted(_READERS):
        document, found = _document(config, cache, name, name, name)
        problems += found
        if document and not found:
            data[name], documents[name] = _READERS[name](document), document
            problems += _cut_texts(config, document.path)
        elif found:
            unread.add(name)
    for name in _diagram_names(config):
        document, found = _document(config, cache, f"diagrams/{name}", "diagrams/diagram", "diagram")
        problems += found
        diagram = read_diagram(name, document) if document and not found else None
        unknown = list(unknown_labels(diagram)) if diagram else []
        problems += unknown
        diagrams[name] = None if unknown else diagram
        if document and not found:
            documents[f"diagrams/{name}"] = document
            problems += _cut_texts(config, document.path)
    asked, in_questions = _read_questions(config, cache, documents)
    read = {"documents": documents, "diagrams": diagrams, "questions": asked, "unread": frozenset(unread)}
    return {**data, **read}, [*problems, *in_questions]


def _read_questions(
    config: Config, cache: Cache | None, documents: dict[str, Yaml]
) -> tuple[dict[str, tuple[Question, ...]], list[Problem]]:
    """The questions by the slug of their page, in files that could be read, which are added to the ``documents``.

    With them comes what is wrong with the others.
    """
    found: dict[str, tuple[Question, ...]] = {}
    problems: list[Problem] = []
    folder = config.docs / DATA_DIR / QUESTIONS
    for file in sorted(folder.rglob("*.yml")):
        slug = file.relative_to(folder).with_suffix("").as_posix()
        document, wrong = _document(config, cache, f"{QUESTIONS}/{slug}", f"{QUESTIONS}/question", "question")
        problems += wrong
        if document and not wrong:
            found[slug], documents[f"{QUESTIONS}/{slug}"] = read_questions(slug, document), document
            problems += _cut_texts(config, document.path)
    return found, problems


_READERS: Mapping[str, Callable[[Yaml], Any]] = {
    "glossary": read_glossary,
    "references": read_references,
    "article": read_article,
    "queries": read_queries,
}


def _not_installed(config: Config, name: str) -> Problem:
    return Problem(
        "extension",
        config.extension_places.get(name, Place(config.path)),
        say("the Markdown extension {name} is not installed here; the pages are checked without it", name=name),
        say("install it, or correct its name; until then anchors and reference links are not judged"),
    )


def _in_no_language(config: Config, path: str) -> Iterator[Problem]:
    locale = config.unbuilt_locale(path)
    if locale not in config.other_locales:
        yield Problem(
            "locale",
            Place(f"{config.docs_dir}/{path}"),
            say("no page is built from this file: the site has no language “{locale}”", locale=locale),
            say("give the file another name, or add the language to i18n in mkdocs.yml"),
        )


def has_own_data(config: Config) -> bool:
    """Whether the data files of ``docs/_data`` are of this project's kind, which the schemas beside them tell."""
    return any((config.docs / DATA_DIR / f"{name}.schema.json").is_file() for name in _READERS)


def _published(config: Config, paths: list[str]) -> Iterator[str]:
    known = set(paths)
    for path in paths:
        # MkDocs leaves out the README.md beside an index.md.
        shadowed = posixpath.basename(path) == "README.md" and path.removesuffix("README.md") + "index.md" in known
        if not config.excluded.match_file(path) and not shadowed:
            yield path


def _diagram_names(config: Config) -> list[str]:
    return sorted(file.stem for file in (config.docs / DATA_DIR / "diagrams").glob("*.yml"))


def _document(
    config: Config, cache: Cache | None, name: str, schema_name: str, kind: str
) -> tuple[Yaml | None, list[Problem]]:
    path = f"{config.docs_dir}/{DATA_DIR}/{name}.yml"
    schema = config.docs / DATA_DIR / f"{schema_name}.schema.json"
    if not (config.root / path).is_file():
        return None, []
    if cache and (known := kept_document(cache, config.root / path, path, schema)):
        return known, []
    document = load(config.root, path, "yaml")
    if isinstance(document, Problem):
        return None, [document]
    found = list(violations(document, schema, kind))
    if cache and not found:
        keep_document(cache, config.root / path, document, schema)
    return document, found


def _cut_texts(config: Config, path: str) -> Iterator[Problem]:
    return cut_texts(path, as_lines((config.root / path).read_text(encoding="utf-8-sig")))
