"""The same work on many things, on all cores when there are enough of them."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import cache, partial
from typing import TypeVar

Context = TypeVar("Context")
Item = TypeVar("Item")
Result = TypeVar("Result")

# Fewer are done sooner than a process has started and imported what it needs.
_ENOUGH = 100
_LARGEST_SHARE = 50


def spread(
    work: Callable[[Context], Callable[[Item], Result]], context: Context, items: Sequence[Item]
) -> list[Result]:
    """``[work(context)(item) for item in items]``. ``work`` stands in a module, so that other processes find it.

    Where processes cannot be had, or ``context`` cannot be sent to them, all is done in this one.
    """
    if len(items) >= _ENOUGH and _cores() > 1:
        size = max(1, min(_LARGEST_SHARE, len(items) // (4 * _cores())))
        shares = [items[start : start + size] for start in range(0, len(items), size)]
        # An error of the work itself comes again below, where a person can see it.
        with suppress(Exception):
            return [result for share in _pool().map(partial(_do, work, context), shares) for result in share]
    return _do(work, context, items)


def _do(work: Callable[[Context], Callable[[Item], Result]], context: Context, items: Sequence[Item]) -> list[Result]:
    return list(map(work(context), items))


@cache
def _pool() -> ProcessPoolExecutor:
    # A command may have switched the collector off, which a forked process inherits.
    return ProcessPoolExecutor(_cores(), initializer=gc.enable)


def _cores() -> int:
    # Those that this process may use, where the system tells.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
