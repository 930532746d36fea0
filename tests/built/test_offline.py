"""Reading without a network: a real browser, and a server of the test's own that is really stopped."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from scripts.model.site import load_site
from scripts.render.offline import LIST, write_offline
from tests.built import axe
from tests.built.conftest import FLAGS, browser_path

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
# Browsers look for a new worker a while after a page has loaded.
PATIENCE = 20_000
PORTAL = b"<!doctype html><html lang=en><title>Free Wi-Fi</title><h1>Please log in</h1>"


class Host:
    """The site on a port of its own, which can be stopped and started; remembers what it was asked for."""

    def __init__(self, folder, below="/"):
        self.folder, self.below, self.port = folder, below, 0
        self.asked = Counter()
        self.instead = {}
        self.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}{self.below}"

    def start(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), partial(_Handler, host=self))
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def answer(self, path):
        """Status and content for a path below the site."""
        self.asked[path] += 1
        for pattern, answer in self.instead.items():
            if re.fullmatch(pattern, path):
                return answer
        file = self.folder / (path if path and not path.endswith("/") else f"{path}index.html")
        return (200, file.read_bytes()) if file.is_file() else (404, (self.folder / "404.html").read_bytes())


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments, host):
        self.host = host
        super().__init__(*arguments)

    def do_GET(self):
        path = urlsplit(self.path).path
        inside = path.startswith(self.host.below)
        status, content = self.host.answer(path.removeprefix(self.host.below)) if inside else (404, b"")
        kind = self.guess_type(path if path[-1] != "/" else "index.html")
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if status == 404 or content == PORTAL else kind)
        self.send_header("Content-Length", str(len(content)))
        # As many hosts send it: what was fetched a moment ago is not asked for again.
        self.send_header("Cache-Control", "max-age=600" if status == 200 and content != PORTAL else "no-store")
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(content)

    def do_POST(self):
        self.host.asked["POST"] += 1
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def host(built_site, request):
    running = Host(built_site, getattr(request, "param", "/"))
    yield running
    if running.thread.is_alive():
        running.stop()


@pytest.fixture
def copy(built_site, tmp_path):
    """A copy of the site whose files may be changed."""
    return shutil.copytree(built_site, tmp_path / "site")


def publish(folder, changes):
    """A new edition: ``changes`` are texts to be replaced, by path."""
    for path, (old, new) in changes.items():
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), encoding="utf-8")
    write_offline(folder, load_site(ROOT), "2031.05.04")


def files(folder):
    return json.loads((folder / LIST).read_text(encoding="utf-8"))["files"]


def line(page):
    return page.locator(".offline")


def button(page, name):
    return line(page).get_by_role("button", name=re.compile(name))


def visit(page, url):
    """Open a page and wait until the worker has kept it."""
    page.goto(url)
    expect(button(page, "^(Hapus|Remove)")).to_be_visible(timeout=PATIENCE)


def save(page):
    button(page, "^(Simpan|Save)").click()
    saved = re.compile("Seluruh situs tersimpan|whole site is saved")
    expect(line(page).get_by_role("status")).to_contain_text(saved, timeout=PATIENCE)


def cut_off(host, page):
    """Stop the server; what the browser has in its ordinary cache does not count."""
    host.stop()
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")


def is_offline_page(page):
    expect(page.locator("h1")).to_have_text("Halaman ini belum tersimpan This page is not saved here")


def test_a_visited_page_opens_without_a_network_with_its_styles_scripts_and_section(host, page):
    visit(page, host.url + "index.html")
    visit(page, host.url + "prinsip.html")
    cut_off(host, page)
    page.goto(host.url + "prinsip.html?h=kerahasiaan#kerahasiaan")
    expect(page.locator("h1")).to_contain_text("Prinsip")
    expect(page.locator("mark").first).to_have_text(re.compile("kerahasiaan", re.IGNORECASE))
    expect(page.locator("body")).to_have_css("background-color", "rgb(250, 246, 239)")
    page.wait_for_function("document.getElementById('kerahasiaan').getBoundingClientRect().top < 300", polling=100)
    page.locator("article a.gloss").first.hover()
    expect(page.locator(".gloss-card")).to_be_visible()


@pytest.mark.parametrize("host", ["/", "/peksos/"], indirect=True)
def test_an_unvisited_page_says_so_in_both_languages_and_leads_to_what_is_kept(host, page):
    visit(page, host.url + "metode/taktik.html")
    visit(page, host.url + "en/nilai.html")
    cut_off(host, page)
    page.goto(host.url + "en/metode/kelompok.html")
    is_offline_page(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 246, 239)"
    assert page.locator("img").evaluate("image => image.naturalWidth") > 0
    links = {link.inner_text(): link.get_attribute("href") for link in page.locator("ul a").all()}
    assert links == {
        "Taktik perubahan dalam masyarakat": "metode/taktik.html",
        "The values of social work": "en/nilai.html",
    }
    assert page.locator('[lang="en"] ul a').count() == 1
    page.locator("ul a").first.click()
    expect(page).to_have_url(host.url + "metode/taktik.html")
    expect(page.locator("h1")).to_contain_text("Taktik")
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


def test_a_directory_and_an_address_without_html_are_the_pages_that_hosts_show_there(host, page):
    visit(page, host.url)
    visit(page, host.url + "nilai.html")
    cut_off(host, page)
    page.goto(host.url)
    expect(page.locator(".hero")).to_be_visible()
    page.goto(host.url + "nilai")
    expect(page.locator("h1")).to_contain_text("Nilai")


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
    expect(group).to_contain_text(re.compile(r"\d\.\d of \d\.\d MB"))
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


def kept_paths(page):
    """What the caches of the site hold, without what distinguishes editions."""
    urls = page.evaluate(
        """async () => {
          const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
          return (await Promise.all(stores.map((store) => store.keys()))).flat().map(({ url }) => url);
        }"""
    )
    return {urlsplit(url).path.removeprefix("/") for url in urls}


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


def test_a_device_without_room_says_so_and_keeps_what_it_has(host, page):
    visit(page, host.url + "nilai.html")
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.url.rstrip("/"), "quotaSize": 2_000_000})
    button(page, "^Simpan").click()
    expect(line(page).get_by_role("status")).to_contain_text("Ruang di perangkat ini tidak cukup")
    cut_off(host, page)
    page.goto(host.url + "nilai.html")
    expect(page.locator("h1")).to_contain_text("Nilai")


def test_neither_a_missing_page_nor_a_login_page_is_kept(host, page):
    visit(page, host.url + "nilai.html")
    page.goto(host.url + "nilay.html")
    expect(page.locator("h1")).to_contain_text("Halaman ini tidak ada")
    host.instead = {".*": (200, PORTAL)}
    page.goto(host.url + "prinsip.html")
    expect(page.locator("h1")).to_have_text("Please log in")
    # What is kept is shown, even so.
    page.goto(host.url + "nilai.html")
    expect(page.locator("h1")).to_contain_text("Nilai")
    cut_off(host, page)
    for path in ("nilay.html", "prinsip.html"):
        page.goto(host.url + path)
        is_offline_page(page)
    assert kept_paths(page) & {"nilay.html", "prinsip.html"} == set()


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


def thrifty(page):
    """Let the workers of the page think that the reader wants to save data, those to come too."""

    def tell(worker):
        worker.evaluate("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")

    for worker in page.context.service_workers:
        tell(worker)
    page.context.on("serviceworker", tell)


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
def test_a_browser_that_refuses_shows_the_page_and_nothing_else(host, page, refusal):
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
    expect(page.locator("h1")).to_contain_text("Prinsip")
    expect(line(page)).to_be_hidden()
    assert complaints == []


def test_a_page_opened_from_a_disk_has_no_worker_and_no_complaint(built_site, watched_page):
    page, complaints = watched_page
    page.goto((built_site / "nilai.html").as_uri())
    expect(page.locator("h1")).to_contain_text("Nilai")
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


def test_under_make_serve_an_earlier_worker_goes_and_nothing_is_stale(host, page):
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
            expect(page.locator("h1")).to_contain_text("Nilai")
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
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=browser_path(), args=FLAGS
    )
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


def test_a_page_is_shown_even_where_the_store_is_gone(host, page):
    visit(page, host.url + "nilai.html")
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
    page.goto(host.url + "prinsip.html")
    expect(page.locator("h1")).to_contain_text("Prinsip")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_line_notice_and_offline_page_are_accessible(host, copy, browser, scheme):
    host.folder = copy
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    visit(page, host.url + "nilai.html")
    publish(copy, {"prinsip.html": ("Prinsip", "Asas")})
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
