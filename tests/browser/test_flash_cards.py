"""The flash cards of the glossary: turned, gone through, learned, printed, and without scripts."""

import re
from dataclasses import dataclass

import lxml.html
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@dataclass(frozen=True, slots=True)
class Card:
    """A term as one language's deck has it."""

    id: str
    own: str
    other: str
    definition: str


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


def words(text):
    """As a pattern for the same words however they are broken."""
    return re.compile(r"\s+".join(map(re.escape, text.split())))


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
def test_on_a_phone_targets_are_large_and_turning_moves_nothing(server, opened_anew, path, terms):
    page = opened_anew(server + path, **PHONE)
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


def test_without_scripts_the_cards_are_a_list_to_unfold(server, opened_anew, deck):
    card = deck("en/kartu.html")[0]
    page = opened_anew(server + "en/kartu.html", java_script_enabled=False)
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
