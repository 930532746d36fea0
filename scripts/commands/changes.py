"""What a proposal changes, and what each page lacks: ``python -m scripts changes BASE [--preview URL]``.

Prints Markdown in both languages, for the summary of a pull request. Compares the last commit with what it has in
common with BASE, a branch or commit. Exit code 0, whatever was found; 2 when the site or its history cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from scripts.checks import ERROR, Issue
from scripts.checks.formats import as_text
from scripts.core.cache import Cache
from scripts.core.message import Message, say, visible
from scripts.core.terminal import command_line, complain
from scripts.model.settings.config import Config, ConfigError
from scripts.model.site import load_site
from scripts.render.labels import LABELS, MARKS
from scripts.status.history import HistoryError, changed_files
from scripts.status.page_states import CURRENT, MISSING, ORIGINAL, PageStatus
from scripts.status.report import Report

_LETTERS = {"A": say("new"), "D": say("deleted"), "": say("unchanged")}
_CHANGED = say("changed")
_FINDINGS = say("Findings")
_COLUMNS = (say("File"), say("Change"), say("State"), say("Words"), _FINDINGS)
# The state of a page that was deleted in every language: it lacks nothing.
_GONE = "gone"
# What runs, or decides what runs, for a maintainer, on CI or for a reader (scripts/README.md, "What is judged").
CODE = (
    ".ci",
    ".github",
    ".pre-commit-config.yaml",
    ".vscode",
    "Makefile",
    "mkdocs.yml",
    "overrides",
    "pyproject.toml",
    "requirements*",
    "scripts",
    "tests",
)
_READ = say(
    "This proposal changes files that run, or that decide what runs. The check does not judge them: a maintainer reads"
    " them line by line."
)
# GitHub refuses a summary of more than 1 MiB ("Workflow commands", adding a job summary).
_MOST = 200


def main(arguments: list[str] | None = None) -> int:
    """Print the summary of what the last commit changes, return the exit code."""
    parser = command_line("changes", __doc__, site=True)
    parser.add_argument("base", metavar="BASE", help="the branch or commit that the proposal is made for")
    parser.add_argument("--preview", metavar="URL", help="where the built site can be downloaded; empty if it was not")
    options = parser.parse_args(arguments)
    try:
        report = Report(load_site(options.root, Cache(options.root)))
        config = report.site.config
        files = changed_files(options.root, options.base, config.docs_dir, config.path)
        code = changed_files(options.root, options.base, *CODE)
    except (ConfigError, HistoryError) as error:
        # On standard output too: whoever opens the summary should not find it empty.
        both = "\n".join(error.message.text(locale) for locale in ("id", "en"))
        print("## " + _both(say("The site cannot be read")) + f"\n\n{_block(both)}")
        complain("changes", error.message)
        return 2
    print(as_markdown(report, files, code))
    if options.preview is not None:
        print(f"\n{preview(options.preview)}")
    return 0


def as_markdown(report: Report, files: Mapping[str, str], code: Mapping[str, str] | None = None) -> str:
    """A table with every language of each page that has a changed file, a list of other files, and the findings.

    ``files`` maps the path of each changed file to git's letter for what became of it, ``code`` those that run.
    """
    pages = changed_pages(report, files)
    paths = {page.path for page in pages}
    others = {path: letter for path, letter in files.items() if path not in paths}
    found = [issue for issue in report.issues if issue.path in files or issue.path in paths]
    elsewhere = [issue for issue in report.issues if issue.path not in files and issue.path not in paths]
    lacking = found or any(issue.severity == ERROR for issue in elsewhere) or any(map(_lacks, pages))
    parts = ["## " + _both(say("Changed pages")), _both(_verdict(files, lacking=bool(lacking)))]
    if code:
        lines = [f"- {_code(path)}: {_letter(letter)}" for path, letter in list(code.items())[:_MOST]]
        number = "" if len(code) <= _MOST else f" ({_MOST} / {len(code)})"
        parts += ["### " + _both(say("Code and settings")) + number, _both(_READ), "\n".join(lines)]
    if pages:
        head = f"| {' | '.join(map(_both, _COLUMNS))} |\n|{' --- |' * len(_COLUMNS)}\n"
        parts.append(head + "\n".join(_row(page, files, found) for page in pages))
    if others:
        lines = [f"- {_code(path)}: {_letter(letter)}{_findings(path, found)}" for path, letter in others.items()]
        parts += ["### " + _both(say("Other files")), "\n".join(lines)]
    if found:
        parts += ["### " + _both(_FINDINGS), _details(found)]
    if elsewhere:
        parts += ["### " + _both(say("Findings in files that did not change")), _details(elsewhere)]
    return "\n\n".join(parts)


def changed_pages(report: Report, files: Mapping[str, str]) -> list[PageStatus]:
    """The status of every language of each page of which a file was changed, of pages gone in all languages too."""
    config = report.site.config
    slugs = {slug for slug, locale in map(config.split, _pages(config, files)) if locale in config.locales}
    known = {status.slug for status in report.statuses}
    gone = [
        PageStatus(slug, locale, f"{config.docs_dir}/{config.file(slug, locale)}", _GONE, None, None, None, 0, 0)
        for slug in slugs - known
        for locale in config.locales
    ]
    statuses = [status for status in report.statuses if status.slug in slugs] + gone
    return sorted(statuses, key=lambda status: (status.slug, config.locales.index(status.locale)))


def _pages(config: Config, files: Mapping[str, str]) -> list[str]:
    """The paths below docs of the changed files that are pages."""
    below = (path.removeprefix(f"{config.docs_dir}/") for path in files if path.startswith(f"{config.docs_dir}/"))
    return [path for path in below if path.endswith(".md") and not config.excluded.match_file(path)]


def _lacks(page: PageStatus) -> bool:
    return page.state not in (ORIGINAL, CURRENT, _GONE)


def _verdict(files: Mapping[str, str], *, lacking: bool) -> Message:
    if not files:
        return say("No page or data has changed.")
    return say("Something is lacking; see below.") if lacking else say("Nothing is lacking.")


def _row(page: PageStatus, files: Mapping[str, str], issues: Sequence[Issue]) -> str:
    letter = files.get(page.path, "")
    # A page that was never there has not been left unchanged.
    change = "–" if page.page == MISSING and not letter else _letter(letter)
    state = "–" if page.state == _GONE else f"{MARKS[page.state]} {_label(page.state)}"
    words = "–" if page.words is None else str(page.words)
    findings = _findings(page.path, issues)[2:] or _both(say("none"))
    return f"| {_code(page.path)} | {change} | {state} | {words} | {findings} |"


def _letter(letter: str) -> str:
    return _both(_LETTERS.get(letter, _CHANGED))


def _findings(path: str, issues: Sequence[Issue]) -> str:
    """``, 2 kesalahan / errors (L01, P02), 1 peringatan / warning (S01)``; empty when there are none."""
    parts = []
    for severity in dict.fromkeys(issue.severity for issue in issues):
        codes = [issue.code for issue in issues if issue.path == path and issue.severity == severity]
        if codes:
            noun = severity if len(codes) == 1 else f"{severity}s"
            parts.append(f", {len(codes)} {_label(noun)} ({', '.join(sorted(set(codes)))})")
    return "".join(parts)


def _both(message: Message) -> str:
    return " / ".join(message.text(locale) for locale in ("id", "en"))


def _label(name: str) -> str:
    return " / ".join(LABELS[locale][name] for locale in ("id", "en"))


def _details(issues: Sequence[Issue]) -> str:
    """The findings one by one, for GitHub shows no more than ten errors and ten warnings of a step at their lines."""
    number = str(len(issues)) if len(issues) <= _MOST else f"{_MOST} / {len(issues)}"
    languages = (("id", "Bahasa Indonesia"), ("en", "English"))
    return "\n\n".join(
        f"<details><summary>{name} ({number})</summary>\n\n{_block(as_text(issues[:_MOST], locale))}\n\n</details>"
        for locale, name in languages
    )


def _block(text: str) -> str:
    """The text as it is, in a fence longer than any that it holds."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`+", text))])
    return f"{fence}text\n{text}\n{fence}"


def _code(path: str) -> str:
    """A path that means nothing in Markdown, whatever a contributor called the file."""
    return "<code>{}</code>".format(re.sub(r"[^A-Za-z0-9/. -]", lambda found: f"&#{ord(found[0])};", visible(path)))


def preview(url: str) -> str:
    """How to look at the built site; ``url`` is empty when it could not be built."""
    if not url:
        said = _both(say("The site cannot be built while the errors above stand."))
    else:
        way = say(
            "[Download the built site]({url}) (you need to be signed in to GitHub), unzip it, then open `index.html`.",
            url=url,
        )
        said = f"{way.text('id')}\n\n{way.text('en')}"
    return "### " + _both(say("Preview")) + f"\n\n{said}"
