"""The inventory: every installed plugin with what it declares, or with why it is set aside."""

from __future__ import annotations

from pathlib import Path

from llmos.errors import PluginError
from llmos.installed import Description, Plugin
from llmos.plugins.describing import Describe, Descriptions
from llmos.plugins.discovery import discover


class Inventory:
    """What is installed now. `plugins` are the usable ones, by id, in the order of their ids."""

    def __init__(self, cache: Path, describe: Describe) -> None:
        found = discover()
        described, broken = Descriptions(cache / "plugins.json", describe).of(
            found.plugins.values()
        )
        self.descriptions = described
        self.plugins = {id: found.plugins[id] for id in sorted(described)}
        self.set_aside = (*found.set_aside, *broken)

    def plugin(self, id: str) -> Plugin:
        """The usable plugin of that id; a sentence if it is set aside or not there."""
        if id in self.plugins:
            return self.plugins[id]
        for gone in self.set_aside:
            if id in (gone.name, gone.distribution):
                raise PluginError(id, f"The plugin {id} is set aside: {gone.reason}")
        raise PluginError(
            id, f"There is no plugin {id!r}.", hint="`llmos plugins list` shows what is installed."
        )

    def description(self, id: str) -> Description:
        """What the plugin declares."""
        return self.descriptions[self.plugin(id).id]
