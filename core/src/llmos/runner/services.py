"""What a running tool may ask of the kernel, and how it is answered over the channel."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import msgspec

from llmos.blocks import Output
from llmos.errors import Cancelled, LlmosError, PermissionDenied, ToolError
from llmos.runner.channel import Channel
from llmos.runner.messages import (
    CallTool,
    CanEmbed,
    Choose,
    Connect,
    Embed,
    Extract,
    GetSecret,
    Given,
    Open,
    Refused,
    ToKernel,
    Wanted,
    Write,
    encode,
)


class Services(Protocol):
    """The kernel's side. Each method checks the calling plugin's grants before it does anything."""

    def check(self) -> None:
        """Raise `Revoked` if what was allowed has been taken back before the worker was leased."""
        ...

    def call(self, tool: str, arguments: dict[str, Any]) -> Output:
        """Run another plugin's tool on behalf of the running one."""
        ...

    def connect(self, host: str, port: int) -> socket.socket:
        """Open a connection and return the worker's end of it."""
        ...

    def secret(self, name: str) -> str:
        """A secret that the user gave the running plugin."""
        ...

    def extract(self, wanted: Extract) -> dict[str, Any]:
        """Let the model read a text and give facts from it in a form."""
        ...

    def write(self, wanted: Write) -> str:
        """Let the model write something."""
        ...

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """The meanings of texts as vectors."""
        ...

    def embeds(self) -> bool:
        """Whether there is a model for that."""
        ...

    def open(self, path: str, slide: int | None) -> int | None:
        """Show a file to the user, or its slideshow from a slide on; the slide that is shown."""
        ...

    def choose(self, wanted: Choose) -> int:
        """Let the user choose; the place of the answer among the choices."""
        ...


class NoServices:
    """For what runs without any permission: describing and checking.

    `check` says whether what the worker may reach was taken back before it was leased.
    """

    def __init__(self, check: Callable[[], None] = lambda: None) -> None:
        self._check = check

    def check(self) -> None:
        """Raise `Revoked` if it was."""
        self._check()

    def call(self, tool: str, arguments: dict[str, Any]) -> Output:
        """Refuse."""
        raise self._refusal()

    def connect(self, host: str, port: int) -> socket.socket:
        """Refuse."""
        raise self._refusal()

    def secret(self, name: str) -> str:
        """Refuse."""
        raise self._refusal()

    def extract(self, wanted: Extract) -> dict[str, Any]:
        """Refuse."""
        raise self._refusal()

    def write(self, wanted: Write) -> str:
        """Refuse."""
        raise self._refusal()

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """Refuse."""
        raise self._refusal()

    def embeds(self) -> bool:
        """Refuse."""
        raise self._refusal()

    def open(self, path: str, slide: int | None) -> int | None:
        """Refuse."""
        raise self._refusal()

    def choose(self, wanted: Choose) -> int:
        """Refuse."""
        raise self._refusal()

    def _refusal(self) -> PermissionDenied:
        message = "A plugin may ask for nothing while it is only being described."
        return PermissionDenied(message, plugin="", permissions=())


def serve(
    channel: Channel[ToKernel], wanted: Wanted, services: Services, seconds: float
) -> LlmosError | None:
    """Do what the worker asked for, or tell it why not; the reason is also returned.

    Ctrl-C in a tool that was called on the way is Ctrl-C for the one that called it. The worker
    has that many `seconds` to take the answer, however long it took to find it.
    """
    try:
        if isinstance(wanted, Connect):
            _hand_over(channel, wanted, services, seconds)
        else:
            _give(channel, wanted, encode(_served(wanted, services)), seconds)
    except Cancelled as error:
        raise KeyboardInterrupt from error
    except LlmosError as error:
        refusal = Refused(wanted.id, error.message, error.hint)
        channel.send(refusal, deadline=time.monotonic() + seconds)
        return error
    return None


def _served(wanted: Wanted, services: Services) -> Any:
    match wanted:
        case CallTool():
            return services.call(wanted.tool, wanted.arguments)
        case GetSecret():
            return services.secret(wanted.name)
        case Extract():
            return services.extract(wanted)
        case Write():
            return services.write(wanted)
        case Embed():
            return services.embed(wanted.texts)
        case CanEmbed():
            return services.embeds()
        case Open():
            return services.open(wanted.path, wanted.slide)
        case Choose():
            return services.choose(wanted)


def _hand_over(
    channel: Channel[ToKernel], wanted: Connect, services: Services, seconds: float
) -> None:
    if not hasattr(socket, "send_fds"):  # Windows
        raise ToolError("This system has no way to hand a connection to a plugin.")
    with services.connect(wanted.host, wanted.port) as stream:
        _give(channel, wanted, b"null", seconds)
        channel.send_stream(stream)


def _give(channel: Channel[ToKernel], wanted: Wanted, value: bytes, seconds: float) -> None:
    channel.send(Given(wanted.id, msgspec.Raw(value)), deadline=time.monotonic() + seconds)
