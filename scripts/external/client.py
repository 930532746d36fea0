"""Asking servers for addresses, politely: one connection a host, a pause between two, and no download."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from scripts.core.message import MessageError, say

from .failures import FAILURES, Reply, failure
from .verdicts import ANSWERED, BAD_REDIRECT, CLOSED, Answer

# Servers answer so to HEAD that they do not know or do not want, whatever they answer to GET.
_HEAD_REFUSED = frozenset({403, 404, 405, 501})
_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}


class ProxySettingError(MessageError):
    """The environment names a proxy of a kind that the library does not know."""


@dataclass(frozen=True, slots=True)
class AskingLimits:
    """How to ask; all times in seconds.

    ``timeout`` is for connecting and for each part of an answer; ``backoff`` is the wait before the first of
    ``retries``, doubled for each further one; ``longest_wait`` is the longest Retry-After that is waited for;
    ``parallel`` is how many hosts are asked at the same time.
    """

    timeout: float = 15.0
    retries: int = 2
    backoff: float = 2.0
    pause: float = 1.0
    longest_wait: float = 60.0
    redirects: int = 10
    parallel: int = 16


async def ask_all(
    addresses: Iterable[str], limits: AskingLimits, user_agent: str, done: Callable[[], None] = lambda: None
) -> dict[str, Answer]:
    """The answer of each address, in the order given; ``done`` is called as each one is in.

    Raises ProxySettingError when nothing can be asked because of the environment's proxy variables.
    """
    async with _client(limits, user_agent) as client, asyncio.TaskGroup() as group:
        asker = _Asker(client, limits, asyncio.Semaphore(limits.parallel))

        async def one(address: str) -> Answer:
            answer = await asker.follow(address)
            done()
            return answer

        tasks = {address: group.create_task(one(address)) for address in addresses}
    return {address: task.result() for address, task in tasks.items()}


def _client(limits: AskingLimits, user_agent: str) -> httpx.AsyncClient:
    try:
        return httpx.AsyncClient(
            headers={"User-Agent": user_agent},
            timeout=limits.timeout,
            event_hooks={"response": [_hide_location]},
            # An idle connection would be a second one to its host, and may be closed just as it is used again.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        )
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise ProxySettingError(
            say("the proxy set for this machine cannot be used: {reason}", reason=str(error))
        ) from None


@dataclass(slots=True)
class _Host:
    """One host: its one connection, and the time (of the event loop) before which it is left alone."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rests_until: float = 0.0


@dataclass(slots=True)
class _Asker:
    """A run, and what its questions share; ``given_up`` has the servers (scheme, host, port) not to be asked again."""

    client: httpx.AsyncClient
    limits: AskingLimits
    slots: asyncio.Semaphore
    hosts: defaultdict[str, _Host] = field(default_factory=lambda: defaultdict(_Host))
    given_up: dict[str, Reply] = field(default_factory=dict)

    async def follow(self, address: str) -> Answer:
        """The answer of an address at the end of its redirects."""
        url, moved_to, permanent = address, "", True
        for hop in range(self.limits.redirects + 1):
            reply = await self._ask(url)
            if not reply.location:
                # A detour over other addresses and back is not a move.
                moved_to = "" if moved_to == address else moved_to
                return Answer(reply.outcome, reply.status, moved_to, reply.reason, reply.reached or hop > 0)
            url = reply.location
            permanent = permanent and reply.status in _PERMANENT
            moved_to = url if permanent else moved_to
        return Answer(BAD_REDIRECT, reason=say("it redirects more than {count} times", count=self.limits.redirects))

    async def _ask(self, url: str) -> Reply:
        """The reply of one address, redirect or not: HEAD first, and GET once HEAD was no use."""
        method, retried = "HEAD", 0
        while True:
            reply = await self._request(method, url)
            if method == "HEAD" and (reply.status in _HEAD_REFUSED or reply.outcome == CLOSED):
                method = "GET"
                continue
            wait = self.limits.backoff * 2**retried if reply.retry_after is None else reply.retry_after
            # A server that asks for more time than there is in this run is left alone.
            if not reply.temporary or retried == self.limits.retries or wait > self.limits.longest_wait:
                # Its other addresses would fare no better.
                if reply.status == 429 or not reply.reached:
                    self.given_up[_server(url)] = replace(reply, temporary=False)
                return reply
            self._rest(url, wait)
            retried += 1
            # Some servers fail at HEAD, or never answer it.
            method = "GET"

    async def _request(self, method: str, url: str) -> Reply:
        """One request, when its host's turn has come."""
        try:
            host, server = self.hosts[httpx.URL(url).host], _server(url)
        except httpx.InvalidURL as error:
            return failure(url, error)
        async with host.lock:
            if server in self.given_up:
                return self.given_up[server]
            await asyncio.sleep(host.rests_until - asyncio.get_running_loop().time())
            try:
                # The client's own limit is one for each part; a server that drips bytes would never meet it.
                limit = 2 * self.limits.timeout
                async with self.slots, asyncio.timeout(limit), self.client.stream(method, url) as response:
                    return _reply(response)
            except FAILURES as error:
                return failure(url, error)
            finally:
                self._rest(url, self.limits.pause)

    def _rest(self, url: str, seconds: float) -> None:
        host = self.hosts[httpx.URL(url).host]
        host.rests_until = max(host.rests_until, asyncio.get_running_loop().time() + seconds)


def _server(url: str) -> str:
    parts = httpx.URL(url)
    return f"{parts.scheme}://{parts.netloc.decode()}"


async def _hide_location(response: httpx.Response) -> None:
    """Keep the client from preparing redirects: at a bad Location it would fail as if the link itself were bad."""
    response.extensions["location"] = response.headers.pop("location", "")


def _reply(response: httpx.Response) -> Reply:
    status, location = response.status_code, ""
    written = response.extensions["location"]
    if written and status in _REDIRECTS:
        try:
            target = response.url.join(written)
        except httpx.InvalidURL:
            target = httpx.URL()
        if target.scheme not in ("http", "https") or not target.host:
            return Reply(
                BAD_REDIRECT, reason=say("it redirects to “{target}”, which is not a web address", target=written)
            )
        location = str(target)
    wait = retry_after(response.headers.get("retry-after", ""), datetime.now(UTC))
    return Reply(ANSWERED, status, location, temporary=status == 429 or status >= 500, retry_after=wait)


def retry_after(value: str, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or as a date; None when it says nothing usable."""
    if value.isascii() and value.isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
