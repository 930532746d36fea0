"""Every web address on the site, with the places where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

import httpx

from scripts.core.place import Place
from scripts.model.site import Site

_WEB = re.compile(r"(?:https?:)?//", re.I)
DOI_RESOLVER = "https://doi.org/"


@dataclass(frozen=True, slots=True)
class Mention:
    """An address as it stands somewhere; ``target`` is what a reader follows, with its fragment."""

    target: str
    place: Place

    @property
    def fragment(self) -> str:
        """The part after ``#``, which no server is ever told."""
        return self.target.partition("#")[2]


def collect(site: Site) -> Mapping[str, tuple[Mention, ...]]:
    """Every http(s) address in pages and references, as a server is asked for it, with all its mentions."""
    found: dict[str, list[Mention]] = {}
    for mention in (*_in_pages(site), *_in_references(site)):
        found.setdefault(asked(mention.target), []).append(mention)
    return {address: tuple(mentions) for address, mentions in found.items()}


def _in_pages(site: Site) -> Iterator[Mention]:
    for page in site.pages.values():
        for link in page.links:
            target = link.target.strip()
            if _WEB.match(target):
                yield Mention(target, link.place)


def _in_references(site: Site) -> Iterator[Mention]:
    document = site.documents.get("references")
    if not document:
        return
    for index, entry in enumerate(document.value["references"]):
        for key, prefix in (("URL", ""), ("DOI", DOI_RESOLVER)):
            if value := entry["csl"].get(key):
                # Old DOIs hold <, > and #, which mean something else in an address.
                target = prefix + (quote(value, safe="/:;().,_-") if prefix else value.strip())
                yield Mention(target, document.place("references", index, "csl", key))


def asked(target: str) -> str:
    """The address to ask for a target: with a scheme, without its fragment, alike for all spellings of one address."""
    address = target.partition("#")[0]
    # A page opened from a folder has no scheme to lend, so https is the best guess.
    address = f"https:{address}" if address.startswith("//") else address
    try:
        url = httpx.URL(address)
        return str(url.copy_with(raw_path=url.raw_path)) if url.host else address
    except httpx.InvalidURL:
        return address


def host(address: str) -> str:
    """The host of an address in lower case; "" when it has none or is no address at all."""
    try:
        return httpx.URL(address).host
    except httpx.InvalidURL:
        return ""
