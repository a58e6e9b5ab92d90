"""Grants as a file that people can read, keep and carry to another machine."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

import msgspec

from llmos.broker.grants import Grant
from llmos.errors import LlmosError
from llmos.scope import FULL, Scope

_INTRODUCTION = """\
What llmos was allowed and forbidden. `llmos permissions import` shows what this file would
change, and changes it only if you agree."""


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One lasting answer, as the file has it."""

    plugin: str
    distribution: str
    permission: str
    answer: Literal["always", "never"]
    background: bool = False
    opens: tuple[str, ...] = ()
    limits: Scope | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    grant: tuple[Written, ...] = ()


def written(grants: Iterable[Grant]) -> str:
    """The lasting ones of these grants as TOML."""
    # Imported here because only this command writes such a file.
    import tomlkit

    document = tomlkit.document()
    for line in _INTRODUCTION.splitlines():
        document.add(tomlkit.comment(line))
    tables = tomlkit.aot()
    for grant in grants:
        if grant.answer != "session":
            tables.append(tomlkit.item(_plain(_written(grant))))
    document.append("grant", tables)
    return tomlkit.dumps(document)


def read(text: str, where: str) -> list[Written]:
    """What such a file says; `where` names it in the error."""
    try:
        return list(msgspec.convert(tomllib.loads(text), _File).grant)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LlmosError(
            f"{where} cannot be read as grants: {error}.", hint="Nothing was changed."
        ) from error


def _written(grant: Grant) -> Written:
    return Written(
        plugin=grant.plugin,
        distribution=grant.distribution,
        permission=grant.permission,
        answer="never" if grant.answer == "never" else "always",
        background=not grant.foreground,
        opens=grant.opens,
        limits=grant.scope if grant.scope != FULL else None,
    )


def _plain(one: Written) -> dict[str, Any]:
    # TOML knows days itself, so they stay what they are.
    plain: dict[str, Any] = msgspec.to_builtins(one, builtin_types=(date,))
    return plain
