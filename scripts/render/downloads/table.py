"""The glossary as CSV (RFC 4180) that spreadsheet programs open with a double click."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from scripts.model.glossary import Term

from ..labels import LABELS
from .works import Works

# Excel takes a file for UTF-8 only when this mark stands in front.
_MARK = "\ufeff"
# A cell that begins with one of these is a formula to spreadsheet programs (OWASP, "CSV Injection"), to some behind
# blanks or in the wide letters of East Asia too. Where numbers have a decimal comma, as in Indonesia, Excel parts cells
# at semicolons and lines, whatever quotes are around.
_FORMULA = re.compile(
    r"(^|[;\t\r\n])(?=\s*[=+\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
    r"\N{FULLWIDTH COMMERCIAL AT}])"
)
_COLUMNS = ("term", "also", "avoid", "definition")


def table(terms: Sequence[Term], works: Mapping[str, Works], default_locale: str) -> bytes:
    """One row for each term below a header in every language; several values in a cell are parted by semicolons.

    Works are named in the default language; a definition that none is said to be the source of is this site's own.
    """
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(_header([*terms[0].wordings] if terms else []))
    by_id = {term.id: term for term in terms}
    for term in terms:
        related = [by_id[other].wordings[default_locale].term for other in term.see if other in by_id]
        said = works.get(default_locale, Works())
        cells = [
            term.id,
            *_wordings(term),
            "; ".join(related),
            said.quoted.get(term.id, ""),
            "; ".join(said.about(term)),
        ]
        rows.writerow([_safe(cell) for cell in cells])
    return (_MARK + written.getvalue()).encode()


def _header(locales: Sequence[str]) -> list[str]:
    def both(name: str) -> str:
        return " / ".join(labels[name] for labels in LABELS.values())

    columns = (f"{both(f'column_{name}')} ({locale})" for locale in locales for name in _COLUMNS)
    return ["id", *columns, both("see"), both("quoted"), both("related")]


def _wordings(term: Term) -> Iterator[str]:
    for wording in term.wordings.values():
        yield wording.term
        yield "; ".join(wording.also)
        yield "; ".join(f"{form} ({reason.rstrip('.')})" for form, reason in wording.avoid.items())
        yield wording.definition


def _safe(cell: str) -> str:
    safe = _FORMULA.sub(r"\1'", cell)
    return f"'{safe}" if safe[:1] in ("\t", "\r", "\n") else safe
