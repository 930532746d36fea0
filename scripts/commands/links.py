"""Ask every server that the site links to whether the page is still there: ``python -m scripts links``.

Exit code 0 without errors (warnings may stand), 1 with errors, 2 when the links could not be asked.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path

from scripts.checks.exemptions import unexempted
from scripts.checks.formats import FORMATS
from scripts.checks.rule import ERROR, Issue
from scripts.core.message import Message, machine_locale, say
from scripts.core.terminal import command_line, complain, tell
from scripts.external import kept_answers
from scripts.external.client import AskingLimits, ProxySettingError, ask_all
from scripts.external.linked_addresses import collect, host
from scripts.external.verdicts import INVALID, Answer, issues
from scripts.model.settings.config import ConfigError
from scripts.model.site import Site, load_site

_YEARS = 36500
_PROBES = 3


def main(arguments: list[str] | None = None, limits: AskingLimits | None = None, now: datetime | None = None) -> int:
    """Ask the links of the site at ``--root``, print what is wrong with them, return the exit code."""
    limits = limits or AskingLimits()
    options = _options(arguments, limits)
    try:
        site = load_site(options.root)
        return _check(site, options, replace(limits, timeout=options.timeout), now or datetime.now(UTC))
    except (ConfigError, ProxySettingError) as error:
        complain("links", error.message)
    except KeyboardInterrupt:
        complain("links", say("stopped; run it again to ask the links"))
    return 2


def _options(arguments: list[str] | None, limits: AskingLimits) -> argparse.Namespace:
    parser = command_line("links", __doc__, site=True)
    add = parser.add_argument
    add("--format", choices=FORMATS, default="text", help="how to print the issues (default: text)")
    add("--cache", type=Path, metavar="FILE", help="where good answers are kept (default: .cache/links.json)")
    days = _number(0, _YEARS)
    add("--max-age", type=days, default=14, metavar="DAYS", help="how long they are kept (default: %(default)s)")
    seconds = _number(0.01, 3600)
    add("--timeout", type=seconds, default=limits.timeout, metavar="SECONDS", help="default: %(default)s")
    options = parser.parse_args(arguments)
    options.cache = options.cache or options.root / ".cache" / "links.json"
    return options


def _number(least: float, most: float) -> Callable[[str], float]:
    def number(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not a number from {least} to {most}")
        return value

    return number


def _check(site: Site, options: argparse.Namespace, limits: AskingLimits, now: datetime) -> int:
    started = time.monotonic()
    found = collect(site)
    known = {
        address: kept
        for address, kept in kept_answers.load(options.cache).items()
        if address in found and kept.fresh(now, options.max_age)
    }
    answers = _ask(site, [address for address in found if address not in known], limits)
    if (reason := _offline(answers.values())) and not _online(site, known, limits):
        complain(
            "links",
            say(
                "no host could be reached ({reason}); connect this machine to the network and run it again",
                reason=reason,
            ),
        )
        return 2
    if answers:
        new = {address: kept_answers.Kept(answer, now) for address, answer in answers.items() if answer.good}
        _keep(options.cache, known | new)
    answers |= {address: kept.answer for address, kept in known.items()}
    found_wrong = sorted(unexempted(set(issues(found, answers)), site.exemptions))
    if output := FORMATS[options.format](found_wrong, machine_locale()):
        print(output)
    if site.problems:
        tell(say("Some files could not be read, nor the links in them; `make check` names them."), stream=sys.stderr)
    for line in summary(found, len(known), time.monotonic() - started, found_wrong):
        tell(line, stream=sys.stderr)
    return int(any(issue.severity == ERROR for issue in found_wrong))


def _ask(site: Site, addresses: Collection[str], limits: AskingLimits) -> dict[str, Answer]:
    if not addresses:
        return {}
    asking = say("Asking {hosts} hosts for {count} addresses …", hosts=_hosts(addresses), count=len(addresses))
    tell(asking, stream=sys.stderr)
    done = count(1)

    def progress() -> None:
        print(f"  {next(done)}/{len(addresses)}", file=sys.stderr, flush=True)

    return asyncio.run(ask_all(addresses, limits, _user_agent(site), progress))


def _user_agent(site: Site) -> str:
    """Who asks, and where to find those who run this."""
    address = site.config.site_url if isinstance(site.config.site_url, str) else ""
    contact = f"; +{address}" if address and address.isascii() and address.isprintable() else ""
    return f"metode-pekerjaan-sosial (link check{contact})"


def _offline(answers: Iterable[Answer]) -> Message | str:
    """Why the first host was not reached when none was; "" when one was, or when nothing could be asked."""
    asked = [answer for answer in answers if answer.outcome != INVALID]
    return asked[0].reason if asked and not any(answer.reached for answer in asked) else ""


def _online(site: Site, known: Mapping[str, kept_answers.Kept], limits: AskingLimits) -> bool:
    """Whether hosts that answered some days ago still do: then those that do not are to blame, not the network."""
    by_host = {host(address): address for address in known}
    answers = _ask(site, list(islice(by_host.values(), _PROBES)), limits)
    return any(answer.reached for answer in answers.values())


def _keep(file: Path, kept: Mapping[str, kept_answers.Kept]) -> None:
    try:
        kept_answers.save(file, kept)
    except OSError as error:
        reason = error.strerror or str(error)
        complain("links", say("{path}: {reason}; the next run asks everything again", path=str(file), reason=reason))


def summary(
    addresses: Collection[str], cached: int, seconds: float, found: Collection[Issue]
) -> tuple[Message, Message]:
    """Two lines: what was asked and how much was found, and what to do next."""
    errors = sum(issue.severity == ERROR for issue in found)
    counts = say(
        "checked {count} addresses on {hosts} hosts ({cached} from cache) in {seconds:.0f} s: "
        "{errors} errors, {warnings} warnings",
        count=len(addresses),
        hosts=_hosts(addresses),
        cached=cached,
        seconds=seconds,
        errors=errors,
        warnings=len(found) - errors,
    )
    if found:
        return counts, say("Next: follow the hints, then run `make links` again")
    return counts, say("Next: nothing; every link leads somewhere")


def _hosts(addresses: Iterable[str]) -> int:
    return len({host(address) for address in addresses})
