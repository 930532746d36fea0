"""Check the pages: ``python -m scripts check [PATH…] [--format text|github|json] [--fix [--dry-run]]``.

With paths, the site is still checked as a whole, but only what was found in those files and folders is shown or fixed.
Exit code 0 without errors (warnings may stand), 1 with errors, 2 when the check could not run.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.checks import ERROR, Issue, check_site, not_looked_at
from scripts.checks.explanation import explain
from scripts.checks.formats import FORMATS, github_notice, summary
from scripts.core.cache import Cache
from scripts.core.message import Message, MessageError, machine_locale, say
from scripts.core.terminal import command_line, complain
from scripts.fix.fixing import Outcome, fix
from scripts.model.page import Page
from scripts.model.settings.config import ConfigError
from scripts.model.site import Site, load_site


class PathError(MessageError):
    """A path names nothing below the root; the message says which and why."""


def main(arguments: list[str] | None = None) -> int:
    """Run every rule on the site at ``--root``, print what they found, return the exit code."""
    options = _options(arguments)
    if options.explain:
        return _explain(options.explain, options.lang)
    outcome = None
    try:
        site = load_site(options.root, Cache(options.root))
        wanted = [located(options.root, name) for name in options.paths]
        if options.fix:
            pages = [page for page in site.pages.values() if not wanted or is_within(options.root, page, wanted)]
            outcome = fix(site, pages, options.lang, dry_run=options.dry_run)
            if options.dry_run:
                return _finish(outcome, options.lang, 0)
            site = load_site(options.root, Cache(options.root))
    except (ConfigError, PathError) as error:
        complain("check", error.message, options.lang)
        return 2
    # A change in one page can break a link in another: all rules see the whole site, whatever is shown of it.
    issues = check_site(site)
    if wanted:
        issues = [issue for issue in issues if is_within(options.root, issue, wanted)]
    output = FORMATS[options.format](issues, options.lang)
    if output:
        print(output)
    print(_summary(site, issues, options.paths).text(options.lang), file=sys.stderr)
    for message in not_looked_at(site):
        if options.format == "github":
            print(github_notice(message, options.lang))
        print(message.text(options.lang), file=sys.stderr)
    return _finish(outcome, options.lang, int(any(issue.severity == ERROR for issue in issues)))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = command_line("check", __doc__, site=True)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="show only what is found in these files and folders")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print the issues (default: text)")
    parser.add_argument("--explain", metavar="CODE", help="say what a rule asks and why, with examples; checks nothing")
    parser.add_argument("--lang", choices=("id", "en"), default=machine_locale(), help="language (default: as LANG)")
    parser.add_argument("--fix", action="store_true", help="show a diff that fixes what is mechanical, and write it")
    parser.add_argument("--dry-run", action="store_true", help="with --fix: show the diff, write and check nothing")
    # Intermixed, so that options may stand between the paths.
    options = parser.parse_intermixed_args(arguments)
    if options.dry_run and not options.fix:
        parser.error("--dry-run shows what --fix would do; give both")
    if options.fix and options.format != "text":
        parser.error("--fix prints a diff; leave --format out")
    return options


def _finish(outcome: Outcome | None, locale: str, code: int) -> int:
    """Say what the fixing leaves to do; returns the exit code."""
    for step in outcome.next_steps if outcome else ():
        print(step.text(locale), file=sys.stderr)
    return code if outcome is None or outcome.complete else 2


def _explain(code: str, locale: str) -> int:
    text = explain(code, locale)
    if text is None:
        unknown = say("there is no rule {code}; codes look like L01 and stand before each finding", code=code)
        complain("check", unknown, locale)
        return 2
    print(text)
    return 0


def located(root: Path, name: str) -> Path:
    """The absolute path of the file or folder below ``root`` that a person calls ``name``. Raises PathError.

    A relative name is sought in the current folder first, as a shell would, then in the root.
    """
    shown = " ".join(name.split())
    existing = [path for path in _spellings(root, name) if os.path.lexists(path)]
    if not existing:
        message = say("{path}: no such file or folder; name one in the folder of mkdocs.yml", path=shown or repr(name))
        raise PathError(message)
    found = next((below for path in existing if (below := _below(root, path))), None)
    if found is None:
        message = say(
            "{path}: lies outside the folder of mkdocs.yml; name a file or folder in it, or set --root", path=shown
        )
        raise PathError(message)
    return found


def _spellings(root: Path, name: str) -> Iterator[Path]:
    # An empty name, of a variable that was not set, must not stand for the current folder.
    for spelling in dict.fromkeys((name, name.replace("\\", "/"))) if name else ():
        yield from (Path.cwd() / spelling, root / spelling)


def _below(root: Path, path: Path) -> Path | None:
    """``path`` as an absolute path that begins with the root's; None when it lies elsewhere."""
    top = _absolute(root)
    # By name first, for the docs folder may be a link that leads out of the root; then by what the names lead to, for
    # the root may have been reached by another name (/tmp and /private/tmp).
    for here, base in ((_absolute(path), top), (path.resolve(), root.resolve())):
        if here.is_relative_to(base):
            return top / here.relative_to(base)
    return None


def _absolute(path: Path) -> Path:
    """Without ``..``, links left as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (Path.absolute keeps "..")


def is_within(root: Path, item: Issue | Page, wanted: Sequence[Path]) -> bool:
    """Whether the issue or page stands in one of the files, or below one of the folders."""
    file = _absolute(root / item.path)
    return any(file.is_relative_to(path) for path in wanted)


def _summary(site: Site, issues: Sequence[Issue], names: Sequence[str]) -> Message:
    whole = summary(site, issues)
    if not names:
        return whole
    if len(names) == 1:
        return say("{summary} in {path}", summary=whole, path=names[0])
    return say("{summary} in {count} paths", summary=whole, count=len(names))
