"""What is being read at this moment, in a file that outlives the process that reads it.

If the process ends while it reads a file, the next one finds the name here, and the content goes
into quarantine: for an hour after the first death, because a power cut may have been the reason,
and for good after the second, until a newer version of the readers tries again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from llmos import transaction

_AGAIN_AFTER_SECONDS = 3600
_DEADLY = 2


class Attempts:
    """The note on disk, and the quarantine in the index."""

    def __init__(self, note: Path, connection: sqlite3.Connection, now: int, reader: int) -> None:
        self._note = note
        self._connection = connection
        self._now = now
        self._reader = reader.to_bytes(4, "big")
        self._file = os.open(note, os.O_RDWR | os.O_CREAT, 0o600)
        self._bury()

    def close(self) -> None:
        """Close the note."""
        os.close(self._file)

    @contextmanager
    def attempt(self, digest: bytes) -> Iterator[None]:
        """Note what is read in the block; whatever is raised in it, the process has survived."""
        mark = self._mark(digest)
        os.pwrite(self._file, mark, 0)
        try:
            yield
        finally:
            os.pwrite(self._file, bytes(len(mark)), 0)

    def is_poison(self, digest: bytes) -> bool:
        """Whether a process died of it, and it is not to be tried again now."""
        row = self._connection.execute(
            "SELECT deaths, died FROM poison WHERE digest = ?", (self._mark(digest),)
        ).fetchone()
        if row is None:
            return False
        return bool(row[0] >= _DEADLY or self._now - row[1] < _AGAIN_AFTER_SECONDS)

    def _mark(self, digest: bytes) -> bytes:
        return digest + self._reader

    def _bury(self) -> None:
        mark = os.pread(self._file, 64, 0)
        if not mark.strip(b"\0"):
            return
        with transaction(self._connection):
            self._connection.execute(
                "INSERT INTO poison VALUES (?, 1, ?) ON CONFLICT (digest)"
                " DO UPDATE SET deaths = deaths + 1, died = excluded.died",
                (mark, self._now),
            )
        os.ftruncate(self._file, 0)
