"""The words that the site and its editions say to their readers: a file for each language, in groups by their place.

Both files have the same groups with the same names, and every name is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import yaml

from scripts.core.yamlfile import LOADER

# The order in which texts in both languages stand.
_LOCALES = ("id", "en")

Words = Mapping[str, str]


def words_of(group: str) -> Mapping[str, Words]:
    """The words of a group by locale, and by name."""
    return {locale: groups[group] for locale, groups in _read().items()}


@cache
def _read() -> Mapping[str, Mapping[str, Words]]:
    """The words by locale, group and name. Raises ValueError when one language lacks what the other has."""
    read = {locale: _file(Path(__file__).with_name(f"{locale}.yml")) for locale in _LOCALES}
    named = {locale: [(group, list(words)) for group, words in groups.items()] for locale, groups in read.items()}
    for locale, names in named.items():
        if names != named[_LOCALES[0]]:
            raise ValueError(f"{locale}.yml does not have the names of {_LOCALES[0]}.yml, in the same order")
    return read


def _file(file: Path) -> Mapping[str, Words]:
    return msgspec.convert(yaml.load(file.read_text(encoding="utf-8"), LOADER), dict[str, dict[str, str]])


# Those of the pages, and of what else stands on the site.
LABELS = words_of("site")

# A sign for each state, so that it is told by more than its colour: fine, worth a look, lacking.
MARKS: Mapping[str, str] = {
    **dict.fromkeys(("present", "original", "current"), "✓"),
    **dict.fromkeys(("stale", "unstamped"), "!"),
    **dict.fromkeys(("missing", "unreadable", "wrong"), "×"),
}
