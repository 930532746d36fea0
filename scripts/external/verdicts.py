"""What came back from an address, and what that means for those who link to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from scripts.checks.external_links import GONE, MOVED, UNANSWERED, UNCHECKED, UNREACHED
from scripts.checks.rule import Code, Issue
from scripts.core.message import Message, say

from .linked_addresses import Mention

# Ways in which an address can end; each but ANSWERED has its verdict below.
ANSWERED, CLOSED, BAD_REDIRECT, PROXY = "answered", "closed", "astray", "proxy"
SILENT, UNREACHABLE, TLS, INVALID = "silent", "unreachable", "tls", "invalid"


@dataclass(frozen=True, slots=True)
class Answer:
    """How an address ended: one of the words above, with the HTTP status if there was one.

    ``moved_to`` is where permanent redirects lead ("" when there are none); ``reason`` says what went wrong, in our
    words or a library's; ``reached`` is false when no host was met at all, as on a machine without network.
    """

    outcome: str
    status: int = 0
    moved_to: str = ""
    reason: Message | str = ""
    reached: bool = True

    @property
    def good(self) -> bool:
        """Whether a reader finds something at the address, moved or not."""
        return self.outcome == ANSWERED and self.status < 400


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer means: code, what is wrong, the cure."""

    code: Code
    message: Message
    hint: Message


_BROWSER = say("open it in a browser; when it is there, nothing needs fixing")
_LATER = say("run this again later; when it stays so, link another page or an archived copy")
_REPLACE = say("correct the address, or link another page or an archived copy")


def judge(answer: Answer, mention: Mention) -> Verdict | None:
    """What ``answer`` means where ``mention`` stands; None when the link is fine."""
    if answer.outcome != ANSWERED:
        verdict = _unanswered(answer.outcome, mention.target)
        if not answer.reason:
            return verdict
        return replace(verdict, message=say("{finding}: {reason}", finding=verdict.message, reason=answer.reason))
    address, status = mention.target, _named(answer.status)
    if answer.status in (404, 410):
        message = say("{address} leads nowhere: the server answers {status}", address=address, status=status)
        return Verdict(GONE, message, _REPLACE)
    if answer.status >= 500:
        message = say("{address} is out of order: the server answers {status}", address=address, status=status)
        return Verdict(UNCHECKED, message, _LATER)
    if answer.status >= 400:
        message = say("{address} could not be checked: the server answers {status}", address=address, status=status)
        return Verdict(UNCHECKED, message, _BROWSER)
    if answer.moved_to:
        keeps = mention.fragment and "#" not in answer.moved_to
        target = answer.moved_to + (f"#{mention.fragment}" if keeps else "")
        message = say("{address} has moved permanently", address=address)
        return Verdict(MOVED, message, say("write {target}", target=target))
    return None


def _unanswered(outcome: str, address: str) -> Verdict:
    unchecked = say("{address} could not be checked", address=address)
    unreachable = say("{address} cannot be reached", address=address)
    insecure = say("{address} has no secure connection", address=address)
    invalid = say("{address} is not a web address", address=address)
    silent = say("{address} gave no answer in time", address=address)
    return {
        CLOSED: Verdict(UNCHECKED, unchecked, _BROWSER),
        BAD_REDIRECT: Verdict(UNCHECKED, unchecked, _BROWSER),
        PROXY: Verdict(UNCHECKED, unchecked, say("check the proxy that this machine is set to use")),
        UNREACHABLE: Verdict(UNREACHED, unreachable, _REPLACE),
        TLS: Verdict(UNREACHED, insecure, _REPLACE),
        INVALID: Verdict(UNREACHED, invalid, say("write it as https://host/path")),
        SILENT: Verdict(UNANSWERED, silent, _LATER),
    }[outcome]


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
                yield verdict.code.issue(mention.place, verdict.message, verdict.hint)
