"""The site in a real browser, both languages, as readers meet it."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.support.menu import from_menu
from tests.support.waiting import let_pass
from tests.support.words import meaning, sought

pytestmark = pytest.mark.browser

DEEP = "metode/taktik.html"


def test_the_switcher_stays_on_the_page_and_in_the_section(server, page):
    page.goto(f"{server}{DEEP}#lobi")
    page.locator("a.language").click()
    expect(page).to_have_url(f"{server}en/{DEEP}#lobi")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("a.language").click()
    expect(page).to_have_url(f"{server}{DEEP}#lobi")
    expect(page.locator("html")).to_have_attribute("lang", "id")


def first_gloss(page):
    return page.locator("article a.gloss").first


def test_a_gloss_shows_its_meaning_to_the_mouse_and_hides_again(server, page):
    page.goto(server + DEEP)
    card = page.locator(".gloss-card")
    term, equivalent = meaning(page, first_gloss(page))
    first_gloss(page).hover()
    expect(card).to_be_visible()
    expect(card.locator("strong")).to_have_text(term)
    expect(card.locator("em[lang=en]")).to_have_text(equivalent)
    card.hover()
    let_pass(page, 400)
    expect(card).to_be_visible()
    page.locator("h1").hover()
    expect(card).to_be_hidden()


def test_a_gloss_shows_its_meaning_to_the_keyboard(server, page):
    page.goto(server + DEEP)
    gloss = first_gloss(page)
    gloss.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(gloss).to_be_focused()
    expect(page.locator(".gloss-card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".gloss-card")).to_be_hidden()
    expect(gloss).to_be_focused()
    target = urljoin(page.url, gloss.get_attribute("href"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(target)


def test_the_first_tap_shows_the_meaning_and_the_card_leads_on(server, browser):
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{server}en/{DEEP}")
    first_gloss(page).tap()
    card = page.locator(".gloss-card")
    expect(card).to_be_visible()
    expect(page).to_have_url(f"{server}en/{DEEP}")
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.locator("h1").tap()
    expect(card).to_be_hidden()
    first_gloss(page).tap()
    card.get_by_role("link", name="Open in the glossary").tap()
    expect(page).to_have_url(re.compile(r"/en/glosarium\.html#"))
    context.close()


def test_without_javascript_glosses_navigation_and_switcher_are_plain_links(server, browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + DEEP)
    first_gloss(page).click()
    expect(page).to_have_url(re.compile(r"/glosarium\.html#"))
    page.locator("a.language").click()
    expect(page).to_have_url(f"{server}en/glosarium.html")
    from_menu(page, site, "nilai", "en")
    expect(page).to_have_url(f"{server}en/nilai.html")
    context.close()


@pytest.mark.parametrize(("path", "which"), [(DEEP, 0), ("index.html", 1), (f"en/{DEEP}", 0), ("en/index.html", 1)])
def test_search_finds_pages_of_the_readers_own_language(server, page, site, path, which):
    locale = "en" if path.startswith("en/") else "id"
    here = sought(site)[which]
    query, title = here.word(locale), here.heading(site, locale)
    target = f"{'/en' if locale == 'en' else ''}/{here.slug}.html"
    page.goto(server + path)
    page.locator("input.md-search__input").click()
    page.keyboard.type(query, delay=20)
    results = page.locator(".md-search-result__link")
    # Results come as one types: those of the first letters may stand there still.
    fitting = page.locator(f'.md-search-result__link[href*="{target}"]', has_text=title)
    expect(fitting.first).to_be_visible()
    addresses = results.evaluate_all("links => links.map((link) => link.href)")
    english = path.startswith("en/")
    assert all(("/en/" in address) == english for address in addresses)


def test_search_results_open(server, page, site):
    page.goto(f"{server}en/{DEEP}")
    page.locator("input.md-search__input").click()
    page.keyboard.type(sought(site)[0].word("en"), delay=20)
    page.locator(".md-search-result__link").first.click()
    expect(page).to_have_url(re.compile(rf"^{re.escape(server)}en/"))
    expect(page.locator("h1")).to_have_count(1)


def test_a_wrong_address_is_answered_in_both_languages(server, page):
    response = page.goto(f"{server}en/no/such/page.html")
    assert response.status == 404
    expect(page.locator("h1")).to_contain_text("Halaman ini tidak ada")
    expect(page.locator("h1 [lang=en]")).to_have_text("This page does not exist")
    assert page.locator("img").evaluate("image => image.naturalWidth") > 0
    page.get_by_role("link", name="Glossary").click()
    expect(page).to_have_url(f"{server}en/glosarium.html")


def test_dark_mode_follows_the_device(server, browser):
    grounds = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(server + "nilai.html")
        grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()
    assert grounds == {"light": "rgb(250, 246, 239)", "dark": "rgb(29, 27, 25)"}


@pytest.mark.parametrize(
    ("path", "label", "reference"),
    [
        (DEEP, "Kutip halaman ini", "Metode Pekerjaan Sosial. ("),
        (f"en/{DEEP}", "Cite this page", "Social Work Methods. ("),
    ],
)
def test_without_javascript_a_page_says_how_it_is_cited_and_prints_it(server, browser, path, label, reference):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(server + path)
    details, on_paper = page.locator("details.cite"), page.locator(".cite-print")
    summary = details.locator("summary")
    expect(summary).to_have_text(label)
    expect(details.get_by_text(reference)).to_be_hidden()
    expect(on_paper).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(details.get_by_text(reference)).to_be_visible()
    for target in [summary, *details.locator("a[download]").all()]:
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    for link in details.locator("a[download]").all():
        with page.expect_download() as started:
            link.click()
        assert started.value.suggested_filename.startswith("taktik.")
    page.emulate_media(media="print")
    expect(on_paper).to_contain_text(reference)
    expect(on_paper).to_be_visible()
    expect(details).to_be_hidden()
    context.close()
