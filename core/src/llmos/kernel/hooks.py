"""The hooks of all usable plugins, each behind its proxy on one pluggy manager."""

from __future__ import annotations

from functools import cached_property

import pluggy

from llmos import hookspecs
from llmos.calls import ToolSpec
from llmos.errors import UnknownTool
from llmos.installed import Plugin
from llmos.plugins import Inventory
from llmos.runner import Proxy, RemoteTool, Runner


class Hooks:
    """What the plugins offer, as the kernel calls it."""

    def __init__(self, inventory: Inventory, runner: Runner) -> None:
        self._inventory = inventory
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        for id, plugin in inventory.plugins.items():
            self._manager.register(Proxy(plugin, inventory.descriptions[id], runner), name=id)

    @cached_property
    def tools(self) -> dict[str, RemoteTool]:
        """The tools that can be called, by full name."""
        declared = [tool for tools in self._manager.hook.llmos_tools() for tool in tools]
        return {tool.spec.name: tool for tool in sorted(declared, key=lambda tool: tool.spec.name)}

    @property
    def plugins(self) -> list[Plugin]:
        """The usable plugins."""
        return list(self._inventory.plugins.values())

    @property
    def specs(self) -> list[ToolSpec]:
        """What is known of the tools that the model may call."""
        return [tool.spec for tool in self.tools.values() if tool.spec.offered]

    def tool(self, name: str) -> RemoteTool:
        """The tool of that full name."""
        if name not in self.tools:
            self._inventory.check_not_aside(name.partition(".")[0])
            import difflib  # only a wrong name pays for it

            near = difflib.get_close_matches(name, self.tools, n=1)
            raise UnknownTool(
                name.partition(".")[0],
                f"There is no tool {name!r}.",
                hint=f"Did you mean {near[0]}?" if near else "`llmos tools` lists them.",
            )
        return self.tools[name]

    def function(self, hook: str, plugin: str) -> RemoteTool | None:
        """The function that a plugin declares with one of `hookspecs.FUNCTIONS`, if it does."""
        declared: list[RemoteTool] = getattr(self._manager.hook, hookspecs.PREFIX + hook)()
        return next((function for function in declared if function.plugin.id == plugin), None)
