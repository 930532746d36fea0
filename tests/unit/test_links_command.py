"""make links: what servers may answer, and how politely they are asked. All hosts here are one server on 127.0.0.1."""

import asyncio
import json
import shutil
import socket
import ssl
import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import httpx
import pytest

from scripts.commands import links
from scripts.external import kept_answers
from scripts.external.client import AskingLimits, ask_all, retry_after
from scripts.external.failures import failure
from scripts.external.linked_addresses import asked
from scripts.external.verdicts import ANSWERED, Answer
from tests.support.project import ROOT

SCHEMA = ROOT / "docs" / "_data" / "references.schema.json"
# Answers that come are waited for, however busy the machine; for those that never come a second or two are enough.
QUICK = AskingLimits(timeout=30, backoff=0.02, pause=0.01, longest_wait=2)
SHORT = replace(QUICK, timeout=2)
NOW = datetime(2024, 5, 1, tzinfo=UTC)


class Server(ThreadingHTTPServer):
    """Answers by path, and takes down every request: when, which host, how many at once."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.port = self.server_address[1]
        self.lock, self.stopping = threading.Lock(), threading.Event()
        self.requests, self.agents, self.times = [], set(), {}
        self.active, self.most, self.most_at_all = Counter(), Counter(), 0

    def url(self, path, host="one.test"):
        return f"http://{host}:{self.port}{path}"

    def asked(self, path):
        return [method for method, _, asked in self.requests if asked == path]

    def handle_error(self, request, client_address):
        pass  # a client that hung up is part of the tests


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        server, host = self.server, self.headers["Host"].partition(":")[0]
        self.left = False
        with server.lock:
            server.requests.append((self.command, host, self.path))
            server.agents.add(self.headers["User-Agent"])
            server.times.setdefault(host, []).append(time.monotonic())
            server.active[host] += 1
            server.most[host] = max(server.most[host], server.active[host])
            server.most_at_all = max(server.most_at_all, server.active.total())
        try:
            self.answer(self.path.strip("/").partition("?")[0].split("/"))
        finally:
            self.leave()

    do_GET = do_HEAD  # noqa: N815

    def leave(self):
        """Before the answer is on its way: who has it may ask for more before this thread goes on."""
        server, host = self.server, self.headers["Host"].partition(":")[0]
        with server.lock:
            server.active[host] -= not self.left
        self.left = True

    def answer(self, parts):
        name, first = parts[0], len(self.server.asked(self.path)) == 1
        if name == "closed" or (name == "head-closed" and self.command == "HEAD"):
            self.close_connection = True
        elif name == "head-closed":
            self.status(200)
        elif name == "slow":
            self.server.stopping.wait(60)
        elif name == "drip":
            self.drip()
        elif name == "head-refused":
            self.status(int(parts[1]) if self.command == "HEAD" else 200)
        elif name == "once":
            self.status(int(parts[1]) if first else 200, **({"Retry-After": parts[2]} if parts[2:] else {}))
        elif name == "redirect":
            self.status(int(parts[1]), Location="/" + "/".join(parts[2:]))
        elif name == "to":
            self.status(302, Location=self.server.url("/busy/" + parts[2], parts[1]))
        elif name == "away":
            self.status(
                302, Location={"host": "http://gone.invalid/", "app": "app:open", "bad": "http://[::1"}[parts[1]]
            )
        elif name == "loop":
            self.status(302, Location=self.path)
        elif name == "busy":
            time.sleep(0.1)
            self.status(200)
        else:
            self.status(int(name), **({"Retry-After": parts[1]} if parts[1:] else {}))

    def drip(self):
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not self.server.stopping.wait(0.1):
            self.wfile.write(b"X-Drip: drip\r\n")

    def status(self, code, **headers):
        self.leave()
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch):
    """Names ending in .test are this machine, all others do not exist."""
    look_up = socket.getaddrinfo

    def local(host, *rest, **options):
        name = host.decode() if isinstance(host, bytes) else host
        if name.endswith(".test"):
            return look_up("127.0.0.1", *rest, **options)
        if name in ("127.0.0.1", "localhost"):
            return look_up(host, *rest, **options)
        again = name.startswith("later.")
        raise socket.gaierror(socket.EAI_AGAIN if again else socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", local)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server():
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.stopping.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def check(tmp_path, capsys):
    """Run the command on a page with these addresses; gives exit code, issues by address, and what was said."""

    def run(*addresses, references=(), now=NOW, limits=QUICK, page="", options=()):
        (tmp_path / "docs" / "_data").mkdir(parents=True, exist_ok=True)
        (tmp_path / "mkdocs.yml").write_text("site_name: Links\n")
        listed = "\n".join(f"- [link](<{address}>)" for address in addresses)
        (tmp_path / "docs" / "index.md").write_text(f"# Links\n\n{listed}\n{page}\n", encoding="utf-8")
        shutil.copy(SCHEMA, tmp_path / "docs" / "_data")
        works = [
            {"id": f"work{number}", "status": "verified", "csl": {"type": "webpage", "title": "Title", **fields}}
            for number, fields in enumerate(references)
        ]
        (tmp_path / "docs" / "_data" / "references.yml").write_text(json.dumps({"references": works}, indent=1))
        code = links.main(["--root", str(tmp_path), "--format", "json", *options], limits, now)
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run


@pytest.fixture
def ask(server, check):
    """The (exit code, code, severity) of one address; a good one beside it shows that the machine is online."""

    def run(path, **options):
        address = path if "//" in path else server.url(path)
        code, issues, _ = check(address, server.url("/204", "good.test"), **options)
        assert len(issues) <= 1, issues
        return (code, issues[0]["code"], issues[0]["severity"]) if issues else (code, "", "")

    return run


@pytest.mark.parametrize(
    ("path", "expected", "methods"),
    [
        ("/200", (0, "", ""), "HEAD"),
        ("/404", (1, "E01", "error"), "HEAD GET"),
        ("/410", (1, "E01", "error"), "HEAD"),
        ("/401", (0, "E02", "warning"), "HEAD"),
        ("/403", (0, "E02", "warning"), "HEAD GET"),
        ("/999", (0, "E02", "warning"), "HEAD GET GET"),
        ("/head-refused/403", (0, "", ""), "HEAD GET"),
        ("/head-refused/404", (0, "", ""), "HEAD GET"),
        ("/head-refused/405", (0, "", ""), "HEAD GET"),
        ("/head-refused/501", (0, "", ""), "HEAD GET"),
        ("/head-closed", (0, "", ""), "HEAD GET"),
        ("/closed", (0, "E02", "warning"), "HEAD GET"),
        ("/once/500", (0, "", ""), "HEAD GET"),
        ("/once/429/0", (0, "", ""), "HEAD GET"),
        ("/503", (0, "E02", "warning"), "HEAD GET GET"),
        ("/429/0", (0, "E02", "warning"), "HEAD GET GET"),
        ("/429/3600", (0, "E02", "warning"), "HEAD"),
        ("/redirect/302/200", (0, "", ""), "HEAD"),
        ("/redirect/301/200", (0, "E03", "warning"), "HEAD"),
        ("/redirect/308/200", (0, "E03", "warning"), "HEAD"),
        ("/redirect/301/404", (1, "E01", "error"), "HEAD"),
        ("/redirect/302/redirect/301/200", (0, "", ""), "HEAD"),
        ("/loop", (0, "E02", "warning"), "HEAD " * 11),
        ("/away/app", (0, "E02", "warning"), "HEAD"),
        ("/away/bad", (0, "E02", "warning"), "HEAD"),
        ("/away/host", (1, "E04", "error"), "HEAD"),
        ("/slow", (0, "E05", "warning"), "HEAD GET GET"),
    ],
)
def test_every_answer_has_its_verdict_and_costs_no_more_requests_than_needed(server, ask, path, expected, methods):
    assert ask(path, limits=SHORT if path == "/slow" else QUICK) == expected
    assert server.asked(path) == methods.split()


def test_a_server_that_drips_is_not_waited_for_forever(ask):
    assert ask("/drip", limits=AskingLimits(timeout=2, retries=0, pause=0)) == (0, "E05", "warning")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://gone.invalid/", "E04"),
        ("http://one.test:1/", "E04"),  # nothing listens there
        ("http://a..b/", "E04"),
        ("http://one.test:port/", "E04"),
        ("http:///path", "E04"),
        ("http://later.invalid/", "E05"),  # the name server was silent, not the host
    ],
)
def test_what_cannot_be_reached(ask, address, code):
    assert ask(address)[1] == code


def test_a_server_without_tls_at_an_https_address(server, ask):
    assert ask(server.url("/200").replace("http:", "https:")) == (1, "E04", "error")


def test_a_bad_certificate_is_named():
    cause = ssl.SSLCertVerificationError()
    cause.verify_message = "certificate has expired"
    error = httpx.ConnectError("failed")
    error.__cause__ = cause
    assert failure("https://one.test/", error).reason == "certificate has expired"


def test_a_refusing_proxy_is_no_fault_of_the_link():
    reply = failure("https://one.test/", httpx.ProxyError("403 Forbidden"))
    assert (reply.outcome, reply.reached) == ("proxy", False)


def test_the_new_address_is_named_with_the_fragment(server, check):
    moved = server.url("/redirect/301/redirect/308/redirect/302/200")
    code, issues, _ = check(f"{moved}#part")
    assert code == 0
    assert issues[0]["message"] == f"{moved}#part has moved permanently"
    assert issues[0]["hint"] == f"write {server.url('/redirect/302/200')}#part"


def test_an_address_is_asked_once_and_all_its_places_are_reported(server, check):
    url = server.url("/404")
    page = f"\nAgain [here](<{url}#a>) and [there]({url}#b).\n"
    code, issues, said = check(url, url.upper(), page=page, references=[{"URL": url}])
    assert code == 1
    assert [(i["path"], i["line"]) for i in issues] == [
        *[("docs/_data/references.yml", 9)],
        *[("docs/index.md", line) for line in (3, 4, 6, 6)],
    ]
    assert server.asked("/404") == ["HEAD", "GET"]
    assert "checked 1 addresses on 1 hosts (0 from cache)" in said


def test_references_are_asked_by_url_and_by_doi(server, check, monkeypatch):
    monkeypatch.setattr("scripts.external.linked_addresses.DOI_RESOLVER", server.url("/404?doi=", "doi.test"))
    _, issues, _ = check(references=[{"URL": server.url("/200")}, {"DOI": "10.1002/a<1>#b"}])
    assert [(i["code"], i["path"]) for i in issues] == [("E01", "docs/_data/references.yml")]
    assert server.asked("/404?doi=10.1002/a%3C1%3E%23b") == ["HEAD", "GET"]


def test_links_inside_the_site_and_other_schemes_are_left_alone(check):
    code, issues, said = check("index.md", "#links", "mailto:a@b.test", "/path", "tel:1")
    assert (code, issues) == (0, [])
    assert "checked 0 addresses on 0 hosts" in said


def test_spellings_of_one_address():
    assert asked("//one.test") == asked("https://one.test/") == asked("HTTPS://ONE.test:443/#part")
    assert asked("http://one.test/%2Fa?b=c") == "http://one.test/%2Fa?b=c"


def test_one_connection_a_host_with_pauses_and_hosts_side_by_side(server, check):
    hosts = ("one.test", "two.test", "three.test")
    direct = [server.url(f"/busy/{number}", host) for host in hosts for number in range(3)]
    # A redirect to a busy host has to wait like the others.
    across = [server.url(f"/to/one.test/{number}", host) for host in hosts[1:] for number in (7, 8)]
    code, issues, _ = check(*direct, *across, limits=AskingLimits(timeout=30, pause=0.05))
    assert (code, issues) == (0, [])
    assert set(server.most.values()) == {1}
    assert server.most_at_all > 1
    for times in server.times.values():
        assert all(later - earlier >= 0.05 for earlier, later in pairwise(times))


def test_no_more_hosts_at_once_than_allowed(server, check):
    check(*(server.url("/busy", f"{n}.test") for n in range(6)), limits=AskingLimits(timeout=30, pause=0, parallel=2))
    assert server.most_at_all == 2


def test_a_server_is_left_alone_for_as_long_as_it_asks(server, check):
    code, issues, _ = check(server.url("/once/429/1"), server.url("/200"))
    assert (code, issues) == (0, [])
    first, *others = server.times["one.test"]
    assert all(time - first >= 1 for time in others)


def test_a_server_that_refuses_for_long_is_not_asked_for_more(server, check):
    _, issues, _ = check(server.url("/429/3600?a"), server.url("/429/3600?b"), server.url("/200", "two.test"))
    assert [issue["code"] for issue in issues] == ["E02", "E02"]
    assert [host for _, host, _ in server.requests].count("one.test") == 1


def test_retry_after_is_a_number_or_a_date():
    assert retry_after("120", NOW) == 120
    assert retry_after("Wed, 01 May 2024 00:00:30 GMT", NOW) == 30
    assert retry_after("Tue, 30 Apr 2024 00:00:00 GMT", NOW) == 0
    for unusable in ("", "soon", "-5", "²", "Wed, 01 May 99999999999999999999 00:00:30 GMT"):
        assert retry_after(unusable, NOW) is None


def test_servers_are_told_who_asks(server, check):
    check(server.url("/200"))
    assert [agent.split()[0] for agent in server.agents] == ["metode-pekerjaan-sosial"]


def test_good_answers_are_kept_and_bad_ones_asked_again(server, check, tmp_path):
    addresses = [server.url(path) for path in ("/200", "/404", "/redirect/301/200")]
    first = check(*addresses)
    server.requests.clear()
    second = check(*addresses, now=NOW + timedelta(days=13.9))
    assert second[:2] == first[:2]  # a move is told again, though nobody was asked again
    assert {path for _, _, path in server.requests} == {"/404"}
    assert "(2 from cache)" in second[2]
    assert [path.name for path in (tmp_path / ".cache").iterdir()] == ["links.json"]


def test_old_answers_are_asked_again(server, check, tmp_path):
    file = tmp_path / "kept" / "here.json"
    for days, options, requests in ((0, (), 1), (14, (), 2), (15, ("--max-age", "0.5"), 3), (14, (), 4), (14, (), 4)):
        check(server.url("/200"), now=NOW + timedelta(days=days), options=("--cache", str(file), *options))
        assert len(server.requests) == requests
    kept = json.loads(file.read_text())["addresses"]
    assert kept[server.url("/200")]["at"] == "2024-05-15T00:00:00+00:00"


BAD_ENTRIES = [("yesterday", 200), ("2024-05-01", 200), ("2024-05-01T00:00:00+00:00", 404)]


@pytest.mark.parametrize("number", range(8))
def test_a_bad_cache_is_ignored(server, check, tmp_path, number):
    whole = [b"", b"\xff", b"[]", b"[" * 100_000, b'{"version": 1, "addresses": [1]}']
    entries = [
        json.dumps({"version": 1, "addresses": {server.url("/200"): {"at": at, "status": status, "moved_to": ""}}})
        for at, status in BAD_ENTRIES
    ]
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "links.json").write_bytes([*whole, *(entry.encode() for entry in entries)][number])
    assert check(server.url("/200"))[:2] == (0, [])
    assert len(server.requests) == 1


def test_a_cache_that_cannot_be_written_is_said(server, check, tmp_path):
    (tmp_path / ".cache" / "links.json").mkdir(parents=True)
    code, issues, said = check(server.url("/404"))
    assert (code, len(issues)) == (1, 1)
    assert "the next run asks everything again" in said
    assert [path.name for path in (tmp_path / ".cache").iterdir()] == ["links.json"]


def test_answers_keep_their_shape_in_the_cache(tmp_path):
    kept = {"http://one.test/": kept_answers.Kept(Answer(ANSWERED, 200, "http://two.test/"), NOW)}
    kept_answers.save(tmp_path / "links.json", kept)
    assert kept_answers.load(tmp_path / "links.json") == kept


def test_an_offline_machine_is_told_apart_from_dead_links(check, tmp_path):
    dead = ("http://one.invalid/", "http://later.invalid/", "http://one.test:1/", "http://bad..name/")
    code, issues, said = check(*dead)
    assert (code, issues) == (2, None)
    assert [line for line in said.splitlines() if line.startswith("links: ")] == [
        "links: no host could be reached (the host one.invalid does not exist); "
        "connect this machine to the network and run it again"
    ]
    assert not (tmp_path / ".cache").exists()


def test_one_dead_link_is_not_an_offline_machine_when_the_others_are_known(server, check):
    addresses = ("http://one.invalid/", server.url("/200"))
    for _ in range(2):
        code, issues, _ = check(*addresses)
        assert (code, [issue["code"] for issue in issues]) == (1, ["E04"])
    server.shutdown()
    server.server_close()
    assert check(*addresses)[:2] == (2, None)


@pytest.mark.parametrize("proxy", ["gopher://one.test", "http://one.test:port"])
def test_a_proxy_that_cannot_be_used_is_one_clear_line(server, check, monkeypatch, proxy):
    monkeypatch.setenv("HTTP_PROXY", proxy)
    code, issues, said = check(server.url("/200"))
    assert (code, issues) == (2, None)
    assert said.splitlines()[-1].startswith("links: the proxy set for this machine cannot be used: ")


def test_progress_and_what_next_are_on_stderr(server, check):
    code, issues, said = check(server.url("/200"), server.url("/401", "two.test"))
    assert (code, len(issues)) == (0, 1)
    lines = said.splitlines()
    assert lines[:3] == ["Asking 2 hosts for 2 addresses …", "  1/2", "  2/2"]
    assert lines[3].startswith("checked 2 addresses on 2 hosts (0 from cache) in ")
    assert lines[3].endswith(": 0 errors, 1 warnings")
    assert lines[4].startswith("Next: ")


def test_a_folder_without_mkdocs_yml_is_one_clear_line(tmp_path, capsys):
    assert links.main(["--root", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("links: mkdocs.yml:")
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("options", [("--max-age", "-1"), ("--max-age", "nan"), ("--timeout", "0"), ("--timeout", "x")])
def test_impossible_options_are_refused(options, capsys):
    with pytest.raises(SystemExit) as stopped:
        links.main(list(options))
    assert stopped.value.code == 2
    assert "is not a number from" in capsys.readouterr().err


def test_answers_come_in_the_order_of_the_addresses(server):
    addresses = [server.url("/busy"), server.url("/200", "two.test")]
    assert list(asyncio.run(ask_all(addresses, QUICK, "test"))) == addresses
