"""A connection that the kernel holds for a worker: bytes pass through and are counted.

The worker gets one end of a local stream pair and never a socket that could reach anything else.
TLS is spoken by the plugin through it, so the kernel sees only ciphertext.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

_CHUNK = 64 * 1024
_PARTING_SECONDS = 5.0


class Relay:
    """Carries bytes between a remote host and a worker until both sides ended, or `close`.

    `received` and `sent` count the bytes from and to the host; they are final after `close`.
    """

    def __init__(self, remote: socket.socket) -> None:
        self._remote = remote
        self._local, self.worker_end = socket.socketpair()
        self.received = 0
        self.sent = 0
        self._back = threading.Thread(target=self._receive, daemon=True)
        self._forth = threading.Thread(target=self._send, daemon=True)
        self._forth.start()
        self._back.start()

    def close(self) -> None:
        """End the connection, even if the worker keeps its end; what it sent before still goes out.

        A host that does not take it within a few seconds loses it.
        """
        _finish(self._local, socket.SHUT_RDWR)
        self._forth.join(_PARTING_SECONDS)
        _finish(self._remote, socket.SHUT_RDWR)  # wakes both threads wherever they wait
        self._forth.join()
        self._back.join()
        self._remote.close()
        self._local.close()

    def _receive(self) -> None:
        for chunk in _chunks(self._remote):
            self.received += len(chunk)
            if not _passed(self._local, chunk):
                break
        _finish(self._local, socket.SHUT_WR)

    def _send(self) -> None:
        for chunk in _chunks(self._local):
            self.sent += len(chunk)
            if not _passed(self._remote, chunk):
                break
        _finish(self._remote, socket.SHUT_WR)


def _chunks(source: socket.socket) -> Iterator[bytes]:
    with contextlib.suppress(OSError):
        while chunk := source.recv(_CHUNK):
            yield chunk


def _passed(target: socket.socket, chunk: bytes) -> bool:
    try:
        target.sendall(chunk)
    except OSError:
        return False
    return True


def _finish(end: socket.socket, how: int) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(how)
