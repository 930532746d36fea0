"""Check the pages: ``python -m scripts.check [--format text|github|json]``.

Exit code 0 without errors (warnings may stand), 1 with errors, 2 when the check could not run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.checks import ERROR, check_site
from scripts.formats import FORMATS, summary
from scripts.model.config import ConfigError
from scripts.model.site import load_site


def main(arguments: list[str] | None = None) -> int:
    """Run every rule on the site at ``--root``, print what they found, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.check", description=__doc__.splitlines()[0])
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print the issues (default: text)")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="folder of mkdocs.yml (default: this folder)")
    options = parser.parse_args(arguments)
    try:
        site = load_site(options.root)
    except ConfigError as error:
        print(f"check: {error}", file=sys.stderr)
        return 2
    issues = check_site(site)
    output = FORMATS[options.format](issues)
    if output:
        print(output)
    print(summary(site, issues), file=sys.stderr)
    return int(any(issue.severity == ERROR for issue in issues))


if __name__ == "__main__":
    sys.exit(main())
