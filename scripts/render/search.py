"""One search index per language out of the one that MkDocs writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

_INDEX = Path("search", "search_index.json")
# Without punctuation here, "klien." at the end of a sentence is another word than "klien".
_SEPARATOR = r"[\s\-–—,.;:!?()\[\]{}\"“”‘’'/›]+"
# Stop words of a language that lunr knows. No stemmer: Material ends every query word in a wildcard, and lunr does not
# stem those, so that a stemmed index would miss the very words it holds.
_PIPELINE = {"en": ["stopWordFilter"]}


def split_index(site_dir: Path, locales: Sequence[str], default: str) -> None:
    """Write ``search/`` of each language below its folder; locations become relative to that folder."""
    index = json.loads((site_dir / _INDEX).read_text(encoding="utf-8"))
    folders = {locale: "" if locale == default else f"{locale}/" for locale in locales}
    for locale, folder in folders.items():
        others = tuple(other for other in folders.values() if other and other != folder)
        docs = [
            {**doc, "location": doc["location"].removeprefix(folder)}
            for doc in index["docs"]
            if doc["location"].startswith(folder) and not (folder == "" and doc["location"].startswith(others))
        ]
        config = {**index["config"], "lang": ["en"], "separator": _SEPARATOR, "pipeline": _PIPELINE.get(locale, [])}
        file = site_dir / folder / _INDEX
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({**index, "config": config, "docs": docs}, ensure_ascii=False), encoding="utf-8")
