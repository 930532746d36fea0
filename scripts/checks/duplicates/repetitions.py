"""The repetitions of a site. After an edit only those passages are compared anew for which it can matter."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

import msgspec

from scripts.core.place import Place
from scripts.model.fingerprint import digest
from scripts.model.memory import Name, found_in, question_of
from scripts.model.site import Site

from .alike import COMMON, Worded, most_like, shared, shingle_sums, similar, worded

# The number of a page among those of a language, and of a passage among those of the page.
Spot = tuple[int, int]
Pair = tuple[Spot, Spot, float]
Texts = tuple[Worded, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found on pages with these keys, in their order."""

    keys: list[bytes]
    pairs: list[Pair]


def repetitions(site: Site, locale: str) -> Iterator[tuple[Place, Place, float]]:
    """Where a passage says what an earlier one of its language says, where that is, and how alike they are."""
    names = [(page.slug, page.locale) for page in site.outlined_in(locale)]
    keys = [site.memory.keys.get(name) for name in names]
    if site.memory.cache and site.memory.mark and all(keys):
        pairs = _kept(site, locale, names, [key for key in keys if key])
    else:
        pairs = _all(site, names)
    texts = _texts(site, names, {number for later, earlier, _ in pairs for number, _ in (later, earlier)})
    for (later, number), (earlier, other), likeness in pairs:
        yield texts[later][number].passage.place, texts[earlier][other].passage.place, likeness


def _texts(site: Site, names: Sequence[Name], numbers: Collection[int]) -> Mapping[int, Texts]:
    """The passages of the pages with these numbers."""
    wanted = {names[number]: number for number in sorted(numbers)}
    found = site.focused(list(wanted)).facts(worded, Texts)
    return {wanted[name]: texts for name, texts in found.items()}


def _all(site: Site, names: Sequence[Name]) -> list[Pair]:
    """The repetitions on all pages."""
    texts = _texts(site, names, range(len(names)))
    spots = {id(one): (page, number) for page, some in texts.items() for number, one in enumerate(some)}
    found = similar([one for page in sorted(texts) for one in texts[page]])
    return [(spots[id(later)], spots[id(earlier)], likeness) for later, earlier, likeness in found]


def _kept(site: Site, locale: str, names: Sequence[Name], keys: list[bytes]) -> list[Pair]:
    """The same, from those that the last run found."""
    cache = site.memory.cache
    assert cache
    row = digest(b"repetitions", site.memory.mark, locale.encode())
    known = found_in(cache, {row: row}, _Known).get(row)
    if known and known.keys == keys and _is_sound(known):
        return known.pairs
    pairs = _updated(site, names, keys, known) if known and _is_sound(known) else None
    if pairs is None:
        pairs = _all(site, names)
    cache.put({row: msgspec.msgpack.encode(_Known(keys, pairs))})
    return pairs


def _is_sound(known: _Known) -> bool:
    return all(0 <= page < len(known.keys) for pair in known.pairs for page, _ in pair[:2])


def _updated(site: Site, names: Sequence[Name], keys: Sequence[bytes], known: _Known) -> list[Pair] | None:
    """What is found after the edit of one page; None where more has changed, or something is missing."""
    changed = [number for number, (old, new) in enumerate(zip(known.keys, keys, strict=False)) if old != new]
    if len(known.keys) != len(keys) or len(changed) != 1:
        return None
    (page,) = changed
    cache = site.memory.cache
    assert cache
    old = found_in(cache, {page: question_of(worded, site).key(known.keys[page])}, Texts).get(page)
    question = question_of(shingle_sums, site)
    rows = found_in(cache, {number: question.key(key) for number, key in enumerate(keys)}, bytes)
    size = array("I").itemsize
    if old is None or len(rows) != len(keys) or any(len(row) % size for row in rows.values()):
        return None
    sums = {number: array("I", row) for number, row in rows.items()}
    new = _texts(site, names, [page])[page]
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    # What shares nothing with a passage that came or went has the same candidates as before.
    edited = [*old[start : len(old) - end], *new[start : len(new) - end]]
    concerned = _holding(site, names, sums, edited)
    moved = len(new) - len(old)

    def spot(one: Spot) -> Spot | None:
        """Where the passage stands now."""
        number, passage = one
        if number != page or passage < start:
            return one
        return (number, passage + moved) if passage >= len(old) - end else None

    pairs = [(spot(later), spot(earlier), likeness) for later, earlier, likeness in known.pairs]
    concerned |= {later for later, earlier, _ in pairs if later and earlier is None}
    kept = [(later, earlier, likeness) for later, earlier, likeness in pairs if later and earlier]
    again = _compared(site, names, sums, concerned)
    return sorted([pair for pair in kept if pair[0] not in concerned] + again)


def _alike(some: Texts, others: Texts) -> int:
    """How many passages the two begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0].text == pair[1].text, zip(some, others, strict=False)))


def _holding(site: Site, names: Sequence[Name], sums: Mapping[int, array[int]], wanted: Iterable[Worded]) -> set[Spot]:
    """The passages that share shingles with any of those wanted."""
    shingles = {sum_ for one in wanted for sum_ in one.sums}
    texts = _texts(site, names, [number for number, some in sums.items() if not shingles.isdisjoint(some)])
    return {
        (page, number)
        for page, some in texts.items()
        for number, one in enumerate(some)
        if not shingles.isdisjoint(one.sums)
    }


def _compared(
    site: Site, names: Sequence[Name], sums: Mapping[int, array[int]], concerned: Collection[Spot]
) -> list[Pair]:
    """The repetitions among the passages at these spots, compared with all before them."""
    own = _texts(site, names, {page for page, _ in concerned})
    wanted = {shingle for page, number in concerned for shingle in own[page][number].shingles}
    pages = {page for page, _ in _holding(site, names, sums, [own[page][number] for page, number in concerned])}
    texts = _texts(site, names, pages)
    holders: dict[int, list[Spot]] = {}
    counts: dict[Spot, int] = {}
    for page in sorted(texts):
        for number, one in enumerate(texts[page]):
            shingles = one.shingles
            if not wanted.isdisjoint(shingles):
                counts[page, number] = len(shingles)
                for shingle in shingles & wanted:
                    holders.setdefault(shingle, []).append((page, number))
    found: list[Pair] = []
    for spot in sorted(concerned):
        passage = own[spot[0]][spot[1]]
        before = {
            shingle: [other for other in holders[shingle][:COMMON] if other < spot] for shingle in passage.shingles
        }
        best = most_like(
            passage, shared(passage.shingles, before), lambda other: (texts[other[0]][other[1]], counts[other])
        )
        if best:
            found.append((spot, *best))
    return found
