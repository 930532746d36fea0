"""Had every check let a hostile article through: what our server says of its pages lets none of it run or ask."""

import re
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from werkzeug.serving import make_server

from scripts.host.app import FolderApp

pytestmark = pytest.mark.browser

HOSTILE = """
<script>window.__pwned = "inline"</script>
<script type="module">window.__pwned = "module"</script>
<script src="{elsewhere}a.js"></script>
<script src="data:text/javascript,window.__pwned='data'"></script>
<script src="assets/uji.txt"></script>
<img src="x" onerror="window.__pwned='handler'">
<svg onload="window.__pwned='svg'"><image href="{elsewhere}a.png"/><style>@import "{elsewhere}b.css";</style></svg>
<details open ontoggle="window.__pwned='toggle'"><summary>x</summary>x</details>
<a id="led" href="javascript:window.__pwned='link'">x</a>
<iframe src="{elsewhere}"></iframe><iframe srcdoc="<script>parent.__pwned='srcdoc'</script>"></iframe>
<object data="{elsewhere}a.swf"></object><embed src="{elsewhere}a.swf">
<img src="{elsewhere}b.png"><img srcset="{elsewhere}c.png 1x"><video poster="{elsewhere}d.png"></video>
<audio src="{elsewhere}a.mp3" preload="auto"></audio><p style="background:url({elsewhere}e.png)">x</p>
<link rel="stylesheet" href="{elsewhere}c.css"><style>@font-face{{font-family:f;src:url({elsewhere}f.woff2)}}</style>
<p style="font-family:f">x</p><base href="{elsewhere}"><form action="{elsewhere}"><button id="sent">x</button></form>
<pre class="mermaid"><code>graph TD; a-->b</code></pre>
<a href="https://host.example/a/b" data-md-component="source">x</a>
"""


def started(server):
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def asked():
    """What another host was asked for."""
    return []


@pytest.fixture(scope="module")
def elsewhere(asked):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *arguments):
            pass

    yield from started(ThreadingHTTPServer(("127.0.0.1", 0), Handler))


@pytest.fixture(scope="module")
def address(built_site, elsewhere, tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken") / "site"
    shutil.copytree(built_site, folder)
    page = folder / "nilai.html"
    hostile = HOSTILE.format(elsewhere=elsewhere)
    text = page.read_text(encoding="utf-8")
    (begin,) = re.findall(r"<article\b[^>]*>", text)
    page.write_text(text.replace(begin, begin + hostile), encoding="utf-8")
    (folder / "assets" / "uji.txt").write_text("window.__pwned = 'text'")
    yield from started(make_server("127.0.0.1", 0, FolderApp(folder), threaded=True))


def test_a_hostile_article_runs_nothing_and_asks_nobody(page, address, asked, elsewhere):
    foreign = []
    # Of Material: a host of its own choice, which is not there.
    page.context.route(
        lambda url: not url.startswith((address, elsewhere)),
        lambda route: (foreign.append(route.request.url), route.abort()),
    )
    page.add_init_script("window.__blocked = 0; addEventListener('securitypolicyviolation', () => window.__blocked++)")
    page.goto(f"{address}nilai.html")
    page.wait_for_load_state("networkidle")
    # The theme's own script stands outside of the article, and runs.
    assert page.evaluate("typeof __md_get") == "function"
    page.evaluate("document.querySelector('#led').click()")
    assert page.evaluate("window.__pwned") is None
    assert page.evaluate("window.__blocked") > HOSTILE.count("{elsewhere}") // 2
    # Else the browser still weighs this one when it is asked for the next.
    page.evaluate(
        "new Promise(done => { addEventListener('securitypolicyviolation', event =>"
        " event.effectiveDirective === 'form-action' && done()); document.querySelector('#sent').click() })"
    )
    page.goto(f"{address}index.html")
    assert asked == []
    assert foreign == []
