"""What a running tool may ask of the kernel, and how it is answered over the channel."""

from __future__ import annotations

import socket
from typing import Any, Protocol

import msgspec

from llmos.blocks import Output
from llmos.errors import LlmosError, PermissionDenied
from llmos.runner.channel import Channel
from llmos.runner.messages import CallTool, Connect, Given, Refused, ToKernel, encode


class Services(Protocol):
    """The kernel's side. Each method checks the calling plugin's grants before it does anything."""

    def call(self, tool: str, arguments: dict[str, Any]) -> Output:
        """Run another plugin's tool on behalf of the running one."""
        ...

    def connect(self, host: str, port: int) -> socket.socket:
        """Open a connection and return the worker's end of it."""
        ...


class NoServices:
    """For what runs without any permission: describing and checking."""

    def call(self, tool: str, arguments: dict[str, Any]) -> Output:
        """Refuse."""
        raise self._refusal()

    def connect(self, host: str, port: int) -> socket.socket:
        """Refuse."""
        raise self._refusal()

    def _refusal(self) -> PermissionDenied:
        message = "A plugin may ask for nothing while it is only being described."
        return PermissionDenied(message, plugin="", permissions=())


def serve(
    channel: Channel[ToKernel], wanted: CallTool | Connect, services: Services, deadline: float
) -> None:
    """Do what the worker asked for, or tell it why not."""
    try:
        if isinstance(wanted, CallTool):
            output = services.call(wanted.tool, wanted.arguments)
            channel.send(Given(wanted.id, msgspec.Raw(encode(output))), deadline=deadline)
        else:
            with services.connect(wanted.host, wanted.port) as stream:
                channel.send(Given(wanted.id, msgspec.Raw(b"null")), deadline=deadline)
                channel.send_stream(stream)
    except LlmosError as error:
        channel.send(Refused(wanted.id, error.message, error.hint), deadline=deadline)
