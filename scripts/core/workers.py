"""The same work on many things, on all cores when there are enough of them."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

Context = TypeVar("Context")
Name = TypeVar("Name")
Item = TypeVar("Item")
Result = TypeVar("Result")

# Fewer are done sooner than a process has started and imported what it needs.
_ENOUGH = 100
_LARGEST_SHARE = 25
# Shares that wait for each core.
_AHEAD = 3


def distribute(
    work: Callable[[Context], Callable[[Item], Result]],
    context: Context,
    names: Sequence[Name],
    item: Callable[[Name], Item],
) -> Iterator[list[tuple[Name, Result]]]:
    """Each of the names with ``work(context)(item(name))``, in their order, a share of them as soon as it is done.

    ``work`` stands in a module, so that other processes find it, and prepares itself once in each of them. Where
    processes cannot be had, or ``context`` cannot be sent to them, all is done in this one. Only the items of a few
    shares are in memory.
    """
    size = max(1, min(_LARGEST_SHARE, len(names) // (4 * _cores())))
    shares = [names[start : start + size] for start in range(0, len(names), size)]
    done = 0
    if len(names) >= _ENOUGH and _cores() > 1:
        waiting: deque[Future[list[Any]]] = deque()
        # An error of the work itself comes again below, where a person can see it.
        with suppress(Exception), ProcessPoolExecutor(_cores(), None, _begin, (work, context)) as pool:
            for share in shares:
                waiting.append(pool.submit(_do, list(map(item, share))))
                if len(waiting) > _AHEAD * _cores():
                    yield list(zip(shares[done], waiting.popleft().result(), strict=True))
                    done += 1
            while waiting:
                yield list(zip(shares[done], waiting.popleft().result(), strict=True))
                done += 1
    if done < len(shares):
        here = work(context)
        yield from ([(name, here(item(name))) for name in share] for share in shares[done:])


# What this process does to the items that it is sent: prepared when the first of them come.
_prepared: list[Callable[[Any], Any]] = []


def _begin(work: Callable[[Any], Callable[[Any], Any]], context: object) -> None:
    # A command may have switched the collector off, which a forked process inherits; what was there before, stays.
    gc.freeze()
    gc.enable()
    _prepared[:] = [partial(_prepare, work, context)]


def _prepare(work: Callable[[Any], Callable[[Any], Any]], context: object, item: object) -> Any:  # noqa: ANN401
    _prepared[:] = [work(context)]
    return _prepared[0](item)


def _do(items: Sequence[Any]) -> list[Any]:
    return [_prepared[0](item) for item in items]


def _cores() -> int:
    # Those that this process may use, where the system tells.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
