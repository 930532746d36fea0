"""Let a classroom read the built site: ``python -m scripts host [FOLDER] [--port N] [--address IP]``.

Serves a folder on the local network, read-only, until Ctrl+C. Exit code 0 then, or 2 when it could not begin.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import logging
import sys
from pathlib import Path

from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from scripts.core.message import Message, machine_locale, say
from scripts.core.terminal import command_line, complain, tell
from scripts.host.app import FolderApp
from scripts.host.network import qr_code, reachable_addresses

EVERYWHERE = "0.0.0.0"
# A class of forty opens up to six connections each.
_CONNECTIONS = 500
_THREADS = 8


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted; returns the exit code."""
    parser = command_line("host", __doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path, nargs="?", default=Path("site"), help="default: site")
    parser.add_argument("--port", type=_port, default=8080, help="default: 8080")
    parser.add_argument(
        "--address", default=EVERYWHERE, help="address of this machine to answer at; default: all of them"
    )
    options = parser.parse_args(arguments)
    folder = _site_in(options.folder)
    if folder is None:
        complain(
            "host",
            say(
                "{folder} holds no index.html; build the site with `make site`, or name its folder",
                folder=options.folder,
            ),
        )
        return 2
    site = FolderApp(folder)
    # Waitress reports every moment in which all threads are busy; a class that opens the same page is no trouble.
    logging.getLogger("waitress").setLevel(logging.CRITICAL)
    try:
        server = create_server(
            site,
            host=options.address,
            port=options.port,
            threads=_THREADS,
            connection_limit=_CONNECTIONS,
            ident=None,
        )
    except (OSError, ValueError) as error:
        complain("host", _why_not(error, options.address, options.port))
        return 2
    # Waitress ends at Ctrl+C by itself, but not before it runs.
    with contextlib.suppress(KeyboardInterrupt):
        print("\n".join(announcement(folder, options.address, _port_of(server))), flush=True)
        server.run()
    server.close()
    print()
    tell(say("Stopped. Pages served: {count}.", count=site.pages))
    return 0


def _site_in(folder: Path) -> Path | None:
    """The folder with the first page: this one, or the only one inside it, as in what comes out of the zip."""
    if (folder / "index.html").is_file():
        return folder
    inside = [page.parent for page in folder.glob("*/index.html")]
    return inside[0] if len(inside) == 1 else None


def announcement(folder: Path, address: str, port: int) -> list[str]:
    """The lines that say what is served to whom, where, and how to end it."""
    addresses = reachable_addresses() if address == EVERYWHERE else [address]
    places = [f"http://{place}:{port}/" for place in addresses or ["127.0.0.1"]]
    if address.startswith("127.") or not addresses:
        said = say("{folder}: only this computer can read it, at", folder=folder)
    else:
        said = say("{folder}: everyone on this network can read it, nobody can change it, at", folder=folder)
    locale = machine_locale()
    lines = ["", said.text(locale), *(f"    {place}" for place in places), ""]
    code = qr_code(places[0], sys.stdout)
    if code:
        lines += [code, ""]
    if len(places) > 1:
        lines.append(say("This computer is in several networks; phones in its Wi-Fi reach one of these.").text(locale))
    return [*lines, say("Ctrl+C ends it.").text(locale)]


def _port_of(server: MultiSocketServer | BaseWSGIServer) -> int:
    """The port at which it answers; of a name with several addresses, that of the first."""
    if isinstance(server, MultiSocketServer):
        return server.effective_listen[0][1]
    return int(server.getsockname()[1])


def _port(text: str) -> int:
    port = int(text)
    # A larger number would wrap round to another port.
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number up to 65535")
    return port


def _why_not(error: Exception, address: str, port: int) -> Message:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return say("port {port} is in use; take another: make host PORT={other}", port=port, other=port + 1)
    if code == errno.EACCES:
        return say("port {port} is for administrators; take one above 1023: make host PORT=8080", port=port)
    # Waitress says ValueError of a name that nobody knows.
    if code == errno.EADDRNOTAVAIL or isinstance(error, ValueError):
        return say("this computer has no address {address}; leave it out to answer at all", address=address)
    return say("cannot answer at {address}, port {port}: {reason}", address=address, port=port, reason=str(error))
