"""The worker's side: a plugin's module, registered with pluggy and checked in every detail.

Whatever is wrong is found here, when the plugin loads, and the sentence names the plugin.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Any

import pluggy
from pydantic import BaseModel, ValidationError

from llmos import hookspecs
from llmos.errors import PluginLoadError, UnknownTool
from llmos.installed import Description
from llmos.tools import BoundTool, Tool


class LoadedPlugin:
    """A plugin whose hooks were called and whose tools are bound."""

    def __init__(self, id: str, hooks: Any) -> None:
        self.id = id
        self._tools = _bind(id, [tool for tools in hooks.llmos_tools() for tool in tools])
        self._functions = {
            hook: bound
            for hook in hookspecs.FUNCTIONS
            for bound in _bind(id, getattr(hooks, hookspecs.PREFIX + hook)()).values()
        }
        self._settings: type[BaseModel] | None = next(iter(hooks.llmos_settings()), None)

    def describe(self) -> Description:
        """All that the kernel will know of it."""
        return Description(
            tools=tuple(tool.spec() for tool in self._tools.values()),
            functions={hook: tool.spec() for hook, tool in self._functions.items()},
            settings=self._settings.model_json_schema() if self._settings else None,
        )

    def find(self, name: str) -> BoundTool:
        """The tool of that full name, or the function that a hook declares."""
        known = self._tools | {tool.name: tool for tool in self._functions.values()}
        if name not in known:
            raise UnknownTool(
                self.id,
                f"The plugin {self.id} has no tool {name!r}.",
                hint="It has " + ", ".join(known) + ".",
            )
        return known[name]

    def preview_of(self, tool: BoundTool) -> BoundTool:
        """What shows the tool's effect before it happens."""
        if tool.preview is None:
            raise UnknownTool(self.id, f"The tool {tool.name} has no preview.")
        return tool.preview

    def settings(self, values: dict[str, Any]) -> BaseModel | None:
        """The settings from config.toml in the plugin's own class."""
        if self._settings is None:
            return None
        try:
            return self._settings.model_validate(values)
        except ValidationError as error:
            raise PluginLoadError(
                self.id,
                f"[plugins.{self.id}.settings] in config.toml does not fit: {error}.",
                hint="Correct or remove these settings.",
            ) from error


def load(id: str, module: str) -> LoadedPlugin:
    """Import the plugin's module and take what its hooks declare."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        imported = import_module(module)
        _no_unmarked_hooks(id, imported)
        manager.register(imported, name=id)
        manager.check_pending()
        return LoadedPlugin(id, manager.hook)
    except PluginLoadError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginLoadError(
            id,
            f"The plugin {id} cannot be loaded: {type(error).__name__}: {error}.",
            hint=f"Tell its authors, or uninstall it; `llmos plugins info {id}` names them.",
        ) from error


def _no_unmarked_hooks(id: str, module: ModuleType) -> None:
    """A hook without its marker would be passed over in silence."""
    for name in dir(module):
        function = getattr(module, name)
        if name.startswith(hookspecs.PREFIX) and callable(function) and not _marked(function):
            raise PluginLoadError(id, f"{id}: {name} looks like a hook but lacks @hookimpl.")


def _marked(function: Any) -> bool:
    return hasattr(function, f"{hookspecs.PROJECT}_impl")


def _bind(id: str, declared: Iterable[Any]) -> dict[str, BoundTool]:
    bound: dict[str, BoundTool] = {}
    for tool in declared:
        if not isinstance(tool, Tool):
            raise PluginLoadError(id, f"{id}: {tool!r} is not a tool; declare it with @tool.")
        one = BoundTool(id, tool)
        if one.name in bound:
            raise PluginLoadError(id, f"{id}: there are two tools called {one.name}.")
        bound[one.name] = one
    return bound
