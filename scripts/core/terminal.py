"""Commands in a terminal: their options, how they run, whatever characters it can show, and what they say."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TextIO

from .message import Message, machine_locale


def run(main: Callable[[], int]) -> NoReturn:
    """Run the command and exit with its code; a character that the terminal cannot show becomes a question mark.

    Where nobody reads on, as after ``| head``, it exits with 1 and says nothing.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left to be written has no place to go; Python would try once more at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)


def command_line(command: str, doc: str, *, site: bool = False) -> argparse.ArgumentParser:
    """A parser for the options of ``command``, described by the first line of its module's ``doc``.

    With ``site`` it has the option that names the folder of the site.
    """
    parser = argparse.ArgumentParser(prog=f"python -m scripts {command}", description=doc.splitlines()[0])
    if site:
        parser.add_argument("--root", type=Path, default=Path.cwd(), help="folder of mkdocs.yml (default: this folder)")
    return parser


def tell(message: Message, *, indent: int = 0, stream: TextIO | None = None) -> None:
    """Print the message in the language of the machine, at once, for what comes next may take its time."""
    print(" " * indent + message.text(machine_locale()), file=stream, flush=True)


def complain(command: str, message: Message, locale: str = "") -> None:
    """Print on standard error what keeps ``command`` from going on; without ``locale``, as the machine speaks."""
    print(f"{command}: {message.text(locale or machine_locale())}", file=sys.stderr, flush=True)
