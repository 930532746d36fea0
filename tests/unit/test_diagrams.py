"""Diagrams: words that break into lines and fit, drawings in both languages, figures on pages."""

import re

import pytest
from lxml import etree

from scripts.checks import RULES
from scripts.diagrams.drawing import WIDE, draw, drawings
from scripts.diagrams.metrics import width, wrap
from scripts.model.site import load_site
from scripts.render.article.blocks import page_markdown
from scripts.render.article.inline import page_html
from scripts.status.report import Report
from tests.support.cases import cases
from tests.support.project import real_site

NAMES = sorted(drawings())
ALL = [(name, locale, wide) for name in NAMES for locale in ("id", "en") for wide in {False, name in WIDE}]
PAGE = "---\ntitle: A\ndescription: B.\n---\n\nC.\n\n"
# What stands on the drawings that follows no language.
SIGNS = re.compile(r"[1-9ABC]|19\d\d")


@pytest.fixture(scope="module")
def site():
    return real_site()


def test_a_text_is_as_wide_as_its_letters():
    assert width("", 14) == 0
    # Advances of DejaVu Sans 2.37, from its hmtx table: i 569, m 1995 of 2048 units.
    assert width("mii", 2048) == pytest.approx(1995 + 2 * 569, abs=7)
    assert width("mm", 10) == 2 * width("m", 10)
    assert width("mm", 20) == 2 * width("mm", 10)
    assert width("kata", 14, bold=True) > width("kata", 14)


def test_a_letter_that_the_table_does_not_know_is_taken_for_a_wide_one():
    assert width("語", 14) >= width("W", 14)


def test_lines_are_few_and_no_word_is_left_alone_on_the_last():
    three = width("dua tiga satu", 14)
    assert wrap("dua tiga satu", three, 14) == ["dua tiga satu"]
    assert wrap("dua tiga satu", three - 1, 14) == ["dua tiga", "satu"]
    assert wrap("dua tiga satu enam", three, 14) == ["dua tiga", "satu enam"]


def test_a_word_breaks_after_its_hyphen_only_where_it_must():
    assert wrap("Self-determination", 200, 14) == ["Self-determination"]
    assert wrap("Self-determination", 120, 14) == ["Self-", "determination"]
    assert wrap("penentuan", 20, 14) == ["penentuan"]
    assert wrap("", 20, 14) == []


@pytest.mark.parametrize(("name", "locale", "wide"), ALL)
def test_a_drawing_is_whole_small_and_stands_alone(site, name, locale, wide):
    drawing = draw(site.diagrams[name], locale, wide)
    assert (drawing.misfits, drawing.missing, drawing.unknown) == ((), (), ())
    assert len(drawing.svg.encode()) < 6 * 1024
    root = etree.fromstring(drawing.svg)
    assert root.get("role") == "img"
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert [named.pop(key).tag for key in root.get("aria-labelledby").split()] == ["title", "desc"]
    assert named == {}
    attributes = [(key, value) for element in root.iter() for key, value in element.items()]
    assert not [pair for pair in attributes if pair[0].startswith("on") or pair[0] in ("style", "href")]
    assert "url(" not in drawing.svg
    assert not {element.tag for element in root.iter()} - {
        *("svg", "title", "desc", "g", "text", "tspan", "rect", "circle", "path")
    }
    # Shapes and texts that carry a class keep their colour without the style sheet.
    for element in root.iter("rect", "circle", "path"):
        assert element.get("fill"), etree.tostring(element)
    sizes = [float(element.get("font-size", 14)) for element in root.iter("text")]
    assert min(sizes) >= 12
    assert float(root.get("viewBox").split()[2]) == (720 if wide else 328)


@pytest.mark.parametrize(("name", "locale", "wide"), ALL)
def test_every_word_on_a_drawing_comes_from_its_labels(site, name, locale, wide):
    diagram = site.diagrams[name]
    words = {"".join(words[locale].split()) for words in diagram.labels.values()}
    root = etree.fromstring(draw(diagram, locale, wide).svg)
    shown = ["".join("".join(text.itertext()).split()) for text in root.iter("text")]
    assert set(shown) >= words
    assert all(SIGNS.fullmatch(text) for text in set(shown) - words)


def figure(site, slug, locale):
    page = site.pages[slug, locale]
    html = page_html(site, page, None, page_markdown(Report(site), page, None, f"\n[[diagram:{slug}]]\n"))
    shown = f"{html.strip().partition('</figure>')[0]}</figure></div>"
    return etree.fromstring(shown.replace(" data-search-exclude>", ">"))


@pytest.fixture(scope="module")
def shown_one(site):
    """A diagram that a page shows that is called like it."""
    return next(name for name in site.diagrams if name in site.slugs and name in dict(site.page(name, "id").diagrams))


@pytest.mark.parametrize("locale", ["id", "en"])
def test_a_figure_has_its_caption_its_drawing_and_the_same_in_words(site, locale, shown_one):
    diagram = site.diagrams[shown_one]
    shown = figure(site, shown_one, locale).find("figure")
    assert shown.get("id") == f"diagram-{shown_one}"
    assert shown[0].tag == "figcaption"
    assert diagram.caption[locale] in "".join(shown[0].itertext())
    assert shown.find("svg").get("viewBox").startswith("0 0 328 ")
    assert [item.text for item in shown.iter("li")] == [item[locale] for item in diagram.alternative]
    assert shown.find("details/summary").text


def test_the_words_of_a_figure_are_no_terms_of_the_page(site, shown_one):
    shown = figure(site, shown_one, "id")
    assert list(site.matchers["id"].find(" ".join(shown.itertext())))
    assert list(shown.iter("a")) == []


def test_a_page_shows_only_diagrams_that_it_asks_for(site, shown_one):
    page = next(page for page in site.pages.values() if not page.diagrams)
    assert page_html(site, page, None, f'<p>A</p><div data-diagram="{shown_one}"></div>').strip() == "<p>A</p>"


def test_a_block_in_code_stays_as_it_is(site, shown_one):
    page = site.pages[shown_one, "id"]
    text = f"```\n[[diagram:{shown_one}]]\n[[glossary]]\n```\n"
    assert page_markdown(Report(site), page, None, text).startswith(text)


def test_the_name_of_a_diagram_is_no_word_of_the_page(make_tree):
    page = load_site(make_tree({"docs/index.md": PAGE + "[[diagram:taktik]]\n\nD\n[[glossary]]\n"})).pages[
        "index", "id"
    ]
    assert [(name, place.line, place.column) for name, place in page.diagrams] == [("taktik", 8, 1)]
    assert list(page.data_blocks) == ["glossary"]
    assert "taktik" not in page.html
    assert "glossary" not in page.html


def test_a_link_to_a_figure_leads_somewhere(site, shown_one):
    assert f"diagram-{shown_one}" in site.anchors(site.pages[shown_one, "en"])
    other = next(page for page in site.pages.values() if not page.diagrams)
    assert f"diagram-{shown_one}" not in site.anchors(other)


def test_a_discouraged_form_is_found_on_a_diagram_too(make_tree, real_schemas):
    words = cases()["G02/clean"].files["docs/_data/diagrams/fokus.yml"].decode()
    glossary = (
        "terms:\n  - id: satu\n    locales:\n      id: {term: satu, definition: Satu., avoid: {kerja samaan: Salah.}}\n"
        "      en: {term: one, definition: One.}\n"
    )
    files = {
        **real_schemas,
        "docs/index.md": PAGE,
        "docs/_data/glossary.yml": glossary,
        "docs/_data/diagrams/fokus.yml": words.replace("teman kerja", "kerja samaan"),
    }
    found = [(issue.path, issue.line) for issue in RULES["T05"].issues(load_site(make_tree(files)))]
    lines = [number for number, line in enumerate(words.splitlines(), 1) if "teman kerja" in line]
    assert found == [("docs/_data/diagrams/fokus.yml", line) for line in lines]
    assert len(lines) == 2
