"""Glosses under finger, keys and zoom."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DEEP = "metode/taktik.html"


def test_a_second_tap_on_a_gloss_follows_it(server, opened_anew):
    page = opened_anew(server + DEEP, **PHONE)
    gloss = page.locator("article a.gloss").first
    gloss.tap()
    card = page.locator(".gloss-card")
    expect(card).to_be_visible()
    expect(card).to_have_attribute("role", "group")
    target = urljoin(page.url, gloss.get_attribute("href"))
    gloss.tap()
    expect(page).to_have_url(target)


def test_a_tap_on_another_gloss_changes_the_card_and_a_scroll_keeps_it(server, opened_anew):
    page = opened_anew(server + DEEP, **PHONE)
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


def test_escape_closes_the_card_and_gives_the_focus_back(server, opened_anew):
    page = opened_anew(server + DEEP, **PHONE)
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
