"""What the site for the web offers for download: the editions in ``dist/``, when they are of its own number."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.core.edition import EDITION_FILE, PURPOSES, SIGNATURE, SUMS, Edition
from scripts.core.message import Message, say
from scripts.model.settings.outputs import EDITIONS as FOLDER


@dataclass(frozen=True, slots=True)
class Offer:
    """A file to download; ``path`` is relative to the root of the site, ``locale`` "" when it holds every language.

    ``kind`` is "" for the list of checksums and its signature, which have no ``purpose``, and neither have kinds that
    this version does not know.
    """

    name: str
    path: str
    kind: str
    locale: str
    size: int
    digest: str
    purpose: Message | None


def offered(
    shelf: Path, edition: Edition | None, tell: Callable[[Message], None] = lambda message: None
) -> Sequence[Offer]:
    """What is on the ``shelf``, in the order of its kinds, then the list of checksums and its signature.

    Editions of kinds without a purpose come last. Nothing, when the list there names an edition that is of another
    number, missing, or other than listed. ``tell`` is told what the list names in vain, and why.
    """
    if not edition or not (shelf / SUMS).is_file():
        return ()
    offers = []
    for line in (shelf / SUMS).read_text(encoding="utf-8").splitlines():
        listed, _, name = line.partition("  ")
        parts = EDITION_FILE.fullmatch(name)
        if not parts:
            tell(
                say(
                    "Left out of the downloads: {file}, which {list} names, is not called like an edition.",
                    file=name,
                    list=SUMS,
                )
            )
            continue
        if parts[1] != edition.number or not (shelf / name).is_file():
            tell(say("No downloads: {file}, which {list} names, is of another day or missing.", file=name, list=SUMS))
            return ()
        offer = _offer(shelf / name, parts[3], parts[2] or "", PURPOSES.get(parts[3]))
        if offer.digest != listed:
            tell(say("No downloads: {file} is not as {list} has it.", file=name, list=SUMS))
            return ()
        offers.append(offer)
    if not offers:
        return ()
    order = list(PURPOSES)
    offers.sort(key=lambda offer: (order.index(offer.kind) if offer.kind in order else len(order), offer.name))
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
