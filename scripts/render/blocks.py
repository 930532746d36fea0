"""The data blocks of a page as Markdown (glossary, bibliography, map of the article, …) and the sources at its foot."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from scripts.checks.explanation import explanations
from scripts.model.page import BLOCK_LINE, DATA_BLOCKS, Page, diagram_name
from scripts.model.references import GROUPS
from scripts.model.site import Site
from scripts.model.source import mask_code
from scripts.progress.report import Report

from .address import page_address, public_address
from .bibliography import Bibliography
from .editions import Offer
from .exports import Download
from .figures import holder
from .labels import LABELS, MARKS
from .templates import TEMPLATES

# What stands in the place of a letter for terms that begin with a sign, or with a letter of another script.
_NO_LETTER = "…"


def page_markdown(
    report: Report,
    page: Page,
    bibliography: Bibliography | None,
    markdown: str,
    files: Sequence[Download] = (),
    offers: Sequence[Offer] | None = None,
) -> str:
    """``markdown`` (without front matter) with its data blocks filled and the list of sources at the foot.

    The glossary offers ``files`` for download, the page of editions ``offers``; their paths are relative to the page.
    There are no ``offers`` in a site that is itself made for an edition.
    """
    site = report.site
    filled = markdown
    # From the last to the first, so that the places of the others stay true.
    for match in reversed(list(BLOCK_LINE.finditer(mask_code(markdown)))):
        block = match.group(1)
        if block in DATA_BLOCKS or diagram_name(block):
            content = _fill(block, report, page, bibliography, files, offers)
            filled = filled[: match.start()] + content + filled[match.end() :]
    if bibliography and (cited := site.keys(page)):
        keys = [key for key in bibliography.keys if key in cited]
        filled += "\n\n" + _template("sources", site, page, bibliography, keys=keys)
    return filled


def _fill(
    name: str,
    report: Report,
    page: Page,
    bibliography: Bibliography | None,
    files: Sequence[Download],
    offers: Sequence[Offer] | None,
) -> str:
    if diagram := diagram_name(name):
        return holder(diagram)
    site = report.site
    if name in ("glossary", "cards") and site.glossary:
        terms = sorted(site.glossary.terms.values(), key=lambda term: _order(term.wordings[page.locale].term))
        if name == "cards":
            return _template(name, site, page, bibliography, terms=terms)
        letters = [
            (letter, list(entries))
            for letter, entries in groupby(terms, key=lambda term: _letter(term.wordings[page.locale].term))
        ]
        return _template(name, site, page, bibliography, letters=letters, offers=_offers(page, files))
    if name == "references" and bibliography:
        groups = [
            (group, GROUPS[group], [site.references[key] for key in keys])
            for group, keys in groupby(bibliography.keys, key=bibliography.group)
        ]
        return _template(name, site, page, bibliography, groups=groups)
    if name == "rules":
        return _template(name, site, page, bibliography, explanations=explanations().values())
    if name == "status":
        return _template(name, site, page, bibliography, **_status_values(report, page.locale))
    if name == "editions":
        return _template(name, site, page, bibliography, **_edition_values(report, page, offers))
    if name == "origins" and site.config.origins:
        totals = site.origin_totals(page.locale)
        counts = {origin: format_decimal(count, locale=page.locale) for origin, count in totals.items()}
        return _template(name, site, page, bibliography, counts=counts)
    if name == "article" and site.article:
        return _template(name, site, page, bibliography, sections=site.article.sections)
    return ""


def _offers(page: Page, files: Sequence[Download]) -> list[tuple[str, str, str]]:
    """The format, address and size of each file, in kilobytes rounded up."""
    sizes = (format_decimal(-(-len(file.content) // 1000), locale=page.locale) for file in files)
    return [(file.format, file.path, f"{size}\N{NO-BREAK SPACE}kB") for file, size in zip(files, sizes, strict=True)]


def _edition_values(report: Report, page: Page, offers: Sequence[Offer] | None) -> dict[str, object]:
    return {
        "offers": offers,
        "edition": report.revision.edition,
        "published": public_address(report.site.config, page.slug, page.locale),
        "size": lambda size: f"{format_decimal(size / 1e6, '0.0', locale=page.locale)}\N{NO-BREAK SPACE}MB",
        "language": lambda other: Locale.parse(other).get_display_name(page.locale),
    }


def _status_values(report: Report, locale: str) -> dict[str, object]:
    config = report.site.config
    # As the menu has them; pages that it does not have come last.
    order = {config.split(path)[0]: number for number, (path, _) in enumerate(config.nav or ())}
    slugs = sorted(report.site.slugs, key=lambda slug: (order.get(slug, len(order)), slug))
    versions = {slug: list(row) for slug, row in groupby(report.statuses, key=lambda status: status.slug)}
    codes: dict[str, set[str]] = defaultdict(set)
    for issue in report.issues:
        codes[issue.path].add(issue.code)
    states = Counter(status.state for status in report.statuses)
    pages = {status.path for status in report.statuses}
    return {
        "rows": [(slug, versions[slug]) for slug in slugs],
        "codes": codes,
        "totals": {
            "pages": sum(status.words is not None for status in report.statuses),
            "words": sum(status.words or 0 for status in report.statuses),
            "states": {state: states[state] for state in MARKS if MARKS[state] != "✓" and states[state]},
            "errors": sum(status.errors for status in report.statuses),
            "warnings": sum(status.warnings for status in report.statuses),
            "elsewhere": sum(issue.path not in pages for issue in report.issues),
        },
        "origins": report.site.origin_totals(locale),
        "revision": report.revision,
        "marks": MARKS,
        "day": lambda value: format_date(date.fromisoformat(str(value)), "d MMM y", locale=locale),
        "number": lambda value: format_decimal(value, locale=locale),
        "language": lambda other: Locale.parse(other).get_display_name(locale),
    }


def _sort_key(text: str) -> str:
    """Alphabetical order without case and diacritics."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()


def _order(text: str) -> tuple[bool, str, str]:
    """By letter; what begins with none of them comes last."""
    letter = _letter(text)
    return letter == _NO_LETTER, letter, _sort_key(text)


def _letter(text: str) -> str:
    first = _sort_key(text)[:1]
    return first.upper() if first.isalnum() else _NO_LETTER


def _template(name: str, site: Site, page: Page, bibliography: Bibliography | None, **values: object) -> str:
    template = TEMPLATES.get_template(f"{name}.md")
    return template.render(
        site=site,
        page=page,
        locale=page.locale,
        labels=LABELS[page.locale],
        bibliography=bibliography,
        address=lambda slug, anchor="": page_address(slug, page.slug, anchor),
        **values,
    )
