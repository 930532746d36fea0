"""The site as the checks let it pass and MkDocs renders it; what builds a site, editions and benches call."""

from __future__ import annotations

from pathlib import Path

from scripts.checks import ERROR
from scripts.checks.formats import as_text, summary
from scripts.core.cache import Cache
from scripts.core.message import machine_locale, say
from scripts.model.settings.config import ConfigError
from scripts.model.site import load_site
from scripts.status.report import Report

from .article.rendered import FinishedError
from .filled_page import View
from .frames.engine import BuildError, house
from .frames.ties import ThemeError
from .outputs import Outputs, keep, outputs_after
from .steps import Work, complete, ground_of

_STOPPED = say("the site cannot be rendered; site/ was left as it was")


def checked_site(root: Path) -> Report:
    """The state of the site at ``root``; prints what the checks find. Raises BuildError when that is an error."""
    try:
        checked = Report(load_site(root, Cache(root)))
    except ConfigError as error:
        raise BuildError(error.message, 2) from error
    if checked.issues:
        print(as_text(checked.issues, machine_locale()))
    print(f"    {summary(checked.site, checked.issues).text(machine_locale())}")
    if any(issue.severity == ERROR for issue in checked.issues):
        raise BuildError(say("nothing was rendered; fix the errors above and run it again"), 1)
    return checked


def render(checked: Report, folder: Path, before: Path | None = None) -> View:
    """Render a site into ``folder``; returns what its pages are shown with.

    What has not changed is taken from ``before``, if this is where the last such build was published.

    Raises BuildError with all that is wrong, or OSError.
    """
    edition = checked.revision.edition
    try:
        made = house(checked.site, edition.made if edition else None)
        for path, content in made.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        cache = checked.site.memory.cache
        outputs = outputs_after(before, folder, cache) if before and cache else Outputs(folder)
        work = Work(folder, ground_of(checked), made.frames, last=outputs)
        complete(work)
        if before and cache:
            keep(outputs, cache)
    except FinishedError as error:
        raise BuildError(_STOPPED, 1, (as_text(error.issues, machine_locale()),)) from error
    except ThemeError as error:
        raise BuildError(_STOPPED, 1, (error.message.text(machine_locale()),)) from error
    return work.view
