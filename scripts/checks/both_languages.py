"""B: both languages, as a house that writes every page in each of them has it."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.core.message import say
from scripts.model.site import Site

from .rule import WARNING, Finding, rule


@rule("B01", WARNING, by_page=True)
def translated(site: Site) -> Iterator[Finding]:
    """Every page exists in every language of the site.

    Until it does, readers of that language are shown the page in the default language.
    """
    for page in site.in_locale(site.config.default_locale):
        for locale in site.config.locales:
            if (page.slug, locale) not in site.pages:
                file = f"{site.config.docs_dir}/{site.config.file(page.slug, locale)}"
                message = say("the page has no version in “{locale}”", locale=locale)
                yield Finding(page.place(), message, say("write {target}", target=file))


@rule("B02", by_page=True)
def heading_ids(site: Site) -> Iterator[Finding]:
    """Every heading carries an id of its own, ``## Kerahasiaan {#kerahasiaan}``, which both languages share.

    An id made of the words differs from language to language, and changes with the words.
    """
    for page in site.pages.values():
        for section in page.sections:
            if section.anchor and not section.written_id:
                message = say("the heading “{heading}” has no id of its own", heading=section.heading)
                mark = site.config.id_mark("…")
                yield Finding(
                    section.place, message, say("write {mark} at its end, the same in every language", mark=mark)
                )
