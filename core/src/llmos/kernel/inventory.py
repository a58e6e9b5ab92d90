"""The installed plugins, each behind its proxy on one pluggy manager."""

from __future__ import annotations

import difflib

import pluggy

from llmos import hookspecs
from llmos.calls import ToolSpec
from llmos.config import Home
from llmos.errors import PluginError, UnknownTool
from llmos.installed import Description, Plugin
from llmos.plugins import Descriptions, discover
from llmos.runner import Proxy, RemoteTool, Runner


class Inventory:
    """Every usable plugin with what it declares, and every other one with the reason."""

    def __init__(self, home: Home, runner: Runner) -> None:
        found = discover()
        remembered = Descriptions(home.cache / "plugins.json", runner.describe)
        self.descriptions, broken = remembered.of(found.plugins.values())
        self.plugins = {id: found.plugins[id] for id in sorted(self.descriptions)}
        self.set_aside = (*found.set_aside, *broken)
        self._manager = self._register(runner)

    @property
    def tools(self) -> dict[str, RemoteTool]:
        """The tools that the model may call, by full name."""
        return {
            tool.spec.name: tool for tools in self._manager.hook.llmos_tools() for tool in tools
        }

    @property
    def specs(self) -> list[ToolSpec]:
        """What is known of these tools."""
        return [tool.spec for tool in self.tools.values()]

    def tool(self, name: str) -> RemoteTool:
        """The tool of that full name."""
        tools = self.tools
        if name not in tools:
            near = difflib.get_close_matches(name, tools, n=1)
            raise UnknownTool(
                name.partition(".")[0],
                f"There is no tool {name!r}.",
                hint=f"Did you mean {near[0]}?" if near else "`llmos tools` lists them.",
            )
        return tools[name]

    def indexes(self) -> list[RemoteTool]:
        """The functions that bring indexes up to date, one for each plugin that has an index."""
        return list(self._manager.hook.llmos_index())

    def inspects(self) -> list[RemoteTool]:
        """The functions that say what sources hold, one for each plugin that has one."""
        return list(self._manager.hook.llmos_inspect())

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

    def _register(self, runner: Runner) -> pluggy.PluginManager:
        manager = pluggy.PluginManager(hookspecs.PROJECT)
        manager.add_hookspecs(hookspecs)
        for id, plugin in self.plugins.items():
            manager.register(Proxy(plugin, self.descriptions[id], runner), name=id)
        return manager
