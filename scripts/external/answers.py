"""What came back from an address, and what that means for those who link to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from scripts.checks.rule import ERROR, WARNING, Issue
from scripts.model.message import say

from .addresses import Mention

# Ways in which an address can end; each but ANSWERED has its verdict below.
ANSWERED, CLOSED, ASTRAY, PROXY = "answered", "closed", "astray", "proxy"
SILENT, UNREACHABLE, TLS, INVALID = "silent", "unreachable", "tls", "invalid"


@dataclass(frozen=True, slots=True)
class Answer:
    """How an address ended: one of the words above, with the HTTP status if there was one.

    ``moved_to`` is where permanent redirects lead ("" when there are none); ``reason`` says in words what went wrong;
    ``reached`` is false when no host was met at all, as on a machine without network.
    """

    outcome: str
    status: int = 0
    moved_to: str = ""
    reason: str = ""
    reached: bool = True

    @property
    def good(self) -> bool:
        """Whether a reader finds something at the address, moved or not."""
        return self.outcome == ANSWERED and self.status < 400


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer means: code, severity, what is wrong (after the address), the cure."""

    code: str
    severity: str
    message: str
    hint: str


_BROWSER = "open it in a browser; when it is there, nothing needs mending"
_LATER = "run this again later; when it stays so, link another page or an archived copy"
_REPLACE = "correct the address, or link another page or an archived copy"
_VERDICTS: Mapping[str, Verdict] = {
    CLOSED: Verdict("E02", WARNING, "could not be checked", _BROWSER),
    ASTRAY: Verdict("E02", WARNING, "could not be checked", _BROWSER),
    PROXY: Verdict("E02", WARNING, "could not be checked", "check the proxy that this machine is set to use"),
    UNREACHABLE: Verdict("E04", ERROR, "cannot be reached", _REPLACE),
    TLS: Verdict("E04", ERROR, "has no secure connection", _REPLACE),
    INVALID: Verdict("E04", ERROR, "is not a web address", "write it as https://host/path"),
    SILENT: Verdict("E05", WARNING, "gave no answer in time", _LATER),
}


def judge(answer: Answer, mention: Mention) -> Verdict | None:
    """What ``answer`` means where ``mention`` stands; None when the link is fine."""
    if answer.outcome != ANSWERED:
        verdict = _VERDICTS[answer.outcome]
        message = f"{verdict.message}: {answer.reason}" if answer.reason else verdict.message
        return Verdict(verdict.code, verdict.severity, message, verdict.hint)
    if answer.status in (404, 410):
        return Verdict("E01", ERROR, f"leads nowhere: the server answers {_named(answer.status)}", _REPLACE)
    if answer.status >= 500:
        return Verdict("E02", WARNING, f"is out of order: the server answers {_named(answer.status)}", _LATER)
    if answer.status >= 400:
        message = f"could not be checked: the server answers {_named(answer.status)}"
        return Verdict("E02", WARNING, message, _BROWSER)
    if answer.moved_to:
        keeps = mention.fragment and "#" not in answer.moved_to
        target = answer.moved_to + (f"#{mention.fragment}" if keeps else "")
        return Verdict("E03", WARNING, "has moved permanently", f"write {target}")
    return None


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def issues(found: Mapping[str, Iterable[Mention]], answers: Mapping[str, Answer]) -> Iterator[Issue]:
    """One issue for every place at which an address stands whose answer is not fine."""
    for address, mentions in found.items():
        for mention in mentions:
            if verdict := judge(answers[address], mention):
                place, message = mention.place, f"{mention.target} {verdict.message}"
                shown, cure = (say("{text}", text=text) for text in (message, verdict.hint))
                yield Issue(place.path, place.line, place.column, verdict.code, verdict.severity, shown, cure)
