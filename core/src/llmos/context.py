"""`Context`: everything a tool gets besides its arguments, and nothing more than was granted."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import msgspec

from llmos.config import Profile
from llmos.errors import PermissionDenied, ToolError
from llmos.events import Progress, Watcher, unwatched
from llmos.model import House, Model
from llmos.permissions import known
from llmos.scope import Scope
from llmos.sources import Source


class Reach(House, Protocol):
    """What a running tool can ask of the kernel."""

    def call(self, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """Run another plugin's tool."""
        ...

    def connect(self, host: str, port: int) -> socket.socket:
        """Open a connection."""
        ...

    def secret(self, name: str) -> str:
        """A secret of the plugin's own."""
        ...

    def open(self, path: str, slide: int | None) -> int | None:
        """Show a file to the user."""
        ...

    def choose(self, question: str, choices: Sequence[str], hint: str) -> int:
        """Let the user choose."""
        ...


class Context:
    """Handed to every tool that has a parameter of this type; hidden from the model.

    sources   the places that the grants of this run open; none where a grant gives data only
              coarsely: the index function has just read them, and `data` holds its index
    data      the plugin's own folder, the only one it can write to
    now       the current time in the user's zone (aware)
    settings  the plugin's settings, of the class that its `llmos_settings` hook returns
    scope     how far the grant of a permission reaches, to be kept by the tool
    previewed the value of the preview that the user has seen; None where there was none
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
        scopes: Mapping[str, Scope] | None = None,
        watcher: Watcher = unwatched,
        reach: Reach | None = None,
        previewed: dict[str, Any] | None = None,
    ) -> None:
        self.plugin = plugin
        self.data = data
        self.now = now
        self.sources = sources
        self.settings = settings
        self.previewed = previewed
        self._profile = profile
        self._scopes = scopes or {}
        self._asked: set[str] = set()
        self._watcher = watcher
        self._reach = reach

    @property
    def profile(self) -> Profile:
        """The user's name and addresses; needs the permission `profile:read`."""
        if self._profile is None:
            raise self._undeclared("the profile", "profile:read")
        return self._profile

    def scope(self, permission: str) -> Scope:
        """How far this run's grant of a permission reaches.

        A tool gives nothing that lies outside: no names but `names` unless they are empty, no days
        before `since` or after `until`, nothing finer than `resolution`, which is always one of
        those that the permission knows. A tool that does not ask while the user has set such a
        limit fails, and nothing that it answered is used.
        """
        if permission not in self._scopes:
            raise self._undeclared(f"the limits of {permission}", permission)
        self._asked.add(permission)
        scope = self._scopes[permission]
        if scope.resolution or not (finest := known(permission).resolutions[-1:]):
            return scope
        return msgspec.structs.replace(scope, resolution=finest[0])

    def unheeded(self) -> list[str]:
        """The permissions whose limits only the tool can keep, and that it did not ask for."""
        limited = [name for name, scope in self._scopes.items() if scope.is_for_the_plugin]
        return [name for name in limited if name not in self._asked]

    def _undeclared(self, what: str, permission: str) -> PermissionDenied:
        return PermissionDenied(
            f"The plugin {self.plugin} read {what} without declaring it.",
            plugin=self.plugin,
            permissions=[permission],
            hint=f'Add Permission("{permission}") to what the tool needs.',
        )

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

    def secret(self, name: str) -> str:
        """A password or key that the user gave this plugin, from the system's keyring.

        Raises `ToolError` with the command that sets it if it is not there. Each reading is on
        record. Never put it into a result, a question or an error: those are shown and kept.
        """
        return self._kernel.secret(name)

    def open(self, path: Path, slide: int | None = None) -> int | None:
        """Show the user a file of an opened source with the computer's own program for it.

        With `slide` (from 1) as a slideshow in LibreOffice, which says which slide it shows. The
        tool must need `files:open`, which lets it show files and nothing else.
        """
        return self._kernel.open(str(path), slide)

    def choose(self, question: str, choices: Sequence[str], *, hint: str = "") -> int:
        """Ask the user a short question with closed choices; the place of the one that is chosen.

        For what the request leaves open and a guess could get wrong. The same question is put once
        in a request, so a tool may ask it in its preview and again when it runs. If the user
        chooses nothing, the request ends. Where nobody can be asked (no terminal, in the
        background) it fails with the question, the choices and `hint`, which says what to add to
        the request. The answer permits nothing.
        """
        return self._kernel.choose(question, choices, hint)

    @property
    def model(self) -> Model:
        """The user's own model: facts out of texts, wordings, likeness of meanings."""
        return Model(self._kernel)

    @property
    def _kernel(self) -> Reach:
        if self._reach is None:
            raise ToolError(f"The plugin {self.plugin} runs here without a kernel to ask.")
        return self._reach

    def progress(self, what: str, done: int, total: int | None = None, unit: str = "") -> None:
        """Say how far long work has come; doors draw it as a bar."""
        self._watcher(Progress(what, done, total, unit))
