"""D: passages that say the same as others in the same language."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.core.message import say
from scripts.model.site import Site

from ..rule import WARNING, Finding, rule
from .repetitions import repetitions


@rule("D01", WARNING)
def repeated(site: Site) -> Iterator[Finding]:
    """No passage says what another one of its language says, or nearly so.

    What is said twice is fixed once, and then the site contradicts itself. The article printed a list twice, with one
    word changed.
    """
    for locale in site.config.locales:
        for later, earlier, likeness in repetitions(site, locale):
            message = say(
                "this passage says what {path}:{line} says ({percent} per cent alike)",
                path=earlier.path,
                line=earlier.line,
                percent=int(likeness),
            )
            hint = say("say it in one place and link to it from the other, or reword what is meant differently")
            yield Finding(later, message, hint)
