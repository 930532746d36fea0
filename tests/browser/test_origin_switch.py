"""The switch that shows where the text comes from, as readers meet it."""

import lxml.html
import pytest
from playwright.sync_api import expect

from scripts.model.origins import ORIGINS
from scripts.render.labels import LABELS

pytestmark = pytest.mark.browser

WORD = "getComputedStyle(block, '::before').content"
LINE = "getComputedStyle(block).borderInlineStartStyle"
LOOKS = f"blocks => blocks.map(block => [block.dataset.origin, block.dataset.word, {WORD}, {LINE}])"
LINES = {"article": "solid", "works": "dashed", "own": "dotted", "article works": "double"}


@pytest.fixture(scope="module")
def shown(site):
    """A page with blocks of each origin alone, as a path in each language."""
    page = next(page for page in site.in_locale("id") if {*site.origins(page)} >= {(origin,) for origin in ORIGINS})
    return {"id": f"{page.slug}.html", "en": f"en/{page.slug}.html"}


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("locale", ["id", "en"])
def test_the_switch_marks_every_block_with_a_line_and_a_word(opened, shown, locale, scripts):
    page = opened(shown[locale], java_script_enabled=scripts)
    switch = page.get_by_label(LABELS[locale]["origin_switch"])
    blocks = page.locator("article > div [data-origin]")
    expect(switch).not_to_be_checked()
    before = blocks.evaluate_all(LOOKS)
    assert all(content == "none" for _, _, content, _ in before)
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_be_checked()
    after = blocks.evaluate_all(LOOKS)
    assert {origin for origin, *_ in after} >= {*ORIGINS}
    for origin, word, content, line in after:
        assert content == f'"{word}"'
        assert line == LINES[origin]
    page.keyboard.press("Space")
    assert blocks.evaluate_all(LOOKS) == before


def test_the_legend_counts_the_blocks_of_each_page(built_site, site):
    told = 0
    for (slug, locale), page in site.pages.items():
        file = built_site / ("" if locale == "id" else locale) / f"{slug}.html"
        tree = lxml.html.parse(str(file)).getroot()
        legend = tree.xpath('//article/p[@class="origins"]')
        assert bool(legend) == bool(site.judges_origins(page)), file
        if legend:
            told += 1
            found = [origin for blocks in tree.xpath("//article/div//@data-origin") for origin in blocks.split()]
            counts = [
                f"{LABELS[locale][f'origin_{name}']}\N{NO-BREAK SPACE}{found.count(name)}"
                for name in ORIGINS
                if name in found
            ]
            assert [span.text_content() for span in legend[0].iter("span")] == counts, file
    assert told > 10


def test_one_switch_serves_both_languages_side_by_side(opened, shown):
    page = opened(f"dwibahasa/{shown['id']}")
    page.locator("#asal-teks").check()
    for locale in ("id", "en"):
        said = page.locator(f'.pair__side[lang="{locale}"] [data-origin]').evaluate_all(LOOKS)
        assert said
        assert all(content == f'"{word}"' for _, word, content, _ in said)
        assert LABELS[locale]["origin_own"] in page.locator("article").inner_text()


def test_paper_has_the_lines_when_they_are_switched_on(opened, shown):
    page = opened(shown["id"])
    blocks = page.locator("article > div [data-origin]")
    page.emulate_media(media="print")
    assert all(content == "none" for _, _, content, _ in blocks.evaluate_all(LOOKS))
    expect(page.locator(".origins")).to_be_visible()
    expect(page.locator("#asal-teks")).not_to_be_visible()
    page.emulate_media(media="screen")
    page.locator("#asal-teks").check()
    page.emulate_media(media="print")
    assert {line for *_, line in blocks.evaluate_all(LOOKS)} <= {*LINES.values()}


def test_lines_differ_where_the_device_chooses_the_colours(opened, shown):
    page = opened(shown["id"], forced_colors="active")
    page.locator("#asal-teks").check()
    found = {origin: line for origin, _, _, line in page.locator("article > div [data-origin]").evaluate_all(LOOKS)}
    assert found.items() <= LINES.items()
    assert len(set(found.values())) == len(found)


def test_lines_stand_where_a_text_from_right_to_left_begins(opened, shown):
    page = opened(shown["id"])
    page.locator("#asal-teks").check()
    block = page.locator('article > div > p[data-origin="own"]').first
    side = "block => [getComputedStyle(block).borderLeftWidth, getComputedStyle(block).borderRightWidth]"
    assert block.evaluate(side) == ["3px", "0px"]
    page.evaluate("document.body.dir = 'rtl'")
    assert block.evaluate(side) == ["0px", "3px"]
