"""Pages in large letters, in small windows and spaced out: nothing is cut off, covered or out of reach (WCAG 1.4.4,
1.4.10, 1.4.12, 2.4.11)."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import TimeoutError, expect

from scripts.render.labels import LABELS
from tests.browser.test_keys import stops
from tests.support.lost import LOST, OPEN, SPACED, page_types

pytestmark = pytest.mark.browser

# Material's root element has 125 % of the reader's letters.
DOUBLED = "html { font-size: 250% !important; }"


@dataclass(frozen=True)
class Way:
    """How a reader looks: at a window of ``width`` by ``height``, with ``letters`` (px) set in the browser."""

    width: int
    height: int = 800
    letters: int = 16
    style: str = ""


WAYS = {
    # Set in the browser, large letters are also what widths in media queries are measured by; set by a sheet, not.
    "phone, letters of twice the size": Way(360, 740, letters=32),
    "phone, letters of twice the size by a sheet": Way(360, 740, style=DOUBLED),
    "tablet, letters of twice the size by a sheet": Way(800, style=DOUBLED),
    "desktop, letters of twice the size": Way(1280, letters=32),
    "desktop, letters of twice the size by a sheet": Way(1280, style=DOUBLED),
    "1280 by 1024 at 400 %": Way(320, 256),
    "phone, spaced out": Way(360, 740, style=SPACED),
    "desktop, spaced out": Way(1280, style=SPACED),
}
# At 400 % and spaced out, test_every_page looks at every page.
LARGE = [
    "phone, letters of twice the size",
    "tablet, letters of twice the size by a sheet",
    "desktop, letters of twice the size by a sheet",
]
PATHS = ["en/index.html", "dwibahasa/nilai.html"]


@pytest.fixture(scope="module", params=WAYS)
def looked(request, browser, enlarged):
    """Opens an address as a reader with such a window and such letters does."""
    way = WAYS[request.param]
    running = browser if way.letters == 16 else enlarged
    size = {"width": way.width, "height": way.height}
    context = running.new_context(viewport=size, reduced_motion="reduce", service_workers="block")
    page = context.new_page()

    def open_page(address):
        page.goto(address)
        if way.style:
            page.add_style_tag(content=way.style)
        return page

    yield open_page
    context.close()


@pytest.fixture(scope="module")
def enlarged(browser, launch):
    """A browser whose reader has chosen letters of twice the size; after ``browser``, whose Playwright it shares."""
    flags = [*launch["args"], "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"]
    running = browser.browser_type.launch(**{**launch, "args": flags})
    yield running
    running.close()


@pytest.fixture(scope="module")
def types(built_site):
    return page_types(built_site)


@pytest.mark.parametrize("looked", LARGE, indirect=True)
def test_no_type_of_page_loses_anything(looked, server, types):
    found = []
    for path in types:
        page = looked(server + path)
        page.locator("details").evaluate_all(OPEN)
        found += [f"{path}: {what}" for what in page.evaluate(LOST)]
    assert found == []


@pytest.mark.parametrize("path", PATHS)
def test_nothing_that_opens_loses_anything(looked, server, path):
    page = looked(server + path)
    found = []

    def look(at):
        # Material opens things in steps.
        with suppress(TimeoutError):
            page.wait_for_function(f"!({LOST})().length", timeout=2000)
        found.extend(f"{at}: {what}" for what in page.evaluate(LOST))

    page.locator("article a.gloss").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".gloss-card")).to_be_visible()
    look("meaning of a term")
    page.keyboard.press("Escape")
    if page.locator(".menu-button").is_visible():
        page.locator(".menu-button").click()
        expect(page.locator(".md-sidebar--primary")).to_be_in_viewport(ratio=0.9)
        look("menu")
        page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.locator(".md-search__input").fill("social worker" if path.startswith("en/") else "pekerja sosial")
    expect(page.locator(".md-search-result__item").nth(1)).to_be_visible()
    look("search")
    assert found == []


# Everything that the line in the footer may say, and the notice of a new edition.
NOTICES = """words => {
  const box = document.querySelector(".offline"), [status, amount, , main, remove] = box.children;
  box.hidden = false;
  [status.textContent, amount.textContent] = [words.offline_saving, words.offline_amount];
  [main.textContent, remove.textContent] = [words.offline_save, words.offline_remove];
  const notice = document.querySelector(".new-edition");
  const button = (text) => Object.assign(document.createElement("button"), { textContent: text });
  notice.replaceChildren(words.offline_edition, button(words.offline_reload), button(words.offline_close));
  scrollTo(0, document.body.scrollHeight);
}"""


@pytest.mark.parametrize("path", PATHS)
def test_what_is_said_about_reading_without_a_network_loses_nothing(looked, server, path):
    page = looked(server + path)
    page.evaluate(NOTICES, LABELS["en" if path.startswith("en/") else "id"])
    expect(page.locator(".offline progress")).to_be_visible()
    assert page.evaluate(LOST) == []


@pytest.mark.parametrize("path", ["tujuan.html", "en/kartu.html"])
@pytest.mark.parametrize("looked", ["phone, letters of twice the size", "1280 by 1024 at 400 %"], indirect=True)
def test_what_has_the_focus_is_seen(looked, server, path):
    found = stops(looked(server + path))
    assert {stop["part"] for stop in found} == {"header", "content", "footer"}
    assert [stop["name"] for stop in found if not stop["seen"]] == []


# Can it fail?


@pytest.fixture
def blank(page):
    page.set_viewport_size({"width": 360, "height": 740})
    return page


BROKEN = {
    '<p style="width: 60px; overflow: hidden; white-space: nowrap">Cut off to the right</p>': "cut off P",
    '<p style="height: 20px; width: 60px; overflow: hidden">Cut off at the foot of the box</p>': "cut off P",
    '<p style="position: absolute; left: -300px">Beside</p>': "beside P",
    '<p style="width: 900px">Wide</p>': "page wider than the screen",
    '<div style="overflow: auto"><p style="width: 900px">Scrolled, though words wrap</p></div>': "scrolled DIV",
    "<p>One</p><p style='margin-top: -34px'>on the other</p>": "on each other P",
    '<svg width="90" height="30"><text y="20">A label that does not fit</text></svg>': "cut off label",
    '<svg width="90" height="30"><text y="20">One</text><text y="21">Other</text></svg>': "on each other label",
    '<button style="margin-left: 350px">Reach</button>': "out of reach BUTTON",
    '<header class="md-header" style="height: 30px"><button style="margin-top: 20px">Under</button></header>': (
        "out of reach BUTTON"
    ),
}


@pytest.mark.parametrize(("html", "what"), BROKEN.items(), ids=lambda text: text.strip("<")[:30])
def test_what_is_lost_is_found(blank, html, what):
    blank.set_content(html)
    assert any(found.startswith(what) for found in blank.evaluate(LOST))


def test_what_is_not_lost_is_not_found(blank):
    blank.set_content(
        """<p>Text that is wrapped where the window ends, on as many lines as it takes, each below the other</p>
        <div class="md-typeset__scrollwrap" style="overflow: auto"><p style="width: 900px">Scrolled</p></div>
        <p style="position: absolute; width: 1px; height: 1px; overflow: hidden">For screen readers</p>
        <svg width="90" height="60"><text y="20">Above</text><text y="40">Below</text></svg><button>Reach</button>"""
    )
    assert blank.evaluate(LOST) == []


@pytest.mark.parametrize(
    ("width", "letters", "toggle", "style", "what"),
    [
        (
            360,
            DOUBLED,
            "drawer",
            ":root { --step: 1rem; } .md-header__button { margin: .2rem; padding: .4rem; }",
            "page wider than the screen",
        ),
        (360, DOUBLED, "drawer", ".md-sidebar--primary { max-width: none; }", "beside"),
        (
            1280,
            DOUBLED,
            "search",
            ".md-search__inner, .md-search__scrollwrap { max-width: none !important; }",
            "out of",
        ),
        (360, SPACED, "drawer", ".diagram tspan { letter-spacing: .12em !important; }", "cut off label"),
    ],
)
def test_what_makes_room_is_needed(page, server, width, letters, toggle, style, what):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{server}sejarah.html")
    page.add_style_tag(content=letters)
    page.evaluate("name => document.getElementById(`__${name}`).click()", toggle)
    page.wait_for_function(f"!({LOST})().length")
    page.add_style_tag(content=style)
    page.wait_for_function(f"what => ({LOST})().some((found) => found.startsWith(what))", arg=what)


def test_few_pages_have_all_that_any_page_has(tmp_path):
    for name, text in {
        "a": "<p class=x>",
        "b": "<p class=x><table class=z></table>",
        "c": "<p class='x y'>",
        "d": "<p class=y>",
    }.items():
        (tmp_path / f"{name}.html").write_text(f"<!doctype html><html lang=en><body><main>{text}</main>")
    assert page_types(tmp_path) == ["b.html", "c.html"]
