"""W09: signs that a reader sees as signs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from scripts.core.message import Message, say
from scripts.core.place import Place
from scripts.model.markdown.markup import HIDDEN, shown_text_of
from scripts.model.markdown.masks import code_spans, comments, fences, without
from scripts.model.markdown.raw_html import Spans, raw_blocks
from scripts.model.markdown.source import Source, body_in_place
from scripts.model.memory import asked
from scripts.model.page import BLOCK_LINE, Page
from scripts.model.site import Site, has_own_data

from ..rule import WARNING, Finding, rule, where_held
from .sign_kinds import KINDS, RAW, SignKind

# As much of a sign as a message quotes.
_QUOTED = 40
# Words that are marked with asterisks, and what stands below under the same mark.
_MARKED, _REMARK = (
    re.compile(p, re.M) for p in (r"(?<=\w)(\*{1,3})(?![\w*])", r"^[ \t]*(\*{1,3})[ \t]?(?=[^\W_])(?![^\n]*\*)")
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that the page shows, where it is written, and which of the kinds it is: -1 is Markdown in raw HTML."""

    text: str
    place: Place
    kind: int


@rule("W09", WARNING, by_page=True)
def signs(site: Site) -> Iterator[Finding]:
    """A page shows no signs that are meant for a program: whatever is written in Markdown is understood.

    Readers stumble over brackets, braces and asterisks that say nothing to them. They are left where something is
    misspelled, or written for another program that knows more signs. Signs that readers shall see stand in `code`, or
    behind a backslash.
    """
    for name, found in site.facts(shown_signs, tuple[Sign, ...], has_own_data(site.config)).items():
        for sign in found:
            # What a plugin or a hook fills in on this page, no reader sees.
            filled = site.pages[name].templated and sign.kind >= 0 and KINDS[sign.kind].filled
            if not filled and (cure := _cure(sign)):
                yield Finding(sign.place, say("readers see “{sign}” as it stands", sign=_quoted(sign.text)), cure)


def _cure(sign: Sign) -> Message | None:
    if sign.kind < 0:
        return say("write markdown into the tag around it, as in <div markdown>, or write it in HTML")
    return KINDS[sign.kind].cure(sign.text)


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[:_QUOTED].rstrip() + " …"


@asked(where_held("W", lambda site: has_own_data(site.config)))
def shown_signs(own_data: bool) -> Callable[[Page], tuple[Sign, ...]]:
    """What finds the signs that a page shows, each at its place in the source; some are F06's where data is ours."""

    def found(page: Page) -> tuple[Sign, ...]:
        if not page.readable:
            return ()
        signs = _Signs(page, own_data)
        return tuple(sorted([*signs.in_raw_blocks(), *signs.of_kinds()], key=lambda sign: sign.place))

    return found


def _marks(pattern: re.Pattern[str], shown: str) -> set[str]:
    return {match.group(1) for match in pattern.finditer(shown)} if "*" in shown else set()


class _Signs:
    """The signs of one page. What was told once, by this rule or another one, is not told again."""

    def __init__(self, page: Page, own_data: bool) -> None:
        self.page = page
        self.text = _without_code(page.source)
        self.shown = shown_text_of(page.html)
        self.told = bytearray(len(self.text))
        self.remarks = _marks(_MARKED, self.shown) & _marks(_REMARK, self.shown)
        for text, place in (*page.undefined_links, *page.undefined_notes):
            self._tell(page.source.starts[place.line - 1] + place.column - 1, len(text))
        for block in BLOCK_LINE.finditer(self.text) if own_data else ():
            self._tell(block.start(), len(block.group()))

    def in_raw_blocks(self) -> Iterator[Sign]:
        """Markdown in blocks of HTML, the first of each block for all."""
        blocks = Spans(raw_blocks(self.text))
        if not any(True for _ in blocks):
            return
        # Code spans are no code there.
        text = without(without(self.page.source.text, fences), comments)
        shown = _Shown(RAW.finditer(self.shown))
        for start, end in blocks:
            if sign := next((sign for sign in RAW.finditer(text, start, end) if shown.take(sign["sign"])), None):
                self._tell(start, end - start)
                yield Sign(sign["sign"], self.page.place(sign.start("sign")), -1)

    def of_kinds(self) -> Iterator[Sign]:
        """Signs of each kind."""
        for number, kind in enumerate(KINDS):
            if not kind.may_be_shown(self.shown) or not kind.may_be_written(self.text):
                continue
            # Most kinds no page has, and the page as it is shown is sooner looked through than its source.
            if not kind.shown.search(self.shown):
                continue
            written = [sign for sign in kind.written.finditer(self.text) if sign["sign"] and kind.cure(sign["sign"])]
            for start, text in self._confirmed(kind, written) if written else ():
                if not any(self.told[start : start + len(text)]):
                    self._tell(start, len(text))
                    yield Sign(text, self.page.place(start), number)

    def _confirmed(self, kind: SignKind, written: list[re.Match[str]]) -> Iterator[tuple[int, str]]:
        shown = _Shown(sign for sign in kind.shown.finditer(self.shown) if not self._is_mark(sign))
        unsure = []
        for sign in written:
            if shown.take(sign["sign"]):
                yield sign.start("sign"), sign["sign"]
            else:
                unsure.append(sign)
        for sign in unsure:
            if shown.take_like(sign["sign"]):
                yield sign.start("sign"), sign["sign"]

    def _is_mark(self, sign: re.Match[str]) -> bool:
        """Whether these are asterisks that lead to a remark below, or such a remark."""
        run = re.match(r"\*+", sign["sign"])
        return run is not None and run.group() in self.remarks

    def _tell(self, start: int, length: int) -> None:
        self.told[start : start + length] = b"\1" * length


class _Shown:
    """The signs of one kind that a page shows, each taken once: as written, or else by its first word."""

    def __init__(self, found: Iterator[re.Match[str]]) -> None:
        self._left = Counter(_plain(sign["sign"]) for sign in found)
        self._words = Counter[str]()
        for text, count in self._left.items():
            self._words[_first_word(text)] += count

    def take(self, sign: str) -> bool:
        """Whether the page shows just this once more."""
        text = _plain(sign)
        if not self._left[text]:
            return False
        self._left[text] -= 1
        self._words[_first_word(text)] -= 1
        return True

    def take_like(self, sign: str) -> bool:
        """Whether the page shows one with the same first word once more; markup inside may hide the others."""
        word = _first_word(_plain(sign))
        if self._words[word] <= 0:
            return False
        self._words[word] -= 1
        return True


def _without_code(source: Source) -> str:
    """The text below the front matter, as ``shown_text`` shows it: its code spans hidden, not gone; same places."""
    return without(without(without(body_in_place(source.text), fences), code_spans, HIDDEN), comments)


def _plain(sign: str) -> str:
    return " ".join(unescape(sign).replace(HIDDEN, " ").split())


def _first_word(text: str) -> str:
    match = re.search(r"[^\W_]+", text)
    return match.group() if match else ""
