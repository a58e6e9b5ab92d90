"""What a running tool may ask of the kernel: other plugins' tools, and connections.

Everything is checked against the grants of the plugin that runs, not of the one that is called.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from llmos.blocks import Output
from llmos.broker import Wish
from llmos.calls import Call, Request
from llmos.errors import PermissionDenied, ToolError
from llmos.events import Watcher
from llmos.installed import Plugin
from llmos.runner import Relay

if TYPE_CHECKING:
    from llmos.kernel.turn import Turn

CONNECT = "network:connect"

_MAX_DEPTH = 4
_CONNECT_SECONDS = 20.0


@dataclass
class PluginServices:
    """The services of one running call; leaving the block ends its connections."""

    turn: Turn
    request: Request
    plugin: Plugin
    watcher: Watcher
    depth: int
    _relays: dict[int, Relay] = field(default_factory=dict)

    def call(self, tool: str, arguments: dict[str, Any]) -> Output:
        """Run another plugin's tool with the caller's grants."""
        found = self.turn.hooks.tool(tool)
        if found.plugin.id == self.plugin.id or self.depth >= _MAX_DEPTH:
            raise ToolError(
                f"{self.plugin.id} may not call {tool}: a chain of calls ends after "
                f"{_MAX_DEPTH}, and a plugin calls its own functions directly."
            )
        answer = self.turn.run(
            self.request,
            found,
            Call(tool, arguments),
            self.watcher,
            caller=self.plugin,
            depth=self.depth + 1,
        )
        assert answer.output is not None  # a call that ran has an output
        return answer.output

    def connect(self, host: str, port: int) -> socket.socket:
        """Open a connection that a grant names, and write it down with its bytes."""
        call = Call(f"{self.plugin.id}.connect", {"host": host, "port": port})
        entry = self.turn.ledger.open(self.request, call, (CONNECT,), self._allowed(call))
        try:
            remote = socket.create_connection((host, port), timeout=_CONNECT_SECONDS)
        except OSError as error:
            self.turn.ledger.close(entry, "failed", None, [])
            raise ToolError(
                f"{host}:{port} cannot be reached: {error}.", plugin=self.plugin.id
            ) from error
        remote.settimeout(None)
        self._relays[entry] = Relay(remote)
        return self._relays[entry].worker_end

    def __enter__(self) -> PluginServices:
        return self

    def __exit__(self, *_: object) -> None:
        for entry, relay in self._relays.items():
            relay.close()
            counted = f"received {relay.received}, sent {relay.sent} bytes"
            self.turn.ledger.close(entry, "done", "untrusted", [counted])

    def _allowed(self, call: Call) -> str:
        place = f"{call.arguments['host']}:{call.arguments['port']}"
        wish = Wish(
            plugin=self.plugin,
            call=call,
            needs=(CONNECT,),
            foreground=self.request.foreground,
            opens={CONNECT: (place,)},
        )
        try:
            return self.turn.broker.authorize(wish, self.turn.asker).reason
        except PermissionDenied as error:
            self.turn.ledger.refuse(self.request, call, (CONNECT,), error.message)
            raise
