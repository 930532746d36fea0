"""The state of each page in each language."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.checks import ERROR, WARNING, Issue
from scripts.model.compare import is_current
from scripts.model.origins import counted
from scripts.model.page import Page
from scripts.model.site import Site
from scripts.model.translation_stamp import read_stamp

PRESENT, MISSING, UNREADABLE = "present", "missing", "unreadable"
ORIGINAL, CURRENT, STALE, UNSTAMPED, WRONG = "original", "current", "stale", "unstamped", "wrong"

# "anak-anak" and "don’t" are one word each.
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True, slots=True)
class PageStatus:
    """A page in one language. The fields are the keys of the JSON output, which other programs rely on.

    ``page`` is present, missing or unreadable. ``translation`` is original, current, stale, unstamped, or wrong for a
    stamp that rule S03 refuses; None when it cannot be told. ``words`` is None when there is no text to count,
    ``changed`` (YYYY-MM-DD) when git knows nothing of the file. ``origins`` counts the blocks by where they come from;
    None on pages where nobody asks.
    """

    slug: str
    locale: str
    path: str
    page: str
    translation: str | None
    words: int | None
    changed: str | None
    errors: int
    warnings: int
    origins: Mapping[str, int] | None = None

    @property
    def state(self) -> str:
        """In one word: how far the translation is, or else whether the page is there."""
        return self.translation or self.page


def page_statuses(site: Site, issues: Sequence[Issue], changes: Mapping[str, str]) -> list[PageStatus]:
    """One status for each slug and language of the site, by slug, languages in the order of mkdocs.yml."""
    counts = Counter((issue.path, issue.severity) for issue in issues)
    return [_status(site, slug, locale, counts, changes) for slug in site.slugs for locale in site.config.locales]


def _status(
    site: Site, slug: str, locale: str, counts: Mapping[tuple[str, str], int], changes: Mapping[str, str]
) -> PageStatus:
    page = site.pages.get((slug, locale))
    path = page.path if page else f"{site.config.docs_dir}/{site.config.file(slug, locale)}"
    return PageStatus(
        slug=slug,
        locale=locale,
        path=path,
        page=MISSING if page is None else PRESENT if page.readable else UNREADABLE,
        translation=translation(site, page) if page else None,
        words=words(page) if page and page.readable else None,
        # A file that was deleted has a last change too, which says nothing of a page.
        changed=changes.get(posixpath.normpath(path)) if page else None,
        errors=counts.get((path, ERROR), 0),
        warnings=counts.get((path, WARNING), 0),
        origins=counted(site.origins(page)) if page and page.readable and site.judges_origins(page) else None,
    )


def translation(site: Site, page: Page) -> str | None:
    """Whether the page is an original or a translation, and whether that is up to date; as rules S01 to S03 see it."""
    if not page.readable:
        return None
    if "source" not in page.meta:
        return UNSTAMPED if _lacks_stamp(site, page) else ORIGINAL
    stamp = read_stamp(page.meta["source"])
    origin = site.pages.get((page.slug, stamp.locale)) if stamp else None
    if stamp is None or origin is None or origin is page or "source" in origin.meta:
        return WRONG
    if not origin.readable:
        return None
    return CURRENT if is_current(site, stamp, origin) else STALE


def _lacks_stamp(site: Site, page: Page) -> bool:
    """Whether another language too has no stamp, and this one is not the default, which is then the original."""
    versions = [site.pages.get((page.slug, locale)) for locale in site.config.locales]
    bare = [version for version in versions if version and version.readable and "source" not in version.meta]
    return len(bare) > 1 and page.locale != site.config.default_locale


def words(page: Page) -> int:
    """The number of words of prose on the page, headings included."""
    return sum(len(_WORD.findall(text)) for section in page.sections for text in section.prose)
