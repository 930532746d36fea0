"""W07: what a Markdown linter finds."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from scripts.core.message import MessageError, say
from scripts.core.place import Place
from scripts.model.page import Page
from scripts.model.site import Site

from ..rule import WARNING, Finding, rule
from .boxes import boxes
from .sign_kinds import BOX
from .signs import signs

_CONFIG = Path(__file__).with_name("rumdl.toml")
# Of processor time: for plain pages rumdl takes a tenth of it. Some pages hold it up for ever.
_MOST_SECONDS, _CHARACTERS_A_SECOND = 5, 500_000
# Longer pages are suspected first.
_LONG = 20_000
# By such comments a page would decide for itself what is not looked at.
_SWITCH = re.compile(r"(?<=<!--)\s*(?:rumdl|markdownlint)-")

# Five blanks behind the sign: what stands there is indented by four.
_INDENTED_QUOTE = re.compile(r"[ \t]*(?:>[ ]?)*>[ ]{5}")
# Asterisks between blanks, and a number or a letter that stands for one.
_PRODUCT = re.compile(r"\*[ ](?:[^*\n]*\d[^*\n]*|\w)[ ]\*(?=[ ])")


class LinterError(MessageError):
    """rumdl did not run; the message says why."""


class _OverTimeError(Exception):
    """rumdl took more time for some pages than it may."""


@rule("W07", WARNING, by_page=True)
def markdown(site: Site) -> Iterator[Finding]:
    """A page is written in tidy Markdown: what the linter rumdl finds is fixed.

    Untidy Markdown is read in one way here and in another way elsewhere: a list without a blank line before it is a
    list in one program and a paragraph in the next.
    """
    try:
        found, left = _lint_all([page for page in site.pages.values() if page.readable])
    except LinterError as error:
        hint = say("install what the checks need, with: make site")
        yield Finding(
            Place(site.config.path),
            say("the Markdown linter rumdl cannot be run: {reason}", reason=error.message),
            hint,
        )
        return
    for page in left:
        hint = say("divide long paragraphs and tables, or the page")
        yield Finding(page.place(), say("the Markdown linter rumdl would take too long for this page"), hint)
    for item in _told_once(site, found):
        yield Finding(
            Place(item["file"], item["line"], item["column"]),
            say("untidy Markdown: {message} ({code})", message=item["message"].rstrip("."), code=item["rule"]),
            say("fix it; what {code} asks is told by: .venv/bin/rumdl explain {code}", code=item["rule"]),
        )


def _told_once(site: Site, found: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Of several findings at one place the last; none that is wrong here, or that a rule of our own tells better."""
    found = sorted(found, key=lambda item: item["rule"])
    names = {item["file"] for item in found}
    lines = {page.path: page.source.text.split("\n") for page in site.pages.values() if page.path in names}
    told = {(place.path, line) for place, *_ in boxes(site) for line in _fallen_out(lines.get(place.path, []), place)}
    told |= {(place.path, place.line) for place, _, hint in signs(site) if hint is BOX}
    kept = {
        (item["file"], item["line"], item["column"]): item
        for item in found
        if (item["file"], item["line"]) not in told and not _is_wrong(lines[item["file"]][item["line"] - 1], item)
    }
    yield from kept.values()


def _fallen_out(lines: list[str], place: Place) -> Iterator[int]:
    """The line at which a box begins, and those of the block that should stand in it."""
    number = place.line
    yield number
    while number < len(lines) and not lines[number].strip(" \t>"):
        number += 1
    while number < len(lines) and lines[number].strip(" \t>"):
        number += 1
        yield number


def _is_wrong(line: str, item: dict[str, Any]) -> bool:
    before, after = line[: item["column"] - 1], line[item["column"] - 1 :]
    match item["rule"]:
        case "MD027":
            # What stands in a box or in a list of a quotation is indented there.
            return bool(_INDENTED_QUOTE.match(line))
        case "MD034":
            # An account with the host that it is kept by is no e-mail address.
            return before.endswith("@")
        case "MD037":
            return bool(_PRODUCT.match(after)) and before.endswith(" ")
    return False


def _lint_all(pages: Sequence[Page]) -> tuple[list[dict[str, Any]], Sequence[Page]]:
    """rumdl's findings, and the pages for which it would take too long. Raises LinterError."""
    try:
        return _lint(pages), []
    except _OverTimeError:
        if len(pages) == 1:
            return [], pages
    longer = [page for page in pages if len(page.source.text) > _LONG]
    rest = [page for page in pages if len(page.source.text) <= _LONG]
    # If it is none of the longer ones, it is one of the rest.
    parts = [*([page] for page in longer), rest] if longer and rest else [[page] for page in pages]
    judged = [_lint_all(part) for part in parts]
    return [item for found, _ in judged for item in found], [page for _, left in judged for page in left]


def _time_limit(seconds: int) -> Callable[[], None] | None:
    """What a process calls before it begins, so that it ends after so many seconds of the processor."""
    # Windows has no such limits.
    if sys.platform == "win32":
        return None
    import resource

    return partial(resource.setrlimit, resource.RLIMIT_CPU, (seconds, seconds))


def _lint(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """rumdl's findings on the texts of the pages, with lines and columns in characters from 1.

    Raises LinterError, and _OverTimeError where the system can tell the time.
    """
    program = shutil.which("rumdl", path=sysconfig.get_path("scripts")) or shutil.which("rumdl")
    if not program:
        raise LinterError(say("it is not installed"))
    command = [program, "check", "--stdin-batch", "--config", str(_CONFIG), "--no-cache", "--fail-on", "never"]
    batch = "".join(f"{page.path}\0{_readable(page.source.text)}\0" for page in pages)
    seconds = _MOST_SECONDS + len(batch) // _CHARACTERS_A_SECOND
    try:
        run = subprocess.run(
            [*command, "--output-format", "json"],
            input=batch.encode(),
            capture_output=True,
            check=False,
            preexec_fn=_time_limit(seconds),
        )
    except OSError as error:
        raise LinterError(say("it cannot be started: {reason}", reason=error.strerror or str(error))) from None
    if sys.platform != "win32" and run.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise _OverTimeError
    try:
        found: list[dict[str, Any]] = json.loads(run.stdout)
    except ValueError:
        said = run.stderr.decode("utf-8", "replace")
        raise LinterError(say("it ended with code {code}: {said}", code=run.returncode, said=said)) from None
    return found


def _readable(text: str) -> str:
    """The model's text of a page, which has lost byte-order mark and Windows line ends, without switches and NUL."""
    return _SWITCH.sub(lambda match: "-" * len(match.group()), text).replace("\0", " ")
