"""What is too much for one page: its size, what would keep the parser busy for ever, and the time that it may take.

Python-Markdown seeks the end of an open bracket, tag or list of abbreviations from each beginning: the time grows with
the square of a paragraph. Size and such distances are measured before anything is parsed, so that a page is refused on
every machine alike; the time is for what nobody has thought of. MkDocs would be held up by such a page as well.
"""

from __future__ import annotations

import re
import signal
import threading
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise

# A hundred times as long as the longest page of this site; generated references of other sites stay below it.
MOST_CHARACTERS = 1_000_000
# Characters that the parser goes over again: about two seconds' worth.
MOST_REREAD = 10_000_000
# Of processor time, so that a busy machine changes nothing. Python-Markdown takes three for the longest plain page.
MOST_SECONDS = 10.0

# Ends a paragraph, and what is read like one: a list item, the row of a table, a heading.
_BORDER = re.compile(r"\n(?=[ \t>]*(?:\n|[-*+|#:][ \t|]|\d+[.)][ \t]))|\n(?=[ \t>]*[|#])|\Z")
_BRACKET = re.compile(r"\\.|\]\(|[\[\]()]", re.S)
_TAG = re.compile(r"</?[A-Za-z]")
_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[", re.M)
_BLANK_LINE = re.compile(r"\n[ \t]*\n|\Z")
_BLANKS = re.compile(r"[ \t]{10000,}")
# How much quicker than brackets the parser goes over these.
_TAGS_SHARE, _ATTRIBUTES_SHARE, _ABBREVIATIONS_SHARE, _BLANKS_SHARE = 4, 10, 2, 500


class OverTime(BaseException):
    """The work took more time than it may; no library takes it for an error of its own and goes on."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise OverTime when the work takes more processor time, where the system can tell."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    # Again and again: once could be while an exception is swallowed, in a destructor, say.
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.1)
    try:
        yield
    finally:
        # The time may be up just here.
        with suppress(OverTime):
            signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before or signal.SIG_DFL)


def _stop(*_: object) -> None:
    raise OverTime


def reread(text: str) -> tuple[int, int]:
    """How many characters the parser would go over again, and where most of it begins; ``text`` has no code."""
    found = [*_brackets(text), *_tags(text), *_abbreviations(text), *_blanks(text)]
    return sum(count for count, _ in found), max(found, default=(0, 0), key=lambda pair: pair[0])[1]


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """For each paragraph, how far it is from every bracket to where it closes, or else to the end."""
    start = 0
    for border in _BORDER.finditer(text):
        yield _distances(text, start, border.start()), max(text.find("[", start), 0)
        start = border.end()


def _distances(text: str, start: int, end: int) -> int:
    open_brackets: list[int] = []
    open_addresses: list[int] = []
    count = 0
    for match in _BRACKET.finditer(text, start, end):
        sign, at = match.group(), match.start()
        if sign[0] == "]" and open_brackets:
            count += at - open_brackets.pop()
        if sign == "](" or (sign == "(" and open_addresses):
            open_addresses.append(at)
        elif sign == ")" and open_addresses:
            count += at - open_addresses.pop()
        elif sign == "[":
            open_brackets.append(at)
    return count + sum(end - at for at in (*open_brackets, *open_addresses))


def _tags(text: str) -> Iterator[tuple[int, int]]:
    """How far it is from every opened tag to the end of any."""
    ends = [match.start() for match in re.finditer(">", text)]
    starts = [match.start() for match in _TAG.finditer(text)]
    closed = (bisect_left(ends, start) for start in starts)
    far = [(ends[end] if end < len(ends) else len(text)) - start for start, end in zip(starts, closed, strict=True)]
    if far:
        longest = max(range(len(far)), key=far.__getitem__)
        # Each attribute of a tag is compared with those before it.
        attributes = len(text[starts[longest] : starts[longest] + far[longest]].split())
        yield sum(far) // _TAGS_SHARE + attributes**2 // _ATTRIBUTES_SHARE, starts[longest]


def _blanks(text: str) -> Iterator[tuple[int, int]]:
    """How far it is from each blank in a row of thousands to the end of them."""
    return ((len(match.group()) ** 2 // _BLANKS_SHARE, match.start()) for match in _BLANKS.finditer(text))


def _abbreviations(text: str) -> Iterator[tuple[int, int]]:
    """For each block, how far it is from every abbreviation in it to the end."""
    starts = [match.start() for match in _ABBREVIATION.finditer(text)]
    borders = [0, *(match.end() for match in _BLANK_LINE.finditer(text))] if len(starts) > 1 else []
    for begin, end in pairwise(borders):
        here = starts[bisect_left(starts, begin) : bisect_left(starts, end)]
        if here:
            yield sum(end - start for start in here) // _ABBREVIATIONS_SHARE, here[0]
