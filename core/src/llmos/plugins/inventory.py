"""The inventory: every installed plugin with what it declares, or with why it is set aside."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from llmos.errors import PluginError
from llmos.installed import Description, Plugin
from llmos.plugins.describing import Describe, Descriptions
from llmos.plugins.discovery import discover
from llmos.plugins.updates import Accepted, held

_NOTHING: Mapping[str, Accepted] = MappingProxyType({})


class Inventory:
    """What is installed now. `plugins` are the usable ones, by id, in the order of their ids.

    `held` are those that ask for more than the user accepted; nothing of them runs, they are not
    even described, until the user has accepted that.
    """

    def __init__(
        self, cache: Path, describe: Describe, accepted: Mapping[str, Accepted] = _NOTHING
    ) -> None:
        found = discover()
        waiting = (held(plugin, accepted.get(id)) for id, plugin in found.plugins.items())
        self.held = {one.plugin.id: one for one in waiting if one}
        described, broken = Descriptions(cache / "plugins.json", describe).of(
            [plugin for id, plugin in found.plugins.items() if id not in self.held]
        )
        self.descriptions = described
        self.plugins = {id: found.plugins[id] for id in sorted(described)}
        self.set_aside = (
            *found.set_aside,
            *broken,
            *(one.set_aside for one in self.held.values()),
        )

    def plugin(self, id: str) -> Plugin:
        """The usable plugin of that id; a sentence if it is set aside or not there."""
        if id in self.plugins:
            return self.plugins[id]
        self.check_not_aside(id)
        raise PluginError(
            id, f"There is no plugin {id!r}.", hint="`llmos plugins list` shows what is installed."
        )

    def check_not_aside(self, id: str) -> None:
        """Say why, if that plugin is set aside."""
        for gone in self.set_aside:
            if id in (gone.name, gone.distribution):
                raise PluginError(id, f"The plugin {id} is set aside: {gone.reason}")

    def has(self, id: str, distribution: str) -> bool:
        """Whether this distribution is installed and could be that plugin, usable or set aside."""
        if plugin := self.plugins.get(id):
            return plugin.distribution == distribution
        return any(distribution == one.distribution or id == one.name for one in self.set_aside)

    def description(self, id: str) -> Description:
        """What the plugin declares."""
        return self.descriptions[self.plugin(id).id]
