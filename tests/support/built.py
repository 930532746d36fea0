"""The real site, built once; a server and a browser that look at it."""

import contextlib
import fcntl
import os
import random
import shutil
import socket
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.core.edition import Edition, find_edition
from tests.support.browser import launch_options, started
from tests.support.offline import Host
from tests.support.project import ROOT, real_site, source_of
from tests.support.sites import ADDRESS, build

# Of a machine that does much else at the same time; what is there sooner is not waited for.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory):
    return _built(tmp_path_factory, "built")


@pytest.fixture(scope="session")
def site():
    """What the built site was made from: tests expect what follows from this, no numbers that were true once."""
    return real_site()


@pytest.fixture(scope="session")
def terms(site):
    """How many terms the glossary has, whatever they are."""
    return len(site.glossary.terms)


@pytest.fixture(scope="session")
def published_site(tmp_path_factory):
    """The site as it is built for the web: it knows its own address, and where a page is edited."""
    return _built(tmp_path_factory, "published")


@pytest.fixture(scope="session")
def source(tmp_path_factory):
    """What the editions are made from: a site that knows where it is published, without editions in it."""
    folder = _built(tmp_path_factory, "source")
    found = find_edition(ROOT)
    changed = "+" if found and found.changed else ""
    return source_of(folder, real_site(), Edition(f"2023.11.14{changed}", 1700000000))


@pytest.fixture(scope="module", params=["id", "en"])
def locale(request):
    """Of one book after the other."""
    return request.param


@pytest.fixture(scope="session")
def address():
    """Where ``published_site`` is published."""
    return ADDRESS


def _built(tmp_path_factory, name):
    """The site that the first worker of pytest-xdist to want it builds, for all: no test changes a file in it.

    With ``BUILT_SITES``, that of an earlier run of ``tests.support.sites``.
    """
    if "BUILT_SITES" in os.environ:
        return ROOT / os.environ["BUILT_SITES"] / name / "site"
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return build(name, folder)


class _Handler(SimpleHTTPRequestHandler):
    """Static files, and 404.html where there is none, as web servers are told to answer."""

    def send_error(self, code, message=None, explain=None):
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        # A browser that leaves a page breaks off what it was loading.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def serve(folder):
    """Yields the address at which the folder is served, as long as it is."""
    with _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def server(built_site):
    yield from serve(built_site)


def free_port():
    """A port for a server that cannot choose one itself.

    Not one of those from 32768 on, which Linux gives to connections as they come (ip_local_port_range): a browser might
    have taken it by the time that the server starts.
    """
    for port in random.sample(range(20_000, 32_768), 100):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


@pytest.fixture(scope="session")
def launch():
    """How the browser is started."""
    return launch_options()


# No longer than its module: Playwright's event loop runs in this thread, and other tests start one of their own.
@pytest.fixture(scope="module")
def browser():
    with started() as running:
        yield running


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(browser, server):
    """Opens a page in a context of its own, without the transitions in which things are neither here nor there."""
    contexts = []

    def open_page(path, **options):
        looks = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options}
        contexts.append(browser.new_context(**looks))
        page = contexts[-1].new_page()
        page.goto(server + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def opened_anew(browser):
    """Opens an address in a context of its own, with transitions as they are."""
    contexts = []

    def open_page(address, **options):
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def watched_page(page, server):
    """A page, and the list of what a reader's browser would complain about."""
    complaints = []

    def failed(request):
        # Leaving a page aborts what it was still fetching; that is no fault of the page.
        if "ERR_ABORTED" not in (request.failure or ""):
            complaints.append(f"failed: {request.url}")

    def requested(request):
        if not request.url.startswith((server, "data:", "blob:")):
            complaints.append(f"foreign: {request.url}")

    def logged(message):
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", logged)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", failed)
    page.on("request", requested)
    return page, complaints


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
