"""Every page of the site, in both languages and side by side: it is visited once and asked everything.

What opens on some pages is in test_access and test_sizes.
"""

import pytest

from tests.support import axe, painted
from tests.support.built import serve
from tests.support.visit import KINDS, Visitor, faults

pytestmark = pytest.mark.browser

# Workers share these out.
PARTS = 16


@pytest.fixture(scope="module")
def seen():
    return set()


@pytest.fixture
def visitor(watched_page, server, seen):
    page, complaints = watched_page
    return Visitor(page, server, complaints, seen)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_without_fault(visitor, built_site, part):
    paths = axe.paths(built_site)
    assert len(paths) > PARTS
    assert set(paths) >= set(KINDS)
    found = []
    for number in range(part, len(paths), PARTS):
        # The paper of our readers for every page, and the other one for every third.
        found += faults(visitor, paths[number], ("A4",) if number % 3 else ("A4", "Letter"))
    assert found == []


def test_all_that_is_there_is_visited(built_site, counts, site):
    paths = axe.paths(built_site)
    assert len(paths) == 2 * counts.pages + counts.side_by_side + 1
    # What is asked where there are diagrams or marks of origin is asked somewhere.
    for page in site.in_locale("id"):
        text = (built_site / f"{page.slug}.html").read_text(encoding="utf-8")
        assert ('class="diagram' in text) == bool(page.diagrams), page.slug
        assert ('id="asal-teks"' in text) == bool(site.judges_origins(page)), page.slug


# Can it fail?

FAULTLESS = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body style="margin: 0; background: #fff; color: #000"><main><h1>Title</h1><p>Text</p>{}</main></body></html>"""
BROKEN = {
    "not one title": "<h1>Another</h1>",
    "not there": "<script>console.error('not there')</script>",
    "Uncaught of its own": "<script>throw new Error('Uncaught of its own')</script>",
    "foreign: https://example.org/": "<img alt='' src='https://example.org/x.png'>",
    "status of 404": "<img alt='' src='none.png'>",
    "is filled to": "<p style='break-before: page'>A new sheet</p>",
    "desktop, light: {'rule': 'image-alt'": "<img src='data:,'>",
    "desktop, dark: {'rule': 'color-contrast'": (
        "<style>@media (prefers-color-scheme: dark) { .x { color: #ddd; } }</style><p class=x>Pale</p>"
    ),
    "phone, light: {'rule': 'target-size'": (
        "<style>@media (max-width: 600px) { a { display: inline-block; width: 9px; height: 9px; } }</style>"
        "<div><a href='#a'>a</a><a href='#b'>b</a></div>"
    ),
    "small target: BUTTON": "<button style='height: 20px; margin: 30px'>x</button>",
    "wider than 768": "<style>@media (min-width: 700px) and (max-width: 800px) { p { width: 900px; } }</style>",
    "at 400 %: page wider": "<p style='width: 340px'>Wide</p>",
    "wider than 320 with marks": (
        "<style>#asal-teks { width: 30px; height: 30px; } #asal-teks:checked + p { width: 325px; }</style>"
        "<input type=checkbox aria-label=a id=asal-teks><p>x</p>"
    ),
    "spaced, 360 wide: cut off": "<p style='width: 90px; overflow: hidden; white-space: nowrap'>A few words</p>",
    "no line in a diagram": "<div class=diagram><figure><svg><text y=20>A</text></svg></figure></div>",
    "'kind': 'text'": "<div class=diagram><figure><svg><text y=20 fill='#bbb'>A</text></svg></figure></div>",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_broken_is_found(watched_page, tmp_path, fault):
    (tmp_path / "404.html").write_text("")
    (tmp_path / "faultless.html").write_text(FAULTLESS.format(""), encoding="utf-8")
    (tmp_path / "broken.html").write_text(FAULTLESS.format(BROKEN[fault]), encoding="utf-8")
    page, complaints = watched_page
    page.route("https://example.org/**", lambda route: route.abort())
    for server in serve(tmp_path):
        visitor = Visitor(page, server, complaints)
        assert any(fault in found for found in faults(visitor, "broken.html"))
        assert not any(fault in found for found in faults(visitor, "faultless.html"))


def test_too_little_contrast_is_found_in_drawings_of_the_site(page, server, site):
    """In a drawing of the site, whose colours are set paler than they are."""
    path = next(page.slug for page in site.in_locale("id") if page.diagrams)
    page.goto(f"{server}{path}.html")
    assert painted.faults(page) == []
    page.add_style_tag(content=".diagram { --dg-ink: #888 !important; --dg-clay: #d8d0c0 !important }")
    assert {each["kind"] for each in painted.poor(page)[0]} == {"text", "line"}


def test_contrast_is_measured_as_the_guidelines_say():
    assert painted.contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == 21
    # The grey that just passes on white.
    assert 4.5 < painted.contrast("rgb(118, 118, 118)", "rgb(255, 255, 255)") < 4.6
