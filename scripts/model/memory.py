"""What is worked out from pages one by one: on all cores, and once for as long as nothing it depends on changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from .cache import Cache
from .fingerprint import digest
from .page import Page
from .workers import spread

Name = tuple[str, str]
Key = TypeVar("Key", bound=Hashable)
Context = TypeVar("Context")
Item = TypeVar("Item")
Fact = TypeVar("Fact")
# What works a fact out: given all else that the fact depends on, a function of the page.
Work = Callable[[Context], Callable[[Page], Fact]]

# MessagePack, not pickle: it is quicker, and a file from elsewhere can hold wrong data in it, but never code.
_PAGE = msgspec.msgpack.Decoder(Page)


@dataclass(frozen=True, slots=True)
class Memory:
    """The cache of this run, and by (slug, locale) the digests of those pages about which it may keep anything."""

    cache: Cache | None = None
    keys: Mapping[Name, bytes] = field(default_factory=dict)

    def facts(
        self, pages: Mapping[Name, Page], work: Work[Context, Fact], kind: type[Fact], context: Context
    ) -> dict[Name, Fact]:
        """What ``work(context)`` finds out about each page: a ``kind``. The context is plain data."""
        known: Mapping[Name, Fact] = {}
        if self.cache and self.keys:
            mark = digest(f"{work.__module__}.{work.__qualname__}".encode(), msgspec.msgpack.encode(context))
            keys = {name: digest(mark, key) for name, key in self.keys.items()}
            # Sent to other processes, encoded pages are several times quicker than pickled ones.
            known = remembered(
                self.cache,
                keys,
                kind,
                _encoded_fact,
                (work, context),
                lambda name: msgspec.msgpack.encode(pages[name]),
            )
        if len(known) == len(pages):
            return {name: known[name] for name in pages}
        find = work(context)
        return {name: known[name] if name in known else find(page) for name, page in pages.items()}


def _encoded_fact(what: tuple[Work[Any, Any], Any]) -> Callable[[bytes], bytes]:
    work, context = what
    find = work(context)
    return lambda page: msgspec.msgpack.encode(find(_PAGE.decode(page)))


def encoded_page(page: Page) -> bytes | None:
    """The page for ``remembered``; None when it would come back as another one."""
    try:
        value = msgspec.msgpack.encode(page)
        # Front matter may hold what has no like in MessagePack: a date, which would come back as text.
        return value if _PAGE.decode(value) == page else None
    except (TypeError, ValueError, OverflowError, RecursionError):
        return None


def remembered(
    cache: Cache,
    keys: Mapping[Key, bytes],
    kind: type[Fact],
    work: Callable[[Context], Callable[[Item], bytes | None]],
    context: Context,
    item: Callable[[Key], Item],
) -> dict[Key, Fact]:
    """A ``kind`` for each of ``keys``: what the cache has, or else what ``work`` makes of the item, which is kept.

    What ``work`` makes is encoded; where it answers None, the key is left out.
    """
    decode = msgspec.msgpack.Decoder(kind).decode
    values, found = cache.get(keys.values()), {}
    for name, key in keys.items():
        try:
            found[name] = decode(values[key])
        except (KeyError, msgspec.MsgspecError, ValueError):  # unknown, or written by another program
            continue
    left = [name for name in keys if name not in found]
    answers = zip(left, spread(work, context, [item(name) for name in left]), strict=True)
    made = {name: value for name, value in answers if value is not None}
    cache.put({keys[name]: value for name, value in made.items()})
    return found | {name: decode(value) for name, value in made.items()}
