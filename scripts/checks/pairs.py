"""P: a page and its other languages say the same things in the same order."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import langdetect
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from scripts.model.message import say
from scripts.model.page import Page, Section
from scripts.model.site import Site

from .rule import Finding, rule

# Well above where the detector begins to guess: of passages of our pages it took 1 in 1,289 of 40 characters for the
# other language, and none of 60 or more.
_ENOUGH_CHARACTERS = 120
_SAMPLE_CHARACTERS = 1000


def _pairs(site: Site) -> Iterator[tuple[Page, Page]]:
    """Each translation after the page in the default language, both readable."""
    for slug in site.slugs:
        base = site.pages.get((slug, site.config.default_locale))
        for locale in site.config.locales:
            other = site.pages.get((slug, locale))
            if base and other and base is not other and base.readable and other.readable:
                yield base, other


@rule("P01")
def counterpart(site: Site) -> Iterator[Finding]:
    """Every page exists in every language of the site.

    Half of our readers cannot read the other half's pages.
    """
    for slug in site.slugs:
        present = [site.pages[slug, locale] for locale in site.config.locales if (slug, locale) in site.pages]
        for locale in site.config.locales:
            if present and (slug, locale) not in site.pages:
                file = f"{site.config.docs_dir}/{site.config.file(slug, locale)}"
                message = say("the page has no version in “{locale}”", locale=locale)
                yield present[0].place(), message, say("write {target}", target=file)


@rule("P02")
def headings(site: Site) -> Iterator[Finding]:
    """Both languages have the same headings: same ids, same levels, same order.

    Sections of the two languages pair up by id: links, comparison and the reader's switch of language rest on it.
    """
    for base, other in _pairs(site):
        ours, theirs = _outline(base), _outline(other)
        matcher = difflib.SequenceMatcher(None, [_key(s) for s in ours], [_key(s) for s in theirs], autojunk=False)
        known = {section.anchor: section for section in ours}
        for kind, i1, i2, j1, j2 in matcher.get_opcodes():
            if kind == "equal":
                continue
            for section in theirs[j1:j2]:
                twin = known.get(section.anchor)
                if twin and twin.level != section.level:
                    yield (
                        section.place,
                        say(
                            "the heading #{anchor} has level {level} here and level {other} in {path}",
                            anchor=section.anchor,
                            level=section.level,
                            other=twin.level,
                            path=base.path,
                        ),
                        say("write it with {marks}", marks="#" * twin.level),
                    )
                elif twin:
                    yield (
                        section.place,
                        say(
                            "the heading #{anchor} stands in another order than in {path}",
                            anchor=section.anchor,
                            path=base.path,
                        ),
                        say("put the sections of both languages in the same order"),
                    )
                else:
                    yield (
                        section.place,
                        say("the heading #{anchor} does not exist in {path}", anchor=section.anchor, path=base.path),
                        say("give it the id of its counterpart, {{#…}}, or add the section to {path}", path=base.path),
                    )
            present = {section.anchor for section in theirs}
            before = theirs[j1 - 1].place if j1 else other.place()
            for section in ours[i1:i2]:
                if section.anchor not in present:
                    yield (
                        before,
                        say("the section #{anchor} of {path} is missing here", anchor=section.anchor, path=base.path),
                        say("add the heading with {{#{anchor}}} and its text after this one", anchor=section.anchor),
                    )


def _outline(page: Page) -> list[Section]:
    return [section for section in page.sections if section.anchor]


def _key(section: Section) -> tuple[str, int]:
    return section.anchor, section.level


@rule("P03")
def front_matter(site: Site) -> Iterator[Finding]:
    """Both languages have the same front-matter keys, and every key that ``extra.required_front_matter`` names.

    Title and description are what search results, tabs and lists of links show of a page.
    """
    for page in site.pages.values():
        if page.readable:
            for key in site.config.required_front_matter:
                if not str(page.meta.get(key) or "").strip():
                    hint = say("add a line `{key}: …` between the --- lines", key=key)
                    yield page.place(), say("the front matter has no {key}", key=key), hint
    for base, other in _pairs(site):
        for here, there in ((other, base), (base, other)):
            missing = there.meta.keys() - here.meta.keys() - set(site.config.required_front_matter)
            for key in sorted(missing - {"source"}):
                yield (
                    here.place(),
                    say("the front matter has no {key}, but that of {path} has", key=key, path=there.path),
                    say("add `{key}`, or remove it from {path}", key=key, path=there.path),
                )


@cache
def _detector(locales: tuple[str, ...]) -> DetectorFactory | None:
    """A detector that knows the site's languages only; None when it knows fewer than two of them."""
    profiles = Path(langdetect.__file__).parent / "profiles"
    known = [profiles / locale.partition("-")[0] for locale in locales]
    texts = [file.read_text(encoding="utf-8") for file in dict.fromkeys(known) if file.is_file()]
    if len(texts) < 2:
        return None
    factory = DetectorFactory()
    factory.set_seed(0)
    factory.load_json_profile(texts)
    return factory


def _language(locales: tuple[str, ...]) -> Callable[[Page], str]:
    """What tells the language of a page's text; "" where there is too little of it, or the detector does not know."""
    factory = _detector(locales)

    def found(page: Page) -> str:
        text = " ".join(" ".join(section.prose) for section in page.sections)
        expected = page.locale.partition("-")[0]
        if not factory or len(text) < _ENOUGH_CHARACTERS or expected not in factory.langlist:
            return ""
        detector = factory.create()
        detector.append(text[:_SAMPLE_CHARACTERS])
        try:
            return detector.detect()
        except LangDetectException:  # no letters: a page of numbers has no language
            return ""

    return found


@rule("P04")
def language(site: Site) -> Iterator[Finding]:
    """The text of a page is in the language that its file name says.

    A page pasted into the wrong file looks finished and is not.
    """
    languages = site.facts(_language, str, site.config.locales)
    for page in site.pages.values():
        found = languages[page.slug, page.locale]
        if found and found != page.locale.partition("-")[0]:
            yield (
                page.place(),
                say("the text looks like “{found}”, but the file is for “{locale}”", found=found, locale=page.locale),
                say(
                    "translate the text, or move it to {file}",
                    file=f"{site.config.docs_dir}/{site.config.file(page.slug, found)}",
                ),
            )
