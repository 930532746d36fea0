"""The flash cards: decks, boxes and days, what the browser keeps, and what is carried to another device."""

import datetime
import json
import math
import re
from dataclasses import dataclass
from io import BytesIO

import lxml.html
import pikepdf
import pytest
from playwright.sync_api import expect

from scripts.render.term_decks import page_decks
from tests.support import axe
from tests.support.waiting import until_drawn

pytestmark = pytest.mark.browser

PATHS = ["kartu.html", "en/kartu.html"]
WAYS = ["definition", "term", "other", "own"]
PHONES = [(360, 640), (360, 740)]
WORDS = {
    "kartu.html": ("{} kartu jatuh tempo hari ini, {} kartu baru", "Selesai untuk hari ini."),
    "en/kartu.html": ("Due today: {}, new: {}", "Done for today."),
}
FIRST = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
# As numbers of days since 1970.
DAY = (FIRST.date() - datetime.date(1970, 1, 1)).days


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
def cards(built_site, site):
    """The cards of one language in their order, which the list for readers without scripts has too."""

    def told(path):
        locale, other = languages(path)
        tree = lxml.html.parse(str(built_site / path))
        ids = tree.xpath('//div[contains(@class, "deck-list")]/details/@data-term')
        assert sorted(ids) == sorted(site.glossary.terms)
        found = [site.glossary.terms[key] for key in ids]
        said = ((term.id, term.wordings[locale], term.wordings[other]) for term in found)
        return [Card(key, own.term, equivalent.term, own.definition) for key, own, equivalent in said]

    return told


@pytest.fixture(scope="module")
def small(site):
    """The slug of the smallest deck in both languages."""
    decks = sorted(page_decks(site, "id"), key=lambda deck: len(deck.terms))
    other = {deck.slug: deck for deck in page_decks(site, "en")}
    return next(deck for deck in decks if deck.slug in other and other[deck.slug].terms == deck.terms)


@pytest.fixture
def on(browser, server):
    """Opens the cards on a day, counted from the first; a ``context`` of before has what the browser kept."""
    contexts = []

    def open_cards(path="kartu.html", days=0, context=None, script="", **options):
        if context is None:
            looks = {
                "viewport": {"width": 1280, "height": 800},
                "reduced_motion": "reduce",
                "timezone_id": "Asia/Jakarta",
            }
            context = browser.new_context(**{**looks, **options})
            contexts.append(context)
        page = context.new_page()
        page.clock.set_fixed_time(FIRST + datetime.timedelta(days=days))
        if script:
            page.add_init_script(script)
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(server + path)
        return page

    yield open_cards
    for context in contexts:
        assert [fault for page in context.pages for fault in page.faults] == []
        context.close()


def languages(path):
    return ("en", "id") if path.startswith("en/") else ("id", "en")


def words(text):
    """As a pattern for the same words however they are broken."""
    return re.compile(r"\s+".join(map(re.escape, text.split())))


def front(page):
    return page.locator(".card-front")


def back(page):
    return page.locator(".card-back")


def expect_due(page, path, due, new):
    expect(page.locator(".deck-due")).to_have_text(WORDS[path][0].format(due, new))


def answer(page, known):
    page.locator(".card-flip").click()
    page.locator(".deck-known" if known else ".deck-again").click()


def kept(page):
    return page.evaluate("JSON.parse(localStorage.getItem('peksos-leitner'))")


def seed(value, name="peksos-leitner"):
    text = value if isinstance(value, str) else json.dumps(value)
    return f"if (!localStorage.getItem('peksos-leitner')) localStorage.setItem({name!r}, {text!r})"


# Turning and answering


@pytest.mark.parametrize("base", ["server", "disk"])
def test_a_card_asks_for_the_definition_and_turns_wherever_it_is_tapped(server, built_site, page, base, cards):
    first = cards("kartu.html")[0]
    page.goto((server if base == "server" else built_site.as_uri() + "/") + "kartu.html")
    expect(front(page)).to_have_text(first.own)
    expect(back(page)).to_be_empty()
    box = page.locator(".card").bounding_box()
    for x, y in ((0.05, 0.05), (0.5, 0.5), (0.95, 0.9)):
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
        expect(back(page).locator("p").first).to_contain_text(words(first.definition))
        expect(back(page).locator("p").last).to_have_text(first.other)
        expect(back(page).locator("p").last).to_have_attribute("lang", "en")
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
        expect(back(page)).to_be_empty()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("way", WAYS)
def test_the_cards_go_in_every_direction(on, path, way, cards):
    first = cards(path)[0]
    own, other = languages(path)
    said = {"own": (first.own, own), "other": (first.other, other), "definition": (first.definition, own)}
    sides = {
        "definition": ("own", "definition"),
        "term": ("definition", "own"),
        "other": ("own", "other"),
        "own": ("other", "own"),
    }[way]
    asked, answered = (said[side] for side in sides)
    page = on(path)
    page.locator("#direction").select_option(way)
    expect(front(page)).to_contain_text(words(asked[0]))
    expect(front(page)).to_have_attribute("lang", asked[1])
    page.locator(".card-flip").click()
    expect(back(page).locator("p").first).to_contain_text(words(answered[0]))
    expect(back(page).locator("p").first).to_have_attribute("lang", answered[1])


def test_there_is_nothing_to_answer_before_the_card_is_turned(on, terms):
    page = on()
    for button in (".deck-again", ".deck-known"):
        expect(page.locator(button)).to_be_hidden()
    page.locator(".card-flip").focus()
    page.keyboard.press("2")
    expect_due(page, "kartu.html", 0, terms)
    page.locator(".card-flip").click()
    for button in (".deck-again", ".deck-known"):
        expect(page.locator(button)).to_be_visible()
    page.locator(".deck-known").click()
    expect(page.locator(".deck-known")).to_be_hidden()


@pytest.mark.parametrize("path", PATHS)
def test_keys_alone_turn_and_answer_without_scrolling(on, path, cards, terms):
    first, second, third, *_ = cards(path)
    page = on(path, viewport={"width": 1280, "height": 500})
    page.keyboard.press("Space")
    expect(back(page)).not_to_be_empty()
    expect(page.get_by_role("status").filter(has_text=words(first.definition))).to_have_count(1)
    page.keyboard.press("2")
    expect(front(page)).to_have_text(second.own)
    expect(page.get_by_role("status").filter(has_text=second.own)).to_have_count(1)
    expect(page.locator(".card-flip")).to_be_focused()
    expect_due(page, path, 0, terms - 1)
    scrolled = page.evaluate("scrollY")
    for key in ("Enter", "Enter", "Space"):
        before = page.locator(".card-flip").get_attribute("aria-expanded")
        page.keyboard.press(key)
        expect(page.locator(".card-flip")).not_to_have_attribute("aria-expanded", before)
    page.keyboard.press("1")
    expect(front(page)).to_have_text(third.own)
    expect_due(page, path, 1, terms - 2)
    assert page.evaluate("scrollY") == scrolled


def test_figures_mean_nothing_elsewhere(on, terms):
    page = on()
    page.locator(".card-flip").click()
    page.locator("a.language").focus()
    expect(page.locator("a.language")).to_be_focused()
    page.keyboard.press("2")
    page.locator("#direction").focus()
    page.keyboard.press("2")
    expect(back(page)).not_to_be_empty()
    expect_due(page, "kartu.html", 0, terms)


# Decks


@pytest.mark.parametrize("path", PATHS)
def test_there_is_a_deck_for_every_page_that_uses_terms(on, path, site, terms):
    locale, _ = languages(path)
    page = on(path)
    options = page.locator("#card-deck option")
    expected = [(deck.slug, f"{deck.title} ({len(deck.terms)})") for deck in page_decks(site, locale)]
    assert len(expected) > 5
    said = options.evaluate_all("options => options.map(one => [one.value, one.textContent])")
    assert said[0][0] == "" and f"({terms})" in said[0][1]
    assert [tuple(one) for one in said[1:]] == expected
    parts = page.locator("#card-deck optgroup").evaluate_all("groups => groups.map(one => one.label)")
    assert parts == list(dict.fromkeys(deck.part for deck in page_decks(site, locale)))


@pytest.mark.parametrize("path", PATHS)
def test_a_deck_has_the_terms_of_its_page_and_comes_to_an_end(on, path, small, cards):
    page = on(path)
    page.locator("#card-deck").select_option(small.slug)
    expected = [card.own for card in cards(path) if card.id in small.terms]
    expect_due(page, path, 0, len(expected))
    for name in expected:
        expect(front(page)).to_have_text(name)
        answer(page, known=True)
    expect(front(page)).to_contain_text(WORDS[path][1])
    # From the second to the third of March 2026.
    expect(front(page)).to_contain_text({"kartu.html": "Selasa, 3 Maret", "en/kartu.html": "Tuesday 3 March"}[path])
    expect(page.locator(".card-flip")).to_be_hidden()
    expect(page.locator(".deck-known")).to_be_hidden()
    expect(page.locator(".deck-all")).to_be_focused()
    expect_due(page, path, 0, 0)


def test_what_is_practised_before_its_day_stays_where_it_is_unless_forgotten(on, small):
    page = on()
    page.locator("#card-deck").select_option(small.slug)
    for _ in small.terms:
        answer(page, known=True)
    before = kept(page)["records"]
    page.locator(".deck-all").click()
    expect(page.locator(".card-flip")).to_be_focused()
    answer(page, known=False)
    for _ in small.terms:
        answer(page, known=True)
    expect(page.locator(".deck-all")).to_be_visible()
    assert kept(page)["records"] == before
    assert {box for box, _ in before.values()} == {1}


def test_what_is_not_known_comes_back_in_the_same_round(on, small, cards):
    page = on()
    page.locator("#card-deck").select_option(small.slug)
    first, second, *_ = (card for card in cards("kartu.html") if card.id in small.terms)
    answer(page, known=False)
    expect(front(page)).to_have_text(second.own)
    expect_due(page, "kartu.html", 1, len(small.terms) - 1)
    for _ in range(len(small.terms) - 1):
        answer(page, known=True)
    expect(front(page)).to_have_text(first.own)


def test_shuffling_changes_the_order_and_no_card(on, terms):
    page = on()

    def walk():
        seen = []
        for _ in range(terms):
            seen.append(front(page).inner_text())
            page.evaluate("for (const one of ['.card-flip', '.deck-again']) document.querySelector(one).click()")
        return seen

    ordered = walk()
    shuffle = page.locator(".deck-shuffle")
    shuffle.click()
    expect(shuffle).to_have_attribute("aria-pressed", "true")
    shuffled = walk()
    assert shuffled != ordered
    assert sorted(shuffled) == sorted(ordered)
    assert len(set(ordered)) == terms


# Days


def test_each_answer_moves_a_card_further_away(on, small):
    context, day, total = None, 0, len(small.terms)
    # On the day before, nothing is due; on the day itself, everything.
    for days in (1, 3, 7, 14, 30, 30):
        page = on(days=day, context=context)
        context = page.context
        if day == 0:
            page.locator("#card-deck").select_option(small.slug)
        for _ in range(total):
            answer(page, known=True)
        early = on(days=day + days - 1, context=context)
        expect_due(early, "kartu.html", 0, 0)
        day += days
        page = on(days=day, context=context)
        expect_due(page, "kartu.html", total, 0)
    answer(page, known=False)
    for _ in range(total):
        answer(page, known=True)
    page = on(days=day + 1, context=context)
    expect_due(page, "kartu.html", 1, 0)


def test_a_page_left_open_over_night_deals_anew(on, small):
    page = on()
    page.locator("#card-deck").select_option(small.slug)
    for _ in small.terms:
        answer(page, known=True)
    expect(page.locator(".deck-all")).to_be_visible()
    # Midnight in Jakarta is at five in the afternoon of Greenwich.
    page.clock.set_fixed_time(FIRST.replace(hour=17, minute=1))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect_due(page, "kartu.html", len(small.terms), 0)
    expect(page.locator(".card-flip")).to_be_visible()


# What the browser keeps


@pytest.mark.parametrize("path", PATHS)
def test_deck_direction_place_and_order_survive_a_reload(on, path, small):
    page = on(path)
    page.locator("#card-deck").select_option(small.slug)
    page.locator("#direction").select_option("term")
    page.locator(".deck-shuffle").click()
    answer(page, known=True)
    answer(page, known=False)
    shown = front(page).inner_text()
    page.reload()
    expect(page.locator("#card-deck")).to_have_value(small.slug)
    expect(page.locator("#direction")).to_have_value("term")
    expect(page.locator(".deck-shuffle")).to_have_attribute("aria-pressed", "true")
    expect(front(page)).to_have_text(shown)
    expect_due(page, path, 1, len(small.terms) - 2)


def test_each_direction_has_its_record_and_both_languages_share_it(on, terms):
    page = on()
    page.locator("#direction").select_option("other")
    answer(page, known=True)
    expect_due(page, "kartu.html", 0, terms - 1)
    page.locator("#direction").select_option("own")
    expect_due(page, "kartu.html", 0, terms)
    page = on("en/kartu.html", context=page.context)
    page.locator("#direction").select_option("own")
    expect_due(page, "en/kartu.html", 0, terms - 1)
    page.locator("#direction").select_option("other")
    expect_due(page, "en/kartu.html", 0, terms)


@pytest.mark.parametrize(
    "damaged",
    [
        "not json",
        "7",
        "null",
        '{"records": 7, "chosen": 7}',
        '{"records": [1], "chosen": {"id": "x"}}',
        {"records": {}, "chosen": {"id": {"deck": "gone", "way": "constructor", "term": 7, "mixed": "yes"}}},
    ],
)
def test_a_damaged_record_is_none(on, damaged, terms):
    page = on(script=seed(damaged))
    expect_due(page, "kartu.html", 0, terms)
    expect(page.locator("#direction")).to_have_value("definition")
    answer(page, known=True)
    expect_due(page, "kartu.html", 0, terms - 1)


def test_what_is_damaged_or_unknown_costs_nothing_but_itself(on, cards, terms):
    good, *rest = (card.id for card in cards("kartu.html")[:7])
    bad = [[9, DAY], [-1, DAY], ["1", DAY], [1], None, [1, 0.5]]
    records = {f"id-definition {key}": value for key, value in zip(rest, bad, strict=True)}
    records |= {f"id-definition {good}": [3, DAY], "id-definition gone": [1, DAY], "__proto__ x": [1, DAY], "a": 1}
    page = on(script=seed({"records": records}))
    expect_due(page, "kartu.html", 0, terms - 1)
    answer(page, known=True)
    found = kept(page)["records"]
    assert found[f"id-definition {good}"] == [3, DAY]
    # A term of another edition is kept for it.
    assert found["id-definition gone"] == [1, DAY]
    assert len(found) == 3


def test_an_answer_of_a_day_yet_to_come_is_asked_for_again(on, cards, terms):
    page = on(script=seed({"records": {f"id-definition {cards('kartu.html')[0].id}": [1, DAY + 4000]}}))
    expect_due(page, "kartu.html", 1, terms - 1)
    answer(page, known=True)
    expect_due(page, "kartu.html", 0, terms - 1)
    expect_due(on(days=3, context=page.context), "kartu.html", 1, terms - 1)


def test_what_was_known_to_the_version_before_is_carried_over(on, cards, terms):
    first, second = (card.id for card in cards("kartu.html")[:2])
    old = {"id": [first, second, 7], "definition-id": [first], "en": 7, "x": ["y"]}
    page = on(script=seed(old, "peksos-cards"))
    for way, known in (("other", 2), ("term", 1), ("own", 0), ("definition", 0)):
        page.locator("#direction").select_option(way)
        expect_due(page, "kartu.html", 0, terms - known)
    page = on(days=1, context=page.context)
    page.locator("#direction").select_option("other")
    expect_due(page, "kartu.html", 2, terms - 2)


DENIED = """for (const name of ["getItem", "setItem"]) {
  const real = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (key.startsWith("peksos-")) throw new Error("denied");
    return real.call(this, key, ...rest);
  };
}"""


def test_the_cards_need_no_storage(on, terms, cards):
    page = on(script=DENIED)
    answer(page, known=True)
    answer(page, known=True)
    expect_due(page, "kartu.html", 0, terms - 2)
    expect(front(page)).to_have_text(cards("kartu.html")[2].own)


def test_two_tabs_do_not_undo_each_other(on, terms):
    page = on()
    other = on(context=page.context)
    answer(page, known=True)
    other.locator("#direction").select_option("other")
    answer(other, known=True)
    assert len(kept(page)["records"]) == 2


def test_the_record_of_a_deck_is_deleted_only_when_asked_twice(on, small):
    page = on()
    answer(page, known=True)
    page.locator("#card-deck").select_option(small.slug)
    for _ in small.terms:
        answer(page, known=True)
    before = kept(page)["records"]
    page.locator(".deck-record summary").click()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.locator(".deck-forget").click()
    assert kept(page)["records"] == before
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator(".deck-forget").click()
    expect_due(page, "kartu.html", 0, len(small.terms))
    gone = {f"id-definition {term}" for term in small.terms}
    assert kept(page)["records"].keys() == before.keys() - gone


# To another device


def record_of(page):
    if not page.locator("#card-record").is_visible():
        page.locator(".deck-record summary").click()
    expect(page.locator("#card-record")).to_have_value(re.compile("^peksos-kartu-1;"))
    return page.locator("#card-record").input_value()


def paste(page, text):
    record_of(page)
    page.locator("#card-other").fill(text)
    page.locator(".deck-merge").click()
    return page.locator(".deck-said")


@pytest.mark.parametrize("secure", [True, False])
def test_the_record_is_copied(on, secure, terms):
    script = "" if secure else "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    page = on(script=script, permissions=["clipboard-read", "clipboard-write"])
    answer(page, known=True)
    line = record_of(page)
    page.locator(".deck-carry").click()
    expect(page.locator(".deck-said")).to_have_text("Sudah disalin.")
    page.locator("#card-other").focus()
    page.keyboard.press("Control+v")
    expect(page.locator("#card-other")).to_have_value(line)
    assert not re.search(r"\s", line)


def test_a_record_goes_to_another_device_and_the_later_answer_counts(on, terms, cards):
    first, second, third, *_ = (card.id for card in cards("kartu.html"))
    here = {
        f"id-definition {first}": [2, DAY - 1],
        f"id-definition {second}": [1, DAY - 5],
        "id-en gone": [1, DAY],
    }
    there = {
        f"id-definition {first}": [4, DAY - 3],
        f"id-definition {second}": [0, DAY],
        f"id-definition {third}": [5, DAY],
    }
    one, two = on(script=seed({"records": here})), on(script=seed({"records": there}), path="en/kartu.html")
    expect(paste(two, f" {record_of(one)[:30]}\n{record_of(one)[30:]} ")).to_have_text(
        "Merged. Cards brought up to date: 2."
    )
    expect(two.locator("#card-other")).to_have_value("")
    expected = {**there, f"id-definition {first}": [2, DAY - 1], "id-en gone": [1, DAY]}
    assert kept(two)["records"] == expected
    paste(one, record_of(two))
    expect_due(one, "kartu.html", 1, terms - 3)
    assert kept(one)["records"] == expected
    expect(paste(one, record_of(two))).to_have_text("Digabungkan. Yang diperbarui: 0 kartu.")


@pytest.mark.parametrize(
    "change",
    [
        lambda line: "",
        lambda line: "halo, apa kabar?",
        lambda line: line[:-9],
        lambda line: line.replace(".1.", ".5."),
        lambda line: line.replace("kartu-1", "kartu-2"),
        lambda line: json.dumps({"records": {}}),
    ],
    ids=["empty", "foreign", "cut", "changed", "other version", "other form"],
)
@pytest.mark.parametrize("path", PATHS)
def test_a_text_that_is_no_whole_record_is_refused_and_changes_nothing(on, path, change):
    page = on(path)
    answer(page, known=True)
    before = kept(page)
    said = paste(page, change(record_of(page)))
    expect(said).to_have_text(re.compile("bukan catatan kartu|not a whole record"))
    assert kept(page) == before


# On a phone


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("width", "height"), PHONES)
def test_card_and_buttons_are_on_the_first_screen_and_turning_moves_nothing(on, path, width, height, terms):
    page = on(path, viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    for way in WAYS:
        page.locator("#direction").select_option(way)
        page.evaluate("scrollTo(0, 0)")
        wrong = page.evaluate(
            """terms => Array.from({length: terms}, () => {
              const at = () => document.querySelector(".deck-answers").getBoundingClientRect();
              const before = at().top;
              document.querySelector(".card-flip").click();
              const said = document.querySelector(".card-front").textContent;
              const found = [said, at().top - before, at().bottom, scrollY];
              document.querySelector(".deck-again").click();
              return found;
            }).filter(([, moved, bottom, scrolled]) => moved || scrolled || bottom > innerHeight)""",
            terms,
        )
        assert wrong == [], way
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PATHS)
def test_on_a_phone_targets_are_large(on, path):
    page = on(path, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.locator(".card").tap(position={"x": 20, "y": 20})
    expect(back(page)).not_to_be_empty()
    page.locator(".deck-record summary").tap()
    # The button that turns the card is but a sign: the card is the target.
    controls = page.locator(".deck :is(button, select, input, summary):visible:not(.card-flip), .card").all()
    assert len(controls) > 10
    for control in controls:
        box = control.bounding_box()
        assert box["height"] >= 44 and box["width"] >= 44


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_on_any_side_of_the_cards(on, path, width, small):
    page = on(path, viewport={"width": width, "height": 740})
    axe.load(page)

    def turned():
        page.locator(".card-flip").click()
        page.locator(".deck-record summary").click()

    def done():
        page.locator("#card-deck").select_option(small.slug)
        for _ in small.terms:
            answer(page, known=True)

    for enter in (lambda: None, turned, done):
        enter()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            until_drawn(page)
            assert axe.findings(page) == [], scheme


# Without scripts, and on paper


def test_without_scripts_the_cards_are_a_list_to_unfold(server, opened, cards):
    card = cards("en/kartu.html")[0]
    page = opened("en/kartu.html", java_script_enabled=False)
    expect(page.locator(".deck")).to_be_hidden()
    first = page.locator(".deck-list details").first
    expect(first.locator("strong")).to_be_hidden()
    first.locator("summary").click()
    expect(first.locator("strong")).to_have_text(card.other)
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/en/glosarium\.html#{card.id}$"))


# What one sheet of A4 has between its margins.
SHEET = {"width": 672, "height": 900}


@pytest.mark.parametrize("path", PATHS)
def test_ten_cards_are_printed_on_a_sheet_of_the_deck_that_was_chosen(on, path, small, terms):
    page = on(path)
    for slug, count in (("", terms), (small.slug, len(small.terms))):
        page.locator("#card-deck").select_option(slug)
        with pikepdf.open(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as paper:
            # How to cite the page stands below the last row, or else on a sheet of its own.
            assert len(paper.pages) in {math.ceil(count / 10), math.ceil((count + 2) / 10)}, slug
        page.emulate_media(media="print")
        expect(page.locator(".deck-list details:visible")).to_have_count(count)
        expect(page.locator(".deck")).to_be_hidden()
        page.emulate_media(media="null")


@pytest.mark.parametrize("path", PATHS)
def test_a_printed_card_has_all_its_words_and_folds_in_the_middle(on, path, terms):
    page = on(path, viewport=SHEET)
    page.emulate_media(media="print")
    wrong = page.locator(".deck-list details").evaluate_all(
        """cards => cards.filter(card => {
          const box = card.getBoundingClientRect();
          const middle = (box.left + box.right) / 2;
          const inside = (one, left, right) => {
            const range = document.createRange();
            range.selectNodeContents(one);
            const text = range.getBoundingClientRect();
            return text.left >= left - 1 && text.right <= right + 1 && text.top >= box.top && text.bottom <= box.bottom;
          };
          const behind = [...card.querySelectorAll("p")].filter(one => one.offsetHeight);
          const back = one => inside(one, middle, box.right);
          const after = getComputedStyle(card.querySelector("summary"), "::after").content;
          return !inside(card.querySelector("summary"), box.left, middle) || behind.length < 2 || !behind.every(back)
            || after !== "none";
        }).map(card => card.dataset.term)"""
    )
    assert wrong == []


@pytest.mark.parametrize("script", ["cards.js", "glossary.css"])
def test_what_only_cards_need_is_loaded_only_there(built_site, script):
    users = {
        file.relative_to(built_site).as_posix()
        for file in built_site.rglob("*.html")
        if f"assets/{script}" in file.read_text(encoding="utf-8")
    }
    glossary = {"glosarium.html", "en/glosarium.html", "dwibahasa/glosarium.html"}
    assert users == set(PATHS) | (glossary if script == "glossary.css" else set())
