"""What every edition is made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scripts.model.edition import Edition
from scripts.model.message import MessageError
from scripts.model.site import Site


class EditionError(MessageError):
    """An edition cannot be made on this machine; the message says why and what to do. Others may still be made."""


@dataclass(frozen=True, slots=True)
class Source:
    """``folder`` holds the finished site, ``site`` is what it was made from, ``edition`` its number and time."""

    folder: Path
    site: Site
    edition: Edition
