"""Weigh the first view of pages: ``python -m tests.bench.weight``.

Opens pages of this site, and the same pages in Material without overrides, hooks and style sheets of our own, in
Chromium as large as a phone, and prints what each needs: the bytes of the files as they travel with gzip, requests, how
many of these went to other hosts (none is let through), and how far the layout shifted. Exit code 0, or 2 when a site
could not be built.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import Browser

from scripts.core.terminal import run
from scripts.render.frames.engine import run_mkdocs
from tests.support.browser import started

PAGES = ("index.html", "nilai.html", "proses.html", "en/nilai.html")
ALONE = ("glosarium.html", "en/glosarium.html", "dwibahasa/nilai.html")
PHONE = {"width": 360, "height": 740}
# https://web.dev/articles/cls: the sum of shifts that no input caused; one session window, for a first view is short.
_SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
# The network may be idle before a busy machine has drawn what came: until two frames, and what is told of them.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


class BenchError(Exception):
    """A site could not be built; the message is what MkDocs said."""


@dataclass(frozen=True, slots=True)
class View:
    """The first view of a page: bytes by kind of file, requests, those to other hosts, cumulative layout shift."""

    bytes: Mapping[str, int]
    requests: int
    foreign: int
    shift: float

    @property
    def total(self) -> int:
        """All bytes."""
        return sum(self.bytes.values())


def first_view(browser: Browser, server: str, site: Path, path: str) -> View:
    """Open ``path`` of the ``site`` behind ``server``. A service worker is kept out: it comes after the first view."""
    context = browser.new_context(viewport=PHONE, service_workers="block")
    kinds: dict[str, str] = {}
    context.on("request", lambda request: kinds.setdefault(request.url, request.resource_type))
    context.route(lambda url: not url.startswith((server, "data:", "blob:")), lambda route: route.abort())
    context.add_init_script(_SHIFTS)
    page = context.new_page()
    page.goto(server + path, wait_until="networkidle")
    page.evaluate(DRAWN)
    shift = page.evaluate("window.shifted")
    context.close()
    sizes: Counter[str] = Counter()
    # The size of the files, for a browser that has them from another page reports none.
    own = {url: kind for url, kind in kinds.items() if url.startswith(server)}
    for url, kind in own.items():
        file = site / unquote(urlsplit(url).path).lstrip("/")
        sizes[kind] += len(gzip.compress(file.read_bytes(), 6)) if file.is_file() else 0
    foreign = sum(not url.startswith((server, "data:", "blob:")) for url in kinds)
    return View(dict(sizes), len(own) + foreign, foreign, shift)


def views(site: Path, pages: Sequence[str]) -> Mapping[str, View]:
    """The first view of each page of the finished site."""
    with serve(site) as server, started() as browser:
        return {path: first_view(browser, server, site, path) for path in pages}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """A server of this folder on this machine alone; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def plain_material(root: Path, scratch: Path) -> Path:
    """A project below ``scratch`` with the same pages and extensions, in Material as it comes."""
    settings = yaml_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    for ours in ("hooks", "extra", "extra_css", "extra_javascript", "watch", "strict", "validation"):
        settings.pop(ours, None)
    settings["theme"] = {"name": "material", "language": settings["theme"]["language"]}
    shutil.copytree(root / settings.get("docs_dir", "docs"), scratch / "docs")
    for page in (scratch / "docs").rglob("*.md"):
        # The template of the home page is ours too.
        page.write_text(page.read_text(encoding="utf-8").replace("\ntemplate: home.html\n", "\n"), encoding="utf-8")
    (scratch / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    return scratch


def main() -> int:
    """Build both, weigh, print a table."""
    root = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        try:
            print("Building this site and the same pages in plain Material …", flush=True)
            ours = _build(root, Path(folder, "ours"))
            theirs = _build(plain_material(root, Path(folder, "plain")), Path(folder, "theirs"))
        except BenchError as error:
            print(f"bench: {error}", file=sys.stderr)
            return 2
        print("Opening pages …", flush=True)
        own, other = views(ours, (*PAGES, *ALONE)), views(theirs, PAGES)
    print(f"\n{'First view, KB with gzip':<26}{'HTML':>7}{'CSS':>7}{'JS':>7}{'other':>7}{'all':>7}", end="")
    print(f"{'ratio':>7}{'requests':>10}{'foreign':>9}{'shift':>8}")
    for path, view in own.items():
        _print(path, view, other.get(path))
        if path in other:
            _print("  plain Material", other[path], other[path])
    return 0


def _build(root: Path, site: Path) -> Path:
    done = run_mkdocs(root, site)
    if done.returncode:
        raise BenchError(f"mkdocs failed: {(done.stderr or done.stdout).strip()[-400:]}")
    return site


def _print(name: str, view: View, beside: View | None) -> None:
    kinds = [view.bytes.get(kind, 0) for kind in ("document", "stylesheet", "script")]
    columns = "".join(f"{size / 1000:>7.1f}" for size in (*kinds, view.total - sum(kinds), view.total))
    ratio = f"{view.total / beside.total:>7.2f}" if beside else " " * 7
    print(f"{name:<26}{columns}{ratio}{view.requests:>10}{view.foreign:>9}{view.shift:>8.3f}")


if __name__ == "__main__":
    run(main)
