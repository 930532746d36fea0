"""Build the site: ``python -m scripts build`` checks, renders with MkDocs in strict mode and publishes at ``site/``.

The site is rendered beside ``site/`` and put in its place only when it is whole; until then the old one stays.
Exit code 0 when published, 1 when a check or MkDocs found errors, 2 when the build could not run.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Callable
from pathlib import Path

from scripts.checks import not_looked_at
from scripts.core.edition import EDITION_FILE, find_edition
from scripts.core.message import Message, say
from scripts.core.staging import clear, publish, restore, staging_folder
from scripts.core.terminal import complain, tell
from scripts.model.memory import Memory
from scripts.model.settings.config import Config
from scripts.model.settings.outputs import BILINGUAL, CARDS, EDITIONS
from scripts.render.building import checked_site, render
from scripts.render.downloads.offers import offered
from scripts.render.frames.engine import BuildError
from scripts.render.search.index import INDEX
from scripts.status.report import Report

_UNFINISHED = "build-"
_OLD = "old"
_NONE = Memory()


def main(root: Path | None = None) -> int:
    """Check, render with MkDocs and publish the site at ``root``; returns the exit code."""
    root = root or Path.cwd()
    started = time.monotonic()
    try:
        clear(root / ".cache", _UNFINISHED, _rescue(root))
        tell(say("1/3 Checking pages, links, terms and citations …"))
        checked = checked_site(root)
        tell(say("2/3 Rendering with MkDocs …"))
        published = _render_and_publish(root, checked)
    except BuildError as error:
        print(*error.said, sep="\n", end="\n" * bool(error.said), file=sys.stderr)
        complain("build", error.message)
        return error.code
    except OSError as error:
        if error.filename:
            where = str(error.filename)
            complain("build", say("{path}: {reason}; site/ was left as it was", path=where, reason=error.strerror))
        else:  # a full disk and the like, which no file is to blame for
            complain("build", say("{reason}; site/ was left as it was", reason=error.strerror))
        return 2
    except KeyboardInterrupt:
        complain("build", say("interrupted; site/ was left as it was"))
        return 130
    print()
    site = checked.site
    for line in (*report(site.config, published, time.monotonic() - started, site.memory), *not_looked_at(site)):
        tell(line)
    return 0


def _render_and_publish(root: Path, checked: Report) -> Path:
    """Render into a folder of its own and swap it with ``site/``."""
    site = root / "site"
    with staging_folder(root / ".cache", _UNFINISHED, _rescue(root)) as folder:
        render(checked, folder / "site", site)
        tell(say("3/3 Publishing …"))
        publish(folder / "site", site, folder / _OLD)
    return site


def _rescue(root: Path) -> Callable[[Path], None]:
    return lambda left: restore(left / _OLD, root / "site")


def report(config: Config, site: Path, seconds: float, memory: Memory = _NONE) -> tuple[Message, ...]:
    """What was made: pages per language and in both, size of the files, time, and what to do next.

    ``memory`` may know what takes long to find out.
    """
    files = [file for file in site.rglob("*") if file.is_file()]
    pages = {file.relative_to(site).as_posix() for file in files if file.suffix == ".html"} - {"404.html"}
    bilingual = {page for page in pages if page.startswith(f"{BILINGUAL}/")}
    others = [locale for locale in config.locales if locale != config.default_locale]
    counts = {locale: sum(page.startswith(f"{locale}/") for page in pages) for locale in others}
    counts = {config.default_locale: len(pages - bilingual) - sum(counts.values()), **counts}
    listed = tuple(say("{count} pages in {locale}", count=count, locale=locale) for locale, count in counts.items())
    listed += (say("{count} in both side by side", count=len(bilingual)),)
    size = sum(file.stat().st_size for file in files) / 1024 / 1024
    return (
        say(
            "Made {folder}/ in {seconds:.1f} s: {pages}; {files} files, {size:.1f} MiB.",
            folder=site.name,
            seconds=seconds,
            pages=listed,
            files=len(files),
            size=size,
        ),
        say(
            "Search index: {indexes}.",
            indexes=tuple(_index_size(config, site, locale, memory) for locale in config.locales),
        ),
        *_cards(site),
        *_offers(config, site),
        say("Next: `make serve` shows it while you write; any web server can host the folder as it is."),
    )


def _cards(site: Path) -> tuple[Message, ...]:
    sizes = [file.stat().st_size for file in (site / CARDS).rglob("*.png")]
    if not sizes:
        return ()
    size = sum(sizes) / 1024
    return (say("Preview cards: {count}, {size:.0f} KiB, for links from elsewhere.", count=len(sizes), size=size),)


def _offers(config: Config, site: Path) -> tuple[Message, ...]:
    told: list[Message] = []
    if config.editions:
        offered(config.root / config.editions, find_edition(config.root), told.append)
    files = [file for file in (site / EDITIONS).glob("*") if EDITION_FILE.fullmatch(file.name)]
    if not files:
        return tuple(told)
    size = sum(file.stat().st_size for file in files) / 1e6
    return (say("Editions to download: {count} files, {size:.1f} MB.", count=len(files), size=size), *told)


def _index_size(config: Config, site: Path, locale: str, memory: Memory) -> Message:
    content = (site / ("" if locale == config.default_locale else locale) / INDEX).read_bytes()
    zipped = memory.once("zipped", int, [content], lambda: len(gzip.compress(content))) / 1024
    size = len(content) / 1024
    return say("{size:.0f} KiB in {locale} ({zipped:.0f} gzipped)", size=size, locale=locale, zipped=zipped)
