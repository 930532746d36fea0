"""Which signs in a page stand for text that comes in from elsewhere when MkDocs builds it, and cannot be had here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml.html import HtmlElement

from .masks import INDENTED
from .source import Source

_BRACES_NAMES = (
    "bibtex embed-file ezglossary extra-variables git-snippet include include-markdown jinja jinja2 macros"
    " markdownextradata markdown-include mkdocs-macros placeholder simple-hooks swagger-ui-tag table-reader"
    " variables yamp"
)
# What each plugin that is known to fill something in takes for a sign of it.
_FILLING = {**dict.fromkeys(_BRACES_NAMES.split(), frozenset({"braces"})), "mkdocstrings": frozenset({"colons"})}
_LEAVING_NAMES = (
    "alias api-autonav autolinks autorefs autoapi awesome-nav awesome-pages blog callouts coverage document-dates"
    " drawio exclude exclude-search exporter gen-files git-authors git-committers git-committers-2 git-revision-date"
    " git-revision-date-localized glightbox group htmlproofer i18n include_dir_to_nav info kroki literate-nav llmstxt"
    " meta meta-descriptions mermaid2 mike minify monorepo multirepo offline open-in-new-tab optimize panzoom"
    " pdf-export print-site privacy projects redirects roamlinks rss same-dir search section-index social spellcheck"
    " statistics tags techdocs-core toggle-sidebar typeset with-pdf"
)
# Plugins that leave the text of a page as it stands. Of all others nobody knows.
_LEAVING = frozenset(_LEAVING_NAMES.split())
_SIGNS = {
    "braces": r"\{\{|\{%",
    "colons": r"^[ \t]*:{3}[ \t]+\S",
    "downloads": r"^[ \t]*-+8<-+[ \t]+[\"']https?:",
}
_BRACES = re.compile(_SIGNS["braces"])


def filled_in(plugins: Collection[str], hooks_rewrite: bool, downloads: bool) -> frozenset[str]:
    """The kinds of signs that something in the site fills in: ``braces``, ``colons``, ``downloads`` of snippets."""
    kinds = frozenset().union(*(_FILLING.get(name, frozenset()) for name in plugins))
    if hooks_rewrite or set(plugins) - (_FILLING.keys() | _LEAVING):
        kinds |= {"braces", "colons"}
    return kinds | {"downloads"} if downloads else kinds


def is_filled_in(kinds: frozenset[str], target: str) -> bool:
    """Whether a plugin has yet to fill this address in."""
    return "braces" in kinds and bool(_BRACES.search(target))


def has_gaps(kinds: frozenset[str], source: Source, tree: HtmlElement) -> bool:
    """Whether something will fill the page in where it is no code."""
    if not kinds:
        return False
    text = source.code_masked
    found = list(re.finditer("|".join(_SIGNS[kind] for kind in sorted(kinds)), text, re.M))
    if not found:
        return False
    code = {line.strip() for block in tree.iter("pre") for line in block.text_content().split("\n")}
    return any(line not in code for line in _lines(source, found))


def _lines(source: Source, found: list[re.Match[str]]) -> Iterator[str]:
    """The line of each match as code that is indented would show it; "" for one that is not indented."""
    for number in {source.place(match.start()).line - 1 for match in found}:
        line = source.text[source.starts[number] :].partition("\n")[0]
        yield line.strip() if INDENTED.match(line) else "\0"
