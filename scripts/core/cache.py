"""Results of earlier runs, kept in ``.cache/pages.sqlite``: pages as parsed, and facts about them.

A value is found by a digest of all that it depends on, so an outdated one is never found. SQLite writes each change
whole or not at all, and keeps processes that run at the same time apart. Whatever is wrong with the file, the run goes
on without it.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

FILE = Path(".cache", "pages.sqlite")
_TABLE = "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, day INTEGER, sum INTEGER, value BLOB)"
_KEPT_DAYS = 14
_SECONDS_PER_DAY = 86_400
# Seconds. Longer than any other process takes to write; parsing everything again would take longer still.
_PATIENCE = 2.0
# SQLite takes as many values in one statement ("Limits In SQLite", SQLITE_MAX_VARIABLE_NUMBER before 3.32: 999).
_AT_ONCE = 900


class Cache:
    """Values by key, for one run. Opens nothing before it is asked; never raises for what is wrong with the file."""

    def __init__(self, root: Path) -> None:
        # The current folder may change before the cache is used.
        self._file = root.absolute() / FILE
        self._day = int(time.time()) // _SECONDS_PER_DAY
        self._swept = False
        # What could not be written is known for this run at least.
        self._unwritten: dict[bytes, bytes] = {}

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are there and whole."""
        wanted = list(keys)
        found = {key: self._unwritten[key] for key in wanted if key in self._unwritten} if self._unwritten else {}
        fading: list[bytes] = []
        if len(found) == len(wanted) or not self._file.is_file():
            return found
        # A damaged or foreign file may hold anything in place of our numbers and bytes.
        with suppress(sqlite3.Error, TypeError), closing(self._open()) as base:
            for some, marks in _shares(wanted):
                query = f"SELECT key, day, sum, value FROM entries WHERE key IN ({marks})"
                for key, day, check, value in base.execute(query, some):
                    if zlib.crc32(value) == check:
                        found[key] = value
                        fading += [key] if day != self._day else []
            self._refresh(base, fading)
        return found

    def has(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of the keys that are there, whole or not: for whoever does without the values as long as possible."""
        wanted = list(keys)
        found = {key for key in wanted if key in self._unwritten}
        if not self._file.is_file():
            return found
        with suppress(sqlite3.Error, TypeError), closing(self._open()) as base:
            for some, marks in _shares(wanted):
                rows = base.execute(f"SELECT key, day FROM entries WHERE key IN ({marks})", some).fetchall()
                found.update(key for key, _ in rows)
                self._refresh(base, [key for key, day in rows if day != self._day])
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep these values, and forget those that no run has asked for in two weeks."""
        if values and not self._written(values):
            self._unwritten.update(values)

    def _refresh(self, base: sqlite3.Connection, keys: Iterable[bytes]) -> None:
        """Note that somebody asked for these today."""
        with base:
            base.executemany("UPDATE entries SET day = ? WHERE key = ?", [(self._day, key) for key in keys])

    def _written(self, values: Mapping[bytes, bytes]) -> bool:
        rows = [(key, self._day, zlib.crc32(value), value) for key, value in values.items()]
        for _ in range(2):
            try:
                self._file.parent.mkdir(exist_ok=True)
                with closing(self._open()) as base, base:
                    base.execute(_TABLE)
                    if not self._swept:
                        base.execute("DELETE FROM entries WHERE day < ?", (self._day - _KEPT_DAYS,))
                    base.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
                self._swept = True
                return True
            except sqlite3.OperationalError:  # not writable, or another process writes all the time
                return False
            except sqlite3.DatabaseError:  # no database, or a damaged one: begin anew
                with suppress(OSError):
                    self._file.unlink()
            except OSError:
                return False
        return False

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._file, timeout=_PATIENCE)
        # What a power cut damages is made anew; waiting for the disk is not worth it.
        base.execute("PRAGMA synchronous = OFF")
        return base


def _shares(keys: Sequence[bytes]) -> Iterator[tuple[Sequence[bytes], str]]:
    """As many of the keys as one statement takes, and the marks for them."""
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        yield some, ",".join("?" * len(some))
