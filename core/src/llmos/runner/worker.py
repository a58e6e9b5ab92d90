"""The worker's side: take the setup, confine, load the plugin, then answer until told to end.

Started by `process.py` with a bare environment; nothing of the plugin is imported before the
process is confined.
"""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
import time
import traceback
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from llmos.blocks import Output
from llmos.context import Context
from llmos.errors import InvalidArguments, LlmosError, PluginLoadError
from llmos.events import Progress, Watcher
from llmos.results import Result
from llmos.runner.channel import Channel, Closed, Malformed
from llmos.runner.confinement import confine_worker
from llmos.runner.loading import LoadedPlugin, load
from llmos.runner.messages import (
    Done,
    Failed,
    FailureKind,
    Invoke,
    Notice,
    Setup,
    ToWorker,
    encode,
)
from llmos.runner.reaching import Reach
from llmos.sandbox import SandboxUnavailable

_NOTICES_PER_SECOND = 10


def main() -> None:
    """Serve one plugin over the socket whose number is the first argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel: Channel[ToWorker] = Channel(_inherited(sys.argv[1]), ToWorker)
    with contextlib.suppress(Closed):
        setup = channel.receive()
        if isinstance(setup, Setup):
            _Worker(channel, setup).serve()


def _inherited(number: str) -> socket.socket:
    if number == "shared":
        from_share = getattr(socket, "fromshare")  # noqa: B009  # exists only on Windows
        shared: socket.socket = from_share(sys.stdin.buffer.read())
        return shared
    return socket.socket(fileno=int(number))


class _Worker:
    def __init__(self, channel: Channel[ToWorker], setup: Setup) -> None:
        self._channel = channel
        self._setup = setup
        self._plugin: LoadedPlugin | None = None

    def serve(self) -> None:
        try:
            confine_worker(self._setup)
        except SandboxUnavailable as error:
            self._refuse(error)
            return
        while True:
            message = self._channel.receive()
            if isinstance(message, Invoke):
                self._reply(message)

    def _reply(self, invoke: Invoke) -> None:
        try:
            self._channel.send(self._answer(invoke))
        except Malformed as error:
            self._channel.send(_failed(invoke, "tool", f"{invoke.tool} failed: {error}."))

    def _refuse(self, error: SandboxUnavailable) -> None:
        """Say why nothing will be done; then this process, perhaps confined in part, ends."""
        message = self._channel.receive()
        if isinstance(message, Invoke):
            what = f"The plugin {self._setup.plugin} was not started. {error}"
            hint = "`llmos doctor` shows what this machine can enforce."
            self._channel.send(Failed(message.id, "sandbox", what, hint))

    def _answer(self, invoke: Invoke) -> Done | Failed:
        what = invoke.tool or f"The plugin {self._setup.plugin}"
        try:
            with _interruptible():
                return Done(invoke.id, msgspec.Raw(encode(self._do(invoke))))
        except KeyboardInterrupt:
            # If the user stopped it, the kernel knows; if it stopped itself, that is a failure.
            return _failed(invoke, "tool", f"{what} was stopped.")
        except PluginLoadError as error:
            return _failed(invoke, "load", error.message, error.hint)
        except InvalidArguments as error:
            return _failed(invoke, "arguments", error.message, error.hint)
        except LlmosError as error:
            return _failed(invoke, "tool", error.message, error.hint)
        except (Exception, SystemExit) as error:
            traceback.print_exc()
            return _failed(invoke, "tool", f"{what} failed: {type(error).__name__}: {error}")

    def _do(self, invoke: Invoke) -> Any:
        plugin = self._loaded()
        if invoke.method == "describe":
            return plugin.describe()
        tool = plugin.find(invoke.tool)
        if invoke.method == "check":
            tool.validate(invoke.arguments)
            return None
        if invoke.method == "preview":
            tool.validate(invoke.arguments)  # so that what is wrong is said of the tool itself
            tool = plugin.preview_of(tool)
        return _output(tool.run(self._context(plugin, invoke), invoke.arguments))

    def _loaded(self) -> LoadedPlugin:
        # Loading is part of the first answer, so that its errors are answers too.
        if self._plugin is None:
            self._plugin = load(self._setup.plugin, self._setup.module)
        return self._plugin

    def _context(self, plugin: LoadedPlugin, invoke: Invoke) -> Context:
        access = self._setup.access
        if access.data is None:
            raise PluginLoadError(plugin.id, f"The plugin {plugin.id} has no folder of its own.")
        return Context(
            plugin=plugin.id,
            data=access.data,
            now=_in_zone(invoke.now, invoke.zone),
            sources=access.sources,
            settings=plugin.settings(access.settings),
            profile=access.profile,
            scopes=access.scopes,
            watcher=_notices(self._channel, invoke.id),
            reach=Reach(self._channel, invoke.id),
            previewed=invoke.previewed,
        )


def _failed(invoke: Invoke, kind: FailureKind, message: str, hint: str = "") -> Failed:
    return Failed(invoke.id, kind, _sendable(message), _sendable(hint))


def _sendable(text: str) -> str:
    """The text with what no encoding knows written out: parts of file names can be like that."""
    return text.encode("utf-8", "backslashreplace").decode()


def _output(result: Result) -> Output:
    return Output(
        value=result.model_dump(mode="json"),
        blocks=result.rendering(),
        citations=result.citations(),
        undo=result.undoing(),
        manner=result.manner,
    )


def _in_zone(now: datetime, zone: str) -> datetime:
    return now.astimezone(ZoneInfo(zone))


def _notices(channel: Channel[ToWorker], id: int) -> Watcher:
    """A watcher that tells the kernel, but not more often than anybody can look."""
    last = 0.0

    def tell(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if progress.done == progress.total or now - last > 1 / _NOTICES_PER_SECOND:
            last = now
            channel.send(Notice(id, progress))

    return tell


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    # The signal means "stop this call"; between calls there is nothing to stop.
    signal.signal(signal.SIGINT, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stop(number: int, frame: object) -> None:
    # The kernel says it until it is heard; a tool that tidies up then is not disturbed again.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt
