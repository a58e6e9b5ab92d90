"""Several grants for one call: a chain of plugins has only what all of them have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import msgspec

from llmos.broker.grants import Grant
from llmos.broker.limits import within
from llmos.errors import PermissionDenied
from llmos.permissions import known
from llmos.scope import Scope

Scopes = Mapping[str, Scope]


def common(plugin: str, scopes: Iterable[Scopes]) -> dict[str, Scope]:
    """How far each permission reaches if all of these limits hold; nothing left is an error."""
    first, *more = scopes
    return reduce(lambda one, other: _both(plugin, one, other), more, dict(first))


def is_narrower(new: Grant, old: Grant) -> bool:
    """Whether the new answer takes something away that the old one gave."""
    if old.answer == "never" or (new.answer, old.answer) == ("session", "always"):
        return False  # the old one gave nothing, or stays in force beside the new one
    if new.answer == "never" or not set(old.opens) <= set(new.opens):
        return True
    name, reached = old.permission, msgspec.structs.replace(old.scope, to=())
    try:
        return _narrower("", name, reached, new.scope) != reached
    except PermissionDenied:
        return True  # they have nothing in common


def _both(plugin: str, one: Scopes, other: Scopes) -> dict[str, Scope]:
    return {name: _narrower(plugin, name, one[name], other[name]) for name in one}


def _narrower(plugin: str, permission: str, one: Scope, other: Scope) -> Scope:
    places = within(one.places, other.places) if one.places else other.places
    names = tuple(n for n in one.names if n in other.names) if other.names else one.names
    lost = (one.places and not places) or (one.names and not names)
    if lost:
        raise PermissionDenied(
            f"What the plugins that call each other here may do with {permission} has nothing in "
            "common.",
            plugin=plugin,
            permissions=[permission],
            hint="`llmos permissions list` shows their limits.",
        )
    return Scope(
        places=places,
        names=names or other.names,
        since=max(filter(None, (one.since, other.since)), default=None),
        until=min(filter(None, (one.until, other.until)), default=None),
        resolution=_coarser(permission, one.resolution, other.resolution),
    )


def _coarser(permission: str, one: str, other: str) -> str:
    order = known(permission).resolutions
    return min(filter(None, (one, other)), key=order.index, default="")
