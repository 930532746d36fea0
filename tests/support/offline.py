"""A server that can be stopped, and what readers do who keep the site for times without a network."""

import json
import re
import threading
from collections import Counter
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from playwright.sync_api import expect

from scripts.render.offline.service_worker import LIST, write_offline
from tests.support.project import real_site

# Browsers look for a new worker a while after a page has loaded.
PATIENCE = 60_000
# What a new edition says in the heading of a page, and no page does yet.
NEWS = "(2031)"
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


def publish(folder, changes):
    """A new edition: ``changes`` are texts to be replaced, by path."""
    for path, (old, new) in changes.items():
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), encoding="utf-8")
    write_offline(folder, real_site(), "2031.05.04")


def headed(*paths):
    """Changes to publish: the heading of each of the pages says more than it did, whatever that was."""
    return dict.fromkeys(paths, ("</h1>", f" {NEWS}</h1>"))


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


def until_asked(host, page, path):
    """Wait until the server was asked for ``path``."""
    for _ in range(PATIENCE // 50):
        if host.asked[path]:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"nobody asked for {path}")


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


def kept_addresses(page):
    """Of all that the caches of the site hold; behind the question mark is what distinguishes editions."""
    urls = page.evaluate(
        """async () => {
          const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
          return (await Promise.all(stores.map((store) => store.keys()))).flat().map(({ url }) => url);
        }"""
    )
    return set(urls)


def kept_paths(page):
    """What the caches of the site hold, without what distinguishes editions."""
    return {urlsplit(url).path.removeprefix("/") for url in kept_addresses(page)}


def thrifty(page):
    """Let the workers of the page think that the reader wants to save data, those to come too."""

    def tell(worker):
        worker.evaluate("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")

    for worker in page.context.service_workers:
        tell(worker)
    page.context.on("serviceworker", tell)
