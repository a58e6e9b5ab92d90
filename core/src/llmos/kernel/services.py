"""What a running tool may ask of the kernel: other plugins' tools, connections, the model,
the plugin's own secrets.

Everything is checked against the grants of the plugins on whose behalf the tool runs, all of
them, never against those of the plugin that is called.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmos.blocks import Output
from llmos.broker import CONNECT, Wish
from llmos.calls import Call
from llmos.desktop import open_file, show_slides, within
from llmos.errors import LlmosError, PermissionDenied, ToolError
from llmos.installed import Plugin
from llmos.kernel.choosing import choose
from llmos.kernel.errand import Errand
from llmos.kernel.model import BorrowedModel
from llmos.kernel.opening import is_account
from llmos.runner import Access, Relay, revoked
from llmos.secrets import check_name

if TYPE_CHECKING:
    from llmos.kernel.turn import Turn
    from llmos.runner.messages import Choose, Extract, Write

_MAX_CHAIN = 5
_MAX_CONNECTIONS = 16
_MOST_SECRETS = 32
_CONNECT_SECONDS = 20.0
_OPEN = "files:open"


@dataclass
class PluginServices:
    """The services of one running call; leaving the block ends its connections."""

    turn: Turn
    errand: Errand
    access: Access
    _secrets_read: int = 0
    _relays: dict[int, Relay] = field(default_factory=dict)

    def check(self) -> None:
        """Raise `Revoked` if something was taken back since this call was decided about."""
        marks = self.errand.marks
        if self.turn.leases.marks(marks) != marks:
            raise revoked(self._plugin.id, self.errand.tool.spec.name)

    def call(self, tool: str, arguments: dict[str, Any]) -> Output:
        """Run another plugin's tool with the callers' grants."""
        found = self.turn.hooks.tool(tool)
        self._check_chain(found.plugin, tool)
        errand = Errand(
            self.errand.request,
            found,
            Call(tool, arguments),
            self.errand.watcher,
            self.errand.chain,
            agreed=self.errand.agreed,
            chosen=self.errand.chosen,
        )
        answer = self.turn.run(errand)
        assert answer.output is not None  # a call that ran has an output
        return answer.output

    def connect(self, host: str, port: int) -> socket.socket:
        """Open a connection that grants name, and write it down with its bytes."""
        if len(self._relays) >= _MAX_CONNECTIONS:
            raise ToolError(f"One call may open {_MAX_CONNECTIONS} connections and no more.")
        call = Call(f"{self._plugin.id}.connect", {"host": host, "port": port})
        self._check_account(call, host, port)
        entry = self.turn.ledger.open(self.errand.request, call, (CONNECT,), self._allowed(call))
        try:
            remote = socket.create_connection((host, port), timeout=_CONNECT_SECONDS)
        except (OSError, OverflowError, UnicodeError) as error:
            self.turn.ledger.close(entry, "failed", None, [])
            raise ToolError(f"{host}:{port} cannot be reached: {error}.") from error
        remote.settimeout(None)
        self._relays[entry] = Relay(remote)
        return self._relays[entry].worker_end

    def secret(self, name: str) -> str:
        """A secret that the user gave this plugin, and no other one's."""
        check_name(name)
        self._secrets_read += 1
        if self._secrets_read > _MOST_SECRETS:
            raise ToolError(f"One call may read {_MOST_SECRETS} secrets and no more.")
        call = Call(f"{self._plugin.id}.secret", {"name": name})
        entry = self.turn.ledger.open(self.errand.request, call, (), f"its own secret {name}")
        found = None
        try:
            found = self.turn.secrets.get(self._plugin, name)
        finally:
            self.turn.ledger.close(entry, "failed" if found is None else "done", None, [])
        if found is None:
            raise ToolError(
                f"The plugin {self._plugin.id} needs the secret {name}, which is not set.",
                hint=f"llmos secrets set {self._plugin.id} {name}",
            )
        return found

    def extract(self, wanted: Extract) -> dict[str, Any]:
        """Let the model read a text and give facts from it in a form."""
        return self._model.extract(wanted)

    def write(self, wanted: Write) -> str:
        """Let the model write something."""
        return self._model.write(wanted)

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """The meanings of texts as vectors."""
        return self._model.embed(texts)

    def embeds(self) -> bool:
        """Whether there is a model for that."""
        return self._model.embeds()

    def open(self, path: str, slide: int | None) -> int | None:
        """Show a file of an opened source to the user, and write it down."""
        if _OPEN not in self.errand.tool.spec.needs:
            raise PermissionDenied(
                f"{self.errand.tool.spec.name} wanted to open a file without declaring it.",
                plugin=self._plugin.id,
                permissions=[_OPEN],
                hint=f'Add Permission("{_OPEN}") to what the tool needs.',
            )
        call = Call(f"{self._plugin.id}.open", {"path": path, "slide": slide})
        entry = self.turn.ledger.open(
            self.errand.request, call, (_OPEN,), "the tool may open files"
        )
        try:
            shown = _show(within(Path(path), [one.path for one in self.access.sources]), slide)
        except LlmosError as error:
            self.turn.ledger.close(entry, "failed", None, [])
            raise ToolError(error.message, hint=error.hint) from error
        self.turn.ledger.close(entry, "done", "trusted", [path])
        return shown

    def choose(self, wanted: Choose) -> int:
        """Let the user choose."""
        return choose(self.turn, self.errand, wanted)

    def __enter__(self) -> PluginServices:
        return self

    def __exit__(self, *_: object) -> None:
        for entry, relay in self._relays.items():
            relay.close()
            counted = f"received {relay.received}, sent {relay.sent} bytes"
            self.turn.ledger.close(entry, "done", "untrusted", [counted])

    @cached_property
    def _model(self) -> BorrowedModel:
        return BorrowedModel(
            self.turn.models, self.turn.ledger, self.errand.request, self.errand.tool.spec
        )

    @property
    def _plugin(self) -> Plugin:
        return self.errand.chain[-1]

    def _check_chain(self, wanted: Plugin, tool: str) -> None:
        """A plugin whose worker waits for this answer cannot be asked for it."""
        ids = [plugin.id for plugin in self.errand.chain]
        if wanted.id in ids or len(ids) >= _MAX_CHAIN:
            raise ToolError(
                f"{self._plugin.id} may not call {tool}: a chain of calls "
                f"({' → '.join(ids)}) takes in each plugin once and ends after {_MAX_CHAIN}."
            )

    def _check_account(self, call: Call, host: str, port: int) -> None:
        """What an account's server would give is as closed as the sources on this machine."""
        if self.access.closed and is_account(self._plugin, self.turn.config, host, port):
            denied = PermissionDenied(
                f"{self.errand.tool.spec.name} may not connect to {host}:{port}: you gave "
                f"{', '.join(self.access.closed)} only coarsely, and an account lies there.",
                plugin=self._plugin.id,
                permissions=self.access.closed,
                hint="The plugin's index function fetches what may be known. If this is another "
                "server of that host, write the account's port into config.toml.",
            )
            self.turn.ledger.refuse(self.errand.request, call, (CONNECT,), denied.message)
            raise denied

    def _allowed(self, call: Call) -> str:
        place = f"{call.arguments['host']}:{call.arguments['port']}".lower()
        try:
            return "; ".join(
                dict.fromkeys(self._reason(each, call, place) for each in self.errand.chain)
            )
        except PermissionDenied as error:
            self.turn.ledger.refuse(self.errand.request, call, (CONNECT,), error.message)
            raise

    def _reason(self, plugin: Plugin, call: Call, place: str) -> str:
        wish = Wish(
            plugin=plugin,
            call=call,
            needs=(CONNECT,),
            foreground=self.errand.request.foreground,
            opens={CONNECT: (place,)},
            agreed=self.errand.agreed,
        )
        return self.turn.broker.permit(wish, self.turn.asker).reason


def _show(path: Path, slide: int | None) -> int | None:
    if slide is not None:
        return show_slides(path, slide)
    open_file(path)
    return None
