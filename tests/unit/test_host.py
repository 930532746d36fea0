"""`make host` on a small folder, over real sockets. What it shares with nginx and Caddy: built/test_servers.py."""

import contextlib
import errno
import io
import os
import pty
import re
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import httpx
import ifaddr
import pytest
import segno
from waitress.server import MultiSocketServer

from scripts.commands import host as host
from scripts.commands.compress import main as compress_main
from scripts.host.compression import compress
from scripts.host.headers import content_security_policy
from scripts.host.network import qr_code, reachable_addresses
from tests.support.built import free_port
from tests.support.project import ROOT

HOST = ROOT / "scripts" / "host"
PAGE = "<!doctype html><title>Beranda</title><p>" + "Isi halaman. " * 200


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "situs"
    (folder / "metode").mkdir(parents=True)
    for path in ("index.html", "metode/index.html", "nilai.html"):
        (folder / path).write_text(PAGE)
    (folder / "besar.zim").write_bytes(bytes(8_000_000))
    return folder


def heed_interruption():
    """What a shell starts in the background ignores interruptions, and so does what that starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """The command at work: ``base`` is its address, ``end()`` interrupts it and gives exit code, output and errors."""

    def __init__(self, folder, *options, **variables):
        command = [
            sys.executable,
            "-m",
            "scripts",
            "host",
            str(folder),
            "--address",
            "127.0.0.1",
            "--port",
            "0",
            *options,
        ]
        environment = {**os.environ, "PYTHONUTF8": "1", **variables}
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed_interruption,
        )
        self.lines = []
        while not self.lines or "Ctrl+C" not in self.lines[-1]:
            line = self.process.stdout.readline()
            assert line, self.process.stderr.read()
            self.lines.append(line.rstrip())
        self.base = next(line.strip() for line in self.lines if line.strip().startswith("http://"))

    def end(self):
        self.process.send_signal(signal.SIGINT)
        output, errors = self.process.communicate(timeout=120)
        return self.process.returncode, output, errors


@pytest.fixture
def start():
    """Starts the command; whatever still runs after the test is ended."""
    with contextlib.ExitStack() as stack:

        def start(folder, *options, **variables):
            running = Running(folder, *options, **variables)
            stack.callback(running.process.wait)
            stack.callback(running.process.kill)
            return running

        yield start


def get(url, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(url, headers={"accept-encoding": "identity", **named}, trust_env=False, timeout=120)


def test_interrupting_ends_it_and_counts_the_pages(site, start):
    running = start(site)
    for path in ("", "nilai.html", "metode/", "besar.zim", "tidak-ada.html"):
        get(running.base + path)
    again = get(f"{running.base}nilai.html", if_none_match=get(f"{running.base}nilai.html").headers["etag"])
    assert again.status_code == 304
    # Five pages were read: one of them again, and once more from the reader's own store.
    assert running.end() == (0, "\nStopped. Pages served: 5.\n", "")


def test_what_is_said_at_the_start(site, start):
    running = start(site)
    assert running.lines == [
        "",
        f"{site}: only this computer can read it, at",
        f"    {running.base}",
        "",
        "Ctrl+C ends it.",
    ]


def test_it_speaks_indonesian(site, start):
    running = start(site, LC_ALL="id_ID.UTF-8")
    assert running.lines[-1] == "Ctrl+C menghentikannya."
    assert running.end()[1] == "\nSelesai. Halaman yang dibuka: 0.\n"


def test_links_out_of_the_folder_lead_nowhere(site, start, tmp_path):
    (tmp_path / "luar").mkdir()
    (tmp_path / "luar" / "rahasia.html").write_text("rahasia")
    (site / "keluar.html").symlink_to(tmp_path / "luar" / "rahasia.html")
    (site / "luar").symlink_to(tmp_path / "luar")
    (site / "putar").symlink_to(site / "putar")
    (site / ".git").mkdir()
    (site / ".git" / "config").write_text("rahasia")
    (site / "tersembunyi.html").symlink_to(site / ".git" / "config")
    (site / "dalam.html").symlink_to(site / "nilai.html")
    running = start(site)
    for path in (
        "keluar.html",
        "luar/rahasia.html",
        "luar/",
        "putar",
        ".git/config",
        "tersembunyi.html",
        "nilai%00.html",
    ):
        assert get(running.base + path).status_code == 404, path
    assert get(running.base + "a" * 5000).status_code == 404
    assert get(f"{running.base}dalam.html").text == PAGE


def test_what_came_out_of_the_zip_is_served(site, start):
    (site.parent / "BACA-SAYA.html").write_text("Mulai di sini.")
    running = start(site.parent)
    assert get(running.base).text == PAGE
    assert get(f"{running.base}BACA-SAYA.html").status_code == 404
    assert get(f"{running.base}../BACA-SAYA.html").status_code == 404


def test_a_folder_reached_by_a_link_is_served(site, start, tmp_path):
    (tmp_path / "terkini").symlink_to(site)
    assert get(start(tmp_path / "terkini").base).text == PAGE


def test_a_file_that_may_not_be_read_is_not_there(site, start, monkeypatch):
    # The root user may read everything: a socket cannot be opened by anybody.
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(site)
        listener.bind("soket.html")
        assert get(f"{start(site).base}soket.html").status_code == 404


def test_text_is_compressed_for_those_who_ask_and_kept_apart_from_the_rest(site, start):
    base = start(site).base
    plain, shrunk = get(f"{base}nilai.html"), get(f"{base}nilai.html", accept_encoding="gzip, br")
    assert (plain.text, shrunk.text) == (PAGE, PAGE)
    assert int(shrunk.headers["content-length"]) < int(plain.headers["content-length"]) / 5
    assert shrunk.headers["etag"] != plain.headers["etag"]
    assert get(f"{base}nilai.html", accept_encoding="gzip;q=0").headers.get("content-encoding") is None


def test_a_site_that_is_built_anew_is_shown_at_once(site, start):
    base = start(site).base
    first = get(f"{base}nilai.html", accept_encoding="gzip")
    site.rename(site.with_name("lama"))
    assert get(f"{base}nilai.html").status_code == 404
    site.mkdir()
    (site / "nilai.html").write_text(PAGE + "Baru.")
    second = get(f"{base}nilai.html", accept_encoding="gzip", if_none_match=first.headers["etag"])
    assert (second.status_code, second.text) == (200, PAGE + "Baru.")


def test_clients_that_break_off_and_a_class_at_once_do_it_no_harm(site, start):
    running = start(site)
    port = httpx.URL(running.base).port
    for _ in range(10):
        client = socket.create_connection(("127.0.0.1", port))
        client.sendall(b"GET /besar.zim HTTP/1.1\r\nHost: x\r\n\r\n")
        client.recv(100)
        # Not a farewell, but a reset.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
    answers = []
    readers = [threading.Thread(target=lambda: answers.append(get(f"{running.base}besar.zim"))) for _ in range(40)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert {(answer.status_code, len(answer.content)) for answer in answers} == {(200, 8_000_000)}
    assert len(answers) == 40
    assert running.end() == (0, "\nStopped. Pages served: 0.\n", "")


def test_nonsense_is_refused_in_peace(site, start):
    running = start(site)
    port = httpx.URL(running.base).port
    for nonsense in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nA b: c\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
            client.sendall(nonsense)
            assert b" 400 " in client.recv(1000).splitlines()[0]
    assert get(running.base).status_code == 200


@pytest.mark.parametrize(
    ("folder", "options", "message"),
    [
        ("tidak-ada", (), "holds no index.html; build the site with `make site`, or name its folder"),
        (
            "situs",
            ("--address", "192.0.2.77"),
            "this computer has no address 192.0.2.77; leave it out to answer at all",
        ),
        (
            "situs",
            ("--address", "nama.invalid"),
            "this computer has no address nama.invalid; leave it out to answer at",
        ),
    ],
)
def test_what_cannot_begin_says_why_in_one_line(site, capsys, folder, options, message):
    assert host.main([str(site.with_name(folder)), "--address", "127.0.0.1", *options]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("host: ")
    assert message in line


@pytest.mark.parametrize("port", ["70000", "-1", "delapan"])
def test_a_port_that_is_none_is_refused(site, capsys, port):
    with pytest.raises(SystemExit) as ended:
        host.main([str(site), "--address", "127.0.0.1", f"--port={port}"])
    assert ended.value.code == 2
    assert "--port" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named_with_another(site, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert host.main([str(site), "--address", "127.0.0.1", "--port", str(port)]) == 2
    assert capsys.readouterr().err == f"host: port {port} is in use; take another: make host PORT={port + 1}\n"


def test_a_name_with_several_addresses_answers_at_each(site, capsys, monkeypatch):
    def resolve(_, port, *__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{last}", int(port))) for last in (1, 2)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(MultiSocketServer, "run", lambda _: None)
    port = free_port()
    assert host.main([str(site), "--address", "kelas.test", "--port", str(port)]) == 0
    assert f"    http://kelas.test:{port}/" in capsys.readouterr().out.splitlines()


def test_a_port_for_administrators_is_named(site, capsys, monkeypatch):
    # The root user may take every port.
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(host, "create_server", refuse)
    assert host.main([str(site), "--port", "80"]) == 2
    assert capsys.readouterr().err == "host: port 80 is for administrators; take one above 1023: make host PORT=8080\n"


def adapter(name, *addresses):
    return SimpleNamespace(
        nice_name=name,
        ips=[SimpleNamespace(ip=ip, is_IPv4=isinstance(ip, str)) for ip in addresses],
    )


def test_addresses_are_those_that_others_can_reach(monkeypatch):
    adapters = [
        adapter("lo", "127.0.0.1", ("::1", 0, 0)),
        adapter("docker0", "172.17.0.1"),
        adapter("eth0", "10.0.0.7", ("fe80::1", 0, 2)),
        adapter("wlan0", "192.168.43.1"),
        adapter("usb0", "169.254.7.7"),
    ]
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: adapters)
    monkeypatch.setattr("scripts.host.network._towards_the_world", lambda: "192.168.43.1")
    assert reachable_addresses() == ["192.168.43.1", "10.0.0.7"]
    # A computer that makes its own Wi-Fi, with no way to the world.
    monkeypatch.setattr("scripts.host.network._towards_the_world", lambda: None)
    assert reachable_addresses() == ["10.0.0.7", "192.168.43.1"]


def test_every_address_is_shown(monkeypatch):
    monkeypatch.setattr(host, "reachable_addresses", lambda: ["192.168.43.1", "10.0.0.7"])
    assert host.announcement(Path("site"), "0.0.0.0", 8080) == [
        "",
        "site: everyone on this network can read it, nobody can change it, at",
        "    http://192.168.43.1:8080/",
        "    http://10.0.0.7:8080/",
        "",
        "This computer is in several networks; phones in its Wi-Fi reach one of these.",
        "Ctrl+C ends it.",
    ]
    monkeypatch.setattr(host, "reachable_addresses", list)
    assert host.announcement(Path("site"), "0.0.0.0", 8080)[1:3] == [
        "site: only this computer can read it, at",
        "    http://127.0.0.1:8080/",
    ]


def test_a_terminal_shows_the_address_as_a_code_that_is_light_on_dark(site):
    main, other = pty.openpty()
    command = [sys.executable, "-m", "scripts", "host", str(site), "--address", "127.0.0.1", "--port", "0"]
    environment = {**os.environ, "PYTHONUTF8": "1", "TERM": "xterm"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=other, stderr=other, preexec_fn=heed_interruption
    )
    os.close(other)
    shown = b""
    deadline = time.monotonic() + 120
    while b"Ctrl+C" not in shown and time.monotonic() < deadline:
        if select.select([main], [], [], 1)[0]:
            shown += os.read(main, 65536)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=120) == 0
    os.close(main)
    lines = shown.decode().splitlines()
    address = next(line.strip() for line in lines if "http://" in line)
    drawn = [
        line.removeprefix("\x1b[97;40m").removesuffix("\x1b[0m") for line in lines if line.startswith("\x1b[97;40m")
    ]
    # Upper and lower half of a character are two rows of the code; what is not drawn is dark.
    halves = {" ": (1, 1), "▀": (0, 1), "▄": (1, 0), "█": (0, 0)}
    rows = [[halves[character][half] for character in line] for line in drawn for half in (0, 1)]
    expected = [list(row) for row in segno.make_qr(address, error="m").matrix_iter(border=2)]
    assert rows[: len(expected)] == expected


@pytest.mark.parametrize(("terminal", "encoding"), [(False, "utf-8"), (True, "ascii"), (True, "cp1252")])
def test_where_no_code_can_be_shown_there_is_none(monkeypatch, terminal, encoding):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    assert qr_code("http://192.168.43.1:8080/", stream) == ""


def test_the_policy_names_the_scripts_of_the_pages_and_no_others(tmp_path):
    page = '<article>x</article><script>alert(1)</script><script type="application/json">{}</script>'
    (tmp_path / "a.html").write_text(page)
    (tmp_path / "b.html").write_text('<script src="x.js"></script><script async src="y.js">kosong</script>')
    (tmp_path / "c.html").write_text("<article>x</article><script>alert(2)</script></article>")
    (tmp_path / "d.html").write_text("<ARTICLE class=x><script>alert(3)</script>")
    # printf 'alert(1)' | openssl dgst -sha256 -binary | base64
    digest = "bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="
    assert f"script-src 'self' 'sha256-{digest}'; style-src" in content_security_policy(tmp_path)


def test_compressed_copies_are_the_same_on_another_day_and_never_stale(tmp_path, capsys):
    for name, content in {
        "index.html": PAGE,
        "kecil.txt": "x",
        "foto.png": PAGE,
        "lama.css.gz": "",
        "x.gz": "",
    }.items():
        (tmp_path / name).write_text(content)
    (tmp_path / "kecil.txt.gz").write_text("dari berkas yang dahulu")
    os.utime(tmp_path / "index.html", (1_700_000_000, 1_700_000_000))
    assert compress_main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith(f"{tmp_path}: 1 compressed copies; 0.0 MiB in place of 0.0 MiB")
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "foto.png",
        "index.html",
        "index.html.gz",
        "kecil.txt",
        "x.gz",
    ]
    copy = tmp_path / "index.html.gz"
    assert copy.stat().st_mtime == 1_700_000_000
    first = copy.read_bytes()
    assert first[3:8] == bytes(5), "a name or a time"
    os.utime(tmp_path / "index.html", (1_800_000_000, 1_800_000_000))
    compress(tmp_path)
    assert copy.read_bytes() == first


def test_a_copy_that_cannot_be_written_leaves_the_one_before(tmp_path, monkeypatch, capsys):
    (tmp_path / "index.html").write_text(PAGE)
    compress(tmp_path)
    before = (tmp_path / "index.html.gz").read_bytes()
    (tmp_path / "index.html").write_text(PAGE + "Baru.")

    def full(self, *_):
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", full)
    assert compress_main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.endswith("No space left on device\n")
    assert {file.name for file in tmp_path.iterdir()} == {"index.html", "index.html.gz"}
    assert (tmp_path / "index.html.gz").read_bytes() == before


def test_a_folder_that_is_no_copy_of_the_site_is_not_compressed(tmp_path, capsys):
    assert compress_main([str(tmp_path)]) == 2
    assert (
        capsys.readouterr().err == f"compress: {tmp_path} holds no index.html; name the folder that the server shows\n"
    )


def test_the_container_shows_the_site_as_the_page_says_and_never_as_root():
    lines = (HOST / "Containerfile").read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    images = [line.split()[1] for line in lines if line.startswith("FROM ")]
    assert all(re.search(r":\d+\.\d+", image) for image in images), images
    served = lines[next(number for number, line in enumerate(lines) if images[-1] in line) :]
    assert [line for line in served if line.startswith("USER ")] == ["USER 101"]
    assert not [line for line in served if line.startswith("RUN ")]
    (block,) = [re.search(r"printf '(server .*)\\n'", line)[1] for line in lines if "printf" in line]
    shown = re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    assert block.split() == shown.replace("listen 80;", "listen 8080;").split()
    # The commands on the page are those that the file names.
    for command in (line.strip("# ") for line in lines if line.startswith("#     podman ")):
        for page in ("hosting.md", "hosting.en.md"):
            assert command in (ROOT / "docs" / page).read_text(encoding="utf-8"), page
