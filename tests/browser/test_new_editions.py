"""What readers who keep pages get of a new edition: a real browser, and a server of the test's own."""

import re

import pytest
from playwright.sync_api import expect

from scripts.render.offline.service_worker import LIST
from tests.support.offline import (
    NEWS,
    PATIENCE,
    button,
    cut_off,
    headed,
    kept_addresses,
    kept_paths,
    line,
    publish,
    save,
    until_asked,
    visit,
)

pytestmark = pytest.mark.browser


def test_a_broken_server_is_no_reason_to_lose_what_is_kept_of_an_earlier_edition(host, copy, page, site):
    host.folder = copy
    visit(page, host.url + "nilai.html")
    publish(copy, headed("nilai.html"))
    host.instead = {"nilai.html": (502, b"bad gateway")}
    page.reload()
    expect(page.locator(".new-edition button").first).to_be_visible(timeout=PATIENCE)
    page.reload()
    expect(page.locator("h1")).to_contain_text(site.page("nilai", "id").title)
    expect(page.locator("h1")).not_to_contain_text(NEWS)
    host.instead = {}
    page.reload()
    expect(page.locator("h1")).to_contain_text(NEWS)


def test_a_new_edition_is_announced_and_only_what_changed_is_fetched(host, copy, page):
    host.folder = copy
    visit(page, host.url + "nilai.html")
    save(page)
    other = page.context.new_page()
    other.goto(host.url + "en/index.html")
    expect(line(other)).to_be_visible()
    # Whatever the two pages still ask of the worker is done by then.
    other.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    host.asked.clear()
    publish(copy, headed("prinsip.html", "nilai.html"))
    page.reload()
    expect(page.locator("h1")).not_to_contain_text(NEWS)
    notice = page.locator(".new-edition")
    expect(notice).to_contain_text("Edisi baru tersedia.", timeout=PATIENCE)
    assert notice.get_attribute("role") == "status"
    expect(line(page).get_by_role("status")).to_have_text("Seluruh situs tersimpan di perangkat ini, edisi 2031.05.04")
    asked = {path for path in host.asked if path not in ("sw.js", LIST)}
    assert asked == {"prinsip.html", "nilai.html"}
    # It covers nothing at the foot of the page.
    button(page, "^Hapus").click(trial=True)
    # Nothing has moved under the reader's eyes, in no tab.
    expect(page.locator("h1")).not_to_contain_text(NEWS)
    expect(other.locator(".new-edition")).to_contain_text("A new edition is available.")
    other.locator(".new-edition").get_by_role("button", name="Close").press("Enter")
    expect(other.locator(".new-edition")).to_be_empty()
    notice.get_by_role("button", name="Muat ulang").press("Enter")
    expect(page.locator("h1")).to_contain_text(NEWS)
    expect(line(page)).to_be_visible()
    expect(notice).to_be_empty()
    cut_off(host, page)
    page.goto(host.url + "prinsip.html")
    expect(page.locator("h1")).to_contain_text(NEWS)


def test_a_page_of_a_new_edition_brings_styles_that_have_another_name(host, copy, page):
    host.folder = copy
    visit(page, host.url + "nilai.html")
    (style,) = copy.glob("assets/site.*.css")
    style.rename(style.with_name("site.new.css"))
    publish(copy, {"nilai.html": (style.name, "site.new.css")})
    page.reload()
    expect(page.locator(".new-edition button").first).to_be_visible(timeout=PATIENCE)
    cut_off(host, page)
    page.reload()
    assert page.locator("link[rel=stylesheet]").first.get_attribute("href") == "assets/site.new.css"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 246, 239)"


def test_a_new_edition_takes_out_what_is_gone_after_one_more(host, copy, page):
    host.folder = copy
    visit(page, host.url + "kartu.html")
    for number in (1, 2):
        (copy / "assets" / "cards.js").unlink(missing_ok=True)
        publish(copy, {"kartu.html": ("</h1>", f" {number}</h1>")})
        page.reload()
        expect(page.locator(".new-edition button").first).to_be_visible(timeout=PATIENCE)
        # Pages of the edition before may still ask for it.
        assert ("assets/cards.js" in kept_paths(page)) == (number == 1)


def test_while_an_edition_is_being_published_the_one_before_stays(host, copy, page):
    host.folder = copy
    visit(page, host.url + "nilai.html")
    before, kept = (copy / LIST).read_bytes(), kept_addresses(page)
    publish(copy, headed("nilai.html"))
    host.instead = {re.escape(LIST): (200, before)}
    host.asked.clear()
    page.reload()
    # The worker of the new edition looks at the list and gives up. Were the list changed while it is at it, it would
    # stay, and take over before a page that is loaded again is there to tell of it.
    until_asked(host, page, LIST)
    page.wait_for_function("navigator.serviceWorker.getRegistration().then((found) => !found.installing)")
    assert {url for url in kept_addresses(page) if LIST in url} == {url for url in kept if LIST in url} != set()
    expect(page.locator(".new-edition")).to_be_empty()
    host.instead = {}
    # The next visit, in another tab: the page that is open tells of it, whenever the browser looks.
    page.context.new_page().goto(host.url + "prinsip.html")
    expect(page.locator(".new-edition")).to_contain_text("Edisi baru", timeout=PATIENCE)
