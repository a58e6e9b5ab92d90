"""Bringing the user's answers in line with what is installed now. Only ever takes away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from llmos.broker import Grants
from llmos.installed import Plugin
from llmos.kernel.forgetting import Forgotten
from llmos.plugins import Accepted, AcceptedPlugins, Inventory, narrower

Forget = Callable[[str], Forgotten]
"""Takes back everything of a plugin and deletes what it derived."""


def settle(
    inventory: Inventory, grants: Grants, accepted: AcceptedPlugins, forget: Forget
) -> Iterator[str]:
    """Do it, and yield a sentence about each plugin whose grants went with it."""
    yield from _removed(inventory, grants, accepted, forget)
    for id, before in accepted.all().items():
        plugin = inventory.plugins.get(id)
        if plugin and before != Accepted.now(plugin):
            drop_unasked(plugin, before, grants)
            accepted.put(plugin)


def drop_unasked(plugin: Plugin, before: Accepted, grants: Grants) -> None:
    """Take back what the plugin no longer asks for, or asking again would find it granted."""
    unasked = narrower(plugin, before)
    grants.remove(lambda grant: grant.plugin == plugin.id and grant.permission in unasked)


def _removed(
    inventory: Inventory, grants: Grants, accepted: AcceptedPlugins, forget: Forget
) -> Iterator[str]:
    known = {(grant.plugin, grant.distribution) for grant in grants.all()}
    known |= {(id, one.distribution) for id, one in accepted.all().items()}
    for id, distribution in sorted(known):
        if not inventory.has(id, distribution):
            # The folder goes too: whoever takes the id next must not find it.
            gone = forget(id)
            accepted.remove([id])
            yield (
                f"The plugin {id} ({distribution}) is no longer installed. Removed: "
                f"{len(gone.grants)} grants, {gone.files} files that it had derived."
            )
