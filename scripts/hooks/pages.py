"""MkDocs hooks: hand each page to the renderer, give each language its own search index, and show both side by side.

Thin on purpose: what a test would want to call stands in scripts/render and needs no MkDocs.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_build_datetime, get_relative_url
from mkdocs.utils.templates import TemplateContext

# MkDocs loads a hook by its path; the package that it belongs to is found from the folder of mkdocs.yml.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scripts.checks.finished import finished_issues
from scripts.formats import as_text
from scripts.model import anchors
from scripts.model.cache import Cache
from scripts.model.loading import own_extensions
from scripts.model.message import machine_locale
from scripts.model.page import Page
from scripts.model.site import load_site
from scripts.progress.report import Report
from scripts.render.address import HOME, public_address
from scripts.render.bibliography import Bibliography, bibliographies
from scripts.render.bilingual import bilingual_address, bilingual_slugs
from scripts.render.blocks import page_markdown
from scripts.render.card import card_path, write_cards
from scripts.render.cite import PageCitation, page_citations, write_citations
from scripts.render.editions import Offer, offered, write_offers
from scripts.render.exports import Download, downloads, write_downloads
from scripts.render.frame import ANCHOR, within_reach
from scripts.render.handed_over import hand_over
from scripts.render.inline import page_html
from scripts.render.kept_pages import rendered_pages
from scripts.render.labels import LABELS
from scripts.render.lean import make_lean
from scripts.render.manifest import write_manifests
from scripts.render.offline import write_offline, write_retired
from scripts.render.origins import origin_counts
from scripts.render.rendered import Ground
from scripts.render.search import worker_path, write_search
from scripts.render.search_entries import Entry, page_entries
from scripts.render.side_by_side import write_bilingual
from scripts.render.structured_data import as_script, structured_data
from scripts.render.ties import NotingLoader, ThemeError, hold_blocks, hold_partials, not_found, swap

log = logging.getLogger("mkdocs.hooks.pages")
_File = TypeVar("_File", Download, Offer)


@dataclass
class _Build:
    """What one build of all languages knows."""

    serving: bool = False
    nav: Navigation | None = None
    escaped: dict[str, str] = field(default_factory=dict)
    report: Report | None = None
    bibliographies: dict[str, Bibliography] | None = None
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    downloads: tuple[Download, ...] = ()
    shelf: Path | None = None
    offers: Sequence[Offer] | None = None
    citations: dict[str, PageCitation] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)

    def page(self, page: MkDocsPage) -> Page:
        """Our page for that of MkDocs."""
        site = self.report.site
        return site.pages[site.config.split(page.file.src_uri)]


build = _Build()


def on_startup(command: str, dirty: bool) -> None:
    build.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    # static-i18n runs the whole build again for every further language, with the same configuration.
    if config.plugins["i18n"].building:
        return config
    root = Path(config.config_file_path).parent
    build.report = Report(load_site(root, Cache(root)))
    config.markdown_extensions += own_extensions(build.report.site.config)
    build.bibliographies = bibliographies(build.report.site)
    edition = build.report.revision.edition
    # A site that is made for an edition has no folder of editions.
    build.shelf = root / config.extra["editions"] if config.extra.get("editions") else None
    build.offers = offered(build.shelf, edition) if build.shelf else None
    made = edition.made if edition else int(get_build_datetime().timestamp())
    build.downloads = downloads(build.report.site, build.bibliographies, made)
    build.escaped = {}
    build.entries = {locale: [] for locale in build.report.site.config.locales}
    build.templates = set()
    build.citations = page_citations(build.report.site, build.report.revision.day)
    if build.serving:
        for issue in build.report.issues:
            message, hint = (text.text(machine_locale()) for text in (issue.message, issue.hint))
            log.warning(f"{issue.path}:{issue.line}:{issue.column}: {issue.code} {message} ({hint})")
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
                raise not_found(folder, "scripts/hooks/pages.py")
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    env.loader = NotingLoader(env.loader, build.templates)
    env.filters["swap"] = _swap
    with _one_line():
        hold_blocks(env)
    env.globals["labels"] = LABELS
    env.globals["article_id"] = ANCHOR
    env.globals["search_worker"] = worker_path()
    env.globals["serving"] = build.serving
    env.globals["edition"] = build.report.revision.edition
    # Late, when nobody compares them any more.
    _escape_names(config, [file.page for file in files.documentation_pages() if file.page], build.nav.items)
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
    """Let MkDocs stop with what a ThemeError says, and nothing else."""
    try:
        yield
    except ThemeError as error:
        raise PluginError(error.message.text(machine_locale())) from error


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    build.nav = nav
    return nav


def _escape_names(config: MkDocsConfig, pages: Sequence[MkDocsPage], items: Sequence[StructureItem]) -> None:
    """Make HTML of the texts that Material prints as they stand. What was escaped before stays (``Markup``)."""
    for name in ("site_name", "site_description", "site_author", "copyright"):
        # static-i18n takes over strings alone, and leaves what a language does not say to the one before.
        if config[name] and config[name] != build.escaped.get(name):
            config[name] = build.escaped[name] = str(escape(config[name]))
    for page in pages:
        page.title = escape(page.title)
        page.meta |= {key: escape(page.meta[key]) for key in ("title", "description") if key in page.meta}
    for item in items:
        if not isinstance(item, MkDocsPage):
            item.title = escape(item.title)
        _escape_names(config, (), item.children or ())


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    ours = build.page(page)
    files = [_seen_from(page, file) for file in build.downloads]
    offers = None if build.offers is None else [_seen_from(page, offer) for offer in build.offers]
    return page_markdown(build.report, ours, build.bibliographies.get(ours.locale), markdown, files, offers)


def _seen_from(page: MkDocsPage, file: _File) -> _File:
    return replace(file, path=get_relative_url(file.path, page.url))


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    ours = build.page(page)
    bibliography = build.bibliographies.get(ours.locale)
    finished = page_html(build.report.site, ours, bibliography, html)
    # Here too, for another theme may have no article.
    _judge(page, f"<article>{finished}</article>")
    shown_in = config.plugins["i18n"].current_language
    build.entries[shown_in] += page_entries(build.report.site, ours, bibliography, finished)
    # Material would collect the page too, for an index that ours replaces.
    page.meta["search"] = {"exclude": True}
    return finished


def on_page_context(
    context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    site, ours = build.report.site, build.page(page)
    cite = build.citations[ours.path]
    for item in _anchors(page.toc):
        if item.id.startswith(anchors.letter("")) and "glossary" in ours.data_blocks:
            # A glossary is found through by its letters and its filter; every term once more is half of its elements.
            item.children.clear()
        # Of plain text with references, or whatever an attribute list says (data-toc-label, an id with quotes).
        item.id = str(escape(item.id))
        item.title = re.sub("[<>\"']", lambda sign: escape(sign[0]), item.title)
    trail = [
        (Markup(level.title).unescape(), _address(level))
        for level in (nav.homepage, *reversed(page.ancestors), page)
        if level
    ]
    context["cite"] = cite
    # MkDocs knows the home page of the default language only.
    context["home"] = ours.slug == HOME
    context["structured_data"] = as_script(structured_data(site, ours, cite, list(dict.fromkeys(trail))))
    context["card"] = card_path(ours.slug, ours.locale)
    context["origins"] = origin_counts(site, ours)
    if ours.slug in bilingual_slugs(site):
        context["side_by_side"] = bilingual_address(ours.slug)
    return context


def _anchors(items: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    for item in items:
        yield item
        yield from _anchors(item.children)


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    with _one_line():
        finished = within_reach(output, config.plugins["i18n"].current_language)
    _judge(page, finished)
    return finished


def _judge(page: MkDocsPage, html: str) -> None:
    if issues := finished_issues(build.report.site, build.page(page), html):
        raise PluginError(f"\n{as_text(issues, machine_locale())}")


def _address(level: MkDocsPage | Section) -> str:
    """The published address of a level of the nav; a section has that of its first page, as in Material's own trail."""
    while isinstance(level, Section):
        level = level.children[0]
    ours = build.page(level)
    return public_address(build.report.site.config, ours.slug, ours.locale)


# After static-i18n (-100), which builds the other languages in its own on_post_build.
@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    if not config.plugins["i18n"].building:
        write_search(Path(config.site_dir), build.report.site, build.entries)
        write_downloads(Path(config.site_dir), build.downloads)
        if build.shelf:
            write_offers(Path(config.site_dir), build.shelf, build.offers)
        write_citations(Path(config.site_dir), build.citations)
        if build.report.site.config.site_url and not build.serving:
            write_cards(Path(config.site_dir), build.report.site)
        pages = rendered_pages(Ground(build.report, build.bibliographies, build.downloads, build.offers))
        hand_over(pages)
        write_bilingual(Path(config.site_dir), build.report.site, pages)
        if build.serving:
            write_retired(Path(config.site_dir))
        else:
            with _one_line():
                # Not with serve, which may build a single page.
                hold_partials(Path(config.theme.custom_dir), build.templates)
                make_lean(Path(config.site_dir))
            write_manifests(Path(config.site_dir), build.report.site)
            # Last, for it lists what stands there.
            number = build.report.revision.edition and build.report.revision.edition.number
            write_offline(Path(config.site_dir), build.report.site, number)
