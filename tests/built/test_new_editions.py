"""What readers who keep pages get of a new edition: a real browser, and a server of the test's own."""

import hashlib
import re
import shutil
import threading
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from scripts.model.edition import find_edition
from scripts.render.offline import LIST
from tests.built.conftest import ROOT
from tests.built.offline import (
    LATER,
    PATIENCE,
    button,
    cut_off,
    files,
    kept_paths,
    line,
    listed,
    publish,
    save,
    thrifty,
    visit,
)

pytestmark = pytest.mark.browser
# Asked for with every edition.
WORKER = {"sw.js", LIST}
# It names the commit, and when each page was last changed.
STATUS = {"kontribusi/status.html", "en/kontribusi/status.html"}


@pytest.fixture
def later(later_site, tmp_path):
    """A copy of the site as it is made on another day, and its edition."""
    folder = shutil.copytree(later_site, tmp_path / "later")
    return folder, replace(LATER, number=listed(folder)["number"])


def kept_contents(page):
    """The digest of what the caches of the site hold, by path."""
    return page.evaluate(
        """async () => {
          const digests = {};
          for (const name of await caches.keys()) {
            const store = await caches.open(name);
            for (const { url } of await store.keys()) {
              const body = await (await store.match(url)).arrayBuffer();
              const digest = [...new Uint8Array(await crypto.subtle.digest("SHA-256", body))];
              const path = new URL(url).pathname.slice(1);
              digests[path] = digest.map((byte) => byte.toString(16).padStart(2, "0")).join("");
            }
          }
          return digests;
        }"""
    )


def announced(page):
    expect(page.locator(".new-edition")).to_contain_text("Edisi baru tersedia.", timeout=PATIENCE)


def test_on_another_day_only_pages_with_other_words_are_fetched(host, later, page):
    visit(page, host.url + "tujuan.html")
    save(page)
    folder, edition = later
    publish(folder, {"prinsip.html": ("Prinsip", "Asas")}, edition)
    host.folder = folder
    host.asked.clear()
    page.reload()
    announced(page)
    expect(line(page).get_by_role("status")).to_have_text(
        f"Seluruh situs tersimpan di perangkat ini, edisi {edition.number}"
    )
    assert host.asked.keys() - WORKER == {"prinsip.html", *STATUS}
    kept = kept_contents(page)
    for path in files(folder):
        assert kept[path] == hashlib.sha256((folder / path).read_bytes()).hexdigest(), path
    cut_off(host, page)
    page.goto(host.url + "nilai.html")
    expect(page.locator(".edition")).to_have_text(f"Edisi {edition.number}")
    expect(page.locator(".cite")).to_contain_text("(2031, 4 Mei)")
    page.goto(host.url + "prinsip.html")
    expect(page.locator("h1")).to_contain_text("Asas")


def test_a_day_that_a_page_tells_of_stays_though_it_is_that_of_an_edition(host, copy, later, page):
    (folder, edition), before = later, find_edition(ROOT)
    days = {"nilai.html": before.number, "tujuan.html": edition.number}
    texts = {path: ("</h1>", f"</h1><p>{day}</p>") for path, day in days.items()}
    publish(copy, texts, before)
    publish(folder, texts, edition)
    host.folder = copy
    for path in texts:
        visit(page, host.url + path)
    host.folder = folder
    host.asked.clear()
    page.reload()
    announced(page)
    assert host.asked.keys() & texts.keys() == {"nilai.html"}
    cut_off(host, page)
    for path, day in days.items():
        page.goto(host.url + path)
        expect(page.locator("h1 + p")).to_have_text(day)
        expect(page.locator(".edition")).to_have_text(f"Edisi {edition.number}")


def test_who_saves_data_reads_the_new_edition_of_what_has_not_changed_otherwise(host, later, page):
    visit(page, host.url + "prinsip.html")
    visit(page, host.url + "nilai.html")
    thrifty(page)
    folder, edition = later
    publish(folder, {"prinsip.html": ("Prinsip", "Asas")}, edition)
    host.folder = folder
    host.asked.clear()
    page.reload()
    announced(page)
    assert host.asked.keys() == WORKER
    cut_off(host, page)
    page.reload()
    expect(page.locator(".edition")).to_have_text(f"Edisi {edition.number}")
    page.goto(host.url + "prinsip.html")
    expect(page.locator("h1")).to_contain_text("Prinsip")
    expect(page.locator(".edition")).not_to_have_text(f"Edisi {edition.number}")


def test_until_an_update_is_there_the_edition_before_is_whole_and_what_it_lacks_follows(host, later, page):
    visit(page, host.url + "tujuan.html")
    save(page)
    number = listed(host.folder)["number"]
    folder, edition = later
    publish(folder, {"prinsip.html": ("Prinsip", "Asas")}, edition)
    host.folder = folder
    ordinary = host.answer
    reached, gate = threading.Event(), threading.Event()

    def breaks(path):
        if path == "prinsip.html":
            reached.set()
            gate.wait(20)
            raise ConnectionError
        return ordinary(path)

    host.answer = breaks
    host.server.handle_error = lambda *_: None
    page.reload()
    assert reached.wait(20)
    page.goto(host.url + "nilai.html")
    expect(page.locator(".edition")).to_have_text(f"Edisi {number}")
    # Browsers let the page itself wait for the worker that is coming.
    page.evaluate("navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ act: 'tell' }))")
    status = line(page).get_by_role("status")
    expect(status).to_have_text(f"Seluruh situs tersimpan di perangkat ini, edisi {number}")
    gate.set()
    announced(page)
    expect(button(page, "^Lanjutkan menyimpan")).to_be_visible()
    host.answer = ordinary
    host.asked.clear()
    page.goto(host.url + "tujuan.html")
    expect(status).to_have_text(f"Seluruh situs tersimpan di perangkat ini, edisi {edition.number}")
    assert host.asked.keys() - WORKER == {"prinsip.html"}


def test_a_site_that_knows_no_day_has_new_editions_as_well(host, copy, page):
    publish(copy, {}, None)
    host.folder = copy
    visit(page, host.url + "nilai.html")
    publish(copy, {"nilai.html": ("Nilai", "Tata nilai")}, None)
    page.reload()
    announced(page)
    page.reload()
    expect(page.locator("h1")).to_contain_text("Tata nilai")


def test_a_broken_server_is_no_reason_to_lose_what_is_kept_of_an_earlier_edition(host, copy, page):
    host.folder = copy
    visit(page, host.url + "nilai.html")
    publish(copy, {"nilai.html": ("Nilai", "Tata nilai")})
    host.instead = {"nilai.html": (502, b"bad gateway")}
    page.reload()
    expect(page.locator(".new-edition button").first).to_be_visible(timeout=PATIENCE)
    page.reload()
    expect(page.locator("h1")).to_contain_text("Nilai")
    host.instead = {}
    page.reload()
    expect(page.locator("h1")).to_contain_text("Tata nilai")


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
    publish(copy, {"prinsip.html": ("Prinsip", "Asas"), "nilai.html": ("Nilai", "Tata nilai")})
    page.reload()
    expect(page.locator("h1")).not_to_contain_text("Tata nilai")
    notice = page.locator(".new-edition")
    expect(notice).to_contain_text("Edisi baru tersedia.", timeout=PATIENCE)
    assert notice.get_attribute("role") == "status"
    expect(line(page).get_by_role("status")).to_have_text("Seluruh situs tersimpan di perangkat ini, edisi 2031.05.04")
    asked = {path for path in host.asked if path not in ("sw.js", LIST)}
    assert asked == {"prinsip.html", "nilai.html"}
    # It covers nothing at the foot of the page.
    button(page, "^Hapus").click(trial=True)
    # Nothing has moved under the reader's eyes, in no tab.
    expect(page.locator("h1")).not_to_contain_text("Tata nilai")
    expect(other.locator(".new-edition")).to_contain_text("A new edition is available.")
    other.locator(".new-edition").get_by_role("button", name="Close").press("Enter")
    expect(other.locator(".new-edition")).to_be_empty()
    notice.get_by_role("button", name="Muat ulang").press("Enter")
    expect(page.locator("h1")).to_contain_text("Tata nilai")
    expect(line(page)).to_be_visible()
    expect(notice).to_be_empty()
    cut_off(host, page)
    page.goto(host.url + "prinsip.html")
    expect(page.locator("h1")).to_contain_text("Asas")


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
    before = (copy / LIST).read_bytes()
    publish(copy, {"nilai.html": ("Nilai", "Tata nilai")})
    host.instead = {re.escape(LIST): (200, before)}
    page.reload()
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update()).catch(() => {})")
    expect(page.locator(".new-edition")).to_be_empty()
    host.instead = {}
    page.reload()
    expect(page.locator(".new-edition")).to_contain_text("Edisi baru", timeout=PATIENCE)
