"""The copy that `make host`, nginx and Caddy show, each as it is configured here: the same for all three."""

import contextlib
import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import PurePosixPath

import httpx
import pytest
from playwright.sync_api import expect

from scripts.core.media import TYPES
from scripts.host.compression import compress
from scripts.host.headers import COMPRESSED_SUFFIXES, FOREVER, REVALIDATED, content_type, security_headers
from scripts.install import find_program
from tests.support.built import free_port
from tests.support.project import ROOT

HOST = ROOT / "scripts" / "host"
PAGES = (ROOT / "docs" / "hosting.md", ROOT / "docs" / "hosting.en.md")
pytestmark = pytest.mark.browser
# Seconds; a machine may do much else.
PATIENCE = 60


@pytest.fixture(scope="module")
def copy(built_site, tmp_path_factory):
    """The built site as it lies on a server: compressed, with a file of every type, and what must not be shown."""
    folder = tmp_path_factory.mktemp("srv") / "salinan peksos"
    shutil.copytree(built_site, folder)
    for suffix in TYPES:
        (folder / f"contoh{suffix}").write_bytes(b"contoh " * 200)
    for name in ("SHA256SUMS", ".rahasia", "metode/.rahasia.html"):
        (folder / name).write_bytes(b"contoh " * 200)
    compress(folder)
    shutil.copy(folder / "nilai.html", folder / "baru-ditaruh.html")
    return folder


@contextlib.contextmanager
def running(command, port, log, **variables):
    """Runs a server until the block ends; its words go to the file ``log``."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **variables}, stdout=output, stderr=output)
        try:
            _wait_for(process, port, log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait_for(process, port, log):
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"the server did not answer: {log.read_text(errors='replace')}")


def block_in(text, language):
    """The only block of this language in a page."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    return block


def start_host(copy, port, folder):
    command = [sys.executable, "-m", "scripts", "host", str(copy), "--address", "127.0.0.1", "--port", str(port)]
    return running(command, port, folder / "log")


def start_nginx(copy, port, folder):
    """nginx with the server block that the page shows, told other places."""
    block = block_in(PAGES[0].read_text(encoding="utf-8"), "nginx")
    for shown, here in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "/srv/metode-peksos;": f'"{copy}";',
        "/etc/nginx/metode-peksos.conf;": f'"{HOST / "nginx.conf"}";',
    }.items():
        assert block.count(shown) == 1
        block = block.replace(shown, here)
    temporary = "\n".join(
        f"{name}_temp_path {folder / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "main.conf"
    # A server of the root user would read as another user, who may not look into the folders of tests.
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    main.write_text(f"{user}\npid {folder / 'pid'};\nevents {{}}\nhttp {{ access_log off; {temporary}\n{block} }}\n")
    command = [find_program("nginx"), "-p", str(folder), "-c", str(main), "-e", "stderr", "-g", "daemon off;"]
    return running(command, port, folder / "log")


def start_caddy(copy, port, folder):
    command = [find_program("caddy"), "run", "--config", str(HOST / "Caddyfile"), "--adapter", "caddyfile"]
    places = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    address = f"http://127.0.0.1:{port}"
    return running(command, port, folder / "log", ADDRESS=address, BIND="127.0.0.1", ROOT=str(copy), **places)


STARTERS = {"host": start_host, "nginx": start_nginx, "caddy": start_caddy}


@pytest.fixture(
    scope="module",
    params=[
        "host",
        pytest.param("nginx", marks=pytest.mark.needs_programs("nginx")),
        pytest.param("caddy", marks=pytest.mark.needs_programs("caddy")),
    ],
)
def server(request, copy, tmp_path_factory):
    """Each of the three servers in turn, in place of the plain one that other tests use."""
    port = free_port()
    with STARTERS[request.param](copy, port, tmp_path_factory.mktemp(request.param)):
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def get(server):
    """Asks the server for a path; by default without compression."""

    def get(path, method="GET", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        headers = {"accept-encoding": "identity", **named}
        return httpx.request(method, server + path, headers=headers, trust_env=False, timeout=PATIENCE)

    return get


def test_every_kind_of_file_has_its_type(get):
    paths = [f"contoh{suffix}" for suffix in TYPES] + ["", "en/", "metode/", "404.html", "SHA256SUMS", "sw.js"]
    types = {path: get(path).headers["content-type"] for path in paths if path != "404.html"}
    expected = {path: content_type(PurePosixPath(path or "index.html")) for path in types}
    assert types == {**expected, **dict.fromkeys(("en/", "metode/"), "text/html; charset=utf-8")}


def test_what_is_named_by_its_content_stays_and_all_else_is_asked_about(get, copy):
    files = [file.relative_to(copy).as_posix() for file in copy.rglob("*.[cj]s*") if file.suffix in (".css", ".js")]
    lasting = {path for path in files if get(path).headers["cache-control"] == FOREVER}
    assert {PurePosixPath(path).name.split(".")[0] for path in lasting} >= {"bundle", "site", "worker"}
    assert lasting == {path for path in files if re.search(r"\.[0-9a-f]{8}\.(min\.)?(js|css)$", path)}
    # A file that is edited under its own name would never be renewed.
    assert not [path for path in lasting if (ROOT / "overrides" / path).exists() or (ROOT / "docs" / path).exists()]
    for path in ("", "en/nilai.html", "sw.js", "manifest.webmanifest", "search/search_index.js", "contoh.zim"):
        assert get(path).headers.get_list("cache-control") == [REVALIDATED], path


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize("path", ["", "nilai.html", "search/search_index.js", "contoh.zim"])
def test_what_is_unchanged_costs_an_empty_answer(get, path, coding):
    first = get(path, accept_encoding=coding)
    assert first.status_code == 200
    for question in (
        {"if_none_match": first.headers["etag"]},
        {"if_modified_since": first.headers["last-modified"]},
    ):
        again = get(path, accept_encoding=coding, **question)
        assert (again.status_code, again.content) == (304, b""), question
    assert get(path, accept_encoding=coding, if_none_match='"other"').status_code == 200


def test_text_travels_compressed_as_it_lies_there_and_arrives_whole(get, copy):
    for suffix in sorted(COMPRESSED_SUFFIXES):
        path = f"contoh{suffix}"
        headers, address = {"accept-encoding": "gzip"}, str(get(path).url)
        with httpx.stream("GET", address, headers=headers, trust_env=False, timeout=PATIENCE) as answer:
            sent = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip", path
        assert answer.headers["vary"].lower() == "accept-encoding", path
        assert answer.headers["content-type"] == content_type(PurePosixPath(path)), path
        assert sent == (copy / f"{path}.gz").read_bytes(), path
        assert gzip.decompress(sent) == (copy / path).read_bytes(), path
        assert "content-encoding" not in get(path).headers


def test_a_page_without_a_compressed_copy_travels_compressed_too(get, copy):
    answer = get("baru-ditaruh.html", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == (copy / "nilai.html").read_bytes()


def test_what_is_compressed_already_travels_as_it_is(get, copy):
    for suffix in sorted(TYPES.keys() - COMPRESSED_SUFFIXES):
        answer = get(f"contoh{suffix}", accept_encoding="gzip")
        assert "content-encoding" not in answer.headers, suffix
        assert answer.content == (copy / f"contoh{suffix}").read_bytes()


def test_files_can_be_fetched_in_parts(get, copy):
    whole = (copy / "contoh.zim").read_bytes()
    for asked, part in {"bytes=100-199": whole[100:200], "bytes=0-0": whole[:1], "bytes=-50": whole[-50:]}.items():
        answer = get("contoh.zim", range=asked)
        assert (answer.status_code, answer.content) == (206, part)
    assert get("contoh.zim", range="bytes=999999-").status_code == 416


def test_what_is_not_there_is_answered_with_the_page_for_it(get, copy):
    page = (copy / "404.html").read_bytes()
    missing = ["tidak-ada.html", "unduh/", "nilai.html/", "tidak.12345678.js", "tidak-ada.zim", "assets/", "en/x/"]
    hidden = [".rahasia", "metode/.rahasia.html", ".git/config", "assets/../.rahasia"]
    for path in missing + hidden:
        answer = get(path)
        assert answer.status_code == 404, path
        assert answer.content == page, path
        assert answer.headers["content-type"] == "text/html; charset=utf-8", path
        assert answer.headers["cache-control"] == REVALIDATED, path


@pytest.mark.parametrize("path", ["../{}", "..%2f{}", "%2e%2e/{}", "assets/..%2f..%2f{}", "..%5c{}", "/../{}"])
def test_no_path_leads_out_of_the_folder(server, copy, path):
    (copy.parent / "luar.txt").write_text("rahasia")
    # As it stands: clients tidy such paths before they ask.
    connection = http.client.HTTPConnection(httpx.URL(server).netloc.decode(), timeout=PATIENCE)
    connection.request("GET", "/" + path.format("luar.txt"))
    answer = connection.getresponse()
    assert (answer.status in (400, 404), b"rahasia" in answer.read()) == (True, False)
    connection.close()


def test_a_folder_without_its_slash_leads_to_the_one_with_it(get, server):
    answer = get("metode")
    assert answer.status_code in (301, 308)
    assert httpx.URL(server).join("metode").join(answer.headers["location"]) == httpx.URL(server).join("metode/")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(get, copy, method):
    assert get("nilai.html", method).status_code == 405
    assert get("baru.html", method).status_code in (404, 405)
    assert not (copy / "baru.html").exists()


def test_only_the_head_is_sent_when_only_that_is_asked_for(get, copy):
    answer = get("nilai.html", "HEAD")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == (copy / "nilai.html").stat().st_size


@pytest.mark.parametrize("path", ["", "en/nilai.html", "sw.js", "assets/site.css", "contoh.zim", "tidak-ada.html"])
def test_every_answer_says_what_pages_may_do(get, copy, path):
    expected = {name.lower(): [value] for name, value in security_headers(copy).items()}
    answer = get(path)
    found = {name: answer.headers.get_list(name) for name in expected}
    assert found == expected, (
        "scripts/host/nginx.conf and Caddyfile must say Content-Security-Policy "
        f'"{security_headers(copy)["Content-Security-Policy"]}"'
    )


def test_no_answer_tells_more_than_needed(get):
    headers = get("").headers
    assert not re.search(r"\d", headers.get("server", ""))
    assert "x-powered-by" not in headers
    assert "strict-transport-security" not in headers


def test_pages_work_within_their_policy(server, watched_page):
    page, complaints = watched_page
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))"
    )
    for path in ("index.html", "en/nilai.html", "dwibahasa/nilai.html", "dwibahasa/metode/index.html", "pustaka.html"):
        page.goto(server + path)
        expect(page.locator("h1")).to_have_count(1)
    # Word, stem, and the worker that finds it.
    page.locator("[data-md-component='search-query']").fill("rahasia")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    # A gloss, the glossary's filter, the flash cards, another look, the other language.
    page.goto(f"{server}metode/taktik.html")
    page.locator("article a.gloss").first.hover()
    page.goto(f"{server}en/glosarium.html")
    page.locator("#glossary-filter, input[type=search]").first.fill("empathy")
    page.goto(f"{server}kartu.html")
    page.locator("article button").first.click()
    page.locator("label[for^=__palette]:visible").first.click()
    page.locator("a.language").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert complaints == []


def test_the_policy_is_not_so_wide_that_it_stops_nothing(server, page):
    page.goto(f"{server}index.html")
    blocked = page.evaluate(
        """() => new Promise(resolve => {
            addEventListener("securitypolicyviolation", event => resolve(event.violatedDirective));
            const script = document.createElement("script");
            script.textContent = "window.foreign = true";
            document.body.append(script);
            setTimeout(() => resolve(null), 20000);
        })"""
    )
    assert blocked == "script-src-elem"
    assert page.evaluate("window.foreign") is None


def test_the_pages_show_the_block_that_is_tested_and_the_file_tells():
    blocks = {block_in(page.read_text(encoding="utf-8"), "nginx") for page in PAGES}
    (block,) = blocks
    comment = (HOST / "nginx.conf").read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert "\n".join(f"#     {line}" for line in block.splitlines()) in comment


@pytest.mark.needs_programs("caddy")
def test_the_caddyfile_is_written_as_caddy_writes_it():
    run = subprocess.run(
        [find_program("caddy"), "fmt", str(HOST / "Caddyfile")], capture_output=True, text=True, check=False
    )
    assert run.stdout == (HOST / "Caddyfile").read_text(encoding="utf-8")
