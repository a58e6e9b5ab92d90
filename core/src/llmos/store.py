"""SQLite files that must not lose anything: how they are opened, and what their errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from llmos.errors import StoreError

_BUSY_MS = 10_000


def connect(path: Path, schema: Sequence[str]) -> sqlite3.Connection:
    """Open a database that survives a crash: WAL, and every commit on the disk before it returns.

    `schema` is the list of all changes ever made to its tables, oldest first; those that this
    file has not seen are applied in one transaction.
    """
    with _sentences(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            path.chmod(0o600)
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")  # what is deleted is gone from the file
            _migrate(connection, schema)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All of the block or nothing of it; a full disk or a locked file becomes a sentence."""
    name = connection.execute("PRAGMA database_list").fetchone()[2]
    with _sentences(Path(name)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            # SQLite may have rolled back by itself, as it does when the disk is full.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _migrate(connection: sqlite3.Connection, schema: Sequence[str]) -> None:
    if _seen(connection) == len(schema):
        return
    connection.execute("BEGIN EXCLUSIVE")
    seen = _seen(connection)
    if seen > len(schema):
        raise sqlite3.NotSupportedError("it was written by a newer llmos; update this one")
    for change in schema[seen:]:
        connection.execute(change)
    connection.execute(f"PRAGMA user_version = {len(schema)}")
    connection.execute("COMMIT")


def _seen(connection: sqlite3.Connection) -> int:
    """How many changes this file has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(
            f"{path} cannot be used: {error}.",
            hint="Check the free space and the permissions of its folder.",
        ) from error
    except UnicodeDecodeError as error:
        # SQLite quotes the damaged place in its own message, which Python then cannot read.
        raise StoreError(
            f"{path} cannot be used: it is damaged.", hint="Put it back from a backup."
        ) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be used: {error.strerror}.") from error
