"""F: files that cannot be read as what their name says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scripts.model.site import Site, has_own_data

from .rule import WARNING, Finding, problems, rule


@rule("F01")
def encoding(site: Site) -> Iterator[Finding]:
    """A page is UTF-8 text that can be read.

    Any other encoding turns letters into nonsense on other people's machines.
    """
    return problems(site, "encoding")


@rule("F02")
def yaml(site: Site) -> Iterator[Finding]:
    """A data file is valid YAML without a key that stands twice.

    Of two equal keys YAML keeps one silently, and somebody's work is lost.
    """
    return problems(site, "yaml")


@rule("F03")
def front_matter(site: Site) -> Iterator[Finding]:
    """The front matter of a page is YAML: one key and its value a line.

    MkDocs shows broken front matter to the readers as text.
    """
    return problems(site, "front-matter")


@rule("F04")
def directory(site: Site) -> Iterator[Finding]:
    """No folder has a name that ends in ``.md``.

    It looks like a page to people and to tools, and is none.
    """
    return problems(site, "directory")


@rule("F05")
def empty(site: Site) -> Iterator[Finding]:
    """A page has text.

    An empty page is a promise in the navigation that the site does not keep.
    """
    return problems(site, "empty")


@rule("F06")
def data_block(site: Site) -> Iterable[Finding]:
    """A line ``[[name]]`` names a data block that exists, or ``diagram:`` and a name.

    Any other name would be shown to the readers as it stands. Other sites than ours may mean other things by it.
    """
    return problems(site, "data-block") if has_own_data(site.config) else ()


@rule("F07")
def rendering(site: Site) -> Iterator[Finding]:
    """A page can be rendered with the Markdown extensions of mkdocs.yml; the snippets it takes in exist, say.

    Otherwise MkDocs stops at this page and builds no site at all.
    """
    return problems(site, "rendering")


@rule("F08")
def shown_text(site: Site) -> Iterator[Finding]:
    """What readers see of front matter, mkdocs.yml and data files is text, and YAML reads it as it stands written.

    Without quotes, YAML takes 12:30 for the number 750, Yes for True, and what follows a number sign for a comment; so
    a title is shown wrongly, and no other rule can know what was meant. Keys that the site requires are always text.
    """
    return problems(site, "text")


@rule("F09", WARNING)
def extension(site: Site) -> Iterator[Finding]:
    """Every Markdown extension of mkdocs.yml is installed where the checks run.

    Without it pages look different from what MkDocs will make of them: links and files are still judged, anchors and
    reference links are not.
    """
    return problems(site, "extension")


@rule("F10")
def limit(site: Site) -> Iterator[Finding]:
    """A page is neither so large, nor so deeply nested, nor so full of open brackets that it cannot be rendered.

    Everybody who builds the site would wait for that page, or run out of memory; the rest of the site is checked as
    usual.
    """
    return problems(site, "limit")
