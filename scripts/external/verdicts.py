"""Answers of addresses, and what they mean for those who link there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.client import responses

from scripts.checks.external_links import GONE, MOVED, UNANSWERED, UNCHECKED, UNREACHED
from scripts.checks.rule import Code, Issue
from scripts.core.message import Message, say

from .linked_addresses import Mention

# Ways in which an address can end; each but ANSWERED has its finding below.
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


_BROWSER = say("open it in a browser; when it is there, nothing needs fixing")
_LATER = say("run this again later; when it stays so, link another page or an archived copy")
_REPLACE = say("correct the address, or link another page or an archived copy")


def _judged(answer: Answer, mention: Mention) -> tuple[Code, Message, Message] | None:
    """Code, finding and hint for ``answer`` where ``mention`` stands; None when the link is fine."""
    if answer.outcome != ANSWERED:
        code, finding, hint = _unanswered(answer.outcome, mention.target)
        if answer.reason:
            finding = say("{finding}: {reason}", finding=finding, reason=answer.reason)
        return code, finding, hint
    address, status = mention.target, f"{answer.status} {responses.get(answer.status, '')}".rstrip()
    if answer.status in (404, 410):
        message = say("{address} leads nowhere: the server answers {status}", address=address, status=status)
        return GONE, message, _REPLACE
    if answer.status >= 500:
        message = say("{address} is out of order: the server answers {status}", address=address, status=status)
        return UNCHECKED, message, _LATER
    if answer.status >= 400:
        message = say("{address} could not be checked: the server answers {status}", address=address, status=status)
        return UNCHECKED, message, _BROWSER
    if answer.moved_to:
        keeps = mention.fragment and "#" not in answer.moved_to
        target = answer.moved_to + (f"#{mention.fragment}" if keeps else "")
        message = say("{address} has moved permanently", address=address)
        return MOVED, message, say("write {target}", target=target)
    return None


def _unanswered(outcome: str, address: str) -> tuple[Code, Message, Message]:
    unchecked = say("{address} could not be checked", address=address)
    unreachable = say("{address} cannot be reached", address=address)
    insecure = say("{address} has no secure connection", address=address)
    invalid = say("{address} is not a web address", address=address)
    silent = say("{address} gave no answer in time", address=address)
    return {
        CLOSED: (UNCHECKED, unchecked, _BROWSER),
        BAD_REDIRECT: (UNCHECKED, unchecked, _BROWSER),
        PROXY: (UNCHECKED, unchecked, say("check the proxy that this machine is set to use")),
        UNREACHABLE: (UNREACHED, unreachable, _REPLACE),
        TLS: (UNREACHED, insecure, _REPLACE),
        INVALID: (UNREACHED, invalid, say("write it as https://host/path")),
        SILENT: (UNANSWERED, silent, _LATER),
    }[outcome]


def issues(found: Mapping[str, Iterable[Mention]], answers: Mapping[str, Answer]) -> Iterator[Issue]:
    """One issue for every place at which an address stands whose answer is not fine."""
    for address, mentions in found.items():
        for mention in mentions:
            if judged := _judged(answers[address], mention):
                code, finding, hint = judged
                yield code.issue(mention.place, finding, hint)
