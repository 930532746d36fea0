"""MkDocs hooks: hand each page to the renderer, give each language its own search index, and show both side by side.

Thin on purpose: what a test would want to call stands in scripts/render and needs no MkDocs.
"""

from __future__ import annotations

import logging
import os
import posixpath
import sys
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import msgspec
from jinja2 import BaseLoader, Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext
from watchdog.observers.polling import PollingObserver

# MkDocs loads a hook by its path; the package that it belongs to is found from the folder of mkdocs.yml.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.checks.formats import as_text
from scripts.core.cache import Cache
from scripts.core.message import MessageError, machine_locale
from scripts.model.page import Page
from scripts.model.site import Site, load_site
from scripts.render.article.rendered import FinishedError
from scripts.render.frames.engine import FRAMES, frames_key
from scripts.render.frames.frame import ANCHOR, Frames, Level, Placed, improve_accessibility
from scripts.render.frames.ties import NotingLoader, ThemeError, hold_blocks, hold_partials, not_found, swap
from scripts.render.labels import LABELS
from scripts.render.preview import Preview
from scripts.render.search.index import worker_path
from scripts.render.steps import Work, complete, ground_of
from scripts.status.report import Report

log = logging.getLogger("mkdocs.hooks.pages")


@dataclass
class _Build:
    """What one build of all languages knows."""

    serving: bool = False
    nav: Navigation = field(init=False)
    escaped: dict[str, str] = field(default_factory=dict)
    # From on_config on, which comes first.
    report: Report = field(init=False)
    frames: dict[str, str] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    descriptions: dict[str, str] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)
    written: list[Path] = field(default_factory=list)
    preview: Preview | None = None

    def page(self, page: MkDocsPage) -> Page:
        """Our page for that of MkDocs."""
        site = self.report.site
        return site.pages[site.config.split(page.file.src_uri)]


build = _Build()


def _i18n(config: MkDocsConfig) -> Any:  # noqa: ANN401
    """The plugin of the languages, which MkDocs knows as any plugin."""
    return config.plugins["i18n"]


def on_startup(command: str, dirty: bool) -> None:
    build.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    # static-i18n runs the whole build again for every further language, with the same configuration.
    if _i18n(config).building:
        return config
    root = Path(str(config.config_file_path)).parent
    build.report = Report(load_site(root, Cache(root)))
    build.escaped, build.frames, build.placed, build.descriptions = {}, {}, [], {}
    build.templates, build.written = set(), []
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    # Source maps, Material's search worker and its word lists, and the parts of ours: no page asks for them.
    unused = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "assets/offline/", "assets/search/worker/")
    left = [file for file in files if file.src_uri.startswith(unused) or file.src_uri.endswith(".map")]
    for file in left:
        files.remove(file)
    for folder in unused:
        if not any(file.src_uri.startswith(folder) for file in left):
            with _one_line():
                raise not_found(folder, "scripts/hooks.py")
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    env.loader = NotingLoader(cast(BaseLoader, env.loader), build.templates)
    env.filters["swap"] = _swap
    with _one_line():
        hold_blocks(env)
    env.globals["labels"] = LABELS
    env.globals["article_id"] = ANCHOR
    env.globals["search_worker"] = worker_path()
    env.globals["serving"] = build.serving
    # Late, when nobody compares them any more.
    _escape_names(config, [file.page for file in files.documentation_pages() if file.page], build.nav.items)
    build.descriptions[_i18n(config).current_language] = config.site_description or ""
    palette = config.theme.get("palette")
    for scheme in palette if isinstance(palette, list) else ():
        if "toggle" in scheme:
            scheme["toggle"]["name"] = escape(scheme["toggle"].get("name", ""))
    return env


def _swap(html: str, old: str, new: str) -> str:
    with _one_line():
        return swap(html, old, new)


@contextmanager
def _one_line() -> Iterator[None]:
    """Let MkDocs stop with what is wrong with theme or pages, and nothing else."""
    try:
        yield
    except ThemeError as error:
        raise PluginError(error.message.text(machine_locale())) from error
    except FinishedError as error:
        raise PluginError(f"\n{as_text(error.issues, machine_locale())}") from error


# After static-i18n (-100), which translates the menu.
@event_priority(-200)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Note where each page stands, and leave to MkDocs one page of each frame."""
    build.nav = nav
    first: dict[Hashable, str] = {}
    shown_in = _i18n(config).current_language
    pages = [file.page or MkDocsPage(None, file, config) for file in files.documentation_pages()]
    for page in pages:
        ours = build.page(page)
        # What MkDocs would read from the file, for titles hang on it.
        page.meta, page.markdown = dict(ours.meta), ""
        if not page.title:
            page.title = ours.title
    for page in pages:
        frame = first.setdefault(_sharing(page), page.file.url)
        build.placed.append(_placed(page, nav, shown_in, frame))
        if frame != page.file.url:
            files.remove(page.file)
    return nav


def _placed(page: MkDocsPage, nav: Navigation, shown_in: str, frame: str) -> Placed:
    ours = build.page(page)
    above = cast(Sequence[Section], page.ancestors)
    trail = [level for level in (nav.homepage, *reversed(above), page) if level]
    return Placed(
        slug=ours.slug,
        locale=ours.locale,
        shown_in=shown_in,
        url=page.file.url,
        frame=frame,
        title=str(page.title),
        previous=_beside(page.previous_page),
        next=_beside(page.next_page),
        trail=tuple(_level(level, str(level.title)) for level in trail),
        # Those of static-i18n, which MkDocs does not know of.
        versions={
            locale: file.url for locale, file in cast(Any, page.file).alternates.items() if file.locale == locale
        },
    )


def _beside(page: MkDocsPage | None) -> Level | None:
    return _level(page, str(page.title)) if page else None


def _sharing(page: MkDocsPage) -> Hashable:
    """The same for pages that share a frame: in one folder, below the same headings, asking the theme for the same."""
    asked = (str(page.meta.get(key)) for key in ("template", "hide"))
    return posixpath.dirname(page.file.url), *map(id, page.ancestors), *asked


def _level(level: StructureItem, title: str) -> Level:
    """A page, or the first one below a heading of the menu."""
    page = next(_pages(level))
    ours = build.page(page)
    return Level(title, page.file.url, ours.slug, ours.locale)


def _pages(level: StructureItem) -> Iterator[MkDocsPage]:
    """The pages at and below a level of the menu, where links to elsewhere may stand as well."""
    if isinstance(level, MkDocsPage):
        yield level
    for child in level.children if isinstance(level, Section) else ():
        yield from _pages(child)


def _escape_names(config: MkDocsConfig, pages: Sequence[MkDocsPage], items: Sequence[StructureItem]) -> None:
    """Make HTML of the texts that Material prints as they stand. What was escaped before stays (``Markup``)."""
    for name in ("site_name", "site_description", "site_author", "copyright"):
        # static-i18n takes over strings alone, and leaves what a language does not say to the one before.
        if config[name] and config[name] != build.escaped.get(name):
            config[name] = build.escaped[name] = str(escape(config[name]))
    for page in pages:
        page.title = escape(page.title)
    for item in items:
        item.title = escape(item.title)
        _escape_names(config, (), item.children if isinstance(item, Section) else ())


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    # Its article is made without MkDocs.
    return ""


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    # Material would collect the page too, for an index that ours replaces.
    page.meta["search"] = {"exclude": True}
    return html


def on_page_context(
    context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    # Where Material prints the title by itself.
    page.meta["title"] = "<!--= page.name =-->"
    # Two folders share a frame: that of the page, and that of the page in both languages.
    context["base_url"] = "<!--= page.top =-->"
    return context


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Keep the frame. What MkDocs writes of it is taken away in the end."""
    with _one_line():
        build.frames[page.file.url] = improve_accessibility(output, _i18n(config).current_language)
    build.written.append(Path(page.file.abs_dest_path))
    return output


# After static-i18n (-100), which builds the other languages in its own on_post_build.
@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    if _i18n(config).building:
        return
    # Pages that are frames, and Material's index, which has no page in it.
    for file in (*build.written, Path(config.site_dir) / "search" / "search_index.json"):
        file.unlink()
    frames = Frames(build.frames, tuple(build.placed), build.descriptions)
    with _one_line():
        hold_partials(Path(str(config.theme.custom_dir)), build.templates)
        if left := os.environ.get(FRAMES):
            Path(left).write_bytes(msgspec.msgpack.encode(frames))
            return
        work = Work(Path(config.site_dir), ground_of(build.report), frames, build.serving)
        complete(work)
    if build.serving:
        _tell(build.report)
        build.preview = Preview(work.outputs, frames, build.report.site, _fingerprint, _tell)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Let a saved page be shown without a build of all, as long as its frame stays the same."""

    def refreshed(*_: object) -> None:
        try:
            if build.preview and build.preview.refresh():
                return
        except MessageError as error:
            raise SystemExit(error.message.text(machine_locale())) from error
        except FinishedError as error:
            raise SystemExit(as_text(error.issues, machine_locale())) from error
        builder()

    server.builder = refreshed
    # In seconds. MkDocs looks twice a second, which is seldom for somebody who waits; and editors save in one go.
    watched = [
        path for path in (config.docs_dir, config.config_file_path, *config.theme.dirs) if _unwatched(server, path)
    ]
    server.observer, server.build_delay = PollingObserver(timeout=0.1), 0.05
    for path in watched:
        server.watch(path)
    return server


def _unwatched(server: LiveReloadServer, path: str) -> bool:
    """Whether the server watched ``path`` until now."""
    try:
        server.unwatch(path)
    except KeyError:
        return False
    return True


def _fingerprint(site: Site) -> bytes | None:
    return frames_key(site, 0)


def _tell(report: Report) -> None:
    for issue in report.issues:
        message, hint = (text.text(machine_locale()) for text in (issue.message, issue.hint))
        log.warning(f"{issue.path}:{issue.line}:{issue.column}: {issue.code} {message} ({hint})")
