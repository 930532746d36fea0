"""What axe-core says where something is open, in both languages and schemes, on a phone and on a desktop.

Every page as it opens is in test_every_page.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.support import axe
from tests.support.visit import SIZES
from tests.support.waiting import until_drawn

pytestmark = pytest.mark.browser

DEEP = "metode/taktik.html"


def search(page, query):
    page.keyboard.press("Control+k")
    page.keyboard.insert_text(query)
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile("ditemukan|found|sesuai|match"))


def open_drawer(page):
    page.locator(".menu-button").click()
    expect(page.locator("#__drawer")).to_be_checked()
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport(ratio=1)


def show_gloss(page):
    page.locator("article a.gloss").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".gloss-card")).to_be_visible()


def tap_gloss(page):
    page.locator("article a.gloss").first.tap()
    expect(page.locator(".gloss-card a")).to_be_visible()


def turn_card(page):
    page.locator(".card-flip").click()
    expect(page.locator(".card-back")).not_to_be_empty()


def filter_terms(page):
    page.locator(".filter input").fill("anom")
    expect(page.locator(".filter [role=status]")).not_to_be_empty()


def scroll_up(page):
    page.evaluate("scrollTo(0, 1500)")
    # Two scrolls within one frame would be one, down.
    until_drawn(page)
    page.evaluate("scrollTo(0, 1200)")
    expect(page.locator(".md-top")).to_be_visible()


def skip(page):
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()


STATES = {
    "results": (
        ["nilai.html", "en/nilai.html", "dwibahasa/nilai.html"],
        None,
        lambda page: search(page, "klien client"),
    ),
    "no results": (["nilai.html", "en/nilai.html"], None, lambda page: search(page, "xqzxqz")),
    "menu": ([DEEP, f"en/{DEEP}", "dwibahasa/nilai.html"], "phone", open_drawer),
    "gloss by key": ([DEEP, f"en/{DEEP}", f"dwibahasa/{DEEP}"], None, show_gloss),
    "gloss by touch": ([DEEP, f"en/{DEEP}"], "phone", tap_gloss),
    "card turned": (["kartu.html", "en/kartu.html"], None, turn_card),
    "filtered": (["glosarium.html", "en/glosarium.html"], None, filter_terms),
    "way back to the top": ([DEEP, f"en/{DEEP}"], None, scroll_up),
    "skip link": (["nilai.html", "en/nilai.html"], None, skip),
}
CASES = [
    pytest.param(path, size, enter, id=f"{name}-{path}-{size}")
    for name, (paths, only, enter) in STATES.items()
    for path in paths
    for size in SIZES
    if only in (None, size)
]


@pytest.mark.parametrize(("path", "size", "enter"), CASES)
def test_axe_finds_nothing_where_something_is_open(opened, path, size, enter):
    page = opened(path, viewport=SIZES[size], has_touch=size == "phone", is_mobile=size == "phone")
    enter(page)
    axe.load(page)
    seen, found = set(), {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        until_drawn(page)
        found[scheme] = axe.poor_contrast(page, seen)
        # A scheme changes colours and nothing else.
        if scheme == "light":
            found[scheme] += axe.findings_but_contrast(page)
    assert found == {"light": [], "dark": []}


def test_what_is_pale_where_something_is_open_is_found(opened):
    page = opened(DEEP)
    show_gloss(page)
    axe.load(page)
    seen = set()
    assert axe.poor_contrast(page, seen) == []
    page.add_style_tag(content="@media (prefers-color-scheme: dark) { .gloss-card { color: #555 !important; } }")
    assert axe.poor_contrast(page, seen) == []
    page.emulate_media(color_scheme="dark")
    until_drawn(page)
    assert any(".gloss-card" in finding["at"] for finding in axe.poor_contrast(page, seen))


BROKEN = """<!doctype html><html><head><title>Broken</title></head><body><main><h1>Broken</h1>
<p style="color: #999; background: #fff">Good words</p><p style="color: #999; background: #fff">The same look</p>
<p>Words around <a href="#z" style="color: #666; text-decoration: none">a link</a> that its colour alone tells apart</p>
<img src="data:,"><a href="#x" style="display: inline-block; width: 9px">a</a><a href="#y">b</a></main></body></html>"""


def test_axe_sees_what_is_broken(page):
    page.set_content(BROKEN)
    axe.load(page)
    found = {finding["rule"] for finding in axe.findings(page)}
    assert found >= {"color-contrast", "html-has-lang", "image-alt", "link-in-text-block", "target-size"}
    assert "color-contrast" not in {finding["rule"] for finding in axe.findings_but_contrast(page)}
    assert {finding["rule"] for finding in axe.findings_of_layout(page)} == {"target-size"}
    # Of two texts with the same look one is judged; a look that was judged is not judged again, and another one is.
    seen = set()
    assert [finding["at"] for finding in axe.poor_contrast(page, seen)] == ["p:nth-child(2)"]
    assert axe.poor_contrast(page, seen) == []
    page.evaluate("document.body.style.opacity = 0.9")
    assert axe.poor_contrast(page, seen) != []
