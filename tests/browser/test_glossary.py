"""The glossary as readers use it: filter box, downloads, and glosses under finger, keys and zoom."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urljoin

import lxml.html
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DEEP = "metode/taktik.html"


@pytest.fixture
def opened(browser):
    """Opens a page in a context of its own."""
    contexts = []

    def open_page(address, **options):
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def terms(site):
    """How many terms the glossary has, whatever they are."""
    return len(site.glossary.terms)


def fold(text):
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)).lower()


@dataclass(frozen=True, slots=True)
class Filter:
    """What the filter box of one language finds, told from the terms themselves."""

    said: dict[str, dict[str, list[str]]]

    def found(self, query):
        """The ids of the entries that hold every word."""
        texts = {
            key: fold("\n".join(text for part in parts.values() for text in part)) for key, parts in self.said.items()
        }
        return {key for key, text in texts.items() if all(word in text for word in fold(query).split())}

    def only(self, part):
        """A term with what only that part of its entry says, as a query that finds few; none has all such parts."""
        for key, parts in self.said.items():
            for text in parts[part]:
                others = fold("\n".join(other for name, part_ in parts.items() if name != part for other in part_))
                if fold(text) not in others and len(self.found(text)) < 10:
                    return key, text
        raise AssertionError(part)


@pytest.fixture(scope="module")
def filters(site):
    def entry(term, locale):
        own, other = (term.wordings[each] for each in (("id", "en") if locale == "id" else ("en", "id")))
        parts = {"term": [own.term], "equivalent": [other.term], "definition": [own.definition]}
        return {**parts, "also": list(own.also), "avoid": list(own.avoid)}

    terms = site.glossary.terms.values()
    return {locale: Filter({term.id: entry(term, locale) for term in terms}) for locale in ("id", "en")}


# Downloads


@pytest.mark.parametrize("path", ["glosarium.html", "en/glosarium.html"])
def test_the_downloads_have_the_size_that_the_page_names(built_site, path):
    tree = lxml.html.parse(str(built_site / path))
    offers = tree.xpath('//details[contains(@class, "downloads")]//li')
    assert len(offers) == 3
    for offer in offers:
        file = (built_site / path).parent / offer.find("a").get("href")
        size = int(re.search(r"\((\d+)\xa0kB\)", offer.text_content())[1])
        assert 0 <= size * 1000 - file.stat().st_size < 1000


@pytest.mark.parametrize("path", ["glosarium.html", "en/glosarium.html"])
def test_a_download_can_be_fetched(server, page, path):
    page.goto(server + path)
    page.locator(".downloads summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^TBX")).click()
    assert download.value.suggested_filename == "glosarium.tbx"


def test_the_table_of_contents_ends_at_the_letters(built_site):
    tree = lxml.html.parse(str(built_site / "glosarium.html"))
    links = tree.xpath('//nav[contains(@class, "md-nav--secondary")]//a[contains(@class, "md-nav__link")]/@href')
    assert len(set(links)) == len(tree.xpath('//h2[contains(@class, "letter")]'))
    assert {link[:7] for link in links} == {"#huruf-"}


# Filter box


def shown_terms(page):
    return page.locator("h3.term:visible")


@pytest.mark.parametrize("base", ["server", "disk"])
def test_the_filter_narrows_the_list_and_says_how_many_are_left(server, built_site, page, base, terms, filters):
    term, name = filters["id"].only("term")
    expected = filters["id"].found(name)
    page.goto((server if base == "server" else built_site.as_uri() + "/") + "glosarium.html")
    before = page.url
    box = page.get_by_label("Saring istilah")
    box.fill(name.upper().replace("A", "Á", 1))
    expect(page.locator(f"#{term}")).to_be_visible()
    expect(shown_terms(page)).to_have_count(len(expected))
    assert {shown.get_attribute("id") for shown in shown_terms(page).all()} == expected
    found = len(expected)
    expect(page.locator(".filter [role=status]")).to_have_text(f"{found} dari {terms} istilah")
    assert page.locator("h2.letter:visible").count() <= found
    expect(page.locator(".letters a")).to_have_count(page.locator("h2.letter").count())
    box.press("Enter")
    assert page.url == before
    box.press("Escape")
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    expect(shown_terms(page)).to_have_count(terms)
    expect(page.locator(".filter [role=status]")).to_have_text("")


@pytest.mark.parametrize("part", ["equivalent", "also", "avoid", "definition"])
def test_the_filter_looks_at_equivalent_other_names_and_definition(server, page, part, filters):
    term, query = filters["id"].only(part)
    page.goto(server + "glosarium.html")
    page.get_by_label("Saring istilah").fill(query)
    expect(shown_terms(page)).to_have_count(len(filters["id"].found(query)))
    expect(page.locator(f"#{term}")).to_be_visible()


def test_labels_of_an_entry_are_not_looked_at(server, page):
    page.goto(server + "glosarium.html")
    page.get_by_label("Saring istilah").fill("Dipakai di:")
    expect(page.locator(".filter [role=status]")).to_contain_text("Tidak ada istilah yang cocok")
    expect(shown_terms(page)).to_have_count(0)


def test_addresses_of_entries_work_while_a_filter_is_set(server, page, site, filters):
    _, query = filters["en"].only("term")
    shown = filters["en"].found(query)
    other = next(key for term in site.glossary.terms.values() for key in term.see if key not in shown)
    page.goto(server + "en/glosarium.html")
    box = page.get_by_label("Filter the terms")
    entry, letter = page.locator(f"#{other}"), page.locator("h2.letter").last
    box.fill(query)
    expect(entry).to_be_hidden()
    page.evaluate(f"location.hash = '#{other}'")
    expect(entry).to_be_in_viewport()
    expect(box).to_have_value("")
    box.fill(query)
    expect(entry).to_be_hidden()
    page.locator(".letters a").last.click()
    expect(letter).to_be_in_viewport()
    box.fill(query)
    expect(entry).to_be_hidden()
    page.evaluate(f"document.querySelector('.facts a[href=\"#{other}\"]').click()")
    expect(entry).to_be_in_viewport()


def test_without_scripts_there_is_no_filter_and_all_terms_stand(server, opened, terms):
    page = opened(server + "glosarium.html", java_script_enabled=False)
    expect(page.get_by_label("Saring istilah")).to_be_hidden()
    expect(shown_terms(page)).to_have_count(terms)


def test_all_terms_are_printed_whatever_the_filter_says(server, page, terms, filters):
    _, query = filters["id"].only("term")
    page.goto(server + "glosarium.html")
    page.get_by_label("Saring istilah").fill(query)
    expect(shown_terms(page)).to_have_count(len(filters["id"].found(query)))
    page.emulate_media(media="print")
    expect(shown_terms(page)).to_have_count(terms)
    expect(page.locator(".entry:visible")).to_have_count(terms)
    for part in (".filter", ".downloads", ".letters"):
        expect(page.locator(part)).to_be_hidden()


@pytest.mark.parametrize(("path", "script"), [("glosarium.html", "filter.js")])
def test_scripts_are_loaded_only_where_they_are_needed(built_site, path, script):
    users = [
        file.relative_to(built_site).as_posix()
        for file in built_site.rglob("*.html")
        if f"assets/{script}" in file.read_text(encoding="utf-8")
    ]
    assert sorted(users) == [f"en/{path}", path]


# Glosses


def test_a_second_tap_on_a_gloss_follows_it(server, opened):
    page = opened(server + DEEP, **PHONE)
    gloss = page.locator("article a.gloss").first
    gloss.tap()
    card = page.locator(".gloss-card")
    expect(card).to_be_visible()
    expect(card).to_have_attribute("role", "group")
    target = urljoin(page.url, gloss.get_attribute("href"))
    gloss.tap()
    expect(page).to_have_url(target)


def test_a_tap_on_another_gloss_changes_the_card_and_a_scroll_keeps_it(server, opened):
    page = opened(server + DEEP, **PHONE)
    glosses = page.locator("article a.gloss")
    card = page.locator(".gloss-card")
    first = glosses.nth(0).get_attribute("aria-describedby")
    glosses.nth(0).tap()
    expect(card.locator("strong")).to_have_text(page.locator(f"#{first} strong").text_content())
    other = page.locator(f"article a.gloss:not([aria-describedby={first}])").last
    note = other.get_attribute("aria-describedby")
    other.tap()
    expect(card.locator("strong")).to_have_text(page.locator(f"#{note} strong").text_content())
    page.evaluate("scrollBy(0, 40)")
    page.set_viewport_size({"width": 360, "height": 690})
    expect(card).to_be_visible()


def test_escape_closes_the_card_and_gives_the_focus_back(server, opened):
    page = opened(server + DEEP, **PHONE)
    gloss = page.locator("article a.gloss").first
    gloss.tap()
    page.locator(".gloss-card a").focus()
    expect(page.locator(".gloss-card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".gloss-card")).to_be_hidden()
    expect(gloss).to_be_focused()


def test_escape_closes_a_card_under_the_pointer_until_it_comes_back(server, page):
    page.goto(server + DEEP)
    page.locator("article a.gloss").first.hover()
    expect(page.locator(".gloss-card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".gloss-card")).to_be_hidden()
    page.locator("h1").hover()
    page.locator("article a.gloss").first.hover()
    expect(page.locator(".gloss-card")).to_be_visible()


# 400 % zoom of a window of 1280 by 1024 is one of 320 by 256.
@pytest.mark.parametrize(("width", "height"), [(360, 740), (320, 256)])
@pytest.mark.parametrize("path", [DEEP, f"en/{DEEP}", "en/pengertian/fokus.html"])
def test_no_card_is_cut_off_or_covers_its_term(server, page, path, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.goto(server + path)
    card = page.locator(".gloss-card")
    for gloss in page.locator("article a.gloss").all():
        gloss.evaluate("gloss => gloss.scrollIntoView({block: 'center'})")
        gloss.focus()
        page.keyboard.press("Shift")  # so that the focus counts as one of the keyboard
        gloss.evaluate("gloss => { gloss.blur(); gloss.focus({preventScroll: true}); }")
        expect(card).to_be_visible()
        found = gloss.evaluate(
            """gloss => {
              const card = document.querySelector(".gloss-card").getBoundingClientRect();
              const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
              const lines = [...gloss.getClientRects()];
              return {
                inside: card.left >= 0 && card.right <= innerWidth,
                reachable: card.top >= header && card.bottom + scrollY <= document.documentElement.scrollHeight,
                clear: lines.every((line) => line.bottom <= card.top || line.top >= card.bottom),
              };
            }"""
        )
        assert found == {"inside": True, "reachable": True, "clear": True}, gloss.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_gloss_names_its_meaning_to_screen_readers(server, page):
    page.goto(server + DEEP)
    gloss = page.locator("article a.gloss").first
    expect(gloss).to_have_accessible_name("taktik")
    expect(gloss).to_have_accessible_description(re.compile("tactic"))
