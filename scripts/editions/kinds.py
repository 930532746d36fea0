"""How each kind of edition is made: one entry for each of ``PURPOSES``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name

from scripts.core.edition import PURPOSES
from scripts.core.message import Message, say

from .finished_site import EditionError, FinishedSite


@dataclass(frozen=True, slots=True)
class EditionKind:
    """A kind of edition; its name is also the suffix of its files.

    ``maker`` names the function that writes it: ``(source, locale, target)`` when there is a file ``per_language``, or
    else ``(source, target)``. ``proof`` names the function that reads it once more and yields what is wrong with it; ""
    where there is none.
    """

    name: str
    maker: str
    per_language: bool
    proof: str = ""

    @property
    def purpose(self) -> Message:
        """How readers use it, in a sentence."""
        return PURPOSES[self.name]

    def write(self, source: FinishedSite, locale: str, target: Path) -> None:
        """Write the edition at ``target``. Raises EditionError or OSError when that cannot be done, or went wrong."""
        # Imported only now: what one edition needs, the others can do without.
        try:
            language = (locale,) if self.per_language else ()
            resolve_name(self.maker)(source, *language, target)
        except ImportError as error:
            raise EditionError(
                say("{reason}; `make editions` installs what is needed, where your platform has it", reason=str(error))
            ) from error
        if self.proof and (wrong := tuple(dict.fromkeys(resolve_name(self.proof)(target)))):
            raise EditionError(*wrong)


_HERE = __package__
KINDS = (
    EditionKind("zip", f"{_HERE}.zip:write_zip", per_language=False, proof=f"{_HERE}.proof:proof_zip"),
    EditionKind("zim", f"{_HERE}.zim:write_zim", per_language=True, proof=f"{_HERE}.proof:proof_zim"),
    EditionKind("epub", f"{_HERE}.epub:write_epub", per_language=True, proof=f"{_HERE}.proof:proof_epub"),
    EditionKind("pdf", f"{_HERE}.pdf:write_pdf", per_language=True, proof=f"{_HERE}.proof:proof_pdf"),
)
