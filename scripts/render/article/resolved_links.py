"""Links between pages as they are in the finished site: what a page names by its source file, readers find by address.

The rules are those of MkDocs (``_RelativePathTreeprocessor`` in its structure/pages.py) and of static-i18n, which
``model/builds.py`` knows.
"""

from __future__ import annotations

import posixpath
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from lxml.html import HtmlElement
from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from scripts.model.outline import Outline
from scripts.model.page import Page
from scripts.model.settings.config import Config
from scripts.model.site import Site

from ..address import relative, site_path

# Where Markdown itself has an address; what stands in HTML is left as it is.
_ADDRESSES = {"a": "href", "img": "src"}
# After everything else that adds links, as in MkDocs.
_PRIORITY = 0


def page_url(config: Config, slug: str, locale: str) -> str:
    """The address of the page ``slug`` in the build of ``locale``, from the root of the whole site."""
    folder, name = posixpath.split(slug)
    name = "index" if name == "README" else name
    if not config.directory_urls:
        return quote(site_path(config, posixpath.join(folder, f"{name}.html"), locale))
    whole = site_path(config, posixpath.join(folder, "" if name == "index" else name), locale)
    return quote(whole.rstrip("/") + "/") if whole else "./"


class ResolvedLinks(Extension):
    """Resolves the links of one page after another; ``stand_on`` says which page comes next."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self._site = site

    def stand_on(self, page: Page | Outline, shown_in: str) -> None:
        """Take ``page``, as the build of ``shown_in`` has it, for the one that is rendered."""
        self._path = page.path.removeprefix(f"{self._site.config.docs_dir}/")
        self._locale = shown_in
        self._url = page_url(self._site.config, page.slug, shown_in)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Python-Markdown."""
        md.treeprocessors.register(_Resolving(self), "resolved_links", _PRIORITY)

    def resolve(self, root: Element | HtmlElement) -> None:
        """Resolve every link and picture in ``root``."""
        for tag, name in _ADDRESSES.items():
            for element in root.iter(tag):
                if (link := element.get(name)) is not None:
                    element.set(name, self.resolved(link))

    def resolved(self, link: str) -> str:
        """The ``link`` as seen from the finished page; what names no file of the site stays as it is."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path or AMP_SUBSTITUTE in link:
            return link
        absolute = self._site.config.validation.get("absolute_links")
        if link.startswith(("/", "\\")) and absolute != "relative_to_docs":
            return link
        target = posixpath.join(posixpath.dirname(self._path), unquote(parts.path)).lstrip("/")
        file = self._site.find(posixpath.normpath(target), self._locale)
        if file is None:
            return link
        url = self._address(file)
        path = relative(url, self._url) + ("/" if url.endswith("/") else "")
        return urlunsplit(("", "", path, parts.query, parts.fragment))

    def _address(self, file: str) -> str:
        """The address of a file of the build."""
        config = self._site.config
        if file not in self._site.files:
            return quote(file)  # of the theme, which is published once
        slug, written = config.split(file)
        return page_url(config, slug, self._locale) if file.endswith(".md") else quote(site_path(config, slug, written))


class _Resolving(Treeprocessor):
    def __init__(self, links: ResolvedLinks) -> None:
        super().__init__()
        self._links = links

    def run(self, root: Element) -> None:
        self._links.resolve(root)
