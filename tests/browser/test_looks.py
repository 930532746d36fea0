"""Pages look with the one small sheet as they do with every rule of Material and of this site."""

import re
from pathlib import Path

import lightningcss
import material
import pytest
from playwright.sync_api import expect

from tests.support.project import ROOT

pytestmark = pytest.mark.browser

THEME = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
OWN = ROOT / "overrides" / "assets"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
PAGES = [
    "index.html",
    "en/metode/taktik.html",
    "glosarium.html",
    "kartu.html",
    "unduhan.html",
    "en/kontribusi.html",
    "kontribusi/aturan.html",
    "dwibahasa/sejarah.html",
]

PROPERTIES = '[...getComputedStyle(document.body)].filter((name) => !name.startsWith("--"))'


def drawn(page):
    """Everything that is drawn: its name with its class, and the value of each property of its style."""
    properties = page.evaluate(PROPERTIES)
    snapshot = page.context.new_cdp_session(page).send("DOMSnapshot.captureSnapshot", {"computedStyles": properties})
    strings, (document, *_) = snapshot["strings"], snapshot["documents"]
    nodes, layout = document["nodes"], document["layout"]

    def name(node):
        attributes = [strings[index] for index in nodes["attributes"][node]]
        classes = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("class", "")
        return f"{strings[nodes['nodeName'][node]]}.{classes}"

    boxes = zip(layout["nodeIndex"], layout["styles"], strict=True)
    return [(name(node), [strings[index] for index in styles]) for node, styles in boxes]


@pytest.fixture(scope="module")
def every_rule():
    """What the small sheet was made from."""
    sheets = [*THEME.glob("main.*.css"), *THEME.glob("palette.*.css"), OWN / "site.css", OWN / "diagrams.css"]
    return lightningcss.process_stylesheet("\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets))


@pytest.fixture
def differences(browser, server, every_rule):
    """Open a page with either sheet, do the same to both, and compare."""
    contexts = []

    def looks(path, act, sheet, options):
        contexts.append(browser.new_context(reduced_motion="reduce", service_workers="block", **options))
        page = contexts[-1].new_page()
        if sheet:
            page.route("**/assets/site.*.css", lambda route: route.fulfill(content_type="text/css", body=sheet))
        page.goto(server + path)
        act(page)
        return drawn(page)

    def compare(path, act=lambda page: None, also="", **options):
        small, whole = looks(path, act, "", options), looks(path, act, every_rule + also, options)
        assert len(small) == len(whole) > 100
        return [here[0] for here, there in zip(small, whole, strict=True) if here != there]

    yield compare
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_pages_look_the_same_on_a_phone(path, differences):
    assert differences(path, viewport=PHONE) == []


@pytest.mark.parametrize("path", PAGES[:3])
def test_pages_look_the_same_in_the_dark(path, differences):
    assert differences(path, viewport=DESKTOP, color_scheme="dark") == []


@pytest.mark.parametrize("path", PAGES[:3])
def test_pages_look_the_same_on_paper(path, differences):
    assert differences(path, lambda page: page.emulate_media(media="print"), viewport=DESKTOP) == []


def test_the_open_menu_looks_the_same(differences):
    def open_menu(page):
        page.locator(".menu-button").click()
        expect(page.locator(".md-sidebar--primary")).to_have_css("transform", "matrix(1, 0, 0, 1, 242, 0)")

    assert differences("nilai.html", open_menu, viewport=PHONE) == []


def test_results_of_a_search_look_the_same(differences):
    def search(page):
        page.locator(".md-search__input").press_sequentially("kooptasi")
        expect(page.locator(".md-search-result__meta")).to_have_text(re.compile(r"\d+"))
        found = re.search(r"\d+", page.locator(".md-search-result__meta").inner_text())
        # What is out of sight is drawn later.
        assert int(found[0]) < 10
        expect(page.locator(".md-search-result__item")).to_have_count(int(found[0]))

    assert differences("nilai.html", search, viewport=DESKTOP) == []


def test_a_rule_too_few_is_seen(differences):
    found = differences("nilai.html", also=".md-typeset h1 { letter-spacing: 3px }", viewport=PHONE)
    assert found == ["H1.", "#text."]
