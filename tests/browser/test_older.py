"""What browsers of 2021 make of the site: its sheets say nothing that they do not read, its scripts ask nothing of them
that they do not have. Only the newest Chromium runs here, so it is made to lack what they lack.
"""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# With the first Chrome, Firefox and Safari that have them: Object.hasOwn 93, 92, 15.4; at() 92, 90, 15.4;
# checkVisibility() 105, 106, 17.4; structuredClone() 98, 94, 15.4; the others are newer than at().
NEWER = {
    "Object": ["hasOwn", "groupBy"],
    "Array.prototype": ["at", "findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with"],
    "String.prototype": ["at", "isWellFormed", "toWellFormed"],
    "Element.prototype": ["checkVisibility", "setHTMLUnsafe"],
    "globalThis": ["structuredClone"],
}
WITHOUT = "\n".join(f"delete {owner}.{name};" for owner, names in NEWER.items() for name in names)
# Safari up to 15.3.
WITHOUT_FOCUS_VISIBLE = """
  const { matches } = Element.prototype;
  Element.prototype.matches = function (selector) {
    if (selector.includes(":focus-visible")) throw new DOMException(selector, "SyntaxError");
    return matches.call(this, selector);
  };
  const { supports } = CSS;
  CSS.supports = (...asked) => !asked.join().includes(":focus-visible") && supports.apply(CSS, asked);
"""


@pytest.fixture
def older(browser, server):
    """Opens a path on a phone with such a browser; what its scripts stumble over fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    stumbled = []

    def opened(path, *without):
        page = context.new_page()
        page.on("pageerror", lambda error: stumbled.append(str(error)))
        page.add_init_script("\n".join([WITHOUT, *without]))
        page.goto(server + path)
        return page

    yield opened
    context.close()
    assert stumbled == []


@pytest.fixture(scope="module")
def sheets(built_site):
    return {file.name: file.read_text(encoding="utf-8") for file in built_site.rglob("*.css")}


def test_no_media_query_compares(sheets):
    queries = [query for style in sheets.values() for query in re.findall(r"@media[^{]*", style)]
    assert any("max-width" in query for query in queries)
    assert [query for query in queries if re.search(r"[<>=]", query)] == []


@pytest.mark.parametrize("name", ["mask", "mask-image", "hyphens", "user-select"])
def test_what_older_browsers_know_by_another_name_is_called_by_both(sheets, name):
    rules = [
        rule for style in sheets.values() for rule in re.findall(r"\{([^{}]*)\}", style) if f";{name}:" in f";{rule}"
    ]
    assert rules
    assert [rule for rule in rules if f"-webkit-{name}:" not in rule] == []


def test_no_declaration_that_underlines_needs_the_newest_colours(sheets):
    """color-mix() came with Chrome 111, Firefox 113 and Safari 16.2: a browser that does not know it drops it all."""
    found = re.compile(r"[{;]((?:-webkit-)?text-decoration:[^;}]*)")
    declarations = [declaration for style in sheets.values() for declaration in found.findall(style)]
    assert "text-decoration:underline dotted" in declarations
    assert [declaration for declaration in declarations if "(" in declaration] == []


def test_what_has_is_no_condition_for_the_rules_beside_it(sheets):
    """A browser without :has(), such as Chrome up to 104, drops a whole rule for one selector that it does not know."""
    selectors = [s for style in sheets.values() for s in re.findall(r"([^{}]*:has\([^{}]*)\{", style)]
    lists = [re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", selector).split(",") for selector in selectors]
    assert lists
    assert [
        (selector, parts)
        for selector, parts in zip(selectors, lists, strict=True)
        if len(parts) > 1 and not all(":has" in part for part in parts)
    ] == []


def test_the_filter_of_the_glossary(older):
    page = older("glosarium.html")
    page.locator(".filter input").fill("kooptasi")
    expect(page.locator("h3.term:visible")).to_have_count(1)


def test_a_wide_table_is_reached_by_key_and_named(older):
    table = older("en/metode/taktik.html").locator(".md-typeset__scrollwrap").first
    expect(table).to_have_attribute("tabindex", "0")
    expect(table).to_have_attribute("aria-label", re.compile(r"\w"))


def test_the_menu_opened_by_key_takes_the_focus(older):
    page = older("nilai.html")
    page.locator(".menu-button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-sidebar--primary :focus")).to_have_count(1)


def test_a_gloss_by_key_and_by_pointer_where_the_focus_is_all_there_is(older):
    page = older("nilai.html", WITHOUT_FOCUS_VISIBLE)
    gloss = page.locator("a.gloss").first
    card = page.locator(".gloss-card")
    gloss.focus()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    gloss.blur()
    gloss.hover()
    expect(card).to_be_visible()
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_cards_and_search(older):
    page = older("kartu.html")
    page.locator(".card-flip").click()
    expect(page.locator(".card-back p")).to_have_count(2)
    page.locator(".md-header__button[for=__search]").click()
    page.locator(".md-search__input").fill("kooptasi")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_the_worker_asks_for_nothing_newer(built_site):
    """What runs beside pages cannot be made to lack anything: it is read."""
    scripts = [built_site / "sw.js", *built_site.glob("assets/search/*.js")]
    names = {*NEWER["Object"], *NEWER["Array.prototype"]} - {"at", "with"}
    newer = re.compile(rf"\b(?:{'|'.join(names)})\(|\.at\(")
    assert len(scripts) > 2
    assert {file.name: found for file in scripts if (found := newer.findall(file.read_text(encoding="utf-8")))} == {}


def test_the_whole_site_is_saved_where_storage_cannot_be_kept_for_good(older):
    """WebKitGTK has no navigator.storage, nor has Safari before 15.2."""
    page = older("nilai.html", "delete Navigator.prototype.storage")
    page.locator(".offline button").first.click()
    expect(page.locator(".offline span").first).to_contain_text("Seluruh situs tersimpan", timeout=30_000)
