"""Build the site: ``python -m scripts.build`` checks, renders with MkDocs in strict mode and publishes at ``site/``.

The site is rendered beside ``site/`` and put in its place only when it is whole; until then the old one stays.
Exit code 0 when published, 1 when a check or MkDocs found errors, 2 when the build could not run.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.checks import ERROR, check_site
from scripts.formats import as_text, summary
from scripts.model.config import Config, ConfigError
from scripts.model.site import load_site
from scripts.render.search import INDEX


def main(root: Path | None = None) -> int:
    """Check, render with MkDocs and publish the site at ``root``; returns the exit code."""
    root = root or Path.cwd()
    started = time.monotonic()
    print("1/3 Checking pages, links, terms and citations …", flush=True)
    try:
        site = load_site(root)
    except ConfigError as error:
        print(f"build: {error}", file=sys.stderr)
        return 2
    issues = check_site(site)
    if issues:
        print(as_text(issues))
    print(f"    {summary(site, issues)}")
    if any(issue.severity == ERROR for issue in issues):
        print("build: nothing was rendered; mend the errors above and run it again", file=sys.stderr)
        return 1
    print("2/3 Rendering with MkDocs …", flush=True)
    try:
        published = _render_and_publish(root)
    except OSError as error:
        print(f"build: {error.filename or root}: {error.strerror}; site/ was left as it was", file=sys.stderr)
        return 2
    if published is None:
        print("build: MkDocs stopped; site/ was left as it was", file=sys.stderr)
        return 1
    print(report(site.config, published, time.monotonic() - started))
    return 0


def _render_and_publish(root: Path) -> Path | None:
    """Render into a folder of its own and swap it with ``site/``; None when MkDocs failed."""
    cache = root / ".cache"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="build-", dir=cache) as folder:
        rendered = Path(folder) / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(rendered)]
        run = subprocess.run(command, cwd=root, env=_environment(root), capture_output=True, text=True, check=False)
        if run.returncode != 0 or not (rendered / "index.html").is_file():
            print((run.stdout + run.stderr).strip(), file=sys.stderr)
            return None
        print("3/3 Publishing …", flush=True)
        site, old = root / "site", Path(folder) / "old"
        if site.exists():
            site.rename(old)
        try:
            rendered.rename(site)
        except BaseException:
            if old.exists():
                old.rename(site)
            raise
        return site


def _environment(root: Path) -> dict[str, str]:
    """The environment of the renderer: no banner, and the last commit's time as that of the build."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    if "SOURCE_DATE_EPOCH" not in environment and shutil.which("git"):
        log = ["git", "log", "-1", "--format=%ct"]
        commit = subprocess.run(log, cwd=root, capture_output=True, text=True, check=False).stdout.strip()
        if commit:
            environment["SOURCE_DATE_EPOCH"] = commit
    return environment


def report(config: Config, site: Path, seconds: float) -> str:
    """What was made: pages per language, size of the files, time, and what to do next."""
    files = [file for file in site.rglob("*") if file.is_file()]
    pages = {file.relative_to(site).as_posix() for file in files if file.suffix == ".html"} - {"404.html"}
    others = [locale for locale in config.locales if locale != config.default_locale]
    counts = {locale: sum(page.startswith(f"{locale}/") for page in pages) for locale in others}
    counts = {config.default_locale: len(pages) - sum(counts.values()), **counts}
    listed = ", ".join(f"{count} pages in {locale}" for locale, count in counts.items())
    size = sum(file.stat().st_size for file in files) / 1024 / 1024
    indexes = ", ".join(_index_size(config, site, locale) for locale in config.locales)
    return (
        f"\nMade {site.name}/ in {seconds:.1f} s: {listed}; {len(files)} files, {size:.1f} MiB.\n"
        f"Search index: {indexes}.\n"
        "Next: `make serve` shows it while you write; any web server can host the folder as it is."
    )


def _index_size(config: Config, site: Path, locale: str) -> str:
    content = (site / ("" if locale == config.default_locale else locale) / INDEX).read_bytes()
    return f"{len(content) / 1024:.0f} KiB in {locale} ({len(gzip.compress(content)) / 1024:.0f} gzipped)"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("build: interrupted; site/ was left as it was", file=sys.stderr)
        sys.exit(130)
