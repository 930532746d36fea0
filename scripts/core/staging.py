"""Folders in which something is made before it takes its place: each with its owner, and gone with it.

A run that was killed cannot clear up; the next one does, for the lock on a folder ends with the process that held it.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # on Windows, where nothing tells whether a run still lives
    _LOCKS = False
else:
    _LOCKS = True

# Between two folders of one disk in a single step: renameat2 of Linux and renamex_np of macOS.
_EXCHANGE, _SWAP, _HERE = 2, 2, -100
Rescue = Callable[[Path], None]


@contextmanager
def staging_folder(shelf: Path, prefix: str, rescue: Rescue | None = None) -> Iterator[Path]:
    """A folder in ``shelf`` whose name begins with ``prefix``, gone afterwards; what killed runs left goes before.

    ``rescue`` may save something from such a folder before it goes. Raises OSError when ``shelf`` cannot be written.
    """
    shelf.mkdir(parents=True, exist_ok=True)
    # While one run makes or clears folders, no other does: a folder just made has no lock yet.
    with _held(shelf, wait=True):
        _clear(shelf, prefix, rescue)
        made = tempfile.TemporaryDirectory(prefix=prefix, dir=shelf, ignore_cleanup_errors=True)
        lock = ExitStack()
        lock.enter_context(_held(Path(made.name), wait=False, by_children=True))
    with lock, made as folder:
        yield Path(folder)


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A path to write to; what stands there afterwards takes the place of ``file`` in one step.

    It is in a folder of its own beside ``file``, which goes in any case. Raises OSError.
    """
    with tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent, ignore_cleanup_errors=True) as folder:
        draft = Path(folder) / file.name
        yield draft
        draft.replace(file)


def clear(shelf: Path, prefix: str, rescue: Rescue | None = None) -> None:
    """Clear what killed runs left in ``shelf``, as ``staging_folder`` does before its own begins."""
    if shelf.is_dir():
        with _held(shelf, wait=True):
            _clear(shelf, prefix, rescue)


def _clear(shelf: Path, prefix: str, rescue: Rescue | None) -> None:
    for folder in sorted(shelf.glob(f"{prefix}*")):
        with _held(folder, wait=False) as left:
            if left:
                if rescue:
                    rescue(folder)
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(folder: Path, *, wait: bool, by_children: bool = False) -> Iterator[bool]:
    """Lock a folder until it is left or the process ends, however that comes; whether it could be locked.

    Held ``by_children`` too, it stays locked while a program lives that was started with ``close_fds=False``. It cannot
    be locked where another run holds it, where there is no such folder, and on systems or disks without locks.
    """
    try:
        # Another run may clear it away at any moment, so it is opened and not first looked for.
        file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW) if _LOCKS else None
    except OSError as error:
        # No folder, or a link in its place.
        if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            raise
        file = None
    if file is None:
        yield False
        return
    os.set_inheritable(file, by_children)
    try:
        try:
            flock(file, LOCK_EX if wait else LOCK_EX | LOCK_NB)
            held = True
        except OSError:
            held = False
        yield held
    finally:
        os.close(file)


def publish(made: Path, place: Path, old: Path) -> None:
    """Put the folder ``made`` at ``place``, on the same disk, and what stood there at ``old``. Raises OSError.

    In one step where the system can exchange two folders. Else there is a moment without a folder at ``place``, and
    who is killed in it leaves it at ``old``, from where ``restore`` brings it back.
    """
    if not place.exists():
        made.rename(place)
    elif _exchange(made, place):
        made.rename(old)
    else:
        place.rename(old)
        try:
            made.rename(place)
        except BaseException:
            old.rename(place)
            raise


def restore(old: Path, place: Path) -> None:
    """Bring back what a run that was killed had taken from ``place``."""
    if old.is_dir() and not os.path.lexists(place):
        with contextlib.suppress(OSError):
            old.rename(place)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders take each other's place at once; False where the system or the disk cannot."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None)
        # As a text, for whoever judges types knows one platform alone.
        match str(sys.platform):
            case "linux":
                return int(library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE)) == 0
            case "darwin":
                return int(library.renamex_np(*names, _SWAP)) == 0
        return False
    except (OSError, AttributeError, TypeError):
        return False
