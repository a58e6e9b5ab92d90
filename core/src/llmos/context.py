"""`Context`: everything a tool gets besides its arguments, and nothing more than was granted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from llmos.config import Profile
from llmos.errors import PermissionDenied
from llmos.events import Progress, Watcher, unwatched
from llmos.sources import Source


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
    ) -> None:
        self.plugin = plugin
        self.data = data
        self.now = now
        self.sources = sources
        self.settings = settings
        self._profile = profile
        self._watcher = watcher

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

    def progress(self, what: str, done: int, total: int | None = None, unit: str = "") -> None:
        """Say how far long work has come; doors draw it as a bar."""
        self._watcher(Progress(what, done, total, unit))
