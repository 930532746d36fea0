"""The reply to one request, above all when there is none: the library's exceptions put into words."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from scripts.core.message import Message, say

from .verdicts import CLOSED, INVALID, PROXY, SILENT, TLS, UNREACHABLE

# UnicodeError: a host name with an empty or overlong part, which httpx lets through to the name lookup.
FAILURES = (httpx.HTTPError, httpx.InvalidURL, TimeoutError, UnicodeError)


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply to one request: an outcome as in Answer, and where a redirect leads.

    ``temporary``: asking again may help, after ``retry_after`` seconds if the server named them.
    """

    outcome: str
    status: int = 0
    location: str = ""
    reason: Message | str = ""
    reached: bool = True
    temporary: bool = False
    retry_after: float | None = None


def failure(url: str, error: BaseException) -> Reply:
    """The reply that ``error`` (one of FAILURES) stands for."""
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | httpx.LocalProtocolError | UnicodeError):
        return Reply(INVALID, reason=str(error))
    host = httpx.URL(url).host
    if isinstance(error, httpx.ProxyError):
        return Reply(PROXY, reason=say("the proxy does not connect to {host}", host=host), reached=False)
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        connected = not isinstance(error, httpx.ConnectTimeout)
        return Reply(SILENT, reason=say("{host} is silent", host=host), reached=connected, temporary=True)
    if isinstance(error, httpx.ConnectError):
        return _not_connected(host, error)
    return Reply(CLOSED, reason=say("{host} closes the connection without an answer", host=host))


def _not_connected(host: str, error: httpx.ConnectError) -> Reply:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return Reply(TLS, reason=getattr(cause, "verify_message", "") or cause.reason or str(cause))
        if isinstance(cause, socket.gaierror):
            # The name server, not the host, is at fault; it may know better in a moment.
            if cause.errno == socket.EAI_AGAIN:
                reason = say("the name {host} could not be looked up", host=host)
                return Reply(SILENT, reason=reason, reached=False, temporary=True)
            return Reply(UNREACHABLE, reason=say("the host {host} does not exist", host=host), reached=False)
        if isinstance(cause, ConnectionRefusedError):
            return Reply(UNREACHABLE, reason=say("{host} refuses the connection", host=host), reached=False)
        if isinstance(cause, ConnectionResetError):
            return Reply(CLOSED, reason=say("{host} closes the connection without an answer", host=host))
        if isinstance(cause, OSError) and cause.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH):
            return Reply(UNREACHABLE, reason=say("there is no way to {host}", host=host), reached=False)
    return Reply(UNREACHABLE, reason=say("{where}: {reason}", where=host, reason=str(error)), reached=False)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The chain of exceptions that led to ``error``, itself first."""
    while error is not None:
        yield error
        # Several addresses of one host were tried at once, and each failed in its own way.
        if isinstance(error, BaseExceptionGroup):
            for member in error.exceptions:
                yield from _causes(member)
        error = error.__cause__ or error.__context__
