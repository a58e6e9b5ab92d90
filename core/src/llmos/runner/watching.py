"""Ending workers whose answers were taken back, also while they are idle or the kernel is busy."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Protocol

_EVERY = 0.2  # seconds


class Leased(Protocol):
    """A worker under a lease."""

    def end_if_taken_back(self) -> None:
        """End it if something was taken back."""
        ...


class Watch:
    """A thread that looks after the workers of one kernel from the first one on."""

    def __init__(self, workers: Callable[[], Iterable[Leased]]) -> None:
        self._workers = workers
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Start to look, unless that is done already."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._look, name="llmos-leases", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop looking."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join()

    def _look(self) -> None:
        while not self._closed.wait(_EVERY):
            for worker in self._workers():
                worker.end_if_taken_back()
