"""A plugin's hooks as the kernel sees them: the same names, answered from its description.

The kernel registers one proxy per plugin with its own pluggy manager and calls `hook.llmos_...`;
that the functions run in another process is known only here and below.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from llmos.blocks import Output
from llmos.calls import ToolSpec
from llmos.errors import InvalidArguments
from llmos.events import Watcher
from llmos.hookspecs import hookimpl
from llmos.installed import Description, Plugin
from llmos.runner.access import Access
from llmos.runner.runner import Runner
from llmos.runner.services import Services


@dataclass(frozen=True)
class RemoteTool:
    """A tool that runs in its plugin's worker."""

    spec: ToolSpec
    plugin: Plugin
    runner: Runner

    def needing(self, permissions: Collection[str]) -> RemoteTool:
        """The same with those of its needs alone that are among these permissions."""
        needs = tuple(name for name in self.spec.needs if name in permissions)
        return replace(self, spec=msgspec.structs.replace(self.spec, needs=needs))

    def check(
        self, arguments: dict[str, Any], access: Access, now: datetime, services: Services
    ) -> str | None:
        """The words of the tool's own validator if the arguments do not fit, otherwise None."""
        try:
            self.runner.check(self.plugin, access, self.spec.name, arguments, now, services)
        except InvalidArguments as error:
            return error.message
        return None

    def preview(
        self,
        arguments: dict[str, Any],
        access: Access,
        now: datetime,
        watcher: Watcher,
        services: Services,
    ) -> Output:
        """Run what shows its effect, in a worker that can change none of the sources."""
        return self.runner.preview(
            self.plugin, access, self.spec.name, arguments, now, watcher, services
        )

    def run(
        self,
        arguments: dict[str, Any],
        access: Access,
        now: datetime,
        watcher: Watcher,
        services: Services,
        previewed: dict[str, Any] | None = None,
    ) -> Output:
        """Run it; whether it may run was decided before, after what was `previewed`."""
        return self.runner.run(
            self.plugin,
            access,
            self.spec.name,
            arguments,
            now,
            watcher,
            services,
            previewed=previewed,
        )


class Proxy:
    """Implements every hook for one plugin."""

    def __init__(self, plugin: Plugin, description: Description, runner: Runner) -> None:
        self._plugin = plugin
        self._description = description
        self._runner = runner

    @hookimpl
    def llmos_tools(self) -> list[RemoteTool]:
        """The tools that the model may call."""
        return [self._remote(spec) for spec in self._description.tools]

    @hookimpl
    def llmos_index(self) -> RemoteTool | None:
        """The function that brings the index up to date."""
        return self._function("index")

    @hookimpl
    def llmos_inspect(self) -> RemoteTool | None:
        """The function that says what the sources hold."""
        return self._function("inspect")

    @hookimpl
    def llmos_status(self) -> RemoteTool | None:
        """The function that says what the index holds."""
        return self._function("status")

    @hookimpl
    def llmos_due(self) -> RemoteTool | None:
        """The function that says what the user must be told now."""
        return self._function("due")

    @hookimpl
    def llmos_undo(self) -> RemoteTool | None:
        """The function that takes an effect back."""
        return self._function("undo")

    @hookimpl
    def llmos_wait(self) -> RemoteTool | None:
        """The function that waits for something new."""
        return self._function("wait")

    @hookimpl
    def llmos_settings(self) -> dict[str, Any] | None:
        """The JSON schema of the settings."""
        return self._description.settings

    def _function(self, hook: str) -> RemoteTool | None:
        spec = self._description.functions.get(hook)
        return self._remote(spec) if spec else None

    def _remote(self, spec: ToolSpec) -> RemoteTool:
        return RemoteTool(spec, self._plugin, self._runner)
