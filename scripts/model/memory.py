"""What is worked out from pages one by one: on all cores, and once for as long as nothing it depends on changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from scripts.core.cache import Cache
from scripts.core.workers import distribute

from .fingerprint import digest
from .outline import Outline, outline_of
from .page import Page

if TYPE_CHECKING:
    from .site import Site

Name = tuple[str, str]
Key = TypeVar("Key", bound=Hashable)
Context = TypeVar("Context")
Item = TypeVar("Item")
Fact = TypeVar("Fact")
# What works a fact out: given all else that the fact depends on, a function of the page.
Work = Callable[[Context], Callable[[Page], Fact]]
# What a work is given, on a site whose pages nobody has read yet; NOT_ASKED where the site has no use for the fact.
Ask = Callable[["Site"], Any]
NOT_ASKED = object()

# MessagePack, not pickle: it is quicker, and a file from elsewhere can hold wrong data in it, but never code.
_PAGE = msgspec.msgpack.Decoder(Page)
_OUTLINE = msgspec.msgpack.Decoder(Outline)
_encode = msgspec.msgpack.encode
_ASKED: dict[Work[Any, Any], Ask] = {}


def asked(ask: Ask = lambda site: None) -> Callable[[Work[Context, Fact]], Work[Context, Fact]]:
    """Have the fact worked out of each page when it is parsed, while all that it holds is at hand."""

    def note(work: Work[Context, Fact]) -> Work[Context, Fact]:
        _ASKED[work] = ask
        return work

    return note


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to be found out: the work, what it is given, and by what its answers are known among all others."""

    work: Work[Any, Any]
    context: Any
    mark: bytes

    @classmethod
    def of(cls, work: Work[Context, Fact], context: Context) -> Question:
        """The question that a work answers in this context, which is plain data."""
        return cls(work, context, digest(f"{work.__module__}.{work.__qualname__}".encode(), _encode(context)))

    def key(self, page: bytes) -> bytes:
        """Under which the answer is kept for the page with this key."""
        return digest(self.mark, page)


Finder = tuple[Question, Callable[[Page], Any]]


def questions(site: Site) -> tuple[Question, ...]:
    """All that is asked of each page of the site."""
    contexts = {work: ask(site) for work, ask in _ASKED.items()}
    return tuple(Question.of(work, context) for work, context in contexts.items() if context is not NOT_ASKED)


def question_of(work: Work[Any, Any], site: Site) -> Question:
    """The question that a work, which is asked of each page, answers on this site."""
    return Question.of(work, _ASKED[work](site))


@dataclass(frozen=True, slots=True)
class Memory:
    """The cache of this run, and by (slug, locale) the digests of those pages about which it may keep anything.

    ``mark`` is the digest of all that a parse depends on besides the page; b"" when that cannot be known.
    """

    cache: Cache | None = None
    keys: Mapping[Name, bytes] = field(default_factory=dict)
    mark: bytes = b""

    def facts(
        self, pages: Mapping[Name, Page], work: Work[Context, Fact], kind: type[Fact], context: Context
    ) -> dict[Name, Fact]:
        """What ``work(context)`` finds out about each page: a ``kind``. The context is plain data."""
        known: Mapping[Name, Fact] = {}
        if self.cache and self.keys:
            question = Question.of(work, context)
            keys = {name: question.key(self.keys[name]) for name in pages if name in self.keys}
            # Sent to other processes, encoded pages are several times quicker than pickled ones.
            known = cached(self.cache, keys, kind, _encoded_fact, (work, context), lambda name: _encode(pages[name]))
        if len(known) == len(pages):
            return {name: known[name] for name in pages}
        find = work(context)
        return {name: known[name] if name in known else find(pages[name]) for name in pages}

    def each(
        self, what: str, kind: type[Fact], depends_on: Mapping[Key, Sequence[bytes]], make: Callable[[Key], Fact]
    ) -> dict[Key, Fact]:
        """What ``make`` makes of each key, a ``kind``, until what it depends on changes, the code or the settings."""
        if not self.cache or not self.mark:
            return {key: make(key) for key in depends_on}
        rows = {key: digest(what.encode(), self.mark, *parts) for key, parts in depends_on.items()}
        found = found_in(self.cache, rows, kind)
        made = {key: make(key) for key in rows if key not in found}
        self.cache.put({rows[key]: _encode(value) for key, value in made.items()})
        return found | made

    def once(self, what: str, kind: type[Fact], depends_on: Sequence[bytes], make: Callable[[], Fact]) -> Fact:
        """The same of one thing."""
        return self.each(what, kind, {what: depends_on}, lambda _: make())[what]


def _encoded_fact(what: tuple[Work[Any, Any], Any]) -> Callable[[bytes], bytes]:
    work, context = what
    find = work(context)
    return lambda page: _encode(find(_PAGE.decode(page)))


def page_key(key: bytes) -> bytes:
    """Under which a page is kept that has this key."""
    return digest(b"page", key)


def outline_key(key: bytes) -> bytes:
    """Under which the outline of a page is kept that has this key."""
    return digest(b"outline", key)


def rows_of(page: Page, key: bytes, finders: Collection[Finder]) -> dict[bytes, bytes] | None:
    """All that is kept of a page with this key: itself, its outline, and the answers to what is asked of it.

    None when the page would come back as another one.
    """
    encoded = encoded_page(page)
    if encoded is None:
        return None
    rows = {page_key(key): encoded, outline_key(key): _encode(outline_of(page))}
    return rows | {question.key(key): _encode(find(page)) for question, find in finders}


def encoded_page(page: Page) -> bytes | None:
    """The page as it is kept; None when it would come back as another one."""
    try:
        value = _encode(page)
        # Front matter may hold what has no like in MessagePack: a date, which would come back as text.
        return value if _PAGE.decode(value) == page else None
    except (TypeError, ValueError, OverflowError, RecursionError):
        return None


def decoded_outline(value: bytes) -> Outline:
    """The outline that this process encoded."""
    return _OUTLINE.decode(value)


def found_in(cache: Cache, keys: Mapping[Key, bytes], kind: type[Fact]) -> dict[Key, Fact]:
    """Those of ``keys`` of which the cache has a ``kind``, with it."""
    decode = msgspec.msgpack.Decoder(kind).decode
    values, found = cache.get(keys.values()), {}
    for name, key in keys.items():
        try:
            found[name] = decode(values[key])
        except (KeyError, msgspec.MsgspecError, ValueError):  # unknown, or written by another program
            continue
    return found


def cached(
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
    found = found_in(cache, keys, kind)
    left = [name for name in keys if name not in found]
    decode = msgspec.msgpack.Decoder(kind).decode
    for share in distribute(work, context, left, item):
        made = {name: value for name, value in share if value is not None}
        cache.put({keys[name]: value for name, value in made.items()})
        found |= {name: decode(value) for name, value in made.items()}
    return found
