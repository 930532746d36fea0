"""``python -m scripts check --fix``: shows every change, makes it, and says what is left for a person to do."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass

from scripts.core.message import Message, say
from scripts.core.terminal import complain
from scripts.model.compare import is_current
from scripts.model.page import Page
from scripts.model.site import Site
from scripts.model.translation_stamp import read_stamp

from .agreement import agreed_edits
from .rewriting import RefusalError, diff, rewritten, write


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether every file that needed fixing could be fixed, and what a person should know or do next."""

    complete: bool
    next_steps: tuple[Message, ...]


def fix(site: Site, wanted: Collection[Page], locale: str, *, dry_run: bool) -> Outcome:
    """Fix the ``wanted`` pages: print one diff of all of them, then write each unless ``dry_run``."""
    pages = {page.path: page for page in site.pages.values()}
    new: dict[str, bytes] = {}
    complete = True
    for path, edits in agreed_edits(site, wanted).items():
        try:
            before, new[path] = rewritten(site.config.root / path, pages[path].source.text, edits)
        except RefusalError as refusal:
            complete = _refuse(path, refusal, locale)
            continue
        sys.stdout.write(diff(path, before, new[path]))
    sys.stdout.flush()
    if dry_run:
        return Outcome(complete, (say("{count} files would change; nothing was written", count=len(new)),))
    for path, data in list(new.items()):
        try:
            write(site.config.root / path, data)
        except RefusalError as refusal:
            complete = _refuse(path, refusal, locale)
            del new[path]
    return Outcome(complete, tuple(_next_steps(site, [pages[path] for path in new])))


def _refuse(path: str, refusal: RefusalError, locale: str) -> bool:
    complain("check", say("{path} was left as it was: {reason}", path=path, reason=refusal.message), locale)
    return False


def _next_steps(site: Site, changed: list[Page]) -> list[Message]:
    """How many files were fixed, and which translations agreed with them until then: a person looks, then stamps."""
    stale = []
    for page in site.pages.values():
        stamp = read_stamp(page.meta.get("source"))
        origin = site.pages.get((page.slug, stamp.locale)) if stamp else None
        if stamp and origin in changed and origin is not page and is_current(site, stamp, origin):
            stale.append(page.path)
    steps = [say("fixed {count} files", count=len(changed))]
    if stale:
        named = " ".join(sorted(stale))
        steps.append(say('compare each with its original, then record that: make stamp PAGE="{pages}"', pages=named))
    return steps
