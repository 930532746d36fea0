"""By which addresses others on the network reach this machine, and one of them as a QR code."""

from __future__ import annotations

import io
import os
import socket
from ipaddress import IPv4Address
from typing import TextIO

import ifaddr
import segno

# Networks that live inside this machine only.
_INNER = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "virtualbox", "vethernet", "lxc", "podman", "cni")
_WHITE_ON_BLACK, _PLAIN = "\x1b[97;40m", "\x1b[0m"


def reachable_addresses() -> list[str]:
    """The IPv4 addresses of this machine in the networks around it, the one that leads outside first; may be empty."""
    found = {
        ip.ip
        for adapter in ifaddr.get_adapters()
        if not adapter.nice_name.lower().startswith(_INNER)
        for ip in adapter.ips
        if ip.is_IPv4
    }
    outer = sorted(
        address
        for address in map(IPv4Address, found)
        if not (address.is_loopback or address.is_link_local or address.is_unspecified)
    )
    first = _towards_the_world()
    return sorted(map(str, outer), key=lambda address: address != first)


def _towards_the_world() -> str | None:
    """The address that this machine would use to reach others; a UDP socket finds out without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # RFC 5737 reserves this address for documentation: it is nobody's.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])


def qr_code(address: str, stream: TextIO) -> str:
    """The address as a QR code of block characters; empty where ``stream`` is no terminal or cannot show them."""
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return ""
    drawn = io.StringIO()
    segno.make_qr(address, error="m").terminal(drawn, border=2, compact=True)
    try:
        drawn.getvalue().encode(stream.encoding)
    except UnicodeEncodeError:
        return ""
    if os.name == "nt":
        # Switches on escape sequences in a console that has them off.
        os.system("")
    # Always light on dark: a dark code on a light ground is what scanners expect, and half of all terminals are dark.
    return "\n".join(f"{_WHITE_ON_BLACK}{line}{_PLAIN}" for line in drawn.getvalue().splitlines())
