"""Words to look for in the built site, told from what it says now."""

from dataclasses import dataclass

from scripts.model.glossary import Term


@dataclass(frozen=True, slots=True)
class Sought:
    """A term that one section of one page is headed by, in both languages."""

    term: Term
    slug: str
    anchor: str

    def word(self, locale):
        return self.term.wordings[locale].term

    def heading(self, site, locale):
        return site.page(self.slug, locale).section(self.anchor).heading


def sought(site):
    """Such terms of one word that differs between the languages, the first and the last of the glossary's order."""
    found = []
    for term in site.glossary.terms.values():
        own, other = term.wordings["id"].term, term.wordings["en"].term
        if " " in own + other or own[:5] == other[:5] or min(len(own), len(other)) < 6:
            continue
        places = [
            Sought(term, slug, section.anchor)
            for slug in site.slugs
            if site.page(slug, "en")
            for section in site.page(slug, "id").sections
            if section.level > 1 and section.heading.lower() == own
            if (pair := site.page(slug, "en").section(section.anchor)) and pair.heading.lower() == other
        ]
        found += places if len(places) == 1 else []
    return found[0], found[-1]


def meaning(page, gloss):
    """The hidden note that a gloss refers to: its term and the equivalent."""
    note = page.locator(f"#{gloss.get_attribute('aria-describedby')}")
    return note.locator("strong").text_content(), note.locator("em").text_content()
