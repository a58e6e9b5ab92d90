"""The worker's side of what a running tool asks of the kernel."""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from llmos.blocks import Output
from llmos.errors import ToolError
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
    ToWorker,
    Wanted,
    Write,
)

Kind = TypeVar("Kind")


class Reach:
    """Asks the kernel on behalf of one running call; one question at a time."""

    def __init__(self, channel: Channel[ToWorker], id: int) -> None:
        self._channel = channel
        self._id = id
        self._asking = threading.Lock()  # a tool may use threads

    def call(self, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """The value of another plugin's tool."""
        return self._answer(CallTool(self._id, tool, arguments), Output).value

    def connect(self, host: str, port: int) -> socket.socket:
        """A connected stream to that host and port, carried by the kernel."""
        with self._asking:
            self._ask(Connect(self._id, host, port))
            return self._channel.receive_stream()

    def secret(self, name: str) -> str:
        """A secret of the plugin's own."""
        return self._answer(GetSecret(self._id, name), str)

    def extract(
        self,
        form: dict[str, Any],
        text: str,
        what: str,
        tried: dict[str, Any],
        complaint: str,
        records: Sequence[str] = (),
    ) -> dict[str, Any]:
        """What the model reads in a text."""
        from llmos.engines import inlined  # only whoever extracts pays for it

        shown = tuple(records)
        wanted = Extract(self._id, inlined(form), text, what, tried, complaint, shown)
        return self._answer(wanted, dict[str, Any])

    def write(
        self,
        what: str,
        text: str,
        most_words: int,
        records: Sequence[str] = (),
        marks: Sequence[str] = (),
    ) -> str:
        """What the model writes."""
        wanted = Write(self._id, what, text, most_words, tuple(records), tuple(marks))
        return self._answer(wanted, str)

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """The meanings of texts."""
        return self._answer(Embed(self._id, tuple(texts)), list[bytes])

    def embeds(self) -> bool:
        """Whether there is a model for that."""
        return self._answer(CanEmbed(self._id), bool)

    def open(self, path: str, slide: int | None) -> int | None:
        """Show a file to the user."""
        with self._asking:
            raw = self._ask(Open(self._id, path, slide))
        return msgspec.json.decode(raw, type=int | None)

    def choose(self, question: str, choices: Sequence[str], hint: str) -> int:
        """What the user chose."""
        return self._answer(Choose(self._id, question, tuple(choices), hint), int)

    def _answer(self, wanted: Wanted, kind: type[Kind]) -> Kind:
        with self._asking:
            raw = self._ask(wanted)
        return msgspec.json.decode(raw, type=kind)

    def _ask(self, wanted: Wanted) -> msgspec.Raw:
        self._channel.send(wanted)
        answer = self._channel.receive()
        if isinstance(answer, Refused):
            raise ToolError(answer.message, hint=answer.hint)
        assert isinstance(answer, Given)  # the kernel answers what it was asked
        return answer.value
