"""Which editions there are: one entry for each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name

from scripts.model.message import Message, say

from .source import EditionError, Source


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of edition; its name is also the suffix of its files.

    ``maker`` names the function that writes it: ``(source, locale, target)`` when there is a file ``per_language``, or
    else ``(source, target)``. ``purpose`` says what to do with it. ``proof`` names the function that reads it once more
    and yields what is wrong with it; "" where there is none.
    """

    name: str
    maker: str
    per_language: bool
    purpose: Message
    proof: str = ""

    def write(self, source: Source, locale: str, target: Path) -> None:
        """Write the edition at ``target``. Raises EditionError or OSError when that cannot be done, or went wrong."""
        # Imported only now: what one edition needs, the others can do without.
        try:
            maker = resolve_name(self.maker)
            if self.per_language:
                maker(source, locale, target)
            else:
                maker(source, target)
        except ImportError as error:
            raise EditionError(
                say("{reason}; `make editions` installs what is needed, where your platform has it", reason=str(error))
            ) from error
        if self.proof and (wrong := tuple(dict.fromkeys(resolve_name(self.proof)(target)))):
            raise EditionError(*wrong)


KINDS = (
    Kind(
        "zip",
        "scripts.editions.archive:write_zip",
        per_language=False,
        purpose=say("For USB sticks and old computers: extract it, then open BACA-SAYA.html or READ-ME.html."),
        proof="scripts.editions.proof:proof_zip",
    ),
    Kind(
        "zim",
        "scripts.editions.zim:write_zim",
        per_language=True,
        purpose=say("For Kiwix, on a phone, a computer or a classroom's server: open it there; it needs no network."),
        proof="scripts.editions.proof:proof_zim",
    ),
    Kind(
        "epub",
        "scripts.editions.epub:write_epub",
        per_language=True,
        purpose=say("For phones, tablets and e-readers: open it in a reading app."),
        proof="scripts.editions.proof:proof_epub",
    ),
    Kind(
        "pdf",
        "scripts.editions.pdf:write_pdf",
        per_language=True,
        purpose=say("For the printer and for reading on a large screen: A4, with numbered pages."),
        proof="scripts.editions.proof:proof_pdf",
    ),
)
