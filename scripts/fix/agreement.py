"""All edits of a site: what the fixers propose, as far as the rendered pages and the rules agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import chdir
from dataclasses import replace

from markdown import Markdown

from scripts.checks import families
from scripts.model.loading import make_markdown
from scripts.model.page import Page
from scripts.model.site import Site

from .blanks import trailing_blanks
from .edit import Edit, acceptable, applied
from .forms import discouraged_forms, form_matcher
from .harm import harmless
from .headings import heading_ids
from .linked_anchors import Anchors, linked_anchors
from .rendering import Rendering

# Each fixer with the family of the rule that asks for what it does.
_FIXERS = (("W", trailing_blanks), ("B", heading_ids), ("T", discouraged_forms))
# A character of Unicode's private use: it stands in no page.
_MARK = "\ue000"


def agreed_edits(site: Site, wanted: Collection[Page]) -> Mapping[str, list[Edit]]:
    """The edits of each of the ``wanted`` pages that needs some, by path; none of them overlap."""
    held = families(site.config)
    by_page = [_by_page(fixer(site) if family in held else ()) for family, fixer in _FIXERS]
    anchors = linked_anchors(site)
    found: dict[str, list[Edit]] = {}
    # As when the pages were loaded: extensions seek files from the folder in which MkDocs is run.
    with chdir(site.config.root):
        markdown = make_markdown(site.config)
        for page in wanted:
            proposals = [proposed.get(page.path, []) for proposed in by_page]
            if any(proposals) and (kept := _kept(site, page, proposals, markdown, anchors)):
                found[page.path] = sorted(kept)
        return harmless(site, found, markdown)


def _by_page(edits: Iterable[Edit]) -> Mapping[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.path, []).append(edit)
    return found


def _kept(
    site: Site, page: Page, proposals: Sequence[Sequence[Edit]], markdown: Markdown, anchors: Anchors
) -> list[Edit]:
    """Those of the proposals, one list a fixer, that change what they are meant to change and nothing else."""
    forms = form_matcher(site, page.locale)
    linked = anchors.of(page)
    kept: list[Edit] = []

    def shown(edits: Iterable[Edit]) -> Rendering:
        return Rendering.of(applied(page.source.text, edits), page.locale, markdown)

    def same_page(edits: Sequence[Edit]) -> bool:
        marked = shown(replace(edit, replacement=_MARK) for edit in edits)
        return shown([]).everything() == shown(edits).everything() and _MARK not in "".join(marked.foreign())

    def same_headings(edits: Sequence[Edit]) -> bool:
        before, after = shown(kept), shown([*kept, *edits])
        led = zip(before.destinations(linked), after.destinations(linked), strict=True)
        if any(old is not None and old != now for old, now in led):
            return False
        new = {edit.replacement.strip(" {}:#") for edit in edits}
        ids = list(zip(before.ids(), after.ids(), strict=False))
        changed = {now for old, now in ids if now != old}
        return before.words() == after.words() and changed <= new <= set(after.ids())

    def same_but_words(edits: Sequence[Edit]) -> bool:
        before, after = shown(kept), shown([*kept, *edits])
        gone = before.uses(forms).total() - after.uses(forms).total()
        return before.protected() == after.protected() and gone == len(edits)

    for edits, accepts in zip(proposals, (same_page, same_headings, same_but_words), strict=True):
        kept = [*kept, *acceptable(edits, accepts)]
    return kept
