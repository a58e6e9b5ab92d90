"""Other programs' SQLite files, opened for reading only, and what is in them as calendar files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from llmos_calendar.sources.folders import file_stamp


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database as it lies on disk; what is wrong with it is an OSError in words.

    Nothing may be written beside it, so what its program still keeps in a journal is not seen.
    """
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            yield connection
    except sqlite3.Error as error:
        raise OSError(None, f"it is no database that is known here ({error})", str(path)) from error


def stamp_of(path: Path) -> str:
    """What changes whenever the database does, also in its journal."""
    journal = path.with_name(f"{path.name}-wal")
    return file_stamp(path) + (f" {file_stamp(journal)}" if journal.exists() else "")


def whole(name: str, components: Iterable[str]) -> bytes:
    """A calendar file with these components in it."""
    told = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", " ")
    head = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:{told}\r\n"
    body = "".join(f"{component.strip()}\r\n" for component in components)
    return f"{head}{body}END:VCALENDAR\r\n".encode()
