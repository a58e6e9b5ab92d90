"""The limits that llmos keeps by itself: which places a grant reaches, and where calls may go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llmos.broker.provenance import strings, typed
from llmos.calls import ToolSpec
from llmos.permissions import known


@dataclass(frozen=True)
class Going:
    """One place that a call would go to, as an argument names it."""

    parameter: str
    kind: str
    value: str

    @property
    def typed(self) -> str:
        """The value in the form in which it is compared, if it can be read as its kind."""
        return typed(self.kind, self.value) or self.value


def goings(spec: ToolSpec, arguments: dict[str, Any]) -> tuple[Going, ...]:
    """Where a call with these arguments would go."""
    return tuple(
        Going(parameter, kind, value)
        for parameter, kind in spec.destinations.items()
        for value in strings(arguments.get(parameter))
        if value
    )


def within(places: Iterable[str], limits: Iterable[str]) -> tuple[str, ...]:
    """What of these places the limits leave: a place inside a limit, or a limit inside a place."""
    allowed = tuple(limits)
    if not allowed:
        return tuple(places)
    return tuple(dict.fromkeys(part for place in places for part in _common(place, allowed)))


def outside(permission: str, to: Iterable[str], goes: Iterable[Going]) -> tuple[Going, ...]:
    """The destinations that this permission is about and that these limits do not cover."""
    limits = tuple(to)
    return tuple(
        going
        for going in goes
        if going.kind in known(permission).to and not any(_covers(one, going) for one in limits)
    )


def concerned(permission: str, goes: Iterable[Going]) -> bool:
    """Whether any destination is of a kind that this permission is about."""
    return any(going.kind in known(permission).to for going in goes)


def _common(place: str, limits: Iterable[str]) -> Iterator[str]:
    for limit in limits:
        if Path(place).is_relative_to(limit):
            yield place
        elif Path(limit).is_relative_to(place):
            yield limit


def _covers(limit: str, going: Going) -> bool:
    value = typed(going.kind, going.value)
    if value is None:
        return False
    if going.kind == "address":
        # A domain means its mailboxes, not those of the domains below it.
        return value == limit or value[value.rindex("@") :] == limit
    if going.kind == "path":
        return _is_under(value, limit)
    return value == limit


def _is_under(path: str, folder: str) -> bool:
    # Links are followed first, or a link inside the folder would lead out of it.
    return Path(path).is_absolute() and Path(path).resolve().is_relative_to(Path(folder).resolve())
