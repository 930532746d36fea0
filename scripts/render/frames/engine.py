"""MkDocs as the maker of frames: what it makes of a site is kept for as long as nothing changes that it depends on."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from scripts.checks.formats import without_commands
from scripts.core.cache import Cache
from scripts.core.message import Message, MessageError, say, visible
from scripts.core.staging import staging_folder
from scripts.model.fingerprint import digest, versions
from scripts.model.settings.mkdocs_yml import read_settings
from scripts.model.site import Site

from .frame import Frames

# The environment variable that names the file in which the hooks leave the frames, and then stop.
FRAMES = "FRAMES"
_PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "Jinja2", "Markdown", "pymdown-extensions", "rjsmin")
# Code and templates that frames are made with.
_SCRIPTS = Path(__file__).parents[2]
_SUFFIXES = (".py", ".html", ".md", ".yml", ".svg")
_SYSTEM_ERROR = re.compile(r"^\w+Error: \[Errno \d+\] (.+?)(?:: '.*)?\Z", re.M)
# Bytes. A site with many films is copied anew by MkDocs, which is quick.
_LARGEST_KEPT = 32 * 1024 * 1024


class BuildError(MessageError):
    """The site cannot be built; ``code`` is what the command exits with, 1 for a mistake in the site, 2 for others.

    ``said`` are lines that come before the message.
    """

    def __init__(self, message: Message, code: int, said: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.said = said


@dataclass(frozen=True, slots=True)
class House:
    """What MkDocs makes of a site: ``files`` by their path in it, none a page, and the ``frames`` of the pages."""

    files: Mapping[str, bytes]
    frames: Frames


_HOUSE = msgspec.msgpack.Decoder(House)


def run_mkdocs(
    root: Path, folder: Path, *options: str, engine: str = "mkdocs", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Let MkDocs, or an ``engine`` with the same command, render the site at ``root`` into ``folder``."""
    # MkDocs goes on when this process is killed, and so the folder that it writes to stays locked.
    return subprocess.run(
        [sys.executable, "-m", engine, "build", "--quiet", *options, "--site-dir", str(folder)],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **variables},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        close_fds=False,
    )


def house(site: Site, made: int | None) -> House:
    """What MkDocs makes of ``site`` now, or made of the same before.

    ``made`` is the time of its edition in seconds since 1970. Raises BuildError with what MkDocs said when it failed,
    and OSError.
    """
    root = site.config.root
    cache, key = Cache(root), frames_key(site, made)
    if kept := cache.get([key]).get(key) if key else None:
        try:
            return _HOUSE.decode(kept)
        except (msgspec.MsgspecError, ValueError):  # written by another program
            pass
    new = _made(root, made)
    if key and sum(map(len, new.files.values())) < _LARGEST_KEPT:
        cache.put({key: msgspec.msgpack.encode(new)})
    return new


def frames_key(site: Site, made: int | None) -> bytes | None:
    """A digest of all that MkDocs makes frames from; None where that cannot be known."""
    config = site.config
    try:
        settings = msgspec.msgpack.encode(read_settings(config.root).values)
    except TypeError:  # code of other packages, which is known by no version here
        return None
    pages = [(page.path, page.title, page.theme) for page in site.outlines.values()]
    day = datetime.now(UTC).date().isoformat() if made is None else str(made)
    written = sorted(site.files - {page.path.removeprefix(f"{config.docs_dir}/") for page in site.outlines.values()})
    files = [config.docs / path for path in written]
    own = config.theme.get("custom_dir") if isinstance(config.theme, dict) else None
    files += _below(config.root / str(own)) if own else ()
    files += [file for file in _below(_SCRIPTS) if file.suffix in _SUFFIXES]
    return digest(
        settings,
        msgspec.msgpack.encode((sorted(pages), day, [str(file) for file in files])),
        *(file.read_bytes() for file in files),
        versions(_PACKAGES),
        platform.python_version().encode(),
    )


def _below(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file())


def _made(root: Path, made: int | None) -> House:
    variables = {} if made is None else {"SOURCE_DATE_EPOCH": str(made)}
    with staging_folder(root / ".cache", "frames-") as folder:
        site, left = folder / "site", folder / "frames.msgpack"
        mkdocs = run_mkdocs(root, site, "--strict", **{FRAMES: str(left)}, **variables)
        if mkdocs.returncode != 0 or not left.is_file():
            raise _failed((mkdocs.stdout + mkdocs.stderr).strip())
        files = {file.relative_to(site).as_posix(): file.read_bytes() for file in _below(site)}
        return House(files, msgspec.msgpack.decode(left.read_bytes(), type=Frames))


def _failed(said: str) -> BuildError:
    # A full disk and the like is no mistake in the site, and where MkDocs met it tells nobody anything.
    if failure := _SYSTEM_ERROR.search(said):
        return BuildError(say("{reason}; site/ was left as it was", reason=failure[1]), 2)
    # It names files as they are called.
    told = [without_commands(visible(line)) for line in said.splitlines()]
    return BuildError(say("MkDocs stopped; site/ was left as it was"), 1, told)
