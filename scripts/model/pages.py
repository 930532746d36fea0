"""The pages of a site, few of them in memory: each is decoded, or read again, when somebody asks for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping

from scripts.core.cache import Cache

from .memory import Name, decoded_page, page_key
from .outline import Outline
from .page import Page

# So many are at hand, and so many more are taken from the cache at once: whoever asks for one asks for the next ones.
_AT_HAND, _AHEAD = 256, 16


class Pages(Mapping[Name, Page]):
    """By (slug, locale) the pages of a site, and the ``outlines`` of all of them.

    A page that has a key comes from the cache, or where that has lost it, from ``read``; the others are given.
    """

    def __init__(
        self,
        outlines: Mapping[Name, Outline],
        keys: Mapping[Name, bytes],
        cache: Cache,
        given: Mapping[Name, Page],
        read: Callable[[Name], Page],
    ) -> None:
        self.outlines = outlines
        self._keys, self._cache, self._given, self._read = keys, cache, given, read
        self._names = list(outlines)
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self._at_hand: OrderedDict[Name, Page] = OrderedDict()
        self._ahead: dict[bytes, bytes] = {}

    def __getitem__(self, name: Name) -> Page:
        if name in self._given:
            return self._given[name]
        page = self._at_hand.get(name)
        if page is None:
            page = self._at_hand[name] = self._taken(name)
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        else:
            self._at_hand.move_to_end(name)
        return page

    def _taken(self, name: Name) -> Page:
        number = self._numbers[name]
        key = page_key(self._keys[name])
        if key not in self._ahead:
            following = (name for name in self._names[number : number + _AHEAD] if name in self._keys)
            self._ahead = self._cache.get([page_key(self._keys[name]) for name in following])
        value = self._ahead.pop(key, None)
        return (decoded_page(value) if value is not None else None) or self._read(name)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


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
