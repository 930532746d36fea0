"""Which rules of style sheets are left out, and which never are."""

from pathlib import Path

import material
import pytest

from scripts.render.bundle import styles
from scripts.render.bundle.styles import bundle, minify_css, used_names

SHEET = ":root{--used:#fff;--chained:var(--used);--idle:url('data:,x')}.kept{color:var(--chained)}"
RULES = ".never{background:var(--idle)}.kept .never{color:blue}.kept a:hover{color:red}#nowhere{color:tan}"


def made(style, *pages, scripts=()):
    return bundle([style], used_names(pages, scripts))


def test_rules_for_what_no_page_has_go_and_all_others_stay():
    style = bundle([SHEET, RULES], used_names(['<p class="kept">'], []))
    assert style == ":root{--used:#fff;--chained:var(--used)}.kept{color:var(--chained)}.kept a:hover{color:red}"


@pytest.mark.parametrize(
    "page",
    [
        '<p class="kept never">',
        "<p class='kept never'>",
        "<p class=never>",
        '<p data-shown="never">',
        '<script>element.classList.add("never")</script>',
        '<style>p{color:var(--never)}</style><p id="never">',
        '<svg><path fill="var(--x)" class="never"/></svg>',
    ],
)
def test_a_name_may_stand_in_any_attribute_script_or_style_of_a_page(page):
    assert ".never{color:red}" in made(".never{color:red}", page)


@pytest.mark.parametrize(
    "page",
    ["<p>never</p>", '<img alt="never">', '<meta content="never">', '<a title="never">', '<a aria-label="never">'],
)
def test_words_for_people_and_addresses_are_no_names(page):
    assert made(".never{color:red}", page) == ""


def test_a_class_that_only_a_script_gives_keeps_its_rules():
    assert made(".never{color:red}", scripts=['element.classList.add("never")']) == ".never{color:red}"


def test_rules_for_values_that_no_attribute_has_go():
    sheet = "[data-tone=red] p{color:red}[data-tone=blue] p{color:blue}[data-tone=green] p{color:green}"
    sheet += "p:not([data-tone=tan]){margin:0}[data-tone=tan],[data-tone=blue]{color:tan}"
    kept = made(sheet, '<body data-tone="blue">', scripts=['body.dataset.tone = "green"'])
    assert "color:red" not in kept
    assert "[data-tone=blue] p{color:#00f}" in kept
    assert "[data-tone=green] p{color:green}" in kept
    assert "{margin:0}" in kept
    assert ",[data-tone=blue]{color:tan}" in kept


def test_rules_for_writing_from_right_to_left_go_where_nothing_is_written_so():
    sheet = "[dir=ltr] .kept{left:0}[dir=rtl] .kept{right:0}"
    scripts = ['if (document.dir === "rtl") left();']
    assert made(sheet, '<p dir="ltr" class="kept">', scripts=scripts) == "[dir=ltr] .kept{left:0}"
    assert made(sheet, '<p dir="ltr" class="kept">', '<p dir="rtl">', scripts=scripts) == sheet


ASSETS = Path(material.__path__[0]) / "templates" / "assets"
MATERIAL = ['make("md-version__list"); make("tabbed-control"); make("md-annotation"); make("md-tooltip__inner")']


@pytest.mark.parametrize(
    ("style", "asks"),
    [
        (".md-version__list{color:red}", '<script>{"version":{"provider":"mike"}}</script>'),
        (".tabbed-control{color:red}", '<div class="big tabbed-set">'),
        (".md-annotation{color:red}", '<div class="annotate">'),
        (".md-tooltip__inner{color:red}", '<script>{"features":["content.tooltips"]}</script>'),
    ],
)
def test_what_materials_script_makes_where_a_site_asks_is_kept_there_alone(style, asks):
    assert made(style, "<p>", scripts=MATERIAL) == ""
    assert made(style, asks, scripts=MATERIAL) == style


def test_material_still_uses_the_names_that_are_looked_for():
    (script,) = (ASSETS / "javascripts").glob("bundle.*.min.js")
    made = script.read_text(encoding="utf-8")
    assert [start for start in styles._ON_DEMAND if start not in made] == []
    (sheet,) = (ASSETS / "stylesheets").glob("main.*.min.css")
    assert ".focus-visible" in sheet.read_text(encoding="utf-8")


def test_a_sheet_is_written_for_browsers_of_the_last_years():
    sheet = "@media (max-width: 44em) { .a { mask: url(x) } } .b { -webkit-mask-image: var(--x); mask-image: var(--x) }"
    assert minify_css(sheet) == (
        "@media (max-width:44em){.a{-webkit-mask:url(x);mask:url(x)}}"
        ".b{-webkit-mask-image:var(--x);mask-image:var(--x)}"
    )


def test_colour_schemes_bring_no_variables():
    sheet = ":root{color-scheme:light dark}@media (prefers-color-scheme:dark){:root{color:red}}"
    assert minify_css(sheet) == sheet
