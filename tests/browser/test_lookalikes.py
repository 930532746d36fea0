"""Our scripts on pages with elements that look like theirs: the check refuses such pages, and no script stumbles."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LOOKALIKES = """
<p><a class="gloss" href="#" aria-describedby="none">gloss</a> <a class="gloss" href="#">gloss</a></p>
<div class="gloss-notes">no notes</div><div class="gloss-notes"><div><strong>x</strong></div></div>
<div class="flashcards"><div class="deck">x</div><details></details></div><div class="filter">x</div>
<h3 class="term">x</h3><h2 class="letter"></h2><h3 class="term" id="x"></h3>
<div class="offline" data-manifest="https://host.example/">x</div><div class="new-edition">x</div>
<a class="language" href="#">x</a><div class="pair">x</div><h2></h2><div class="md-typeset__scrollwrap"><p>x</p></div>
<p id="searchIndex">x</p><p id="searchWorker">x</p><p id="gloss-kontrak">x</p>
"""


@pytest.fixture
def seeded(watched_page, server):
    """Opens pages with the lookalikes before their text."""
    page, complaints = watched_page

    def put(route):
        response = route.fetch()
        html = re.sub(r"(<article\b[^>]*>)", lambda match: match[1] + LOOKALIKES, response.text(), count=1)
        route.fulfill(response=response, body=html)

    page.route("**/*.html", put)

    def opened(path):
        page.goto(server + path)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    assert complaints == []


def test_a_term_is_explained_beside_one_that_only_looks_so(seeded):
    page = seeded("proses.html")
    for lookalike in page.get_by_text("gloss", exact=True).all():
        lookalike.focus()
        lookalike.hover()
    page.locator(".md-content h1").hover()
    expect(page.locator(".gloss-card")).to_be_hidden()
    page.locator("article p:not(:has(> a[aria-describedby=none])) a.gloss").first.hover()
    expect(page.locator(".gloss-card")).to_be_visible()


def test_the_cards_are_dealt(seeded):
    page = seeded("kartu.html")
    expect(page.locator(".flashcards.ready .card-front")).not_to_be_empty()


def test_the_glossary_is_narrowed(seeded):
    page = seeded("glosarium.html")
    first = page.locator("h3.term[id]:has(+ .entry)").first
    page.locator("#filter").fill("no such entry")
    expect(first).to_be_hidden()
    page.locator("#filter").fill("")
    expect(first).to_be_visible()


def test_the_search_answers_and_the_footer_is_its_own(seeded):
    page = seeded("nilai.html")
    page.locator("[data-md-component=search-query]").fill(page.title().split()[0])
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    expect(page.locator("article .offline")).to_have_text("x")
    expect(page.locator("article .new-edition")).to_have_text("x")
