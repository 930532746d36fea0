"""Time the check on a tree of many pages: ``python -m scripts.bench.check [--pages N]``.

Prints seconds, those of the clock and those of the processors, and, measured in the same run, ratios to
``mkdocs build`` of the same tree. That build has Material, the language plugin, search and the Markdown extensions of
this site, and none of its hooks: they would add to it. Every time is that of a whole process. Where other programs
keep the machine busy, the processors' time says more than the clock. The trees are left in ``.cache/bench``. Exit code
0, or 2 when a tool failed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from scripts.model.cache import FILE
from scripts.model.site import Site, load_site
from scripts.terminal import run

from .tree import make_tree

_FOLDER = Path(".cache", "bench")
_SHARE = 10  # growth is measured from a tenth of the pages on
_EDIT = "\nSatu kalimat lagi tentang nilai dan prinsip.\n"


class BenchError(Exception):
    """A tool that is measured did not do its work; the message is what it said."""


def main(arguments: list[str] | None = None) -> int:
    """Make the trees, measure, print a table."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.check", description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000, help="pages in each language (default: 1000)")
    pages = max(parser.parse_args(arguments).pages, _SHARE)
    site = load_site(Path.cwd())
    try:
        small_cold, small_warm = _check(site, pages // _SHARE)
        cold, warm = _check(site, pages)
        built = _build(pages)
        real_cold, real_warm = _real()
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    few, many = pages // _SHARE * len(site.config.locales), pages * len(site.config.locales)
    rows = {
        f"mkdocs build, {many} pages": (built, built),
        f"check, {many} pages, no cache": (cold, built),
        f"check, {many} pages, after one edit": (warm, built),
        f"check, {few} pages, no cache": (small_cold, None),
        f"check, {few} pages, after one edit": (small_warm, None),
        "check of this site, no cache": (real_cold, None),
        "check of this site, cached": (real_warm, None),
    }
    print(f"\n{'':<40}{'clock':>8}{'ratio':>8}{'processors':>12}{'ratio':>8}")
    for name, (took, whole) in rows.items():
        clock, processors = (f"{a / b:.3f}" if b else "" for a, b in zip(took, whole or (0, 0), strict=True))
        print(f"{name:<40}{took.clock:>6.2f} s{clock:>8}{took.processors:>10.2f} s{processors:>8}".rstrip())
    for name, small, large in (("no cache", small_cold, cold), ("after one edit", small_warm, warm)):
        each = (f"{1000 * took.clock / number:.1f} ms of {number}" for took, number in ((small, few), (large, many)))
        print(f"A page, {name}: {', '.join(each)}.")
    return 0


class Seconds(NamedTuple):
    """How long a process took by the clock, and how long it kept processors busy (0 where the system does not tell)."""

    clock: float
    processors: float


def _check(site: Site, pages: int) -> tuple[Seconds, Seconds]:
    """Seconds of the check of a new tree without cache, and after one page was edited."""
    root = _FOLDER / str(pages)
    print(f"Making {pages} pages in each language at {root} …", flush=True)
    make_tree(site, root, pages)
    print("Checking without cache …", flush=True)
    cold = _seconds("scripts.check", "--root", str(root))
    print("Checking after one edit …", flush=True)
    with (root / "docs" / "index.md").open("a", encoding="utf-8", newline="\n") as page:
        page.write(_EDIT)
    return cold, _seconds("scripts.check", "--root", str(root))


def _build(pages: int) -> Seconds:
    print("Building with MkDocs …", flush=True)
    root = _FOLDER / str(pages)
    built = (root / "site").resolve()
    seconds = _seconds("mkdocs", "build", "--quiet", "-f", str(root / "mkdocs.yml"), "--site-dir", str(built))
    shutil.rmtree(built)
    return seconds


def _real() -> tuple[Seconds, Seconds]:
    """Seconds of the check of this site without cache and with it."""
    print("Checking this site …", flush=True)
    FILE.unlink(missing_ok=True)
    return _seconds("scripts.check"), _seconds("scripts.check")


def _seconds(module: str, *arguments: str) -> Seconds:
    started, before = time.perf_counter(), os.times()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    clock, after = time.perf_counter() - started, os.times()
    # The check answers 1 where it found something, as it may after the edit.
    if done.returncode not in ((0, 1) if module == "scripts.check" else (0,)):
        raise BenchError(f"{module} failed: {(done.stderr or done.stdout).strip()[-400:]}")
    said = (done.stderr if module == "scripts.check" else done.stdout).strip().splitlines()
    print(f"    {clock:.2f} s" + (f"; {said[-1]}" if said else ""), flush=True)
    busy = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    return Seconds(clock, busy)


if __name__ == "__main__":
    run(main)
