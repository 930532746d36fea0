"""Print the figures: quality beside Material's own search on the same pages and queries, sizes, times in a browser."""

from __future__ import annotations

import gzip
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scripts.model.judged_queries import Query
from scripts.model.site import load_site
from scripts.render.search.index import INDEX, worker_path

from . import material
from .blocking import measure
from .judging import HALVES, Figures, figures, place
from .worker import WorkerAnswer, ask

ROOT = Path(__file__).parents[3]


def main(arguments: Sequence[str]) -> int:
    """Measure and print; with ``--failures``, name the queries of the tuning half that are not answered first."""
    site_of_pages = load_site(ROOT)
    config = site_of_pages.config
    halves = {half: [query for query in site_of_pages.queries if query.part == half] for half in HALVES}
    with tempfile.TemporaryDirectory() as folder:
        locales, default = list(config.locales), config.default_locale
        site, theirs = material.build(ROOT, Path(folder), locales, default)
        ours = {locale: site / ("" if locale == default else locale) / INDEX for locale in locales}
        worker = site / worker_path()
        print("Quality                          MRR   first  within 3")
        for half in HALVES:
            for name, script, indexes in (("ours", worker, ours), ("Material's", material.worker(), theirs)):
                places = _places(script, indexes, halves[half])
                print(f"  {half:9} {len(places):4} queries  {name:11}{_shown(figures(places))}")
                if half == "tuning" and name == "ours" and "--failures" in arguments:
                    _name_failures(halves[half], places)
        _print_sizes({"worker": worker, **{f"index {locale}": file for locale, file in ours.items()}})
        _print_sizes({"Material's worker": material.worker(), **{f"Material's {k}": f for k, f in theirs.items()}})
        print("\nOpened from a disk in Chromium, the first query typed at once")
        in_one_language = len(list((site / next(locale for locale in locales if locale != default)).rglob("*.html")))
        for pages in (in_one_language, 1000):
            print(f"  {pages:5} pages per language  {measure(site, pages)}")
    return 0


def _places(worker: Path, indexes: dict[str, Path], queries: Sequence[Query]) -> list[int]:
    answers: dict[Query, WorkerAnswer] = {}
    for locale, index in indexes.items():
        asked = [query for query in queries if query.locale == locale]
        answers |= zip(asked, ask(worker, index, [query.text for query in asked])[1], strict=True)
    return [place(answers[query].results, query.expect) for query in queries]


def _shown(found: Figures) -> str:
    return f"{found.mrr:.3f}  {found.first:.3f}  {found.third:.3f}"


def _name_failures(queries: Sequence[Query], places: Sequence[int]) -> None:
    for query, found in zip(queries, places, strict=True):
        if found != 1:
            print(f"      {query.locale} {query.kind}: {query.text} – {f'place {found}' if found else 'not found'}")


def _print_sizes(files: dict[str, Path]) -> None:
    print("\nSize                   KiB   gzipped")
    for name, file in files.items():
        content = file.read_bytes()
        print(f"  {name:18}{len(content) / 1024:6.0f}  {len(gzip.compress(content)) / 1024:6.1f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
