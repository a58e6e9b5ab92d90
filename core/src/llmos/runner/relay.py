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


class Relay:
    """Carries bytes between a remote host and a worker until either side ends.

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
        """End the connection and wait until its last bytes are counted."""
        with contextlib.suppress(OSError):
            self._local.shutdown(socket.SHUT_RDWR)
        self._back.join()

    def _receive(self) -> None:
        for chunk in _chunks(self._remote):
            self.received += len(chunk)
            if not _passed(self._local, chunk):
                break
        _finish(self._local, socket.SHUT_WR)
        _finish(self._remote, socket.SHUT_RDWR)
        self._forth.join()
        self._remote.close()
        self._local.close()

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
