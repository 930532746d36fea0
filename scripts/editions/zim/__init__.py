"""The ZIM, for Kiwix: one file for each language, searched by Kiwix itself."""

from __future__ import annotations

from pathlib import Path

from scripts.core.message import say
from scripts.core.staging import replacing

from ..finished_site import EditionError, FinishedSite
from .contents import make_entries
from .metadata import describe


def write_zim(source: FinishedSite, locale: str, target: Path) -> None:
    """Write the site in ``locale`` as a ZIM at ``target``; the same site gives the same bytes.

    Raises EditionError where libzim is not to be had or cannot write, or when a page lacks something it refers to.
    """
    try:
        from .zim_file import write
    except ImportError as error:
        raise EditionError(
            say(
                "libzim, which writes ZIM files, is not there ({reason}); `make editions` installs it where its makers "
                "offer it: Python 3.11 to 3.13 on Linux, macOS or Windows, on common processors of 64 bits",
                reason=str(error),
            )
        ) from error
    entries = make_entries(source, locale)
    described = describe(source, locale)
    try:
        # libzim makes its index in files beside the one that it writes.
        with replacing(target) as draft:
            write(draft, entries, described)
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise EditionError(
            say(
                "{file} cannot be written ({reason}): make room on the disk, and see that you may write there",
                file=target.name,
                reason=reason,
            )
        ) from error
