"""Transactions: all of a batch or nothing of it; one may end beside the reading of the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager


class Behind:
    """Transactions that end in another thread. SQLite works there while Python works here, because
    it lets go of the interpreter for as long as one statement runs.

    Use it in a `with` block, which ends when all is written; inside, whoever else needs the
    connection must `wait` first.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="words")
        self._running: Future[None] | None = None

    @contextmanager
    def batch(self) -> Iterator[Callable[[Callable[[], None]], None]]:
        """A transaction; the block says last, with what it is given, what is still to be done."""
        self.wait()
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._end
        except BaseException:
            self.wait()
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def wait(self) -> None:
        """Until the last transaction has ended; raises what it raised."""
        running, self._running = self._running, None
        if running is not None:
            running.result()

    def _end(self, last: Callable[[], None]) -> None:
        self._running = self._thread.submit(self._finish, last)

    def _finish(self, last: Callable[[], None]) -> None:
        try:
            last()
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def __enter__(self) -> Behind:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(wait=True)
        self.wait()
