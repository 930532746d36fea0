"""The glossary as readers use it: filter box, downloads, flash cards, and glosses under finger, keys and zoom."""

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


@dataclass(frozen=True, slots=True)
class Card:
    """A term as one language's deck has it."""

    id: str
    own: str
    other: str
    definition: str


@pytest.fixture(scope="module")
def terms(site):
    """How many terms the glossary has, whatever they are."""
    return len(site.glossary.terms)


@pytest.fixture(scope="module")
def deck(built_site, site):
    """The cards of a deck in its order, which the list for readers without scripts has too."""

    def cards(path):
        locale, other = ("en", "id") if path.startswith("en/") else ("id", "en")
        tree = lxml.html.parse(str(built_site / path))
        ids = tree.xpath('//div[contains(@class, "deck-list")]/details/@data-term')
        assert sorted(ids) == sorted(site.glossary.terms)
        found = [site.glossary.terms[key] for key in ids]
        said = ((term.id, term.wordings[locale], term.wordings[other]) for term in found)
        return [Card(key, own.term, equivalent.term, own.definition) for key, own, equivalent in said]

    return cards


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


def words(text):
    """As a pattern for the same words however they are broken."""
    return re.compile(r"\s+".join(map(re.escape, text.split())))


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


# Flash cards


def front(page):
    return page.locator(".card-front")


def back(page):
    return page.locator(".card-back")


@pytest.mark.parametrize("base", ["server", "disk"])
def test_a_card_turns_with_enter_space_and_pointer_and_keeps_the_focus(server, built_site, page, base, deck):
    first = deck("kartu.html")[0]
    page.goto((server if base == "server" else built_site.as_uri() + "/") + "kartu.html")
    turn = page.locator(".card-flip")
    expect(front(page)).to_have_text(first.own)
    expect(back(page)).to_be_empty()
    turn.focus()
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(turn).to_have_attribute("aria-expanded", "true")
        expect(back(page).locator("p").first).to_have_text(first.other)
        expect(back(page).locator("p").first).to_have_attribute("lang", "en")
        expect(back(page).locator("p").last).to_contain_text(words(first.definition))
        expect(page.get_by_role("status").filter(has_text=first.other)).to_have_count(1)
        expect(turn).to_be_focused()
        page.keyboard.press(key)
        expect(turn).to_have_attribute("aria-expanded", "false")
        expect(back(page)).to_be_empty()
    front(page).click()
    expect(back(page)).to_contain_text(first.other)


def test_the_arrow_keys_move_from_card_to_card(server, page, terms, deck):
    first, second, *_ = deck("en/kartu.html")
    page.goto(server + "en/kartu.html")
    page.locator(".card-flip").focus()
    expect(front(page)).to_have_text(first.own)
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    expect(front(page)).to_have_text(second.own)
    expect(back(page)).to_be_empty()
    expect(page.locator(".deck-place span")).to_have_text(f"Card 2 of {terms}")
    expect(page.get_by_role("status").filter(has_text=f"Card 2 of {terms}: {second.own}")).to_have_count(1)
    expect(page.locator(".card-flip")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".deck-place span")).to_have_text(f"Card {terms} of {terms}")
    page.locator("#direction").focus()
    page.keyboard.press("ArrowRight")
    expect(front(page)).not_to_have_text(first.own)


@pytest.mark.parametrize(
    ("path", "direction"),
    [("kartu.html", "other"), ("kartu.html", "definition"), ("en/kartu.html", "own"), ("en/kartu.html", "other")],
)
def test_the_deck_goes_in_every_direction(server, page, path, direction, deck):
    first = deck(path)[0]
    own, other = ("en", "id") if path.startswith("en/") else ("id", "en")
    asked = {"own": (first.own, own), "other": (first.other, other), "definition": (first.definition, own)}[direction]
    answered = (first.other, other) if direction == "own" else (first.own, own)
    page.goto(server + path)
    page.locator("#direction").select_option(direction)
    expect(front(page)).to_contain_text(words(asked[0]))
    expect(front(page)).to_have_attribute("lang", asked[1])
    page.locator(".card-flip").click()
    expect(back(page).locator("p").first).to_have_text(answered[0])
    expect(back(page).locator("p").first).to_have_attribute("lang", answered[1])


def test_what_is_known_stays_known_in_its_direction_until_restarted(server, page, terms, deck):
    page.goto(server + "kartu.html")
    page.get_by_role("button", name="Sudah hafal").click()
    expect(front(page)).not_to_have_text(deck("kartu.html")[0].own)
    page.get_by_role("button", name="Ulangi nanti").click()
    page.reload()
    expect(page.locator(".deck-place span")).to_have_text(f"Kartu 1 dari {terms - 1}")
    expect(page.locator(".deck-score span")).to_have_text(f"1 dari {terms} istilah sudah hafal")
    expect(front(page)).not_to_have_text(deck("kartu.html")[0].own)
    page.locator("#direction").select_option("other")
    expect(page.locator(".deck-score span")).to_have_text(f"0 dari {terms} istilah sudah hafal")
    # The other language keeps the same record: from Indonesian to English is its other direction.
    page.goto(server + "en/kartu.html")
    page.locator("#direction").select_option("other")
    expect(page.locator(".deck-score span")).to_have_text(f"1 of {terms} terms known")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator(".deck-score span")).to_have_text(f"0 of {terms} terms known")
    expect(page.locator(".card-flip")).to_be_focused()


def test_the_deck_comes_to_an_end(server, page, terms, deck):
    page.goto(server + "kartu.html")
    known = page.get_by_role("button", name="Sudah hafal")
    for _ in range(terms):
        known.click()
    expect(front(page)).to_have_text("Semua istilah sudah hafal pada arah ini.")
    known.click()
    page.locator(".card").click(position={"x": 5, "y": 5})
    expect(back(page)).to_be_empty()
    expect(page.locator(".card-flip")).to_be_hidden()
    page.get_by_role("button", name="Mulai dari awal").click()
    expect(front(page)).to_have_text(deck("kartu.html")[0].own)


def test_shuffling_changes_the_order_and_no_card(server, page, terms):
    page.goto(server + "kartu.html")

    def walk():
        seen = []
        for _ in range(terms):
            seen.append(front(page).inner_text())
            page.keyboard.press("ArrowRight")
        return seen

    ordered = walk()
    shuffle = page.get_by_role("button", name="Acak")
    shuffle.click()
    expect(shuffle).to_have_attribute("aria-pressed", "true")
    shuffled = walk()
    assert shuffled != ordered
    assert sorted(shuffled) == sorted(ordered)
    assert len(set(ordered)) == terms


DENIED = """for (const name of ["getItem", "setItem"]) {
  const real = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (key === "peksos-cards") throw new Error("denied");
    return real.call(this, key, ...rest);
  };
}"""


@pytest.mark.parametrize(
    "storage",
    [
        DENIED,
        "localStorage.setItem('peksos-cards', 'not json')",
        "localStorage.setItem('peksos-cards', '{\"id\": 7}')",
    ],
)
def test_the_deck_needs_no_storage(server, browser, storage, terms, deck):
    context = browser.new_context()
    context.add_init_script(storage)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server + "kartu.html")
    expect(front(page)).to_have_text(deck("kartu.html")[0].own)
    page.get_by_role("button", name="Sudah hafal").click()
    expect(page.locator(".deck-score span")).to_have_text(f"1 dari {terms} istilah sudah hafal")
    assert errors == []
    context.close()


@pytest.mark.parametrize("path", ["kartu.html", "en/kartu.html"])
def test_on_a_phone_targets_are_large_and_turning_moves_nothing(server, opened, path, terms):
    page = opened(server + path, **PHONE)
    for control in page.locator(".deck :is(button, select):visible").all():
        box = control.bounding_box()
        assert box["height"] >= 44 and box["width"] >= 44
    for direction in ("own", "other", "definition"):
        page.locator("#direction").select_option(direction)
        moved = page.evaluate(
            """terms => Array.from({length: terms}, () => {
              const at = () => document.querySelector(".deck-steps").getBoundingClientRect().top;
              const before = at();
              document.querySelector(".card-flip").click();
              const by = at() - before;
              const said = document.querySelector(".card-front").textContent;
              document.querySelector(".deck-next").click();
              return [said, by];
            }).filter(([, by]) => by)""",
            terms,
        )
        assert moved == []


def test_without_scripts_the_cards_are_a_list_to_unfold(server, opened, deck):
    card = deck("en/kartu.html")[0]
    page = opened(server + "en/kartu.html", java_script_enabled=False)
    expect(page.locator(".deck")).to_be_hidden()
    first = page.locator(".deck-list details").first
    expect(first.locator("strong")).to_be_hidden()
    first.locator("summary").click()
    expect(first.locator("strong")).to_have_text(card.other)
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/en/glosarium\.html#{card.id}$"))


def test_the_cards_are_printed_as_a_list_with_the_answers(server, page):
    page.goto(server + "kartu.html")
    page.emulate_media(media="print")
    expect(page.locator(".deck")).to_be_hidden()
    expect(page.locator(".deck-list strong").last).to_be_visible()


@pytest.mark.parametrize(("path", "script"), [("glosarium.html", "filter.js"), ("kartu.html", "cards.js")])
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
