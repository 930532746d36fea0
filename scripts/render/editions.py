"""What the site for the web offers for download: the editions in ``dist/``, when they are of its own number."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.model.edition import EDITION_FILE, SIGNATURE, SUMS, Edition
from scripts.model.message import Message
from scripts.model.outputs import EDITIONS as FOLDER


@dataclass(frozen=True, slots=True)
class Offer:
    """A file to download; ``path`` is relative to the root of the site, ``locale`` "" when it holds every language.

    ``kind`` is "" for the list of checksums and its signature, which have no ``purpose``.
    """

    name: str
    path: str
    kind: str
    locale: str
    size: int
    digest: str
    purpose: Message | None


def offered(shelf: Path, edition: Edition | None, purposes: Mapping[str, Message]) -> Sequence[Offer]:
    """What is on the ``shelf``, in the order of ``purposes`` (by kind), then the list of checksums and its signature.

    Nothing, when the list there names a file that is of another edition, missing, or other than listed.
    """
    if not edition or not (shelf / SUMS).is_file():
        return ()
    offers = []
    for line in (shelf / SUMS).read_text(encoding="utf-8").splitlines():
        listed, _, name = line.partition("  ")
        parts = EDITION_FILE.fullmatch(name)
        if not parts or parts[1] != edition.number or parts[3] not in purposes or not (shelf / name).is_file():
            return ()
        offer = _offer(shelf / name, parts[3], parts[2] or "", purposes[parts[3]])
        if offer.digest != listed:
            return ()
        offers.append(offer)
    order = list(purposes)
    offers.sort(key=lambda offer: (order.index(offer.kind), offer.name))
    lists = (shelf / name for name in (SUMS, SIGNATURE))
    return (*offers, *(_offer(file, "", "", None) for file in lists if file.is_file()))


def _offer(file: Path, kind: str, locale: str, purpose: Message | None) -> Offer:
    content = file.read_bytes()
    path, digest = f"{FOLDER}/{file.name}", hashlib.sha256(content).hexdigest()
    return Offer(file.name, path, kind, locale, len(content), digest, purpose)


def write_offers(site_dir: Path, shelf: Path, offers: Sequence[Offer]) -> None:
    """Copy what is offered to its place in the built site."""
    for offer in offers:
        (site_dir / offer.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shelf / offer.name, site_dir / offer.path)
