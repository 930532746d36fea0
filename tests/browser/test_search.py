"""The search that was built: its answers outside a browser, and its box in one, over http and from a disk."""

import json
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from scripts.render.search.index import INDEX, as_script, from_script, worker_path
from tests.bench.search.judging import HALVES, figures, place, still_judged
from tests.bench.search.worker import ask
from tests.support.waiting import let_pass

pytestmark = pytest.mark.browser

FOLDERS = {"id": "", "en": "en"}
DEEP = "metode/taktik.html"


@pytest.fixture(scope="module")
def answers(built_site):
    """Asks the built worker in one language."""

    def answer(locale, queries):
        return [
            found.results for found in ask(built_site / worker_path(), built_site / FOLDERS[locale] / INDEX, queries)[1]
        ]

    return answer


def on_the_site(site, locale, address):
    """Whether what a result was judged by is still there: a page may be renamed, a section go."""
    path, hash_sign, anchor = address.partition("#")
    page = site.page(path.removesuffix(".html"), locale)
    return page is not None and (not hash_sign or anchor in site.anchors(page))


@pytest.fixture(scope="module")
def places(answers, site):
    """The queries of docs/_data/queries.yml by the parts of the file, each with the place at which it is answered."""
    found = {}
    for locale in FOLDERS:
        asked = [query for query in still_judged(site.queries, partial(on_the_site, site)) if query.locale == locale]
        for query, results in zip(asked, answers(locale, [query.text for query in asked]), strict=True):
            found.setdefault(query.part, {})[query] = place(results, query.expect)
    return found


def test_the_judged_set_is_answered_well(places):
    both = figures([place for half in HALVES for place in places[half].values()])
    assert both.mrr >= 0.9
    assert both.third >= 0.97


@pytest.mark.parametrize(("part", "last"), [("first", 1), ("second", 2)])
def test_what_the_ranking_is_made_for_stands_where_it_should(places, part, last):
    assert {(query.locale, query.text): place for query, place in places[part].items() if not 1 <= place <= last} == {}


def test_a_discouraged_spelling_is_read_as_the_right_one(answers):
    wrong, right = answers("id", ["merubah", "mengubah"])
    assert right
    assert [result.at for result in wrong] == [result.at for result in right]


def test_a_result_says_which_word_matched(answers):
    (across,), (within,), (form,) = (
        [found[0]] for found in answers("id", ["confidentiality", "merahasiakan", "praktek"])
    )
    assert '<p class="search-name">Inggris: <mark>Confidentiality</mark></p>' in across.text
    assert "<mark>Kerahasiaan</mark>" in within.title
    assert "Hindari: <mark>praktek</mark>" in form.text


def test_what_is_shown_is_escaped(tmp_path, built_site):
    index = from_script((built_site / INDEX).read_text(encoding="utf-8"))
    index["entries"] = [
        {"at": "x.html", "kind": "page", "title": "a <b> & nilai", "text": "<img src=x> 'nilai' \\ \"b\""}
    ]
    file = tmp_path / "index.js"
    file.write_text(as_script(index), encoding="utf-8")
    ((result,),) = (found.results for found in ask(built_site / worker_path(), file, ["nilai"])[1])
    assert result.title == "a &#60;b&#62; &#38; <mark>nilai</mark>"
    assert result.text == "&#60;img src=x&#62; '<mark>nilai</mark>' \\ &#34;b&#34;"


def open_search(page, query):
    page.keyboard.press("Control+k")
    expect(page.locator("input.md-search__input")).to_be_focused()
    expect(page.locator("#__search")).to_be_checked()
    # At one stroke: what is shown then answers the whole query, not its first letters.
    page.keyboard.insert_text(query)
    expect(page.locator(".md-search-result__link").first).to_be_visible()


def close_search(page):
    page.keyboard.press("Escape")
    expect(page.locator("input.md-search__input")).not_to_be_focused()
    expect(page.locator("#__search")).not_to_be_checked()
    # Material waits a moment for the focus to come back; no finger is as quick as a test.
    let_pass(page, 100)


def check_search(page, base, complaints):
    """The search as a reader uses it, in both languages, on a deep page and on the start page."""
    for folder, path, query, title, target in (
        ("", "index.html", "kooptasi", "Kooptasi", "metode/taktik.html"),
        ("", DEEP, "confidentiality", "Kerahasiaan", "prinsip.html"),
        ("en/", "index.html", "confidentialty", "Confidentiality", "en/prinsip.html"),
        ("en/", DEEP, "rahasia", "Confidentiality", "en/prinsip.html"),
    ):
        page.goto(f"{base}{folder}{path}")
        open_search(page, query[:-3])
        # At one stroke: between two letters another page may come first. Material's box listens to keys.
        page.keyboard.insert_text(query[-3:])
        page.keyboard.press("End")
        link = page.locator("a.md-search-result__link:visible", has_text=title).first
        # Results come as one types: those of the first letters may stand there still.
        expect(link).to_have_attribute("href", re.compile("^" + re.escape(base + target)))
        # At once: a list that is drawn anew between pressing and letting go would swallow the click.
        link.evaluate("link => link.click()")
        page.wait_for_url(re.compile(re.escape(base + target)))
        expect(page.locator("article mark", has_text=title).first).to_be_visible()
    assert complaints == []


def test_the_search_over_http(server, watched_page):
    page, complaints = watched_page
    check_search(page, server, complaints)


@pytest.fixture
def cut_off_browser(browser, launch, tmp_path):
    """A browser without any network interface, where the system lets us make one."""
    program = launch["executable_path"] or browser.browser_type.executable_path
    unshare = shutil.which("unshare")
    if unshare and subprocess.run([unshare, "--net", "true"], capture_output=True, check=False).returncode == 0:
        script = tmp_path / "browser"
        script.write_text(f'#!/bin/sh\nexec {unshare} --net "{program}" "$@"\n')
        script.chmod(0o755)
        program = script
    running = browser.browser_type.launch(executable_path=program, args=launch["args"])
    yield running
    running.close()


def test_the_search_from_a_disk_without_network(built_site, tmp_path, cut_off_browser):
    folder = Path(shutil.copytree(built_site, tmp_path / "Situs baru #1, 100% é"))
    page = cut_off_browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    check_search(page, folder.as_uri() + "/", complaints)


def test_nothing_is_fetched_for_the_search_until_it_is_opened(server, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(server)))
    page.goto(server + DEEP + "?h=lobi", wait_until="networkidle")
    late = {worker_path(), INDEX.as_posix()}
    assert late.isdisjoint(asked)
    open_search(page, "lobi")
    assert late <= set(asked)


def test_the_keyboard_leads_through_the_results(server, page):
    page.goto(server + "index.html")
    page.locator("body").press("Control+k")
    expect(page.locator("input.md-search__input")).to_be_focused()
    expect(page.locator("#__search")).to_be_checked()
    close_search(page)
    open_search(page, "kooptasi")
    links = page.locator(".md-search-result__link")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("input.md-search__input")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/metode/taktik\.html\?h=\S+#kooptasi$"))
    expect(page.locator("article mark", has_text="Kooptasi").first).to_be_visible()


def test_the_number_of_results_is_announced(server, page):
    page.goto(server + "en/index.html")
    open_search(page, "cooptation")
    expect(page.get_by_role("status").filter(has_text="matching documents")).to_have_count(1)
    page.keyboard.type("xyzxyz")
    expect(page.get_by_role("status").filter(has_text="No matching documents")).to_have_count(1)


def test_an_address_carries_a_query(server, page):
    page.goto(server + "nilai.html?q=kerahasiaan")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    expect(page.locator("input.md-search__input")).to_have_value("kerahasiaan")
    shared = page.locator("[data-md-component=search-share]")
    expect(shared).to_have_attribute("href", f"{server}nilai.html?q=kerahasiaan")


@pytest.mark.parametrize("typed", ["lobi", "kode etik & nilai", "100% = x+y #1"])
def test_the_address_that_is_copied_carries_all_that_was_typed(typed, server, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.rstrip("/"))
    page.goto(f"{server}nilai.html?h=x#arti")
    page.keyboard.press("Control+k")
    expect(page.locator("input.md-search__input")).to_be_focused()
    page.keyboard.type(typed)
    page.locator("[data-md-component=search-share]").click()
    copied = "navigator.clipboard.readText()"
    page.wait_for_function(f"async () => (await {copied}).startsWith('{server}nilai.html?')")
    address = urlsplit(page.evaluate(copied))
    assert (parse_qs(address.query), address.fragment) == ({"q": [typed]}, "")
    page.goto(address.geturl())
    expect(page.locator("input.md-search__input")).to_have_value(typed)


def test_a_failure_to_load_is_said_and_can_be_mended(server, page):
    page.route("**/search_index.js", lambda route: route.abort())
    page.goto(server + "index.html")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("status").filter(has_text="tidak dapat dimuat")).to_be_visible()
    page.unroute("**/search_index.js")
    close_search(page)
    open_search(page, "nilai")


@pytest.mark.parametrize(("path", "glossary"), [("index.html", "glosarium.html"), (f"en/{DEEP}", "en/glosarium.html")])
def test_without_scripts_the_glossary_and_the_map_stand_in(server, browser, path, glossary):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(server + path)
    expect(page.locator(".md-search")).to_be_hidden()
    expect(page.locator("label[for=__search]").last).to_be_hidden()
    expect(page.locator("a.no-search").last).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("a.no-search").first.click()
    expect(page).to_have_url(server + glossary)
    context.close()


def test_the_index_is_text_that_pages_pass_on_unread(built_site):
    script = (built_site / INDEX).read_text(encoding="utf-8")
    assert script.startswith("searchIndex('{") and script.endswith("}');\n")
    assert as_script(from_script(script)) == script
    assert json.loads(json.dumps(from_script(script)))["language"] == "id"
