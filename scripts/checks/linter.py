"""W07: what a Markdown linter finds."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.model.message import MessageError, say
from scripts.model.page import Page
from scripts.model.place import Place
from scripts.model.site import Site

from .rule import WARNING, Finding, rule

_CONFIG = Path(__file__).with_name("rumdl.toml")
# By such comments a page would decide for itself what is not looked at.
_SWITCH = re.compile(r"(?<=<!--)\s*(?:rumdl|markdownlint)-")


class LinterError(MessageError):
    """rumdl did not run; the message says why."""


@rule("W07", WARNING)
def markdown(site: Site) -> Iterator[Finding]:
    """A page is written in tidy Markdown: what the linter rumdl finds is mended.

    Untidy Markdown is read in one way here and in another way elsewhere: a list without a blank line before it is a
    list in one program and a paragraph in the next.
    """
    try:
        found = _lint(page for page in site.pages.values() if page.readable)
    except LinterError as error:
        hint = say("install what the checks need, with: make site")
        yield (
            Place(site.config.path),
            say("the Markdown linter rumdl cannot be run: {reason}", reason=error.message),
            hint,
        )
        return
    for item in found:
        yield (
            Place(item["file"], item["line"], item["column"]),
            say("untidy Markdown: {message} ({code})", message=item["message"].rstrip("."), code=item["rule"]),
            say("mend it; what {code} asks is told by: .venv/bin/rumdl explain {code}", code=item["rule"]),
        )


def _lint(pages: Iterable[Page]) -> list[dict]:
    """rumdl's findings on the texts of the pages, with lines and columns in characters from 1. Raises LinterError."""
    program = shutil.which("rumdl", path=sysconfig.get_path("scripts")) or shutil.which("rumdl")
    if not program:
        raise LinterError(say("it is not installed"))
    command = [program, "check", "--stdin-batch", "--config", str(_CONFIG), "--no-cache", "--fail-on", "never"]
    batch = "".join(f"{page.path}\0{_readable(page.source.text)}\0" for page in pages)
    try:
        run = subprocess.run(
            [*command, "--output-format", "json"], input=batch.encode(), capture_output=True, check=False
        )
    except OSError as error:
        raise LinterError(say("it cannot be started: {reason}", reason=error.strerror or str(error))) from None
    try:
        return json.loads(run.stdout)
    except ValueError:
        said = run.stderr.decode("utf-8", "replace")
        raise LinterError(say("it ended with code {code}: {said}", code=run.returncode, said=said)) from None


def _readable(text: str) -> str:
    """The model's text of a page, which has lost byte-order mark and Windows line ends, without switches and NUL."""
    return _SWITCH.sub(lambda match: "-" * len(match.group()), text).replace("\0", " ")
