"""S: translations and the versions they were made from."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.model.compare import Difference, differences
from scripts.model.outline import Outline
from scripts.model.page import Page
from scripts.model.site import Site
from scripts.model.translation_stamp import has_whole_history, read_stamp

from .rule import WARNING, Finding, rule


def _outdated(site: Site) -> Iterator[tuple[Page, Outline, Difference | None]]:
    """Each page whose stamp names another text than the present one of its original, with that and what differs.

    What differs in the source alone, such as a blank at the end of a line, makes no other text.
    """
    found = differences(site)
    for name, page in site.outlines.items():
        if page.stamp and (of := (page.stamp.blob, (page.slug, page.stamp.locale))) in found:
            changed = found[of]
            if changed is None or changed:
                yield site.pages[name], site.outlines[of[1]], changed


def _place(page: Page) -> Place:
    return page.meta_document.place("source") if page.meta_document else page.place()


@rule("S01", WARNING)
def stale(site: Site) -> Iterator[Finding]:
    """A translation was made from the present text of its original.

    A reader of the other language should not be told last year's version without anybody knowing.
    """
    outdated = list(_outdated(site))
    whole = any(changed is None for *_, changed in outdated) and has_whole_history(site.config.root)
    for page, origin, changed in outdated:
        yield Finding(
            _place(page),
            _what_changed(origin, changed, whole),
            say("bring this page up to date, then record that with: make stamp PAGE={path}", path=page.path),
        )


def _what_changed(origin: Outline, changed: Difference | None, whole_history: bool) -> Message:
    if changed is not None:
        names = tuple(f"#{anchor}" if anchor else say("the lead") for anchor in changed.sections)
        names = (*([say("the front matter")] if changed.front_matter else ()), *names)
        return say("{path} has changed since this page was made from it, in {names}", path=origin.path, names=names)
    if whole_history:
        return say(
            "the stamp names a version of {path} that is neither the present one nor known to git", path=origin.path
        )
    return say("{path} has changed since this page was made from it", path=origin.path)


@rule("S02", WARNING, by_page=True)
def unstamped(site: Site) -> Iterator[Finding]:
    """Of the languages of a page, all but one say from which version of another they were made.

    Without it nobody can tell whether the translation still fits.
    """
    for slug in site.own_slugs:
        pages = [site.pages[slug, locale] for locale in site.config.locales if (slug, locale) in site.pages]
        bare = [page for page in pages if "source" not in page.meta and page.readable]
        if len(bare) > 1:
            for page in bare:
                if page.locale != site.config.default_locale:
                    yield Finding(
                        page.place(),
                        say("the page does not say from which version of the other language it was made"),
                        say(
                            "compare the two, then record that they agree with: make stamp PAGE={path}", path=page.path
                        ),
                    )


@rule("S03", by_page=True)
def wrong_stamp(site: Site) -> Iterator[Finding]:
    """A stamp is well formed and names another language of the page, whose page carries none itself.

    A wrong stamp hides that a translation is out of date.
    """
    for page in site.pages.values():
        if "source" not in page.meta:
            continue
        stamp = read_stamp(page.meta["source"])
        origin = site.pages.get((page.slug, stamp.locale)) if stamp else None
        if stamp is None:
            problem = say("the stamp `source` is not of the form {{lang: id, blob: …}}")
        elif origin is None or origin is page:
            problem = say("the stamp names “{locale}”, which is no other language of this page", locale=stamp.locale)
        elif "source" in origin.meta:
            problem = say("this page and {path} each say that they were made from the other", path=origin.path)
        else:
            continue
        yield Finding(_place(page), problem, say("let the tool write it: make stamp PAGE={path}", path=page.path))
