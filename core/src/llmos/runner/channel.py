"""Framed messages over a socket: four bytes of length, then JSON; limited in size and time.

Both sides use it. It trusts nothing that it receives: a frame over the limit is refused before
it is read, and what does not decode to the expected types is an error, never a guess.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar

import msgspec

from llmos.runner.messages import encode, into

MAX_FRAME = 16 * 1024 * 1024
"""Bytes. A tool's whole answer must fit; more is an error of the plugin's."""

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding raises for bytes that are not of the expected types."""

_LENGTH = struct.Struct(">I")
_STREAM = b"S"

Received = TypeVar("Received")
Read = TypeVar("Read", int, bytes)


class Closed(Exception):
    """The other side is gone."""


class Late(Exception):
    """The other side did not answer in time."""


class Malformed(Exception):
    """The other side sent what cannot be a message."""


class Channel(Generic[Received]):
    """One end of the pair; `expected` is the union of messages that it may receive.

    It is `in_step` while no message is half sent or half received, and the other side has
    answered since it was last sent one: only then can a conversation be broken off and go on.
    """

    def __init__(self, end: socket.socket, expected: Any) -> None:
        self.in_step = True
        self._socket = end
        self._sending = threading.Lock()  # a tool may report progress from its threads
        self._decoder: msgspec.json.Decoder[Received] = msgspec.json.Decoder(
            expected, dec_hook=into
        )

    def send(self, message: Any, *, deadline: float | None = None) -> None:
        """Send one message; `deadline` is a moment of `time.monotonic`."""
        body = encode(message)
        if len(body) > MAX_FRAME:
            raise Malformed(f"a message of {len(body):,} bytes is over the limit of {MAX_FRAME:,}")
        with self._sending:
            self.in_step = False
            self._limit(deadline)
            try:
                self._socket.sendall(_LENGTH.pack(len(body)) + body)
            except TimeoutError as error:
                raise Late("it does not read what is sent to it") from error
            except OSError as error:
                raise Closed(str(error)) from error

    def receive(self, *, deadline: float | None = None) -> Received:
        """Wait for one message."""
        # Ctrl-C while it only waits takes no byte of a message away.
        self._read(partial(self._socket.recv, 1, socket.MSG_PEEK), deadline)
        self.in_step = False
        length = _LENGTH.unpack(self._exactly(_LENGTH.size, deadline))[0]
        if length > MAX_FRAME:
            raise Malformed(f"a message of {length:,} bytes is over the limit of {MAX_FRAME:,}")
        body = self._exactly(length, deadline)
        self.in_step = True
        try:
            return self._decoder.decode(body)
        except UNREADABLE as error:
            raise Malformed(str(error)) from error

    def send_stream(self, stream: socket.socket) -> None:
        """Hand a connected stream to the other side, which receives it next."""
        try:
            socket.send_fds(self._socket, [_STREAM], [stream.fileno()])
        except OSError as error:
            raise Closed(str(error)) from error

    def receive_stream(self) -> socket.socket:
        """Take the stream that the other side hands over."""
        self._socket.settimeout(None)
        _, descriptors, _, _ = socket.recv_fds(self._socket, len(_STREAM), 1)
        if len(descriptors) != 1:
            raise Malformed("no stream was handed over")
        return socket.socket(fileno=descriptors[0])

    def close(self) -> None:
        """Let the other side know that nothing more will come."""
        self._socket.close()

    def _exactly(self, count: int, deadline: float | None) -> bytearray:
        data = bytearray(count)
        view = memoryview(data)
        while view:
            got = self._read(partial(self._socket.recv_into, view), deadline)
            view = view[got:]
        return data

    def _read(self, read: Callable[[], Read], deadline: float | None) -> Read:
        self._limit(deadline)
        try:
            got = read()
        except TimeoutError as error:
            raise Late("it did not answer in time") from error
        except OSError as error:
            raise Closed(str(error)) from error
        if not got:
            raise Closed("the other side ended")
        return got

    def _limit(self, deadline: float | None) -> None:
        if deadline is None:
            self._socket.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise Late("it did not answer in time")
        self._socket.settimeout(left)
