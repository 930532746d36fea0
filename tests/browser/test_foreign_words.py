"""Words of one language in the text of the other carry their language, so that a screen reader speaks them rightly."""

import re
from functools import cache

import lxml.html
import pytest

from tests.support import axe
from tests.support.project import real_site

pytestmark = pytest.mark.browser

# WCAG 3.1.2 leaves out proper names: authors, publishers and journals in the list of sources and in citations. Code and
# addresses are of no language, and two works without a known title are described in both languages at once.
_NAMES = "self::code or self::pre or self::script or self::style or contains(@class, 'citation')"
_NAMES += " or contains(@class, 'sources') or contains(@class, 'reference') or contains(@href, 'pustaka.html#')"
_NO_WORDS = "starts-with(., '#') or contains(., '://')"
_SPOKEN = f"//body//text()[normalize-space() and not({_NO_WORDS} or ancestor::*[{_NAMES}])]"


@pytest.fixture(scope="module")
def site():
    return real_site()


@pytest.fixture(scope="module")
def foreign(site):
    """For each language, what finds terms of the other that are not its own. Most texts are on every page."""
    forms = {
        locale: {form.casefold() for term in site.glossary.terms.values() for form in term.wordings[locale].accepted}
        for locale in ("id", "en")
    }
    return {
        locale: cache(
            re.compile(
                rf"(?<![\w-])({'|'.join(map(re.escape, sorted(others - own, key=len, reverse=True)))})(?![\w-])"
            ).findall
        )
        for locale, own, others in (("id", forms["id"], forms["en"]), ("en", forms["en"], forms["id"]))
    }


def unmarked(tree, foreign):
    found = []
    for text in tree.xpath(_SPOKEN):
        holder = text.getparent().getparent() if text.is_tail else text.getparent()
        locale = holder.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        found += [f"{match} in: {text.strip()[:60]}" for match in foreign[locale](" ".join(text.casefold().split()))]
    return found


def test_no_term_of_the_other_language_is_left_unmarked(built_site, foreign):
    found = []
    for path in axe.paths(built_site):
        tree = lxml.html.parse(str(built_site / path)).getroot()
        found += [f"{path}: {what}" for what in unmarked(tree, foreign)]
    assert found == []


def test_what_is_unmarked_is_found(foreign):
    tree = lxml.html.document_fromstring(
        """<html lang="id"><body><p>Istilah <em lang="en">social work</em> dan social worker, <i>code of ethics</i></p>
        <p class="citation">Social Worker</p><p lang="en">A client, a klien</p></body></html>"""
    )
    assert [what.partition(" in")[0] for what in unmarked(tree, foreign)] == [
        "social worker",
        "code of ethics",
        "klien",
    ]


def test_titles_of_works_carry_their_language(built_site, site):
    for folder, locale in (("", "id"), ("en/", "en")):
        tree = lxml.html.parse(str(built_site / f"{folder}pustaka.html"))
        for key, work in site.references.items():
            language = work.csl.get("language")
            assert language or "/" in work.csl["title"], f"{key}: the language of its title is not known"
            marked = {span.text_content() for span in tree.xpath(f'//*[@id="{key}"]//span[@lang="{language}"]')}
            titles = {work.csl[name] for name in ("title", "container-title") if name in work.csl}
            assert marked == (titles if language not in (None, locale) else set()), key
