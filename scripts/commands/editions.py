"""Make the editions: ``python -m scripts editions [--only zip,zim,…] [--key FILE]`` writes them to ``dist/``.

Each is made from one build of the site, beside ``dist/`` until all are whole. An edition that cannot be made here is
named with the cure, and the others are made. Exit code 0 when all were made, 1 when not all were or the site has
errors, 2 when the command could not run.
"""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from scripts.core.edition import find_edition
from scripts.core.message import Message, say
from scripts.core.staging import staging_folder
from scripts.core.terminal import command_line, complain, tell
from scripts.editions.finished_site import EditionError, FinishedSite
from scripts.editions.kinds import KINDS, EditionKind
from scripts.editions.shelf import SHELF, UNFINISHED, digest, put_on_shelf, write_sums
from scripts.editions.signing import check_key, sign
from scripts.render.building import checked_site, render
from scripts.render.frames.engine import BuildError
from scripts.status.report import Report


def main(arguments: list[str] | None = None) -> int:
    """Make the editions of the site in this folder; returns the exit code."""
    parser = command_line("editions", __doc__)
    names = [kind.name for kind in KINDS]
    parser.add_argument("--only", default=",".join(names), metavar="KINDS", help=f"some of {','.join(names)}")
    parser.add_argument("--key", type=Path, help="secret key of minisign, to sign the list of checksums with")
    options = parser.parse_args(arguments)
    only = options.only.split(",")
    if unknown := set(only) - set(names):
        parser.error(
            f"argument --only: no edition called {', '.join(sorted(unknown))} (choose from {', '.join(names)})"
        )
    try:
        return make_editions(Path.cwd(), [kind for kind in KINDS if kind.name in only], options.key)
    except BuildError as error:
        print(*error.said, sep="\n", end="\n" * bool(error.said), file=sys.stderr)
        complain("editions", error.message)
        return error.code
    except EditionError as error:
        complain("editions", error.message)
        return 2
    except OSError as error:
        complain("editions", _described(error))
        return 2
    except KeyboardInterrupt:
        complain("editions", say("interrupted; no unfinished edition was left in {folder}/", folder=SHELF))
        return 130


def make_editions(root: Path, kinds: Sequence[EditionKind], key: Path | None = None) -> int:
    """Make editions of ``kinds`` of the site at ``root`` and put them on its shelf; returns the exit code.

    Raises BuildError, EditionError or OSError when none can be made. The shelf is as it was, unless one was made.
    """
    if key:
        check_key(key)
    edition = find_edition(root)
    if not edition:
        raise EditionError(say("nothing tells the day of this edition; set SOURCE_DATE_EPOCH, in seconds since 1970"))
    shelf = root / SHELF
    with staging_folder(shelf, UNFINISHED) as folder:
        tell(say("Edition {number}: checking and rendering the site …", number=edition.number))
        site = checked_site(root).site
        # A copy of its own, without the editions that stand in dist/ now: what is made here must not depend on them.
        site = replace(site, config=replace(site.config, editions=""))
        source = FinishedSite(folder / "site", site, edition, render(Report(site), folder / "site"))
        wanted = [
            (edition.file_name(kind.name, locale), kind, locale)
            for kind in kinds
            for locale in (site.config.locales if kind.per_language else ("",))
        ]
        made = [(name, kind) for name, kind, locale in wanted if _make(source, kind, locale, folder / name)]
        if not made:
            complain("editions", say("no edition could be made; {folder}/ was left as it was", folder=SHELF))
            return 1
        names = [name for name, _ in made]
        write_sums(folder, names)
        signed = key is None or _signed(folder, key, source)
        put_on_shelf(folder, shelf, names)
    _report(shelf, made)
    if len(made) < len(wanted):
        missing = tuple(name for name, _, _ in wanted if name not in names)
        complain("editions", say("not made, for the reasons above: {names}", names=missing))
    return 0 if signed and len(made) == len(wanted) else 1


def _make(source: FinishedSite, kind: EditionKind, locale: str, target: Path) -> bool:
    """Write one edition, or say why it cannot be made."""
    started = time.monotonic()
    print(f"{target.name} …", flush=True)
    try:
        kind.write(source, locale, target)
        size = target.stat().st_size
    except (EditionError, OSError) as error:
        # What there is of it takes room that others may need.
        target.unlink(missing_ok=True)
        for reason in error.messages if isinstance(error, EditionError) else (_described(error),):
            complain("editions", say("{where}: {reason}", where=target.name, reason=reason))
        return False
    tell(say("{size} in {seconds:.1f} s", size=_size(size), seconds=time.monotonic() - started), indent=4)
    return True


def _signed(folder: Path, key: Path, source: FinishedSite) -> bool:
    try:
        sign(folder, key, source.edition)
    except EditionError as error:
        complain("editions", error.message)
        return False
    return True


def _report(shelf: Path, made: Sequence[tuple[str, EditionKind]]) -> None:
    """A table of what was made: size, checksum, and what to do with it; then what comes next."""
    print()
    width = max(len(name) for name, _ in made)
    for name, kind in made:
        file = shelf / name
        print(f"{name:{width}}  {_size(file.stat().st_size):>9}  {digest(file)}")
        tell(kind.purpose, indent=4)
    print()
    tell(say("{folder}/ holds this edition and no other; `make verify DIR={folder}` checks it.", folder=shelf.name))
    tell(say("Next: `make site` offers these files on the page unduhan/downloads of the site for the web."))


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _described(error: OSError) -> Message:
    what = say("{where}: {reason}", where=str(error.filename or SHELF), reason=error.strerror or str(error))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return say("{what}; make room on the disk, then run `make editions` again", what=what)
    if isinstance(error, NotADirectoryError | FileExistsError):
        return say("{what}; move this file away: the editions go into a folder of that name", what=what)
    if isinstance(error, PermissionError):
        return say("{what}; allow yourself to write there, or remove it", what=what)
    return what
