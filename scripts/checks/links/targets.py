"""Where the links of a page lead, judged as the build would."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote, urlsplit

from scripts.model.markdown.filling import is_filled_in
from scripts.model.page import Link, Page
from scripts.model.settings.builds import base_address
from scripts.model.site import Site

_OUT = re.compile(r"\.\.(?:/|$)")
_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")

Fault = Literal["", "page", "file", "language", "absolute"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link inside the site leads: a path below docs_dir, the file that is shown there, and an anchor.

    ``file`` is None when there is none, or none that docs_dir holds; of a link that is dead only where the page stands
    in for a translation, it is the one that its own language has. ``fault`` says in which way the link is dead then:
    it wants a page or a file that there is not, it names one language's file, or it is an address below ``site_url``
    that the site does not have. It is "" for a link that is not dead, or that cannot be judged. ``address`` is where a
    browser seeks what the build does not resolve, from the root of the whole site; ``works`` says that it is found
    there all the same. ``shown_in`` are the languages that show the page because they lack it, when this is true of
    the link only there.
    """

    path: str
    file: str | None
    anchor: str
    fault: Fault = ""
    address: str = ""
    works: bool = False
    shown_in: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def inside(site: Site) -> tuple[tuple[Page, Link, Target], ...]:
    """Every link inside the site."""
    return tuple(_inside(site))


def _inside(site: Site) -> Iterator[tuple[Page, Link, Target]]:
    for page in site.pages.values():
        others = site.stands_in(page)
        for link in page.links:
            if not link.target or is_filled_in(site.config.filled_in, link.target):
                continue
            target = _target(site, page, link, page.locale)
            if target is None:
                continue
            dead, led_elsewhere = _elsewhere(site, page, link, target, others) if others else (None, ())
            yield page, link, dead or target
            for other in led_elsewhere:
                yield page, link, other


def _elsewhere(
    site: Site, page: Page, link: Link, own: Target, locales: tuple[str, ...]
) -> tuple[Target | None, tuple[Target, ...]]:
    """What becomes of a link of the default language where other languages show its page.

    There it may be dead, or lead to another file with other anchors.
    """
    # A path to a file without a language in it is found in every language.
    if own.fault or not (link.raw or own.anchor or own.address or site.config.split(own.path)[0] != _bare(own.path)):
        return None, ()
    there = [(locale, _target(site, page, link, locale)) for locale in locales]
    dead = [(locale, target) for locale, target in there if target and target.fault]
    if dead:
        return replace(dead[0][1], file=own.file, shown_in=tuple(locale for locale, _ in dead)), ()
    led: dict[Target, list[str]] = {}
    for locale, target in there:
        if target and target.anchor and target.file != own.file and link.target.partition("#")[0]:
            led.setdefault(target, []).append(locale)
    return None, tuple(replace(target, shown_in=tuple(names)) for target, names in led.items())


def _bare(path: str) -> str:
    return path.removesuffix(".md")


def _target(site: Site, page: Page, link: Link, locale: str) -> Target | None:
    """Where the link leads in the build of ``locale``; None for one out of the site."""
    slashed = link.target.startswith("/") and not link.target.startswith("//")
    from_docs = slashed and not link.raw and site.config.validation.get("absolute_links") == "relative_to_docs"
    if (slashed and not from_docs) or _OUTSIDE.match(link.target):
        return _absolute(site, link.target)
    parts, here = urlsplit(link.target), below_docs(site, page.path)
    path, anchor = unquote(parts.path), unquote(parts.fragment)
    if not path:
        return Target(here, here, anchor)
    named = posixpath.normpath(posixpath.join("" if from_docs else posixpath.dirname(here), path.lstrip("/")))
    file = None if link.raw else site.find(named, locale)
    if file:
        return Target(named, file, anchor)
    if _arranges(site, here, path, named):
        return None
    # A browser seeks what the build does not resolve, from the address of the page.
    address, shown = "", None
    if from_docs:
        below = _absolute(site, link.target)
        address, shown = (below.address, below.file or "") if below and not below.fault else ("", None)
    else:
        address = posixpath.normpath(posixpath.join(base_address(site.config, page.slug, locale), path))
        shown = "" if site.config.generators.moves(here) or _OUT.match(address) else shown_at(site, address)
    works = shown is not None
    found = Target(shown or named, shown or None, anchor, address=address, works=works)
    if (works and (link.raw or not _asked(site, path))) or _is_folder(site, link, named) or may_be_made(site, named):
        return found
    suffix = posixpath.splitext(path)[1]
    if link.embeds or (suffix not in ("", ".md", ".html") and not (shown or "").endswith(".md")):
        fault: Fault = "file"
    else:
        fault = "language" if names_locale(site, page, named) else "page"
    return replace(found, path=named, file=None, fault=fault)


def _absolute(site: Site, target: str) -> Target | None:
    """What an address below ``site_url`` leads to, where the site has a use for such addresses."""
    config = site.config
    level = config.validation.get("absolute_links")
    # What the site is told of anyway (L06), and what other versions of it have.
    if level in ("warn", "ignore") or config.versioned or not isinstance(config.site_url, str) or not config.site_url:
        return None
    try:
        root, parts = urlsplit(config.site_url), urlsplit(target)
    # No address at all.
    except ValueError:
        return None
    base = posixpath.join(root.path or "/", "")
    if parts.netloc and (parts.scheme not in ("", root.scheme) or parts.netloc.lower() != root.netloc.lower()):
        return None
    path = unquote(parts.path)
    if parts.scheme not in ("", root.scheme) or not posixpath.join(path, "").startswith(base):
        return None
    address = posixpath.normpath(path[len(base) :] or ".")
    shown = shown_at(site, address)
    fault: Fault = "absolute" if shown is None else ""
    return Target(shown or address, shown or None, unquote(parts.fragment), fault, address, shown is not None)


def shown_at(site: Site, address: str) -> str | None:
    """The file below docs_dir that the site shows at this address; "" for what is none, None for nothing."""
    if address in site.addresses:
        return site.addresses[address]
    first, _, rest = address.partition("/")
    made = may_be_made(site, address) or (first in site.config.locales and may_be_made(site, rest))
    published = any(address in names for names in (site.theme.files, site.theme.templates, site.config.extra_templates))
    return "" if made or published else None


def _arranges(site: Site, here: str, path: str, named: str) -> bool:
    """Whether the link is no link but puts a folder, or the files of a pattern, into the navigation."""
    listing = posixpath.basename(here) == site.config.generators.nav_file
    return listing and ("*" in path or (path.endswith("/") and (site.config.docs / named).is_dir()))


def _asked(site: Site, path: str) -> bool:
    """Whether the site wants to be told of such a link, which MkDocs leaves as it stands."""
    validation = site.config.validation
    if posixpath.splitext(path)[1]:
        return validation.get("not_found", "warn") == "warn"
    return validation.get("unrecognized_links", "info") == "warn"


def _is_folder(site: Site, link: Link, path: str) -> bool:
    """Whether the link leads to a folder with the name of a file, whose contents a server may list."""
    return not link.embeds and bool(posixpath.splitext(path)[1]) and (site.config.docs / path).is_dir()


def below_docs(site: Site, path: str) -> str:
    """The path below docs_dir of a file at ``path`` below the root."""
    return path.removeprefix(site.config.docs_dir + "/")


def names_locale(site: Site, page: Page, path: str) -> bool:
    """Whether the address names one language's file of a page; in a folder structure every page's own does."""
    first = path.partition("/")[0]
    if _OUT.match(path):
        return False
    if site.config.folder_structure:
        return first in site.config.locales and first != page.locale
    return (path.endswith(".md") and path != site.config.split(path)[0] + ".md") or (
        first in site.config.locales and not (site.config.docs / first).is_dir()
    )


def may_be_made(site: Site, path: str) -> bool:
    """Whether a plugin or a hook may make the page or file at ``path``, from docs_dir."""
    hooks, made = site.config.hooks, site.config.generators
    if hooks.add or _slug(path) in {_slug(name) for name in hooks.added} or made.may_make(path):
        return True
    if made.by_name and posixpath.basename(path) in _names(site):
        return True
    # Of a theme that is not installed here, nobody knows the files.
    themed = posixpath.splitext(path)[1] not in ("", ".md", ".html") and not site.theme.known
    folder = posixpath.join(posixpath.dirname(path), "")
    return (made.anywhere or themed) and not any(file.startswith(folder) for file in site.files)


@lru_cache(maxsize=1)
def _names(site: Site) -> frozenset[str]:
    return frozenset(map(posixpath.basename, site.files))


def _slug(path: str) -> str:
    return re.sub(r"(?:/?\bindex)?(?:\.md|\.html)?$", "", path)
