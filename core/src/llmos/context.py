"""`Context`: everything a tool gets besides its arguments, and nothing more than was granted."""

from __future__ import annotations

import socket
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from llmos.config import Profile
from llmos.errors import PermissionDenied, ToolError
from llmos.events import Progress, Watcher, unwatched
from llmos.sources import Source


class Reach(Protocol):
    """What a running tool can ask of the kernel."""

    def call(self, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """Run another plugin's tool."""
        ...

    def connect(self, host: str, port: int) -> socket.socket:
        """Open a connection."""
        ...


class Context:
    """Handed to every tool that has a parameter of this type; hidden from the model.

    sources   the places that the grants of this run open
    data      the plugin's own folder, the only one it can write to
    now       the current time in the user's zone (aware)
    settings  the plugin's settings, of the class that its `llmos_settings` hook returns
    """

    def __init__(
        self,
        *,
        plugin: str,
        data: Path,
        now: datetime,
        sources: tuple[Source, ...] = (),
        settings: Any = None,
        profile: Profile | None = None,
        watcher: Watcher = unwatched,
        reach: Reach | None = None,
    ) -> None:
        self.plugin = plugin
        self.data = data
        self.now = now
        self.sources = sources
        self.settings = settings
        self._profile = profile
        self._watcher = watcher
        self._reach = reach

    @property
    def profile(self) -> Profile:
        """The user's name and addresses; needs the permission `profile:read`."""
        if self._profile is None:
            raise PermissionDenied(
                f"The plugin {self.plugin} read the profile without declaring it.",
                plugin=self.plugin,
                permissions=["profile:read"],
                hint='Add Permission("profile:read") to what the tool needs.',
            )
        return self._profile

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The value of another plugin's tool, for example `ctx.call("calendar.events", ...)`.

        It runs in that plugin's process and only if *this* plugin was granted what it needs.
        """
        return self._kernel.call(tool, arguments)

    def connect(self, host: str, port: int) -> socket.socket:
        """A connected stream to a host and port that the user allowed (`network:connect`).

        Wrap it with `ssl` for TLS. The plugin itself can open no connection.
        """
        return self._kernel.connect(host, port)

    @property
    def _kernel(self) -> Reach:
        if self._reach is None:
            raise ToolError(f"The plugin {self.plugin} runs here without a kernel to ask.")
        return self._reach

    def progress(self, what: str, done: int, total: int | None = None, unit: str = "") -> None:
        """Say how far long work has come; doors draw it as a bar."""
        self._watcher(Progress(what, done, total, unit))
