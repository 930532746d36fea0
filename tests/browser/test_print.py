"""Pages on paper, as Chromium prints them."""

import pytest

pytestmark = pytest.mark.browser

GONE = ".md-header, .md-sidebar, .md-footer, .md-path, .side-by-side, .improve, .letters, .filter, .downloads, .deck"
SHOWN = "[...document.querySelectorAll(selector)].filter(element => element.checkVisibility()).length"


def lines(page, selector):
    return page.eval_on_selector_all(selector, "found => found.map(one => getComputedStyle(one, '::after').content)")


@pytest.mark.parametrize("path", ["proses.html", "en/glosarium.html", "kartu.html", "dwibahasa/nilai.html"])
def test_only_the_text_is_printed(path, page, server):
    page.goto(server + path)
    assert page.evaluate(f"selector => {SHOWN}", GONE) > 0
    page.emulate_media(media="print")
    assert page.evaluate(f"selector => {SHOWN}", GONE) == 0
    assert page.evaluate(f"selector => {SHOWN}", "article h1, .cite-print") >= 2


def test_a_dark_screen_prints_dark_on_white(page, server):
    page.emulate_media(media="screen", color_scheme="dark")
    page.goto(server + "proses.html")
    colours = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
    assert page.evaluate(colours) == ["rgb(29, 27, 25)", "rgb(233, 225, 214)"]
    page.emulate_media(media="print")
    assert page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    for svg in page.locator(".diagram text").all():
        assert svg.evaluate("text => getComputedStyle(text).fill") in ("rgb(0, 0, 0)", "rgb(255, 255, 255)")


def test_the_paper_says_where_links_lead(page, server):
    page.goto(server + "proses.html")
    page.emulate_media(media="print")
    # Links of its own, so that no change of the text takes them away.
    page.locator("article h1").evaluate(
        """title => title.insertAdjacentHTML("afterend",
          '<p class="own"><a href="prinsip.html">A</a></p><ul class="own"><li><a href="kartu.html">B</a></li></ul>')"""
    )
    assert lines(page, ".own a") == ['" (prinsip.html)"', '" (kartu.html)"']
    assert set(lines(page, "a.gloss, .citation a, .sources a")) == {"none"}


def test_what_is_folded_is_printed_open(page, server):
    page.goto(server + "kartu.html")
    page.emulate_media(media="print")
    paragraphs = ".deck-list details p:not(:has(a))"
    heights = page.eval_on_selector_all(paragraphs, "found => found.map(one => one.offsetHeight)")
    assert heights
    assert all(heights)


def test_cards_can_be_cut_out_and_folded(page, server):
    page.goto(server + "kartu.html")
    page.emulate_media(media="print")
    cards = ".deck-list details"
    assert set(lines(page, f"{cards} summary")) == {"none"}
    sides = page.eval_on_selector_all(
        cards,
        """cards => cards.map(card => {
          const box = card.getBoundingClientRect();
          const front = card.querySelector("summary").getBoundingClientRect();
          const behind = [...card.querySelectorAll("p")].map(one => one.getBoundingClientRect());
          const middle = (box.left + box.right) / 2;
          return front.right <= middle + 1 && front.bottom <= box.bottom
            && behind.every(one => one.left >= middle && one.right <= box.right && one.bottom <= box.bottom);
        })""",
    )
    assert sides
    assert all(sides)


def test_a_drawing_is_printed_as_wide_as_the_paper_allows(page, server):
    # A4 between its margins.
    page.set_viewport_size({"width": 672, "height": 900})
    for path in ("metode/index.html", "en/metode/model-masyarakat.html"):
        page.goto(server + path)
        page.emulate_media(media="print")
        shown = page.locator(".diagram--two svg").evaluate_all(
            "found => found.filter(one => one.checkVisibility()).map(one => one.classList.contains('wide'))"
        )
        assert shown == [True]
        page.emulate_media(media="screen")


def test_columns_of_two_languages_do_not_run_into_each_other(page, server):
    """Chromium lays sections of a grid over each other where a sheet ends, and tables over the other column."""
    page.set_viewport_size({"width": 673, "height": 900})
    page.goto(server + "dwibahasa/metode/index.html")
    page.emulate_media(media="print")
    pairs = page.locator(".pair:not(.pair--both, .pair--languages)")
    assert set(pairs.evaluate_all("pairs => pairs.map(one => getComputedStyle(one).display)")) == {"table"}
    for side in page.locator(".pair__side").all():
        assert side.evaluate("side => side.scrollWidth <= side.clientWidth + 1")
