"""L09 and L10: the nav of mkdocs.yml and the pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial

from scripts.model.message import say
from scripts.model.site import Site

from .rule import Finding, rule
from .targets import below_docs, like

# Plugins that arrange the navigation themselves, with folders and patterns in nav that MkDocs does not know.
_ARRANGERS = frozenset({"awesome-nav", "awesome-pages", "literate-nav", "monorepo", "multirepo"})


@rule("L09")
def not_in_nav(site: Site) -> Iterator[Finding]:
    """Every page stands in the nav of mkdocs.yml, or is named under ``not_in_nav``.

    A page outside the navigation is found only by chance. Asked where the site sets ``validation.omitted_files`` to
    ``warn``, for many a site leaves pages out on purpose.
    """
    config = site.config
    if config.nav is None or config.validation.get("omitted_files") != "warn" or config.plugins & _ARRANGERS:
        return
    entries = [posixpath.normpath(path) for path, _ in (*config.nav, *config.language_navs)]
    listed = {
        config.split(found)[0] for path in entries for locale in config.locales if (found := site.find(path, locale))
    }
    for page in map(partial(site.page, locale=config.default_locale), site.slugs):
        if page and page.slug not in listed and not config.not_in_nav.match_file(below_docs(site, page.path)):
            hint = say("add `- {slug}.md` to nav in mkdocs.yml", slug=page.slug)
            yield page.place(), say("the page is not in the nav"), hint


@rule("L10")
def nav_without_page(site: Site) -> Iterator[Finding]:
    """Every entry of the nav in mkdocs.yml has its page or file.

    MkDocs would build the entry as a dead link.
    """
    arranged = bool(site.config.plugins & _ARRANGERS)
    for path, place in (*(site.config.nav or ()), *site.config.language_navs):
        if not path:
            hint = say("write the page after it, or remove the entry")
            yield place, say("this entry of the nav names no page"), hint
        elif path.startswith("/") or (arranged and (not path.endswith(".md") or re.search(r"[*|]|\.{3}", path))):
            continue
        elif not any(site.find(posixpath.normpath(path), locale) for locale in site.config.locales):
            near = like(site.config.split(path)[0], site.slugs)
            hint = (
                say("did you mean {name}?", name=f"{near}.md") if near else say("write the page, or remove the entry")
            )
            yield place, say("the nav names {path}, and no such page exists", path=path), hint
