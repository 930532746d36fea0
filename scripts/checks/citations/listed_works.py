"""C: citations and the works they name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.model.site import Site

from ..rule import WARNING, Finding, problems, rule


@rule("C01", by_page=True)
def known_key(site: Site) -> Iterator[Finding]:
    """A citation ``[@key]`` names a work of references.yml.

    A fact whose source cannot be looked up is no better than one without a source.
    """
    if site.references is None:
        return
    article = site.config.origins.article if site.config.origins else None
    if article and article not in site.references:
        yield Finding(
            Place(site.config.path),
            say("no work has the key {key}, which extra.origins calls the article", key=article),
            _nearest(site, article),
        )
    for place, key in _in_diagrams(site):
        if key not in site.references:
            yield Finding(place, say("no work has the key @{key}", key=key), _nearest(site, key))
    for page in site.pages.values():
        for citation in page.citations:
            if not citation.key or re.search(r"\s", citation.key):
                message = say("this part of the citation names no work: “{text}”", text=citation.key)
                hint = say("put a semicolon only between works: [@one, 24, 26; @other]")
                yield Finding(citation.place, message if citation.key else say("no work is named here"), hint)
            elif citation.key not in site.references:
                hint = _nearest(site, citation.key)
                yield Finding(citation.place, say("no work has the key @{key}", key=citation.key), hint)


def _in_diagrams(site: Site) -> Iterator[tuple[Place, str]]:
    """The works that diagrams name as their sources."""
    for diagram in filter(None, site.diagrams.values()):
        for number, key in enumerate(diagram.sources):
            yield diagram.document.place("sources", number), key


def _nearest(site: Site, key: str) -> Message:
    near = difflib.get_close_matches(key, site.references or (), 1)
    return (
        say("did you mean @{key}?", key=near[0]) if near else say("correct the key, or add the work to references.yml")
    )


@rule("C02", WARNING)
def uncited(site: Site) -> Iterator[Finding]:
    """Every work in references.yml is cited by a page, by a diagram or by a glossary entry.

    The bibliography shows only works that are cited; this one nobody sees.
    """
    # What a glossary that cannot be read cites is not known.
    for key, reference in (site.references or {}).items() if "glossary" not in site.unread else ():
        if key not in site.cited:
            hint = say("cite it where it supports a statement, or remove it")
            yield Finding(reference.place, say("no page cites {key}", key=key), hint)


@rule("C03")
def fields(site: Site) -> Iterator[Finding]:
    """A work has an id, a status, and the CSL fields without which it cannot be found: type and title.

    Readers must be able to look the source up.
    """
    return problems(site, "references")


@rule("C04")
def one_key_one_work(site: Site) -> Iterator[Finding]:
    """A key belongs to one work.

    Of two works with one key the pages would cite the wrong one.
    """
    document = site.documents.get("references")
    seen: set[str] = set()
    if not document:
        return
    for index, entry in enumerate(document.value["references"]):
        if entry["id"] in seen:
            place = document.place("references", index, "id")
            yield Finding(place, say("the key {key} stands twice", key=entry["id"]), say("give one another key"))
        seen.add(entry["id"])
