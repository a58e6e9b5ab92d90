"""The worker's side of what a running tool asks of the kernel."""

from __future__ import annotations

import socket
import threading
from typing import Any

import msgspec

from llmos.blocks import Output
from llmos.errors import ToolError
from llmos.runner.channel import Channel
from llmos.runner.messages import CallTool, Connect, Given, Refused, ToWorker


class Reach:
    """Asks the kernel on behalf of one running call; one question at a time."""

    def __init__(self, channel: Channel[ToWorker], id: int) -> None:
        self._channel = channel
        self._id = id
        self._asking = threading.Lock()  # a tool may use threads

    def call(self, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """The value of another plugin's tool."""
        with self._asking:
            raw = self._ask(CallTool(self._id, tool, arguments))
        return msgspec.json.decode(raw, type=Output).value

    def connect(self, host: str, port: int) -> socket.socket:
        """A connected stream to that host and port, carried by the kernel."""
        with self._asking:
            self._ask(Connect(self._id, host, port))
            return self._channel.receive_stream()

    def _ask(self, wanted: CallTool | Connect) -> msgspec.Raw:
        self._channel.send(wanted)
        answer = self._channel.receive()
        if isinstance(answer, Refused):
            raise ToolError(answer.message, hint=answer.hint)
        assert isinstance(answer, Given)  # the kernel answers what it was asked
        return answer.value
