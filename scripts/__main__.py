"""Run a command of the tool chain: ``python -m scripts COMMAND …``. Each is a module of ``scripts/commands/``."""

from __future__ import annotations

import argparse
import ast
import gc
import sys
from importlib import import_module
from pathlib import Path

from scripts.core.terminal import run

_COMMANDS = Path(__file__).parent / "commands"
_ALONE = "\nscripts/install.py and scripts/verify.py run alone, before anything is installed."


def main() -> None:
    """Run the command that the first argument names, with all others; it exits with its own code."""
    files = sorted(file for file in _COMMANDS.glob("*.py") if file.stem != "__init__")
    parser = argparse.ArgumentParser(
        prog="python -m scripts",
        usage="python -m scripts COMMAND [OPTION…]; COMMAND --help tells its options",
        description="\n".join(f"{file.stem:<10}{_said(file)}" for file in files),
        epilog=_ALONE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=[file.stem for file in files], help=argparse.SUPPRESS)
    command = parser.parse_args(sys.argv[1:2]).command
    del sys.argv[1]
    if command == "check":
        # A run is short, and what it loads stays to its end: looking for garbage in it took a quarter of the time.
        gc.disable()
    run(import_module(f"scripts.commands.{command}").main)


def _said(file: Path) -> str:
    """What the command does: the beginning of its docstring, up to how it is called."""
    doc = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return doc.partition("\n")[0].partition(": ``")[0]


if __name__ == "__main__":
    main()
