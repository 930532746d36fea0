"""The data blocks of a page as Markdown (glossary, bibliography, map of the article, …) and the sources at its foot."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from scripts.checks.explanation import explanations
from scripts.model.anchors import NO_LETTER
from scripts.model.data_blocks import DATA_BLOCKS
from scripts.model.glossary import Term
from scripts.model.markdown.masks import mask_code
from scripts.model.page import BLOCK_LINE, Page, diagram_name
from scripts.model.references import GROUPS
from scripts.model.settings.outputs import BANK
from scripts.model.site import Site
from scripts.status.report import Report

from ..address import page_address, public_address, relative
from ..downloads import Download
from ..downloads.offers import Offer
from ..labels import LABELS, MARKS
from ..term_decks import page_decks
from .bibliography import Bibliography
from .figures import holder
from .study import points_of, quiz_values
from .templates import TEMPLATES

_Values = Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a block may need: the site and what is known of it, the page, what there is to download."""

    report: Report
    page: Page
    bibliography: Bibliography | None
    files: Sequence[Download]
    offers: Sequence[Offer] | None

    @property
    def site(self) -> Site:
        return self.report.site

    @property
    def locale(self) -> str:
        return self.page.locale


def page_markdown(
    report: Report,
    page: Page,
    bibliography: Bibliography | None,
    markdown: str,
    files: Sequence[Download] = (),
    offers: Sequence[Offer] | None = None,
) -> str:
    """``markdown`` (without front matter) with its data blocks filled, and summary, questions and sources at the foot.

    The glossary offers ``files`` for download, the page of editions ``offers``; their paths are relative to the page.
    There are no ``offers`` in a site that is itself made for an edition.
    """
    asked = _Asked(report, page, bibliography, files, offers)
    filled = markdown
    # From the last to the first, so that the places of the others stay true.
    for match in reversed(list(BLOCK_LINE.finditer(mask_code(markdown)))):
        block = match.group(1)
        if block in DATA_BLOCKS or diagram_name(block):
            filled = filled[: match.start()] + _fill(block, asked) + filled[match.end() :]
    return "\n\n".join((filled, *foot_markdown(report, page, bibliography)))


def foot_markdown(report: Report, page: Page, bibliography: Bibliography | None) -> list[str]:
    """What stands at the foot of the page as Markdown, each part a heading and HTML: summary, questions, sources."""
    asked, parts = _Asked(report, page, bibliography, (), None), []
    if points := points_of(report.site, page):
        parts.append(_template("summary", asked, points=points))
    if values := quiz_values(report.site, page):
        parts.append(_template("quiz", asked, **values))
    if bibliography and (cited := report.site.keys(page)):
        parts.append(_template("sources", asked, keys=[key for key in bibliography.keys if key in cited]))
    return parts


def _fill(name: str, asked: _Asked) -> str:
    if diagram := diagram_name(name):
        return holder(diagram)
    values = _VALUES[name](asked) if name in _VALUES else {}
    return "" if values is None else _template(name, asked, **values)


def _terms(asked: _Asked) -> list[Term]:
    known = asked.site.glossary.terms.values() if asked.site.glossary else ()
    return sorted(known, key=lambda term: _order(term.wordings[asked.locale].term))


def _card_values(asked: _Asked) -> _Values:
    if not asked.site.glossary:
        return None
    terms = _terms(asked)
    # By their places in the list, because ids would take several times the room.
    decks = [
        (deck, [place for place, term in enumerate(terms) if term.id in deck.terms])
        for deck in page_decks(asked.site, asked.locale)
    ]
    return {
        "terms": terms,
        "parts": [(part, list(below)) for part, below in groupby(decks, key=lambda pair: pair[0].part)],
    }


def _glossary_values(asked: _Asked) -> _Values:
    if not asked.site.glossary:
        return None
    letters = groupby(_terms(asked), key=lambda term: _letter(term.wordings[asked.locale].term))
    return {
        "letters": [(letter, list(entries)) for letter, entries in letters],
        "offers": _offers(asked.page, asked.files),
    }


def _reference_values(asked: _Asked) -> _Values:
    bibliography = asked.bibliography
    if not bibliography:
        return None
    works = asked.site.references or {}
    groups = groupby(bibliography.keys, key=bibliography.group)
    return {"groups": [(group, GROUPS[group], [works[key] for key in keys]) for group, keys in groups]}


def _article_values(asked: _Asked) -> _Values:
    return {"sections": asked.site.article.sections} if asked.site.article else None


def _rule_values(asked: _Asked) -> _Values:
    return {"explanations": explanations().values()}


def _origin_values(asked: _Asked) -> _Values:
    if not asked.site.config.origins:
        return None
    totals = asked.site.origin_totals(asked.locale)
    return {"counts": {origin: format_decimal(count, locale=asked.locale) for origin, count in totals.items()}}


def _question_values(asked: _Asked) -> _Values:
    site = asked.site
    rows = [(page, site.questions_about(page.slug)) for slug in site.slugs if (page := site.page(slug, asked.locale))]
    return {"rows": [row for row in rows if row[1]]}


def _offers(page: Page, files: Sequence[Download]) -> list[tuple[str, str, str]]:
    """The format, address and size of each file, in kilobytes rounded up."""
    sizes = (format_decimal(-(-len(file.content) // 1000), locale=page.locale) for file in files)
    return [(file.format, file.path, f"{size}\N{NO-BREAK SPACE}kB") for file, size in zip(files, sizes, strict=True)]


def _edition_values(asked: _Asked) -> _Values:
    return {
        "offers": asked.offers,
        "edition": asked.report.revision.edition,
        "published": public_address(asked.site.config, asked.page.slug, asked.locale),
        "size": lambda size: f"{format_decimal(size / 1e6, '0.0', locale=asked.locale)}\N{NO-BREAK SPACE}MB",
        "language": lambda other: Locale.parse(other).get_display_name(asked.locale),
    }


def _status_values(asked: _Asked) -> _Values:
    report, locale, config = asked.report, asked.locale, asked.site.config
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
    return letter == NO_LETTER, letter, _sort_key(text)


def _letter(text: str) -> str:
    first = _sort_key(text)[:1]
    return first.upper() if first.isalnum() else NO_LETTER


def _template(name: str, asked: _Asked, **values: object) -> str:
    page = asked.page
    return TEMPLATES.get_template(f"{name}.md").render(
        site=asked.site,
        page=page,
        locale=page.locale,
        labels=LABELS[page.locale],
        bibliography=asked.bibliography,
        address=lambda slug, anchor="": page_address(slug, page.slug, anchor),
        **values,
    )


# What the template of a block gets beside site, page and bibliography; None where there is nothing to show.
_VALUES: Mapping[str, Callable[[_Asked], _Values]] = {
    "glossary": _glossary_values,
    "cards": _card_values,
    "references": _reference_values,
    "article": _article_values,
    "rules": _rule_values,
    "status": _status_values,
    "editions": _edition_values,
    "origins": _origin_values,
    "questions": _question_values,
    "test": lambda asked: {"bank": relative(BANK, asked.page.slug)},
}
