"""Databases of other programs, read as they are now without writing where they lie."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from llmos_calendar.sources.folders import file_stamp

_BYTES = 500_000_000
_JOURNAL = "-wal"
"""Beside a database lies what its program has written last."""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the database; raises OSError if it is too large, or none that is understood."""
    if path.stat().st_size > _BYTES:
        raise OSError(errno.EFBIG, "the database is too large", str(path))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        if (journal := Path(f"{path}{_JOURNAL}")).exists():
            shutil.copyfile(journal, f"{copy}{_JOURNAL}")
        try:
            with closing(sqlite3.connect(copy)) as connection:
                yield connection
        except sqlite3.Error as error:
            words = f"its database is not understood ({error})"
            raise OSError(errno.EINVAL, words, str(path)) from error


def stamp(path: Path) -> str:
    """What changes whenever the database does."""
    journal = Path(f"{path}{_JOURNAL}")
    return file_stamp(path) + (f" {file_stamp(journal)}" if journal.exists() else "")


def has_table(connection: sqlite3.Connection, name: str) -> bool:
    """Whether there is such a table; programs add them over the years."""
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(query, (name,)).fetchone() is not None
