"""Reading without a network: a real browser, and a server of the test's own that is really stopped."""

import os
import re
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.support import axe
from tests.support.browser import launch_options
from tests.support.built import ROOT
from tests.support.offline import (
    PATIENCE,
    PORTAL,
    Host,
    button,
    cut_off,
    files,
    headed,
    is_offline_page,
    kept_paths,
    line,
    publish,
    save,
    thrifty,
    visit,
)
from tests.support.words import sought

pytestmark = pytest.mark.browser


def test_a_visited_page_opens_without_a_network_with_its_styles_scripts_and_section(host, page, site):
    visit(page, host.url + "index.html")
    here, _ = sought(site)
    address = f"{host.url}{here.slug}.html"
    visit(page, address)
    cut_off(host, page)
    page.goto(f"{address}?h={here.word('id')}#{here.anchor}")
    expect(page.locator("h1")).to_contain_text(site.page(here.slug, "id").title)
    expect(page.locator("mark").first).to_have_text(re.compile(here.word("id"), re.IGNORECASE))
    expect(page.locator("body")).to_have_css("background-color", "rgb(250, 246, 239)")
    there = f"document.getElementById('{here.anchor}').getBoundingClientRect().top < 300"
    page.wait_for_function(there, polling=100)
    page.locator("article a.gloss").first.hover()
    expect(page.locator(".gloss-card")).to_be_visible()


@pytest.mark.parametrize("host", ["/", "/peksos/"], indirect=True)
def test_an_unvisited_page_says_so_in_both_languages_and_leads_to_what_is_kept(host, page, site):
    visit(page, host.url + "metode/taktik.html")
    visit(page, host.url + "en/nilai.html")
    cut_off(host, page)
    page.goto(host.url + "en/metode/kelompok.html")
    is_offline_page(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 246, 239)"
    assert page.locator("img").evaluate("image => image.naturalWidth") > 0
    links = {link.inner_text(): link.get_attribute("href") for link in page.locator("ul a").all()}
    assert links == {
        site.page("metode/taktik", "id").title: "metode/taktik.html",
        site.page("nilai", "en").title: "en/nilai.html",
    }
    assert page.locator('[lang="en"] ul a').count() == 1
    page.locator("ul a").first.click()
    expect(page).to_have_url(host.url + "metode/taktik.html")
    expect(page.locator("h1")).to_contain_text(site.page("metode/taktik", "id").title)
    # Trying again asks the network again.
    page.goto(host.url + "en/metode/kelompok.html")
    host.start()
    page.get_by_role("link", name="Try again").click()
    expect(page.locator("h1")).not_to_contain_text("not saved")
    expect(page).to_have_url(host.url + "en/metode/kelompok.html")


def test_the_whole_site_opens_without_a_network_and_can_be_searched(host, page):
    visit(page, host.url + "tentang.html")
    save(page)
    expect(button(page, "^Simpan")).to_be_hidden()
    kept = files(host.folder)
    total = sum(size for _, size in kept.values()) / 1e6
    expect(button(page, "^Hapus")).to_contain_text(f"({total:.1f} MB)".replace(".", ","))
    cut_off(host, page)
    lost = []
    # Leaving a page aborts what it was still fetching.
    page.on(
        "requestfailed", lambda request: lost.append(request.url) if request.failure != "net::ERR_ABORTED" else None
    )
    pages = [path for path in kept if path.endswith(".html")]
    assert len(pages) == len([*host.folder.rglob("*.html")]) - 1
    for path in pages:
        page.goto(host.url + path)
        text = (host.folder / path).read_text(encoding="utf-8")
        assert page.title() == re.sub(r"&#39;", "'", re.search("<title>(.*?)</title>", text)[1]), path
    for path, word, found in (
        ("nilai.html", "merahasiakan", "erahasia"),
        ("en/nilai.html", "confident", "onfidenti"),
    ):
        page.goto(host.url + path)
        page.locator("[data-md-component=search-query]").fill(word)
        expect(page.locator(".md-search-result__item").first).to_contain_text(found)
    # A page that is opened before its worker has been asked anything tells what is kept.
    expect(line(page).get_by_role("status")).to_have_text(re.compile("^The whole site is saved"))
    assert [url for url in lost if not url.endswith("/sw.js")] == []


def test_a_directory_and_an_address_without_html_are_the_pages_that_hosts_show_there(host, page, site):
    visit(page, host.url)
    visit(page, host.url + "nilai.html")
    cut_off(host, page)
    page.goto(host.url)
    expect(page.locator(".hero")).to_be_visible()
    page.goto(host.url + "nilai")
    expect(page.locator("h1")).to_contain_text(site.page("nilai", "id").title)


def test_saving_works_by_keyboard_and_tells_how_far_it_is(host, page):
    visit(page, host.url + "en/nilai.html")
    gate = threading.Event()
    ordinary = host.answer

    def slow(path):
        if path.startswith("dwibahasa/"):
            gate.wait(60)
        return ordinary(path)

    host.answer = slow
    group = page.get_by_role("group", name="Read without a network")
    main = group.get_by_role("button").first
    main.focus()
    page.keyboard.press("Enter")
    bar = group.get_by_role("progressbar", name="Read without a network")
    expect(bar).to_be_visible()
    expect(group.get_by_role("status")).to_have_text("Saving the whole site …")
    total = sum(size for _, size in files(host.folder).values()) / 1e6
    expect(group).to_contain_text(re.compile(rf"\b\d+\.\d of {total:.1f} MB"))
    expect(main).to_be_focused()
    expect(main).to_have_text("Stop")
    gate.set()
    expect(bar).to_be_hidden()
    expect(group.get_by_role("status")).to_contain_text("The whole site is saved on this device, edition 20")
    remove = group.get_by_role("button")
    expect(remove).to_be_focused()
    page.keyboard.press("Enter")
    expect(group.get_by_role("status")).to_have_text("The copy has been removed from this device")
    expect(main).to_be_focused()
    assert kept_paths(page) == {"offline.json", "assets/404.css", "assets/mark.svg"}


def test_what_was_interrupted_goes_on_where_it_stopped(host, page):
    visit(page, host.url + "nilai.html")
    ordinary = host.answer
    answered = []

    def dies(path):
        answered.append(path)
        if len(answered) > 20:
            raise ConnectionError
        return ordinary(path)

    host.answer = dies
    host.server.handle_error = lambda *_: None
    button(page, "^Simpan").click()
    expect(line(page).get_by_role("status")).to_have_text(
        re.compile(r"^Sambungan terputus; \d+ berkas belum tersimpan$")
    )
    kept = kept_paths(page)
    assert len(kept) > 20
    host.answer = ordinary
    host.server.handle_error = lambda *_: None
    host.asked.clear()
    button(page, "^Lanjutkan menyimpan").click()
    expect(line(page).get_by_role("status")).to_contain_text("Seluruh situs tersimpan")
    assert host.asked.keys() & kept == set()


def test_saving_goes_on_by_itself_on_the_next_page(host, page):
    visit(page, host.url + "nilai.html")
    host.instead = {"dwibahasa/.*": (503, b"")}
    ordinary = host.answer
    host.answer = lambda path: (
        (_ for _ in ()).throw(ConnectionError) if path.startswith("dwibahasa") else ordinary(path)
    )
    host.server.handle_error = lambda *_: None
    button(page, "^Simpan").click()
    expect(line(page).get_by_role("status")).to_contain_text("Sambungan terputus")
    host.answer = ordinary
    host.instead = {}
    page.goto(host.url + "prinsip.html")
    expect(line(page).get_by_role("status")).to_contain_text("Seluruh situs tersimpan")


def test_files_that_are_not_what_they_should_be_are_named_and_not_kept(host, page):
    visit(page, host.url + "en/nilai.html")
    host.instead = {"en/tujuan.html": (404, b"gone"), "en/prinsip.html": (200, PORTAL)}
    button(page, "^Save").click()
    expect(line(page).get_by_role("status")).to_have_text(
        "Files that could not be saved: 2, among them en/prinsip.html, en/tujuan.html"
    )
    assert kept_paths(page) & {"en/tujuan.html", "en/prinsip.html"} == set()
    host.instead = {}
    button(page, "^Save").click()
    expect(line(page).get_by_role("status")).to_contain_text("The whole site is saved")


def test_a_device_without_room_says_so_and_keeps_what_it_has(host, page, site):
    visit(page, host.url + "nilai.html")
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.url.rstrip("/"), "quotaSize": 2_000_000})
    button(page, "^Simpan").click()
    expect(line(page).get_by_role("status")).to_contain_text("Ruang di perangkat ini tidak cukup")
    cut_off(host, page)
    page.goto(host.url + "nilai.html")
    expect(page.locator("h1")).to_contain_text(site.page("nilai", "id").title)


def test_neither_a_missing_page_nor_a_login_page_is_kept(host, page, site):
    visit(page, host.url + "nilai.html")
    page.goto(host.url + "nilay.html")
    expect(page.locator("h1")).to_contain_text("Halaman ini tidak ada")
    host.instead = {".*": (200, PORTAL)}
    page.goto(host.url + "prinsip.html")
    expect(page.locator("h1")).to_have_text("Please log in")
    # What is kept is shown, even so.
    page.goto(host.url + "nilai.html")
    expect(page.locator("h1")).to_contain_text(site.page("nilai", "id").title)
    cut_off(host, page)
    for path in ("nilay.html", "prinsip.html"):
        page.goto(host.url + path)
        is_offline_page(page)
    assert kept_paths(page) & {"nilay.html", "prinsip.html"} == set()


def test_who_saves_data_gets_nothing_unasked(host, page):
    visit(page, host.url + "nilai.html")
    assert not any("search_index" in path for path in host.asked)
    thrifty(page)
    visit(page, host.url + "prinsip.html")
    assert not any("search_index" in path for path in host.asked)
    page.locator("[data-md-component=search-query]").fill("klien")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    cut_off(host, page)
    page.reload()
    page.locator("[data-md-component=search-query]").fill("klien")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_who_reads_on_can_search_without_a_network(host, page):
    visit(page, host.url + "nilai.html")
    assert not any("search_index" in path for path in host.asked)
    visit(page, host.url + "prinsip.html")
    cut_off(host, page)
    page.reload()
    page.locator("[data-md-component=search-query]").fill("klien")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_what_is_not_the_sites_business_goes_to_the_network(host, page):
    visit(page, host.url + "nilai.html")
    with hosting(host.folder) as foreign:
        host.asked.clear()
        page.evaluate("fetch('nilai.html', { cache: 'no-store', headers: { Range: 'bytes=0-9' } })")
        page.evaluate("fetch('nilai.html', { method: 'POST' })")
        page.evaluate("fetch('kutip/nilai.id.bib')")
        assert host.asked["nilai.html"] == 1
        assert host.asked["POST"] == 1
        assert host.asked["kutip/nilai.id.bib"] == 1
        page.evaluate("(url) => fetch(url, { mode: 'no-cors' })", foreign.url + "prinsip.html")
        assert foreign.asked["prinsip.html"] == 1
    assert kept_paths(page) & {"prinsip.html", "kutip/nilai.id.bib"} == set()


@contextmanager
def hosting(folder):
    running = Host(folder)
    yield running
    running.stop()


@pytest.mark.parametrize("refusal", ["register", "caches"])
def test_a_browser_that_refuses_shows_the_page_and_nothing_else(host, page, site, refusal):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    if refusal == "register":
        page.add_init_script(
            "navigator.serviceWorker.register = () => Promise.reject(new DOMException('no', 'SecurityError'))"
        )
    else:
        worker = (host.folder / "sw.js").read_bytes()
        refuse = b"caches.open = () => Promise.reject(new DOMException('no', 'SecurityError'));\n"
        host.instead = {"sw.js": (200, refuse + worker)}
    page.goto(host.url + "nilai.html")
    page.goto(host.url + "prinsip.html")
    expect(page.locator("h1")).to_contain_text(site.page("prinsip", "id").title)
    expect(line(page)).to_be_hidden()
    assert complaints == []


def test_a_page_opened_from_a_disk_has_no_worker_and_no_complaint(built_site, watched_page, site):
    page, complaints = watched_page
    page.goto((built_site / "nilai.html").as_uri())
    expect(page.locator("h1")).to_contain_text(site.page("nilai", "id").title)
    page.wait_for_load_state("networkidle")
    expect(line(page)).to_be_hidden()
    assert page.locator("link[rel=manifest]").count() == 0
    assert [text for text in complaints if not text.startswith("foreign: file:")] == []


def test_without_scripts_the_line_does_not_show(host, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host.url + "nilai.html")
    expect(line(page)).to_be_hidden()
    context.close()


def test_under_make_serve_an_earlier_worker_goes_and_nothing_is_stale(host, page, site):
    visit(page, host.url + "nilai.html")
    page.evaluate("document.title = 'kept'")
    cut_off(host, page)
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--no-strict",
        "--no-livereload",
        "-a",
        f"127.0.0.1:{host.port}",
    ]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as serving:
        try:
            assert any("Serving on" in said for said in serving.stderr)
            page.goto(host.url + "nilai.html")
            # The kept page is shown for a moment, then the one that is served, which has no worker.
            expect(page.locator(".offline")).to_have_count(0)
            expect(page.locator("h1")).to_contain_text(site.page("nilai", "id").title)
            page.wait_for_function("navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
            assert page.evaluate("caches.keys()") == []
            page.reload()
            assert page.evaluate("navigator.serviceWorker.controller") is None
        finally:
            serving.terminate()


@pytest.mark.parametrize("host", ["/", "/peksos/"], indirect=True)
@pytest.mark.parametrize(
    ("path", "name", "start"),
    [
        ("metode/taktik.html", "Metode Pekerjaan Sosial", "index.html"),
        ("en/nilai.html", "Social Work Methods", "en/index.html"),
    ],
)
def test_each_language_can_be_installed(host, browser, tmp_path, path, name, start):
    # An ordinary profile: nothing can be installed from a private one.
    context = browser.browser_type.launch_persistent_context(tmp_path / "profile", **launch_options())
    try:
        page = context.pages[0]
        visit(page, host.url + path)
        session = context.new_cdp_session(page)
        assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        found = session.send("Page.getAppManifest")
        assert found["errors"] == []
        manifest = found["manifest"]
        assert manifest["name"] == name
        assert manifest["startUrl"] == host.url + start
        assert manifest["scope"] == host.url
    finally:
        context.close()


def test_the_colour_of_the_browser_follows_the_scheme_that_is_chosen(host, page):
    page.emulate_media(color_scheme="dark")
    page.goto(host.url + "nilai.html")
    colour = page.locator("meta[name=theme-color]")
    expect(colour).to_have_attribute("content", "#1d1b19")
    page.locator("label[for=__palette_1]").click()
    expect(colour).to_have_attribute("content", "#faf6ef")


def test_a_page_is_shown_even_where_the_store_is_gone(host, page, site):
    visit(page, host.url + "nilai.html")
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
    page.goto(host.url + "prinsip.html")
    expect(page.locator("h1")).to_contain_text(site.page("prinsip", "id").title)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_line_notice_and_offline_page_are_accessible(host, copy, browser, scheme):
    host.folder = copy
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    visit(page, host.url + "nilai.html")
    publish(copy, headed("prinsip.html"))
    page.reload()
    expect(page.locator(".new-edition button").first).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe.load(page)
    assert axe.findings(page) == []
    cut_off(host, page)
    page.goto(host.url + "sejarah.html")
    is_offline_page(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe.load(page)
    assert axe.findings(page) == []
    context.close()
