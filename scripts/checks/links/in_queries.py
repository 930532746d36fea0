"""L13: what the judged queries of the search expect."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.core.message import say
from scripts.model.site import Site

from ..rule import WARNING, Finding, problems, rule


@rule("L13", WARNING)
def expected(site: Site) -> Iterator[Finding]:
    """A result that a judged query of the search expects is there, in the language of the query.

    The queries tell how good the search is. What is gone or renamed can satisfy nobody.
    """
    yield from problems(site, "queries")
    for query in site.queries:
        for address in query.expect:
            path, _, anchor = address.partition("#")
            slug = path.removesuffix(".html")
            page = site.outlines.get((slug, query.locale)) or site.outlines.get((slug, site.config.default_locale))
            there = page if page and (page.locale == query.locale or query.locale in site.stands_in(page)) else None
            if not there or (there.readable and anchor and anchor not in site.anchors(there)):
                message = say(
                    "“{query}” ({locale}) expects {address}, which is not there",
                    query=query.text,
                    locale=query.locale,
                    address=address,
                )
                yield Finding(query.place, message, say("name the place that answers it now, or remove the query"))
