"""Pages enlarged, spaced out, stilled and stripped of their colours: nothing is lost, whatever the reader needs.

Large letters, and what opens, are in test_sizes; what every page is asked, in test_every_page.
"""

import re
from itertools import pairwise

import lxml.html
import pytest
from playwright.sync_api import expect

from tests.support import axe
from tests.support.lost import LOST, OPEN
from tests.support.targets import SMALL

pytestmark = pytest.mark.browser

DEEP = "metode/taktik.html"


@pytest.fixture
def still(browser):
    contexts = []

    def make(width, height=800, **options):
        contexts.append(
            browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        )
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


TYPES = ["index.html", f"en/{DEEP}", "metode/index.html", "glosarium.html", "kartu.html", "pustaka.html", "404.html"]
TYPES += ["peta-artikel.html", "en/kontribusi/aturan.html", "kontribusi/status.html", "dwibahasa/nilai.html"]


def lost(page, base):
    found = []
    for path in TYPES:
        page.goto(base + path)
        page.locator("details").evaluate_all(OPEN)
        found += [f"{path}: {what}" for what in page.evaluate(LOST)]
    return found


def test_at_400_percent_nothing_is_lost_without_scripts(server, still):
    assert lost(still(320, 256, java_script_enabled=False), server) == []


def test_who_wants_no_motion_gets_none(server, still):
    moving = """() => [document.documentElement, ...document.querySelectorAll("body *")].flatMap((element) =>
      [null, "::before", "::after"].flatMap((pseudo) => {
        const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element, pseudo);
        const seconds = Math.max(...`${transitionDuration},${animationDuration}`.split(",").map(parseFloat));
        return seconds > .01 || scrollBehavior !== "auto" ? [`${element.tagName}.${element.className}`] : [];
      }))"""
    page = still(360)
    for path in TYPES:
        page.goto(server + path)
        assert page.evaluate(moving) == []
    page.emulate_media(reduced_motion="no-preference")
    page.goto(server + DEEP)
    assert page.evaluate(moving) != []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_of_the_device_leave_everything_to_be_told_apart(server, still, scheme):
    page = still(1280, color_scheme=scheme, forced_colors="active")
    page.goto(f"{server}pengertian/fokus.html")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    style = "(element, [name, pseudo]) => getComputedStyle(element, pseudo)[name]"
    ground, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert ground != ink
    box = page.locator(".diagram svg:visible rect").first
    assert box.evaluate(style, ["stroke", None]) == ink
    assert box.evaluate(style, ["fill", None]) == ground
    assert page.locator(".diagram svg:visible text").first.evaluate(style, ["fill", None]) == ink
    gloss = page.locator("article a.gloss").first
    assert gloss.evaluate(style, ["textDecorationStyle", None]) == "dotted"
    for part, pseudo in (("details.cite summary", "::after"), (".admonition-title", "::before")):
        assert page.locator(part).first.evaluate(style, ["backgroundColor", pseudo]) == ink
    gloss.hover()
    assert page.locator(".gloss-card").evaluate(style, ["borderTopStyle", None]) == "solid"
    page.goto(f"{server}kartu.html")
    shuffle = page.locator(".deck-shuffle")
    plain = shuffle.evaluate(style, ["backgroundColor", None])
    shuffle.click()
    expect(shuffle).not_to_have_css("background-color", plain)
    assert page.locator(".deck .card").evaluate(style, ["borderTopStyle", None]) == "solid"


# Headings and landmarks


def test_every_page_has_one_title_and_no_heading_skips_a_level(built_site):
    for path in axe.paths(built_site):
        headings = lxml.html.parse(str(built_site / path)).xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
        levels = [int(heading.tag[1]) for heading in headings]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (DEEP, ["Kepala halaman", "Cari", "Navigasi", "Letak halaman ini", "Kaki halaman"]),
        (f"en/{DEEP}", ["Page header", "Search", "Navigation", "Where this page stands", "Page footer"]),
    ],
)
def test_every_part_of_a_page_is_a_landmark_with_a_name_of_its_own(server, still, path, names):
    page = still(1280)
    page.goto(server + path)
    for role in ("banner", "main", "contentinfo", "search"):
        assert page.get_by_role(role).count() == 1, role
    for name in names:
        assert page.get_by_role("navigation", name=re.compile(f"^{name}$")).count() <= 1, name
    assert page.get_by_role("navigation", name=names[2], exact=True).count() == 1
    assert page.locator('a[aria-current="page"]:visible').count() == 1
    assert page.locator(".menu-button").is_hidden()


# Targets


def test_no_target_in_the_menu_of_a_phone_is_smaller_than_24_pixels(server, still):
    page = still(360, 740, has_touch=True, is_mobile=True)
    page.goto(server + DEEP)
    page.locator(".menu-button").tap()
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport(ratio=1)
    assert page.evaluate(SMALL) == []


def test_the_search_for_small_targets_finds_them(still):
    page = still(360)
    page.set_content(
        '<button style="height: 20px">x</button><p>In <a href="#">text</a></p><button style="padding: 1em">y</button>'
    )
    assert page.evaluate(SMALL) == ["BUTTON  x"]
