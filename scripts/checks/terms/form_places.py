"""Where in its source a page writes a form that it shows."""

from __future__ import annotations

import re
from bisect import bisect_left

from scripts.core.matcher import Match, Matcher

# As many words on either side tell two uses of one form apart.
_AROUND = 6
# The page shows most things in the order in which they are written.
_AHEAD = 100
_WORD = re.compile(r"[^\W_]+")


class Written:
    """The uses of forms in a source text; each is given to one use on the page, whose words around it are the same.

    So nothing is amiss where the source has a form that the page does not show, or shows elsewhere: in a footnote.
    """

    def __init__(self, source: str, matcher: Matcher) -> None:
        words = list(_WORD.finditer(source))
        self._words = [word.group().casefold() for word in words]
        self._starts = [word.start() for word in words]
        self._places: dict[str, list[Match]] = {}
        for match in matcher.find(source):
            self._places.setdefault(match.key, []).append(match)

    def next(self, match: Match, text: str) -> int | None:
        """Where the source has what was matched in ``text`` of the page, and was not given before; None if nowhere."""
        places = self._places.get(match.key, [])
        if not places:
            return None
        before = _words(text[: match.start])[-_AROUND:]
        after = _words(text[match.end :])[:_AROUND]
        best = max(places[:_AHEAD], key=lambda place: self._likeness(place, before, after))
        # A snippet may be shown more than once.
        if len(places) > 1:
            places.remove(best)
        return best.start

    def _likeness(self, place: Match, before: list[str], after: list[str]) -> int:
        """How many words around the place, up to the first that differs, are those around the use on the page."""
        start, end = bisect_left(self._starts, place.start), bisect_left(self._starts, place.end)
        ahead = self._words[max(start - _AROUND, 0) : start]
        return _alike(ahead[::-1], before[::-1]) + _alike(self._words[end : end + _AROUND], after)


def _words(text: str) -> list[str]:
    return [word.group() for word in _WORD.finditer(text.casefold())]


def _alike(some: list[str], others: list[str]) -> int:
    count = 0
    for one, other in zip(some, others, strict=False):
        if one != other:
            break
        count += 1
    return count
