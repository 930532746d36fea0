"""X: comments that exempt a passage from a rule, with the reason why."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter

from scripts.core.message import say
from scripts.model.exempt_passages import Exemption
from scripts.model.site import Site

from .rule import CODES, WARNING, Finding, Issue, known, rule

# Files that cannot be read, safety, and the exemptions themselves; then what keeps a data file from being read.
_NEVER_FAMILIES = frozenset("FHX")
_NEVER = frozenset({"A01", "C03", "G01", "T01"})


def valid_codes(exemption: Exemption) -> Iterator[str]:
    """The codes that the comment exempts; none without a reason."""
    if _says_why(exemption):
        for code, _ in exemption.codes:
            if code.upper() in CODES and _may_be_exempted(code.upper()):
                yield code.upper()


def _says_why(exemption: Exemption) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", exemption.reason))


def _may_be_exempted(code: str) -> bool:
    return code[0] not in _NEVER_FAMILIES and code not in _NEVER


def unexempted(issues: Collection[Issue], comments: Sequence[Exemption]) -> set[Issue]:
    """The issues that no comment exempts."""
    covered: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for comment in comments:
        for code in valid_codes(comment):
            covered.setdefault((comment.place.path, code), []).append((comment.first, comment.last))
    joined = {key: _joined(sorted(ranges)) for key, ranges in covered.items()}
    return {issue for issue in issues if not _holds(joined.get((issue.path, issue.code), ()), issue.line)}


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Rising ranges of lines with those that overlap made one."""
    found: list[tuple[int, int]] = []
    for first, last in ranges:
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _holds(ranges: Sequence[tuple[int, int]], line: int) -> bool:
    number = bisect_right(ranges, line, key=itemgetter(0))
    return number > 0 and line <= ranges[number - 1][1]


def exempts(site: Site, code: str, path: str, line: int) -> bool:
    """Whether a comment exempts this line of this file from the rule ``code``."""
    return any(comment.covers(path, line) and code in valid_codes(comment) for comment in site.exemptions)


@rule("X01")
def unfounded(site: Site) -> Iterator[Finding]:
    """An exemption names codes that exist and may be exempted, and says why.

    Whoever reads the page later must be able to judge whether the reason still holds. Files that cannot be read and
    what a page may not hold for safety are never exempted.
    """
    for comment in site.exemptions:
        if not comment.codes or not _says_why(comment):
            yield Finding(
                comment.place,
                say("this exemption names no code") if not comment.codes else say("this exemption gives no reason"),
                say("write the code, a colon and the reason in words: exempt D01: quoted in full on purpose"),
            )
        for code, place in comment.codes if _says_why(comment) else ():
            if code.upper() not in CODES:
                hint = say("codes look like D01 and stand before each finding; separate two of them with a comma")
                yield Finding(place, say("there is no rule {code} to be exempted from", code=code), hint)
            elif not _may_be_exempted(code.upper()):
                hint = say("remove the exemption, and fix what {code} finds", code=code.upper())
                yield Finding(place, say("nothing may be exempted from {code}", code=code.upper()), hint)


_IDLE = known(
    "X02",
    WARNING,
    """Every exemption still exempts something.

    One that is no longer needed would hide the next mistake in its place.
    """,
)


def idle(site: Site, issues: Collection[Issue], judged: Collection[str]) -> Iterator[Issue]:
    """The exemptions that exempt none of the ``issues``, from codes whose rules have ``judged`` the site."""
    found: dict[tuple[str, str], list[int]] = {}
    for path, line, code in sorted((issue.path, issue.line, issue.code) for issue in issues):
        found.setdefault((path, code), []).append(line)
    # What could not be read was not judged either.
    for comment in () if site.problems else site.exemptions:
        for code in valid_codes(comment):
            lines = found.get((comment.place.path, code), [])
            here = bisect_left(lines, comment.first) < bisect_right(lines, comment.last)
            if code in judged and not here:
                place = next(place for written, place in comment.codes if written.upper() == code)
                hint = say(
                    "remove it, or put it right above what the finding is about; for line 1, below the opening ---"
                )
                yield _IDLE.issue(
                    place, say("this exemption exempts nothing: {code} finds nothing there", code=code), hint
                )
