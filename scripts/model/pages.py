"""The pages of a site, few of them in memory: each is decoded, or read again, when somebody asks for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec

from scripts.core.cache import Cache

from .memory import Name, page_key
from .outline import Outline
from .page import Page

Key = TypeVar("Key", bound=Hashable)
Kind = TypeVar("Kind")

# So many more are taken from the cache at once: whoever asks for one asks for the next ones.
_AHEAD = 16


class OnDemand(Mapping[Key, Kind]):
    """Values of one ``kind`` by ``names``, few of them in memory.

    One that has a row comes from the cache, or where that has lost it, is made; the others are given.
    """

    at_hand = 32

    def __init__(
        self,
        names: Iterable[Key],
        rows: Mapping[Key, bytes],
        cache: Cache | None,
        kind: type[Kind],
        given: Mapping[Key, Kind],
        make: Callable[[Key], Kind],
    ) -> None:
        self._names = list(names)
        self._rows, self._cache, self._given, self._make = rows, cache, given, make
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self._at_hand: OrderedDict[Key, Kind] = OrderedDict()
        self._ahead: dict[bytes, bytes] = {}

    def __getitem__(self, name: Key) -> Kind:
        if name in self._given:
            return self._given[name]
        value = self._at_hand.get(name)
        if value is None:
            value = self._at_hand[name] = self._taken(name)
            if len(self._at_hand) > self.at_hand:
                self._at_hand.popitem(last=False)
        else:
            self._at_hand.move_to_end(name)
        return value

    def _taken(self, name: Key) -> Kind:
        number, row = self._numbers[name], self._rows[name]
        if row not in self._ahead and self._cache:
            following = (other for other in self._names[number : number + _AHEAD] if other in self._rows)
            self._ahead = self._cache.get([self._rows[other] for other in following])
        try:
            return self._decoder.decode(self._ahead.pop(row))
        except (KeyError, msgspec.MsgspecError, ValueError):  # lost, or written by another program
            return self._make(name)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __iter__(self) -> Iterator[Key]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Pages(OnDemand[Name, Page]):
    """By (slug, locale) the pages of a site, and the ``outlines`` of all of them.

    A page that has a key comes from the cache, or where that has lost it, from ``read``; the others are given.
    """

    # More than the rules go through at a time.
    at_hand = 256

    def __init__(
        self,
        outlines: Mapping[Name, Outline],
        keys: Mapping[Name, bytes],
        cache: Cache,
        given: Mapping[Name, Page],
        read: Callable[[Name], Page],
    ) -> None:
        super().__init__(outlines, {name: page_key(key) for name, key in keys.items()}, cache, Page, given, read)
        self.outlines = outlines


class Focused(Mapping[Name, Page]):
    """Pages of which only some are gone through; of the others whoever asks is given the outline, and no more."""

    def __init__(self, pages: Mapping[Name, Page], outlines: Mapping[Name, Outline], names: Collection[Name]) -> None:
        self.outlines = outlines
        self._pages, self._names = pages, dict.fromkeys(names)

    def __getitem__(self, name: Name) -> Page:
        # An outline has what one page may ask of another; asking for more fails, and is seen in the tests.
        return self._pages[name] if name in self._names else self.outlines[name]  # type: ignore[return-value]

    def __contains__(self, name: object) -> bool:
        return name in self.outlines

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
