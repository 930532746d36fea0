"""L09 and L10: the nav of mkdocs.yml and the pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from scripts.core.message import say
from scripts.core.place import Place
from scripts.model.site import Site

from ..rule import Finding, rule
from .corrections import page_like
from .targets import below_docs, may_be_made

# Plugins that arrange the navigation themselves, with folders and patterns in nav that MkDocs does not know.
_ARRANGERS = frozenset({"awesome-nav", "awesome-pages", "literate-nav", "monorepo", "multirepo"})


@rule("L09")
def not_in_nav(site: Site) -> Iterator[Finding]:
    """Every page stands in the nav of mkdocs.yml, or is named under ``not_in_nav``.

    A page outside the navigation is found only by chance. Asked where the site sets ``validation.omitted_files`` to
    ``warn``, for many a site leaves pages out on purpose.
    """
    config = site.config
    if config.validation.get("omitted_files") != "warn" or config.plugins & _ARRANGERS:
        return
    # A language with a nav of its own is asked about the pages that are written in it, the default language about all.
    for locale in dict.fromkeys((config.default_locale, *config.language_navs)):
        nav = config.language_navs.get(locale, config.nav)
        if nav is None:
            continue
        entries = [posixpath.normpath(path) for path, _ in nav]
        listed = {config.split(found)[0] for path in entries if (found := _find(site, path, locale))}
        for page in site.outlined_in(locale):
            if page.slug not in listed and not config.not_in_nav.match_file(below_docs(site, page.path)):
                own = locale in config.language_navs
                hint = (
                    say("add `- {slug}.md` to the nav of “{locale}” in mkdocs.yml", slug=page.slug, locale=locale)
                    if own
                    else say("add `- {slug}.md` to nav in mkdocs.yml", slug=page.slug)
                )
                yield Finding(Place(page.path), say("the page is not in the nav"), hint)


def _find(site: Site, path: str, locale: str) -> str | None:
    """The file that an entry of the nav means in ``locale``."""
    return site.find(path, locale) if locale in site.builds else None


@rule("L10")
def nav_without_page(site: Site) -> Iterator[Finding]:
    """Every entry of the nav in mkdocs.yml has its page or file.

    MkDocs would build the entry as a dead link.
    """
    arranged = bool(site.config.plugins & _ARRANGERS)
    navs = site.config.language_navs
    shared = tuple(locale for locale in site.config.locales if locale not in navs)
    for locales, nav in ((shared, site.config.nav or ()), *(((locale,), nav) for locale, nav in navs.items())):
        for path, place in nav:
            if not path:
                hint = say("write the page after it, or remove the entry")
                yield Finding(place, say("this entry of the nav names no page"), hint)
            elif path.startswith("/") or (arranged and (not path.endswith(".md") or re.search(r"[*|]|\.{3}", path))):
                continue
            else:
                yield from _entry(site, path, place, locales)


def _entry(site: Site, path: str, place: Place, locales: tuple[str, ...]) -> Iterator[Finding]:
    """What is wrong with an entry of the nav that these languages share."""
    named = posixpath.normpath(path)
    lacking = tuple(locale for locale in locales if not _find(site, named, locale))
    if not lacking or may_be_made(site, named):
        return
    slug = site.config.split(named)[0]
    bare = f"{slug}.md" if named.endswith(".md") else slug
    if bare != named and all(_find(site, bare, locale) for locale in locales):
        message = say("the nav names {path}, the file of one language", path=path)
        yield Finding(place, message, say("write {target}", target=bare))
    elif lacking != locales:
        message = say("the nav names {path}, which the site in {languages} does not have", path=path, languages=lacking)
        yield Finding(place, message, say("write the page in that language, or give the language a nav of its own"))
    else:
        near = page_like(site, None, named)
        hint = say("did you mean {name}?", name=f"{near}.md") if near else say("write the page, or remove the entry")
        yield Finding(place, say("the nav names {path}, and no such page exists", path=path), hint)
