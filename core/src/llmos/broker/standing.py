"""How each permission that a call needs stands: granted, to be asked for, or refused, and why.

No reason holds contents of the call, because reasons are written down in the ledger.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

from llmos.broker.expiry import is_expired, why_expired
from llmos.broker.grants import Grant
from llmos.broker.limits import Going, concerned, outside, within
from llmos.scope import FULL, Scope

CONNECT = "network:connect"


@dataclass(frozen=True)
class Need:
    """One permission that a call needs, the places that it would open, where the call would go."""

    plugin: str
    distribution: str
    permission: str
    foreground: bool
    places: tuple[str, ...] = ()
    goes: tuple[Going, ...] = ()


@dataclass(frozen=True)
class Standing:
    """The verdict on one need.

    `opens` and `scope` are what is granted; where something is missing, what would be: the grant
    there is, widened by what this call needs, or the bare permission if there is none.
    """

    need: Need
    verdict: Literal["allow", "ask", "deny"]
    why: str
    opens: tuple[str, ...] = ()
    scope: Scope = FULL
    is_new: bool = False

    @property
    def command(self) -> str:
        """What the user types to grant it."""
        words = ["llmos", "permissions", "grant", self.need.plugin, self.need.permission]
        hosts = self.opens if self.need.permission == CONNECT else ()
        words += [word for host in hosts for word in ("--host", host)]
        words += self.scope.as_options()
        return shlex.join(words if self.need.foreground else [*words, "--background"])


def standing(need: Need, grants: Iterable[Grant], now: datetime) -> Standing:
    """How a need stands by the grants that are in force for its permission."""
    answers = list(grants)
    if any(grant.answer == "never" for grant in answers):
        return Standing(need, "deny", f"you said never to {need.permission} for {need.plugin}")
    found = [
        _by(grant, need, now)
        for grant in sorted(answers, key=lambda grant: grant.answer)  # always before session
        if grant.distribution == need.distribution
    ]
    bare = Standing(need, "ask", "not granted", need.places, is_new=True)
    allowed = (one for one in found if one.verdict == "allow")
    return next(allowed, found[0] if found else bare)


def _by(grant: Grant, need: Need, now: datetime) -> Standing:
    reached = within(need.places, grant.scope.places)
    unseen = tuple(place for place in reached if place not in grant.opens)
    strays = outside(need.permission, grant.scope.to, need.goes) if grant.scope.to else ()
    if is_expired(grant, now):
        why = why_expired(grant)
    elif need.places and not reached:
        why, unseen = "you allowed none of the places that it would open", need.places
    elif unseen:
        why = "it would open places that you have not allowed yet"
    elif strays:
        names = ", ".join(f"“{name}”" for name in dict.fromkeys(one.parameter for one in strays))
        why = f"{names} goes where you have not allowed it to"
    elif grant.scope.to and not concerned(need.permission, need.goes):
        why = "you limited where it goes, and it does not say where"
    else:
        return Standing(need, "allow", f"you answered {grant.answer}", reached, grant.scope)
    return _asking(need, grant, why, unseen, strays)


def _asking(
    need: Need, grant: Grant, why: str, unseen: tuple[str, ...], strays: tuple[Going, ...]
) -> Standing:
    """What is to be asked: the grant as it is, and besides it only what this call needs."""
    scope = msgspec.structs.replace(
        grant.scope,
        places=_joined(grant.scope.places, unseen) if grant.scope.places else (),
        to=_joined(grant.scope.to, (going.typed for going in strays)),
    )
    return Standing(need, "ask", why, _joined(grant.opens, unseen), scope)


def _joined(first: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *more)))
