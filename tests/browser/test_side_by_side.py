"""Both languages side by side, as files and in a browser."""

import re

import lxml.html
import pytest
from playwright.sync_api import expect

from scripts.model.data_blocks import blocks_of
from scripts.render.bilingual import FOLDER
from scripts.render.search.index import INDEX, from_script
from tests.support.project import real_site
from tests.support.words import sought

pytestmark = pytest.mark.browser

TACTICS = f"{FOLDER}/metode/taktik.html"
WITHOUT = {
    f"{page.slug}.html"
    for page in real_site().outlines.values()
    if not all(block.side_by_side for block in blocks_of(page))
}


@pytest.fixture(scope="module")
def trees(built_site):
    return {
        file.relative_to(built_site / FOLDER).as_posix(): lxml.html.parse(str(file)).getroot()
        for file in sorted((built_site / FOLDER).rglob("*.html"))
    }


def test_every_page_to_be_read_has_a_view_of_both_languages_and_leads_there(built_site, trees):
    pages = {file.relative_to(built_site / "en").as_posix() for file in (built_site / "en").rglob("*.html")}
    assert set(trees) == pages - WITHOUT
    for folder in ("", "en"):
        for path in pages:
            file = built_site / folder / path
            ways = lxml.html.parse(str(file)).xpath('//p[@class="side-by-side"]/a/@href')
            expected = [] if path in WITHOUT else [(built_site / FOLDER / path).resolve()]
            assert [(file.parent / way).resolve() for way in ways] == expected


def test_every_section_stands_beside_its_counterpart(trees):
    for path, tree in trees.items():
        assert tree.get("lang") == "id"
        assert not tree.xpath('//*[@class="pair__absent"]'), path
        for pair in tree.xpath('//div[@class="pair"]'):
            assert pair.xpath("./div/@lang") == ["id", "en"], path
            own, other = (side.xpath("./*[self::h2 or self::h3 or self::h4]/@id") for side in pair)
            assert other == [f"{anchor}-en" for anchor in own], path
            assert own == ([pair.get("data-anchor")] if pair.get("data-anchor") else []), path


def test_links_in_the_text_stay_in_the_view_of_both_languages(built_site, trees):
    for path, tree in trees.items():
        here = built_site / FOLDER / path
        for link in tree.xpath('//div[@class="pair"]//a[not(@rel="edit" or @download)]/@href'):
            if "://" not in link and not link.startswith("#"):
                target = (here.parent / link.partition("#")[0]).resolve().relative_to(built_site).as_posix()
                name = target.removeprefix("en/")
                assert target.startswith(f"{FOLDER}/") or name in WITHOUT, f"{path}: {link}"


def test_no_menu_search_or_sitemap_of_a_language_names_the_view(built_site):
    for folder in ("", "en"):
        entries = from_script((built_site / folder / INDEX).read_text(encoding="utf-8"))["entries"]
        assert entries
        assert not any(FOLDER in entry["at"] for entry in entries)
        menus = lxml.html.parse(str(built_site / folder / "nilai.html")).xpath("//nav//a[not(ancestor::article)]/@href")
        assert menus
        assert not any(FOLDER in link for link in menus)
    assert f"{FOLDER}/" not in (built_site / "sitemap.xml").read_text(encoding="utf-8")


def sides(page, anchor):
    return [page.locator(f'.pair[data-anchor="{anchor}"] > [lang={locale}]').bounding_box() for locale in ("id", "en")]


def check_columns(page, base):
    page.goto(base + TACTICS)
    own, other = sides(page, "lobi")
    assert own["x"] + own["width"] <= other["x"]
    assert own["y"] == other["y"]
    assert own["width"] == pytest.approx(other["width"], abs=1)
    assert own["width"] > 400
    # The blocks below the heading begin at one height as well.
    tops = "sides => sides.map(side => [...side.children].map(block => Math.round(block.getBoundingClientRect().top)))"
    left, right = page.locator('.pair[data-anchor="lobi"] > div').evaluate_all(tops)
    assert left == right
    assert len(left) > 1


@pytest.mark.parametrize("scripts", [True, False])
def test_wide_screens_show_two_columns_with_and_without_javascript(server, browser, scripts):
    context = browser.new_context(viewport={"width": 1440, "height": 800}, java_script_enabled=scripts)
    check_columns(context.new_page(), server)
    context.close()


def test_the_columns_from_a_disk(built_site, page):
    page.set_viewport_size({"width": 1440, "height": 800})
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    check_columns(page, built_site.as_uri() + "/")
    page.locator("a.language[hreflang=en]").click()
    expect(page).to_have_url(re.compile(r"/en/metode/taktik\.html$"))
    assert complaints == []


@pytest.mark.parametrize("scripts", [True, False])
def test_phones_show_one_section_after_the_other(server, browser, scripts):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(server + TACTICS)
    first, second, third = *sides(page, "lobi"), sides(page, "media-massa")[0]
    assert first["y"] + first["height"] <= second["y"]
    assert second["y"] + second["height"] <= third["y"]
    assert first["x"] == second["x"]
    context.close()


def test_the_reader_stays_in_the_section_when_changing_the_view(server, page):
    page.goto(f"{server}en/metode/taktik.html#lobi")
    page.locator(".side-by-side a").click()
    expect(page).to_have_url(f"{server}{TACTICS}#lobi")
    page.goto(f"{server}{TACTICS}#lobi-en")
    page.locator("a.language[hreflang=id]").click()
    expect(page).to_have_url(f"{server}metode/taktik.html#lobi")


@pytest.mark.parametrize("locale", ["id", "en"])
def test_glosses_explain_in_the_language_of_their_column(server, page, locale, site):
    page.goto(server + TACTICS)
    gloss = page.locator(f".pair__side[lang={locale}] a.gloss").first
    target = gloss.get_attribute("href").partition("#")[2]
    assert target.endswith("-en") == (locale == "en")
    wordings = site.glossary.terms[target.removesuffix("-en")].wordings
    term, equivalent = wordings[locale].term, wordings[{"id": "en", "en": "id"}[locale]].term
    gloss.hover()
    card = page.locator(".gloss-card")
    expect(card.locator("strong")).to_have_text(term)
    expect(card.locator("em")).to_have_text(equivalent)
    expect(card).to_have_attribute("lang", locale)
    gloss.click()
    expect(page).to_have_url(f"{server}{FOLDER}/glosarium.html#{target}")


def test_on_touch_the_card_leads_to_the_entry_in_its_language(server, browser):
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(server + TACTICS)
    gloss = page.locator(".pair__side[lang=en] a.gloss").first
    target = gloss.get_attribute("href").partition("#")[2]
    gloss.tap()
    page.locator(".gloss-card").get_by_role("link", name="Open in the glossary").tap()
    expect(page).to_have_url(f"{server}{FOLDER}/glosarium.html#{target}")
    context.close()


def test_the_search_of_the_view_leads_to_pages_of_the_default_language(server, page, site):
    page.goto(server + TACTICS)
    page.locator("input.md-search__input").click()
    here, _ = sought(site)
    page.keyboard.type(here.word("id"), delay=20)
    link = page.locator(f'.md-search-result__link[href*="/{here.slug}.html"]').first
    expect(link).to_have_attribute("href", re.compile(rf"^{re.escape(server)}{here.slug}\.html"))


def test_the_chosen_colours_are_those_of_the_other_pages(server, page):
    body = page.locator("body")
    page.goto(f"{server}nilai.html")
    for _ in range(2):
        page.locator("label[for^=__palette]:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(server + TACTICS)
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_paper_shows_two_columns(server, page):
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print")
    page.goto(server + TACTICS)
    own, other = sides(page, "lobi")
    assert own["x"] + own["width"] <= other["x"]
    assert own["y"] == other["y"]
