"""The index put together from what is kept of each page: its entries, as they stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from scripts.core.cache import Cache
from scripts.model.fingerprint import digest
from scripts.model.memory import found_in
from scripts.model.site import Site

from ..address import site_path
from ..article.kept_pages import Articles, Shown, code
from ..outputs import Outputs
from .entries import SearchEntry
from .index import INDEX, as_script, escaped, index, listed, pair, words, worker, worker_path
from .synonyms import Synonyms, groups_naming, named_alone, others_of, synonyms_of

# Pages whose entries are in memory together.
_TOGETHER = 64
# Where the entries stand in a script without any.
_NONE = '"entries":[]'


def write_search(outputs: Outputs, site: Site, articles: Articles, shown: Sequence[Shown]) -> None:
    """Write the worker, and below each language's folder its index, of the articles in the order of ``shown``."""
    file = outputs.folder / worker_path()
    file.parent.mkdir(parents=True, exist_ok=True)
    # Not among the outputs: it is made small with the other scripts.
    file.write_text(worker(), encoding="utf-8")
    entries = _Entries(site, articles, tuple(shown))
    for locale in site.config.locales:
        path = site_path(site.config, INDEX.as_posix(), locale)
        own = [name for name in shown if name[1] == locale]
        keys = entries.keys(own)
        before, _, after = as_script(index(site, locale, ())).partition(_NONE)
        key = digest(before.encode(), *keys.values()) if len(keys) == len(own) else b""
        if outputs.left({path: key}):
            text = f'{before}"entries":[{",".join(filter(None, entries.texts(own, keys)))}]{after}'
            outputs.write(path, text.encode(), key)


@dataclass(frozen=True)
class _Entries:
    """The entries of all the articles that are ``shown``."""

    site: Site
    articles: Articles
    shown: tuple[Shown, ...]

    @property
    def _store(self) -> Cache | None:
        return self.site.memory.cache

    @cached_property
    def _groups(self) -> Mapping[str, Sequence[Synonyms]]:
        return {
            locale: synonyms_of(self.site, locale, words()[locale]["synonyms"]) for locale in self.site.config.locales
        }

    @cached_property
    def _firsts(self) -> Mapping[Shown, bytes]:
        """By its article the key of each page: what its entries are made of, but for what depends on all others."""
        mark = digest(code(), msgspec.msgpack.encode(self._groups))
        return {name: digest(b"naming", mark, key) for name, key in self.articles.known_by.items()}

    @cached_property
    def _idle(self) -> Mapping[str, list[int]]:
        """By language the groups of synonyms that no page is called by."""
        kept = found_in(self._store, self._firsts, dict[str, list[int]]) if self._store else {}
        naming = {name: found[name[1]] for name, found in kept.items() if name[1] in found}
        made: dict[bytes, bytes] = {}
        for name in self.shown:
            if name not in naming:
                naming[name] = sorted(groups_naming(self.articles[name].entries, self._groups[name[1]]))
                if name in self._firsts:
                    made[self._firsts[name]] = msgspec.msgpack.encode({name[1]: naming[name]})
        if self._store:
            self._store.put(made)
        used = {
            locale: {number for name in self.shown if name[1] == locale for number in naming[name]}
            for locale in self._groups
        }
        return {
            locale: [number for number in others_of(groups) if number not in used[locale]]
            for locale, groups in self._groups.items()
        }

    def keys(self, names: Iterable[Shown]) -> dict[Shown, bytes]:
        """By what the texts of these pages are kept; none for those of which it is not known what they are made of."""
        idle = msgspec.msgpack.encode(self._idle, order="sorted")
        keys: dict[Shown, bytes] = {}
        for name in names:
            own = [name, *(other for other in self._versions(name) if other != name)]
            parts = [self._firsts.get(one, b"") for one in own]
            if all(parts):
                keys[name] = digest(b"entries", idle, *parts)
        return keys

    def texts(self, names: Sequence[Shown], keys: Mapping[Shown, bytes]) -> Iterator[str]:
        """The entries of each page as they stand in the index, one behind the other; "" for none."""
        for start in range(0, len(names), _TOGETHER):
            some = names[start : start + _TOGETHER]
            known = {name: keys[name] for name in some if name in keys}
            found = found_in(self._store, known, str) if self._store else {}
            made = {name: self._made(name) for name in some if name not in found}
            if self._store:
                self._store.put(
                    {keys[name]: msgspec.msgpack.encode(text) for name, text in made.items() if name in keys}
                )
            yield from (found[name] if name in found else made[name] for name in some)

    def _versions(self, name: Shown) -> list[Shown]:
        return [(name[0], locale) for locale in self._groups if (name[0], locale) in self._all]

    @cached_property
    def _all(self) -> frozenset[Shown]:
        return frozenset(self.shown)

    def _made(self, name: Shown) -> str:
        named: dict[str, list[SearchEntry]] = {locale: [] for locale in self._groups}
        for version in self._versions(name):
            locale = version[1]
            named[locale] = named_alone(self.articles[version].entries, self._groups[locale], self._idle[locale])
        # Without the brackets of the list.
        return escaped(listed(pair(named)[name[1]]))[1:-1]
