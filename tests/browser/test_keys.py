"""The site without a mouse, and the site without scripts: nothing out of reach, nothing that does nothing."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError, expect

from tests.support.menu import from_menu
from tests.support.waiting import let_pass, until_drawn

pytestmark = pytest.mark.browser

DEEP = "metode/taktik.html"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}

# Where the focus is: in which part of the page, on what, and whether that and something around it is seen. Boxes that
# have no size themselves are shown by their label, in menus by the title of what they open.
STOP = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const parts = { header: ".md-skip, header", menu: ".md-sidebar", content: "main", footer: "footer" };
  const part = Object.keys(parts).find((name) => element.closest(parts[name])) ?? "elsewhere";
  let shown = element;
  if (element.matches(".md-option")) shown = element.nextElementSibling;
  if (element.matches(".md-nav__toggle")) {
    const part = element.checked ? ":scope > .md-nav > .md-nav__title" : ":scope > .md-nav__link";
    shown = element.parentElement.querySelector(part);
  }
  // Of a link on two lines the first; one around a block begins with an empty box.
  const boxes = [...shown.getClientRects()];
  const { left, top, width, height } = boxes.find((box) => box.width) ?? new DOMRect();
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shown);
  const onTop = document.elementFromPoint(left + width / 2, top + height / 2);
  const named = (of) => `${of.tagName.toLowerCase()}.${of.className} ${of.textContent.trim().slice(0, 30)}`;
  return {
    part,
    name: named(element),
    seen: width >= 1 && height >= 1 && shown.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      && (shown.contains(onTop) || Boolean(onTop?.contains(shown))),
    where: `${Math.round(left)}, ${Math.round(top)} in a window of ${innerWidth} × ${innerHeight} scrolled by `
      + `${Math.round(scrollY)}${document.body.dataset.mdScrolllock === undefined ? "" : " and held"}; `
      + `there: ${onTop ? named(onTop) : "nothing"}`,
    ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && outlineColor !== "rgba(0, 0, 0, 0)",
  };
}"""


def stop_of(page):
    """Where the focus is, once it is seen; or where it stays unseen."""
    stop = page.evaluate(STOP)
    if stop and not stop["seen"]:
        # Material fits the menu into the window a moment after scrolling, which until then covers the footer, and holds
        # the page of a phone still until a moment after a search.
        with suppress(TimeoutError):
            page.wait_for_function(f"({STOP})().seen", polling=100, timeout=5000)
        stop = page.evaluate(STOP)
    return stop


def unseen(found):
    return [f"{stop['name']} at {stop['where']}" for stop in found if not stop["seen"]]


def stops(page, most=900):
    """Every place where the focus stops, from the top of the page to its end."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = stop_of(page)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError("the focus never leaves the page")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", ["index.html", f"en/{DEEP}", "kartu.html", "dwibahasa/nilai.html"])
def test_the_focus_goes_from_top_to_bottom_and_is_seen_everywhere(opened, path, viewport):
    page = opened(path, viewport=viewport)
    found = stops(page)
    assert found[0]["name"].startswith("a.md-skip")
    assert unseen(found) == []
    assert [stop["name"] for stop in found if not stop["ring"]] == []
    parts = [stop["part"] for stop in found]
    order = ["header", "menu", "content", "footer"]
    assert parts == sorted(parts, key=order.index)
    assert set(parts) == set(order) - ({"menu"} if viewport is PHONE else set())


def test_the_focus_is_seen_on_the_page_of_a_wrong_address(opened):
    found = stops(opened("404.html"))
    assert len(found) == 6
    assert unseen(found) == []


@pytest.mark.parametrize(("path", "words"), [("pustaka.html", "Lewati ke isi"), (f"en/{DEEP}", "Skip to the content")])
def test_the_skip_link_leads_past_header_and_menu(opened, path, words):
    page = opened(path)
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name=words)
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#isi-halaman$"))
    expect(page.locator("h1")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    assert page.evaluate(STOP)["part"] == "content"


@pytest.mark.parametrize(("path", "query"), [("nilai.html", "kooptasi"), ("en/nilai.html", "cooptation")])
def test_the_search_by_key(opened, path, query):
    page = opened(path)
    page.locator(".improve a").focus()
    page.keyboard.press("Control+k")
    box = page.get_by_role("textbox", name=re.compile("Cari|Search"))
    expect(box).to_be_focused()
    # At one stroke: what is shown then answers the whole query, and nothing later takes its place.
    page.keyboard.insert_text(query)
    result = page.locator(".md-search-result__link").first
    expect(result).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".improve a")).to_be_focused()
    expect(result).to_be_hidden()
    # Material waits a moment for the focus to come back; no finger is as quick as a test.
    let_pass(page, 100)
    page.keyboard.press("Control+k")
    expect(result).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(result).to_be_focused()
    assert page.evaluate(STOP)["ring"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(result).to_be_focused()
    target = result.evaluate("link => link.href")
    assert ("/en/" in target) == path.startswith("en/")
    page.keyboard.press("Enter")
    expect(page).to_have_url(target)


def test_tab_leaves_the_search_for_what_comes_next(opened):
    page = opened(DEEP)
    page.keyboard.press("Control+k")
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("#__search")).not_to_be_checked()
    assert page.evaluate(STOP)["part"] == "menu"


@pytest.mark.parametrize("path", ["kartu.html", f"en/{DEEP}"])
def test_the_focus_is_seen_after_a_search_on_a_phone(opened, path):
    page = opened(path, viewport=PHONE)
    page.locator(".improve a").last.focus()
    page.keyboard.press("Control+k")
    expect(page.locator("body")).to_have_attribute("data-md-scrolllock", "")
    page.keyboard.press("Tab")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page.locator("body")).not_to_have_attribute("data-md-scrolllock", "")
    # The way to this page stands at its head, far above.
    assert page.evaluate(STOP)["name"].startswith("a.md-path__link")
    assert unseen([stop_of(page)]) == []


def test_single_letters_and_signs_do_nothing(opened):
    """WCAG 2.1.4: who dictates, or brushes a key, is not carried off to another page or into the search."""
    page = opened(DEEP)
    address = page.url
    for key in ["n", "p", ".", ",", "f", "s", "/"]:
        page.keyboard.press(key)
        expect(page.locator("#__search")).not_to_be_checked()
        assert page.url == address
    page.goto(address.replace(DEEP, "glosarium.html"))
    page.locator(".filter input").focus()
    page.keyboard.type("n/p.s")
    expect(page.locator(".filter input")).to_have_value("n/p.s")


def test_pasted_text_is_searched(opened):
    page = opened("nilai.html")
    page.locator(".md-search__input").focus()
    expect(page.locator("#__search")).to_be_checked()
    page.locator(".md-search__input").evaluate(
        """box => {
          box.value = "kerahasiaan";
          box.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste" }));
        }"""
    )
    expect(page.locator(".md-search-result__link").first).to_be_visible()


def tab_to(page, selector, most=60):
    target = page.locator(selector).first
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return target
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached")


def test_language_and_colours_by_key(opened):
    page = opened(f"{DEEP}#lobi")
    page.reload()
    tab_to(page, ".md-option:checked, .md-option")
    grounds = set()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        until_drawn(page)
        assert page.evaluate(STOP)["ring"]
        grounds.add(
            page.evaluate("document.body.dataset.mdColorScheme + getComputedStyle(document.body).backgroundColor")
        )
    assert len(grounds) == 2
    tab_to(page, "a.language")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/en/{DEEP}#lobi$"))


@pytest.mark.parametrize("path", [DEEP, f"en/{DEEP}"])
def test_glosses_and_cite_details_by_key(opened, path):
    page = opened(path)
    gloss = tab_to(page, "article a.gloss")
    card = page.locator(".gloss-card")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(gloss).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/glosarium\.html#"))
    page.go_back()
    page.locator(".improve a").focus()
    page.keyboard.press("Tab")
    summary = page.locator("details.cite summary")
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("details.cite")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator("details.cite a").first).to_be_focused()


def test_cards_and_filter_by_key(opened):
    page = opened("en/kartu.html")
    turn = tab_to(page, ".card-flip", 90)
    page.keyboard.press("Enter")
    expect(page.locator(".card-back")).not_to_be_empty()
    tab_to(page, ".deck-known")
    page.keyboard.press("Space")
    expect(page.locator(".card-back")).to_be_empty()
    expect(turn).to_be_focused()
    page = opened("glosarium.html")
    tab_to(page, ".filter input", 160)
    page.keyboard.type("anom")
    expect(page.locator("h3.term:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("h3.term:visible")).not_to_have_count(1)


@pytest.mark.parametrize("path", [DEEP, f"en/{DEEP}"])
def test_the_menu_of_a_phone_by_key(opened, path, site):
    page = opened(path, viewport=PHONE)
    button = page.get_by_role("button", name="Menu")
    drawer = page.locator("#__drawer")
    tab_to(page, ".menu-button")
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    # The section of the page is open; its box is the way back to the others.
    back = page.get_by_role("checkbox", name=re.compile("^(Metode|Methods)$"))
    expect(back).to_be_focused()
    seen = []
    while (stop := stop_of(page))["part"] == "menu":
        seen.append(stop)
        page.keyboard.press("Tab")
    # Its box, the other pages of its section, and the box of the headings of this page.
    section = [file for file, _ in site.config.nav if file.startswith("metode/") and not file.endswith("/index.md")]
    assert len(seen) == len(section) + 1
    assert all(stop["seen"] and stop["ring"] for stop in seen), seen
    # Leaving the menu closes it.
    expect(drawer).not_to_be_checked()
    button.focus()
    page.keyboard.press("Space")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(back).not_to_be_checked()
    # The other parts are links to their first page.
    page.get_by_role("link", name=re.compile("^(Pengertian|Definitions)$")).focus()
    page.keyboard.press("Tab")
    assert unseen([stop_of(page)]) == []
    page.keyboard.press("Escape")
    expect(drawer).not_to_be_checked()
    expect(button).to_be_focused()


@pytest.mark.parametrize("path", ["metode/masyarakat.html", "en/metode/masyarakat.html"])
def test_a_table_that_is_scrolled_is_reached_by_key_and_named(opened, path):
    page = opened(path, viewport=PHONE)
    boxes = page.locator(".md-typeset__scrollwrap")
    scrolled = [box for box in boxes.all() if box.evaluate("box => box.scrollWidth > box.clientWidth")]
    assert scrolled
    for box in scrolled:
        expect(box).to_have_attribute("tabindex", "0")
        expect(box).to_have_attribute("role", "group")
        expect(box).to_have_attribute("aria-label", re.compile(r"^[^¶]+$"))
    page.set_viewport_size(DESKTOP)
    expect(page.locator(".md-typeset__scrollwrap[tabindex]")).to_have_count(0)


# Without scripts


@pytest.fixture
def plain(opened):
    def open_page(path, **options):
        return opened(path, java_script_enabled=False, **options)

    return open_page


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", ["index.html", f"en/{DEEP}", "kartu.html", "glosarium.html", "dwibahasa/nilai.html"])
def test_without_scripts_nothing_is_shown_that_does_nothing(plain, path, viewport):
    page = plain(path, viewport=viewport)
    controls = "button, input:not([type=hidden]), select, textarea, [role=button], label.md-header__button"
    shown = page.locator(controls).evaluate_all(
        """all => all.filter((each) => each.checkVisibility({visibilityProperty: true, opacityProperty: true}))
          // A sheet shows what belongs to an answer.
          .filter((each) => !each.matches(".option > input"))
          .map((each) => `${each.tagName} ${each.className} ${each.htmlFor ?? ""}`)"""
    )
    # The label that opens the menu, and the box that marks where the text comes from, do so without scripts too.
    assert [control for control in shown if control != "INPUT origin-switch "] == (
        ["LABEL md-header__button md-icon __drawer"] if viewport is PHONE else []
    )


def test_without_scripts_the_way_through_the_site(plain, server, site):
    page = plain(f"en/{DEEP}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    from_menu(page, site, "nilai", "en")
    expect(page).to_have_url(f"{server}en/nilai.html")
    page.locator("a.language").click()
    expect(page).to_have_url(f"{server}nilai.html")
    page.locator(".side-by-side a").click()
    expect(page).to_have_url(f"{server}dwibahasa/nilai.html")
    page.locator("article a.gloss").first.click()
    expect(page).to_have_url(re.compile(r"/dwibahasa/glosarium\.html#"))
    expect(page.locator(":target")).to_be_in_viewport()
    page.goto(f"{server}kartu.html")
    page.locator(".deck-list summary").first.click()
    expect(page.locator(".deck-list strong").first).to_be_visible()
    page.locator("details.cite summary").click()
    expect(page.locator("details.cite a[download]").first).to_be_visible()


def test_without_scripts_the_menu_of_a_phone(plain, server):
    page = plain(DEEP, viewport=PHONE)
    page.locator("label.md-header__button[for=__drawer]").click()
    page.locator(".md-nav__title[for^=__nav_]:visible").last.click()
    page.locator(".md-nav--primary a[href$='pengertian/index.html']:visible").click()
    page.wait_for_url(re.compile(r"/pengertian/index\.html$"))
    page.locator("label.md-header__button[for=__drawer]").click()
    page.locator(".md-nav--primary a[href$='fokus.html']:visible").click()
    expect(page).to_have_url(re.compile(r"/pengertian/fokus\.html$"))


def test_without_scripts_keys_find_another_way_to_every_page(plain, server):
    page = plain(f"en/{DEEP}", viewport=PHONE)
    link = tab_to(page, "a.no-search >> nth=1")
    assert page.evaluate(STOP)["ring"]
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server}en/index.html#peta-situs")
    expect(page.locator("#peta-situs")).to_be_in_viewport()
    assert link
