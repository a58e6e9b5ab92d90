"""Databases that plugins derive from their sources.

They can be built anew at any time, so what does not fit is replaced, and speed goes before keeping
the last second's work through a power cut.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_BUSY_MS = 10_000
_CACHE_KIB = 65_536


def open_index(path: Path | None, tables: str, version: int) -> sqlite3.Connection:
    """The index at `path`; one of another version, or a damaged one, is replaced by an empty one.

    `tables` is the SQL that makes an empty one. It can be read while another process fills it, and
    several threads may use the connection, one at a time. Without a path it lies in a nameless
    temporary file that goes with the connection. Raises `sqlite3.OperationalError` where the file
    cannot be used at all: locked, or on a full disk.
    """
    if path is None:
        return _create("", tables, version)
    try:
        connection = _connect(str(path))
        if connection.execute("PRAGMA user_version").fetchone()[0] == version:
            return connection
        connection.close()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return _create(str(path), tables, version)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def only_one(path: Path, seconds: float = 0) -> Iterator[bool]:
    """Yield whether this process has the lock at `path`, after waiting at most so long for it.

    It ends with the block, or with the process: SQLite's own file locks work on every platform
    and vanish when their holder is killed.
    """
    with closing(sqlite3.connect(path, timeout=seconds, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            yield False
        else:
            yield True


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _create(path: str, tables: str, version: int) -> sqlite3.Connection:
    connection = _connect(path)
    # One transaction: a process that is killed here leaves an empty file, never half the tables.
    connection.executescript(f"BEGIN EXCLUSIVE; {tables} PRAGMA user_version = {version}; COMMIT;")
    return connection
