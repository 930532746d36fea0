"""What axe-core says of every page, in both languages and schemes, on a phone and on a desktop, open and closed."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import axe
from tests.support.waiting import until_drawn

pytestmark = pytest.mark.browser

DEEP = "metode/taktik.html"
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 800}}
# None at present: what axe found has been mended.
EXEMPTIONS: tuple[axe.Exemption, ...] = ()


# A page of every kind, with the frame of each language.
KINDS = ["index.html", "en/index.html", DEEP, f"en/{DEEP}", "glosarium.html", "en/kartu.html", "pustaka.html"]
KINDS += ["peta-artikel.html", "en/kontribusi/aturan.html", "kontribusi/status.html", f"dwibahasa/{DEEP}", "404.html"]


def test_axe_finds_nothing_on_any_page(server, built_site, opened):
    page = opened("404.html")
    found, seen, paths = [], set(), axe.paths(built_site)
    assert set(paths) >= set(KINDS)
    for path in paths:
        page.goto(server + path)
        page.locator("details").evaluate_all("all => all.forEach(details => { details.open = true; })")
        axe.load(page)
        # On a phone, two languages side by side are what their own pages are.
        alike = path.startswith("dwibahasa/") and path not in KINDS
        for name in ("desktop",) if alike else SIZES:
            page.set_viewport_size(SIZES[name])
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                until_drawn(page)
                said = axe.poor_contrast(page, seen)
                # A scheme changes colours and nothing else: what is no matter of colour is asked once a size. A size
                # changes no names and roles: of a page like others these are asked on a desktop alone.
                if scheme == "light":
                    whole = name == "desktop" or path in KINDS
                    said += axe.findings_but_contrast(page) if whole else axe.findings_of_layout(page)
                found += [{**finding, "where": f"{path} {name} {scheme}"} for finding in said]
    left, needless = axe.judge(found, EXEMPTIONS)
    assert left == []
    assert needless == []


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
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        until_drawn(page)
        left, _ = axe.judge(axe.findings(page), EXEMPTIONS)
        assert left == [], scheme


BROKEN = """<!doctype html><html><head><title>Broken</title></head><body><main><h1>Broken</h1>
<p style="color: #999; background: #fff">Good words</p><p style="color: #999; background: #fff">The same look</p>
<img src="data:,"><a href="#x" style="display: inline-block; width: 9px">a</a><a href="#y">b</a></main></body></html>"""


def test_axe_sees_what_is_broken(page):
    page.set_content(BROKEN)
    axe.load(page)
    found = {finding["rule"] for finding in axe.findings(page)}
    assert found >= {"color-contrast", "html-has-lang", "image-alt", "target-size"}
    assert "color-contrast" not in {finding["rule"] for finding in axe.findings_but_contrast(page)}
    assert {finding["rule"] for finding in axe.findings_of_layout(page)} == {"target-size"}
    # Of two texts with the same look one is judged; a look that was judged is not judged again, and another one is.
    seen = set()
    assert [finding["at"] for finding in axe.poor_contrast(page, seen)] == ["p:nth-child(2)"]
    assert axe.poor_contrast(page, seen) == []
    page.evaluate("document.body.style.opacity = 0.9")
    assert axe.poor_contrast(page, seen) != []


def test_an_exemption_covers_its_own_findings_and_is_reported_when_nothing_needs_it():
    found = [{"rule": "image-alt", "at": "img"}, {"rule": "region", "at": "p"}]
    needed = axe.Exemption("image-alt", "img", "a drawing that the text repeats")
    idle = axe.Exemption("region", "div", "nobody knows any more")
    assert axe.judge(found, (needed, idle)) == ([found[1]], [idle])
