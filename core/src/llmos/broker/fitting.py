"""Whether the limits that a user sets fit the permission, and the one form they are kept in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from llmos.broker.limits import within
from llmos.broker.provenance import typed
from llmos.broker.standing import CONNECT
from llmos.errors import LlmosError
from llmos.permissions import known
from llmos.scope import Scope

_HOST = re.compile(r"[^\s:/@]+:\d{1,5}")


def fitting(
    permission: str, scope: Scope, opens: Sequence[str], hosts: Sequence[str] = ()
) -> tuple[tuple[str, ...], Scope]:
    """What a grant of this permission opens and how far it reaches, or a sentence why not.

    `opens` are the places that the permission would open without limits.
    """
    knows = known(permission)
    _refuse(scope.names and not knows.names, permission, "knows no names")
    _refuse((scope.since or scope.until) and not knows.dated, permission, "knows no days")
    _refuse(scope.to and not knows.to, permission, "goes nowhere")
    _refuse(hosts and permission != CONNECT, permission, "connects to no host")
    _check_days(scope)
    _check_resolution(permission, scope.resolution)
    scope = msgspec.structs.replace(
        scope,
        places=tuple(_place(permission, place, opens) for place in scope.places),
        to=tuple(_destination(permission, one) for one in scope.to),
    )
    places = _hosts(hosts) if permission == CONNECT else within(opens, scope.places)
    return places, scope


def _refuse(wrong: object, permission: str, why: str) -> None:
    if wrong:
        limits = ", ".join(_limits(permission))
        raise LlmosError(
            f"{permission} cannot be limited like this: it {why}.",
            hint=f"It can be limited to {limits}." if limits else "It is granted whole or not.",
        )


def _limits(permission: str) -> Iterator[str]:
    knows = known(permission)
    if knows.names:
        yield f"{knows.names} (--only)"
    if knows.dated:
        yield "days (--since, --until)"
    if knows.resolutions:
        yield f"a resolution (--resolution {'|'.join(knows.resolutions)})"
    if knows.to:
        yield "destinations (--to)"
    if permission == CONNECT:
        yield "hosts (--host)"


def _check_days(scope: Scope) -> None:
    if scope.since and scope.until and scope.until < scope.since:
        raise LlmosError(f"Nothing lies between {scope.since} and {scope.until}.")


def _check_resolution(permission: str, resolution: str) -> None:
    resolutions = known(permission).resolutions
    if resolution and resolution not in resolutions:
        choice = ", ".join(resolutions)
        why = f"knows the resolutions {choice}" if choice else "knows no resolution"
        _refuse(True, permission, f"{why}, not {resolution!r}")


def _place(permission: str, place: str, opens: Sequence[str]) -> str:
    path = os.path.abspath(os.path.expanduser(place))
    if not within(opens, [path]):
        there = ", ".join(opens) or "no source at all"
        raise LlmosError(f"{path} is not in what {permission} opens: {there}.")
    return path


def _destination(permission: str, text: str) -> str:
    kinds = known(permission).to
    path = os.path.expanduser(text)
    if "path" in kinds and os.path.isabs(path):
        return str(Path(path).resolve())
    if "address" in kinds and (address := typed("address", text)):
        return address
    host = typed("host", text.removeprefix("@"))
    if host and "address" in kinds and (text.startswith("@") or kinds == ("address",)):
        return f"@{host}"
    if host and "host" in kinds:
        return host
    raise LlmosError(
        f"{text!r} is no destination that {permission} knows: it goes to {' or '.join(kinds)}."
    )


def _hosts(hosts: Sequence[str]) -> tuple[str, ...]:
    wrong = [host for host in hosts if not _HOST.fullmatch(host)]
    if wrong or not hosts:
        what = f"{wrong[0]!r} is no host and port" if wrong else f"{CONNECT} needs hosts"
        raise LlmosError(f"{what}.", hint="Name them like --host imap.example.org:993.")
    return tuple(hosts)
