"""Time the check and the whole build on trees of many pages: ``python -m tests.bench.speed [--pages N]``.

Prints, for a tree of N pages in each language and one of a tenth of it, the seconds of the clock and of the processors
and the most memory that a process took, each as a ratio to what plain MkDocs takes for the same pages in the same run:
with Material, the language plugin, Material's search, a pruned menu and the Markdown extensions of this site, but
without its hooks, templates and data. Every time is that of whole processes. Where other programs keep the machine
busy, the processors' time says more than the clock. From both trees follows the exponent of growth: 1 is linear. The
trees are left in ``.cache/bench``, with a picture of the figures. Exit code 0, or 2 when a tool failed.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from scripts.core.cache import FILE
from scripts.core.terminal import run
from scripts.model.site import Site, load_site

from .picture import picture
from .tree import PLAIN, make_tree

_FOLDER = Path(".cache", "bench")
_SHARE = 10  # growth is measured from a tenth of the pages on
_EDIT = "\nSatu kalimat lagi tentang nilai dan prinsip.\n"
_CHECK, _BUILD = ("scripts", "check"), ("scripts", "build")


class BenchError(Exception):
    """A tool that is measured did not do its work; the message is what it said."""


class Cost(NamedTuple):
    """What a process and those it started took: seconds of clock and processors, and MB of the largest of them."""

    clock: float
    processors: float
    memory: float


def main(arguments: list[str] | None = None) -> int:
    """Make the trees, measure, print a table and draw a picture of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed", description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000, help="pages in each language (default: 1000)")
    pages = max(parser.parse_args(arguments).pages, _SHARE)
    site = load_site(Path.cwd())
    try:
        few, many = (_measured(site, count) for count in (pages // _SHARE, pages))
        real = {"check": _cost(_CHECK), "build": _cost(_BUILD)}
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    for count, costs in ((pages // _SHARE, few), (pages, many)):
        _print_table(f"{count} pages in each of {len(site.config.locales)} languages", costs, costs["plain MkDocs"])
    _print_table("this site, as it is cached", real, None)
    for name in many:
        growth = math.log(many[name].clock / few[name].clock, _SHARE)
        print(f"Growth, {name}: n^{growth:.2f}")
    drawn = _FOLDER / "speed.svg"
    drawn.write_text(picture({name: cost.clock for name, cost in many.items()}, "plain MkDocs"), encoding="utf-8")
    print(f"Drawn: {drawn}")
    return 0


def _measured(site: Site, pages: int) -> Mapping[str, Cost]:
    """What each tool takes for a new tree of so many pages."""
    root = _FOLDER / str(pages)
    print(f"Making {pages} pages in each language at {root} …", flush=True)
    make_tree(site, root, pages)
    plain = ("mkdocs", "build", "--quiet", "-f", PLAIN, "--site-dir", "plain")
    costs = {"plain MkDocs": _cost(plain, root), "check, no cache": _cost(_CHECK, root)}
    _edit(root, 1)
    costs["check, after one edit"] = _cost(_CHECK, root)
    (root / FILE).unlink(missing_ok=True)
    costs["build, no cache"] = _cost(_BUILD, root)
    _edit(root, 2)
    costs["build, after one edit"] = _cost(_BUILD, root)
    shutil.rmtree(root / "plain")
    return costs


def _edit(root: Path, times: int) -> None:
    with (root / "docs" / "index.md").open("a", encoding="utf-8", newline="\n") as page:
        page.write(_EDIT * times)


def _cost(module: tuple[str, ...], root: Path | None = None) -> Cost:
    print(f"    {' '.join(module)} …", end=" ", flush=True)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(Path.cwd())}
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=root,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    # The check answers 1 where it found something, as it may after the edit.
    if process.returncode not in ((0, 1) if module == _CHECK else (0,)):
        raise BenchError(f"{' '.join(module)} failed: {said.strip()[-400:]}")
    cost = Cost(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
    print(f"{cost.clock:.2f} s", flush=True)
    return cost


def _print_table(title: str, costs: Mapping[str, Cost], reference: Cost | None) -> None:
    print(f"\n{title:<44}{'clock':>10}{'ratio':>8}{'processors':>13}{'ratio':>8}{'memory':>10}")
    for name, cost in costs.items():
        clock, processors = (
            (f"{cost.clock / reference.clock:.3f}", f"{cost.processors / reference.processors:.3f}")
            if reference
            else ("", "")
        )
        print(
            f"{name:<44}{cost.clock:>8.2f} s{clock:>8}{cost.processors:>11.2f} s{processors:>8}{cost.memory:>7.0f} MB"
        )
    print()


if __name__ == "__main__":
    run(main)
