"""Grants that the user gives outside of a question: by a command, or from a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from llmos.broker import CONNECT, Grant, Lasting, Written, fitting
from llmos.errors import LlmosError, PluginError
from llmos.installed import Plugin
from llmos.plugins import Inventory
from llmos.scope import FULL, Scope


@dataclass(frozen=True)
class Change:
    """What a file would do to one answer: `before` is None where there was none."""

    before: Grant | None
    after: Grant


@dataclass(frozen=True)
class Proposal:
    """What a file would change, and why some of it cannot be taken."""

    changes: tuple[Change, ...]
    left_out: tuple[str, ...]


def granted(
    plugin: Plugin,
    permission: str,
    *,
    foreground: bool,
    answer: Lasting,
    opens: Sequence[str],
    scope: Scope,
    hosts: Sequence[str],
) -> Grant:
    """The grant, if the plugin asks for the permission and the limits fit it."""
    asked = plugin.manifest.permissions
    if permission not in asked:
        what = ", ".join(asked) or "nothing"
        raise PluginError(
            plugin.id, f"The plugin {plugin.id} does not ask for {permission}; it asks for {what}."
        )
    grant = Grant(
        plugin=plugin.id,
        distribution=plugin.distribution,
        permission=permission,
        foreground=foreground,
        answer=answer,
    )
    if answer == "never":
        return grant  # whatever it would open, it does not
    opened, fitted = fitting(permission, scope, opens, hosts)
    return replace(grant, opens=opened, scope=fitted)


def propose(wanted: Iterable[Written], inventory: Inventory, kept: Iterable[Grant]) -> Proposal:
    """Compare what a file says with the answers that are kept; changes nothing."""
    now = {about(grant): grant for grant in kept if grant.answer != "session"}
    changes, left_out = [], []
    for one in wanted:
        try:
            after = _grant(one, inventory)
        except LlmosError as error:
            left_out.append(f"{one.plugin} {one.permission}: {error.message}")
            continue
        before = now.get(about(after))
        if before is None or _said(before) != _said(after):
            changes.append(Change(before, after))
    return Proposal(tuple(changes), tuple(left_out))


def _grant(one: Written, inventory: Inventory) -> Grant:
    plugin = inventory.plugin(one.plugin)
    if plugin.distribution != one.distribution:
        raise PluginError(
            plugin.id, f"it was granted to {one.distribution}, and {plugin.distribution} is here."
        )
    return granted(
        plugin,
        one.permission,
        foreground=not one.background,
        answer=one.answer,
        opens=one.opens,
        scope=one.limits or FULL,
        hosts=one.opens if one.permission == CONNECT else (),
    )


def about(grant: Grant) -> tuple[str, str, bool]:
    """What the answer is to, whatever it says."""
    return grant.plugin, grant.permission, grant.foreground


def _said(grant: Grant) -> tuple[object, ...]:
    return grant.distribution, grant.answer, set(grant.opens), grant.scope
