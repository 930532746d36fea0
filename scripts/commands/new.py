"""Make a new page in every language of the site: ``python -m scripts new SLUG``, such as ``metode/advokasi``.

Writes the files from the templates in ``scripts/new_page/`` and adds the page to the nav of mkdocs.yml.
Exit code 0 when made, 2 when not; then nothing was changed.
"""

from __future__ import annotations

import os

from scripts.core.message import say
from scripts.core.terminal import command_line, complain, tell
from scripts.model.settings.config import ConfigError
from scripts.new_page.making import NewPageError, make_page
from scripts.new_page.nav_entry import NavError


def main(arguments: list[str] | None = None) -> int:
    """Make the page that ``arguments`` name in the folder of mkdocs.yml; returns the exit code."""
    parser = command_line("new", __doc__, site=True)
    parser.add_argument("slug", nargs="*", metavar="SLUG", help="folder and name of the page, such as metode/advokasi")
    # What begins with a hyphen is a slug to be fixed, not an option to be puzzled over.
    options, unknown = parser.parse_known_args(arguments)
    try:
        report = make_page(options.root, " ".join([*options.slug, *unknown]))
    except (ConfigError, NavError, NewPageError) as error:
        complain("new", error.message)
        return 2
    except OSError as error:
        where = os.path.relpath(error.filename, options.root) if error.filename else "mkdocs.yml"
        complain("new", say("{path}: {reason}; nothing was changed", path=where, reason=error.strerror))
        return 2
    for line in report:
        tell(line)
    return 0
