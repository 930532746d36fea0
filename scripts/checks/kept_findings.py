"""What the rules find page by page: kept for as long as nothing changes that they look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from scripts.core.message import Message
from scripts.model.fingerprint import digest
from scripts.model.memory import Name, found_in
from scripts.model.site import Site

from .rule import Issue, Rule

# Pages that are looked at together: as many as are at hand.
_TOGETHER = 200

# A page in all its languages.
Unit = tuple[Name, ...]
Packed = list[Any]
# Path, line, column, code and severity of an issue.
_Head = tuple[str, int, int, str, str]


def found_by_page(site: Site, rules: Collection[Rule]) -> set[Issue]:
    """What rules find that look at one page at a time."""
    if not site.digest:
        return {issue for rule in rules for issue in rule.issues(site)}
    units = _units(site)
    keys = _keys(site, units, rules)
    found: set[Issue] = set()
    kept: set[Unit] = set()
    if site.memory.cache:
        for unit, packed in found_in(site.memory.cache, keys, list[Packed]).items():
            known = _unpacked(packed)
            if known is not None:
                found.update(known)
                kept.add(unit)
    # Once at least, for what they find in data files and settings.
    for some in _together([unit for unit in units if unit not in kept]) or [[]]:
        focused = site.focused([name for unit in some for name in unit])
        issues = {issue for rule in rules for issue in rule.issues(focused)}
        found |= issues
        _keep(site, {unit: keys[unit] for unit in some if unit in keys}, issues)
    return found


def _units(site: Site) -> list[Unit]:
    units: dict[str, list[Name]] = {}
    for name in site.outlines:
        units.setdefault(name[0], []).append(name)
    return [tuple(units[slug]) for slug in sorted(units)]


def _keys(site: Site, units: Sequence[Unit], rules: Collection[Rule]) -> Mapping[Unit, bytes]:
    """Under which the findings are kept of those units of which that can be done.

    Pages with data blocks are always looked at: rules find in data files what the page does not let stand there.
    """
    keys = site.memory.keys
    mark = digest(b"findings", site.digest, *(rule.code.encode() for rule in rules))
    return {
        unit: digest(mark, *(keys[name] for name in unit))
        for unit in units
        if all(name in keys and not site.outlines[name].data_blocks for name in unit)
    }


def _together(units: Sequence[Unit]) -> list[list[Unit]]:
    shares: list[list[Unit]] = [[]]
    for unit in units:
        if sum(map(len, shares[-1])) + len(unit) > _TOGETHER:
            shares.append([])
        shares[-1].append(unit)
    return [share for share in shares if share]


def _keep(site: Site, keys: Mapping[Unit, bytes], issues: Collection[Issue]) -> None:
    # A tool that did not run is told of beside the settings; what it would have found is not known.
    if not site.memory.cache or any(issue.path == site.config.path for issue in issues):
        return
    owners = {site.outlines[name].path: unit for unit in keys for name in unit}
    of_units: dict[Unit, list[Issue]] = {unit: [] for unit in keys}
    for issue in issues:
        if issue.path in owners:
            of_units[owners[issue.path]].append(issue)
    rows = {keys[unit]: _packed(found) for unit, found in of_units.items()}
    site.memory.cache.put({key: row for key, row in rows.items() if row is not None})


def _packed(issues: Collection[Issue]) -> bytes | None:
    """The issues for ``_unpacked``; None when they would come back as others."""
    rows = [
        [one.path, one.line, one.column, one.code, one.severity, _plain(one.message), _plain(one.hint)]
        for one in sorted(issues)
    ]
    try:
        value = msgspec.msgpack.encode(rows)
    except (TypeError, ValueError, OverflowError, RecursionError):
        return None
    back = _unpacked(msgspec.msgpack.decode(value, type=list[Packed]))
    return value if back is not None and set(back) == set(issues) else None


def _unpacked(rows: list[Packed]) -> list[Issue] | None:
    """The issues that were packed; None for what another program wrote."""
    try:
        return [Issue(*msgspec.convert(row[:5], _Head), *map(_message, row[5:])) for row in rows]
    except (TypeError, ValueError, LookupError, RecursionError):
        return None


def _message(value: object) -> Message:
    made = _made(value)
    if not isinstance(made, Message):
        raise TypeError("no message")
    return made


def _plain(value: object) -> object:
    """A message or what it holds, of lists alone: messages and tuples become lists that say what they are."""
    if isinstance(value, Message):
        return ["message", value.template, [[name, _plain(item)] for name, item in value.values]]
    return ["tuple", *map(_plain, value)] if isinstance(value, tuple) else value


def _made(value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, list):
        return value
    kind, *rest = value
    if kind == "tuple":
        return tuple(map(_made, rest))
    template, values = rest
    if kind != "message" or not isinstance(template, str):
        raise ValueError("no message")
    return Message(template, tuple((str(name), _made(item)) for name, item in values))
