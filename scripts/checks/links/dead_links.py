"""What is said of a link that is dead, and what cures it."""

from __future__ import annotations

import posixpath
import re

from scripts.core.message import Message, say
from scripts.model.page import Link, Page
from scripts.model.site import Site

from .corrections import address_of, file_like, page_like, relative_address, relative_file, rewrite
from .targets import Target, below_docs

_Said = tuple[Message, Message]


def no_page(site: Site, page: Page, link: Link, target: Target) -> _Said:
    """Of a link to a page that there is not."""
    if target.works:
        return _address_for_path(site, page, link, target)
    if target.shown_in:
        return _elsewhere(site, page, link, target)
    if link.raw and site.find(target.path, page.locale):
        message = say("the link {target} stands in HTML, where the build does not resolve it", target=link.target)
        return message, say("write it in Markdown: [text]({target})", target=link.target)
    message = say("the link leads to {target}, and no such page exists", target=link.target)
    slug = page_like(site, page, target.path)
    if not slug:
        return message, say("correct the path, or remove the link")
    better = address_of(site, page, slug, page.locale) if link.raw else rewrite(site, page, slug)
    return message, say("write {target}", target=better)


def no_file(site: Site, page: Page, link: Link, target: Target) -> _Said:
    """Of a picture or another file that there is not."""
    if target.works:
        return _address_for_path(site, page, link, target)
    if target.shown_in:
        return _elsewhere(site, page, link, target)
    meant = _meant(site, page, target)
    if link.raw and meant:
        message = say(
            "the link {target} leads to {address}, and the site has no such file",
            target=link.target,
            address=target.address,
        )
        address = next((address for address, file in site.addresses.items() if file == meant), meant)
        return message, _both_ways(site, page, link, target, meant, relative_address(site, page, address))
    message = say("the file {target} does not exist", target=link.target)
    if target.path in site.files and site.config.split(target.path)[1] != page.locale:
        return message, say("pages in this language do not have it; give it a name without a language")
    near = file_like(site, target.path)
    if not near:
        return message, say("add the file, or correct the path")
    address = next((address for address, file in site.addresses.items() if file == near), near)
    better = relative_address(site, page, address) if link.raw else relative_file(site, page, near)
    return message, say("did you mean {name}?", name=better)


def one_language(site: Site, page: Page, link: Link, target: Target) -> _Said:
    """Of a link that names one language's file, which is not in the build of the page's language."""
    if target.shown_in:
        return _elsewhere(site, page, link, target)
    slug, locale = site.config.split(target.path)
    if not target.path.endswith(".md"):
        locale, _, slug = re.sub(r"\.html$", "", target.path).partition("/")
    slug = next((name for name in (slug, posixpath.join(slug, "index")) if name in site.slugs), "")
    message = say("the link {target} names one language's file", target=link.target)
    if not slug:
        return message, say("correct the path, or remove the link")
    # Whoever leads from a page to itself in HTML wants to change the language.
    better = address_of(site, page, slug, locale) if link.raw and slug == page.slug else rewrite(site, page, slug)
    return message, say("write {target}", target=with_anchor(better, target))


def with_anchor(path: str, target: Target) -> str:
    """``path`` with the anchor that the link has."""
    return f"{path}#{target.anchor}" if target.anchor else path


def _meant(site: Site, page: Page, target: Target) -> str | None:
    """The file of docs_dir that an address in HTML would mean, were it Markdown or the page in the default language."""
    stripped = target.address.removeprefix(f"{page.locale}/")
    return site.find(target.path, page.locale) or site.addresses.get(stripped)


def _address_for_path(site: Site, page: Page, link: Link, target: Target) -> _Said:
    message = say(
        "the link {target} is an address of the finished site, where the build asks for a file", target=link.target
    )
    file = site.addresses.get(target.address)
    if not file:
        return message, say("write the path from this page to the file")
    return message, say("write {target}", target=with_anchor(_markdown_path(site, page, file), target))


def _elsewhere(site: Site, page: Page, link: Link, target: Target) -> _Said:
    """Of a link that is dead only where the page stands in for a translation."""
    message = say(
        "where the page stands in for a translation ({languages}), {target} leads to {address}, which does not exist",
        languages=target.shown_in,
        target=link.target,
        address=target.address or target.path,
    )
    if target.file and not link.raw:
        return message, say("write {target}", target=with_anchor(_markdown_path(site, page, target.file), target))
    return message, _both_ways(site, page, link, target, target.file, "")


def _both_ways(site: Site, page: Page, link: Link, target: Target, file: str | None, address: str) -> Message:
    """How HTML may lead to ``file``: as Markdown where that can say it, or with the right address."""
    if not (link.plain and file and _resolves(site, page, target, file)):
        return (
            say("write {target}", target=address)
            if address
            else say("translate the page: no address is right in both places")
        )
    markdown = f"{'!' if link.embeds else ''}[…]({_markdown_path(site, page, file)})"
    if address:
        return say("write it in Markdown, {markdown}, or the address {address}", markdown=markdown, address=address)
    return say("write it in Markdown, {markdown}, or translate the page", markdown=markdown)


def _resolves(site: Site, page: Page, target: Target, file: str) -> bool:
    """Whether Markdown leads to the file wherever the page is shown."""
    path = posixpath.normpath(
        posixpath.join(posixpath.dirname(below_docs(site, page.path)), _markdown_path(site, page, file))
    )
    return all(site.find(path, locale) for locale in (page.locale, *target.shown_in))


def _markdown_path(site: Site, page: Page, file: str) -> str:
    shown = site.page_at(file)
    return rewrite(site, page, shown.slug) if shown else relative_file(site, page, file)
