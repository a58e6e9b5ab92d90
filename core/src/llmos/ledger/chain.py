"""The table of rows. Each carries a MAC over its number, its content and the MAC before it."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import closing
from typing import NamedTuple

from llmos.errors import StoreError
from llmos.ledger.key import MAC_BYTES, Key

SCHEMA = (
    """CREATE TABLE ledger (
        seq INTEGER PRIMARY KEY,
        previous BLOB NOT NULL,
        body BLOB NOT NULL,
        mac BLOB NOT NULL
    )""",
)

_COLUMNS = "seq, previous, body, mac"
_LAST = 2**63 - 1  # SQLite's largest row number


class Point(NamedTuple):
    """A place in the chain: after the row of this number, which has this MAC."""

    seq: int
    mac: bytes


START = Point(0, bytes(MAC_BYTES))


class Link(NamedTuple):
    """One row as it lies in the table."""

    seq: int
    previous: bytes
    body: bytes
    mac: bytes

    @property
    def point(self) -> Point:
        """The place after this row."""
        return Point(self.seq, self.mac)

    def fits(self, key: Key) -> bool:
        """Whether this row is as it was written."""
        # A damaged file can hold any type in any column.
        if not all(isinstance(part, bytes) for part in self[1:]):
            return False
        return key.of_row(self.seq, self.previous, self.body) == self.mac


def append(connection: sqlite3.Connection, key: Key, head: Point, body: bytes) -> Point:
    """Write a row after the newest one; for use in a transaction.

    `head` is how far the chain has come as far as the checkpoint knows. If the table ends before
    it, rows were cut off: the chain then goes on from the checkpoint, so that the gap stays.
    """
    before = _newest(connection, head)
    seq = before.seq + 1
    mac = key.of_row(seq, before.mac, body)
    connection.execute(
        f"INSERT INTO ledger ({_COLUMNS}) VALUES (?, ?, ?, ?)", (seq, before.mac, body, mac)
    )
    return Point(seq, mac)


def read(
    connection: sqlite3.Connection, *, newest_first: bool = False
) -> Generator[Link, None, None]:
    """The rows in order; close it after use, because it keeps the database's read lock."""
    order = "DESC" if newest_first else "ASC"
    with closing(connection.execute(f"SELECT {_COLUMNS} FROM ledger ORDER BY seq {order}")) as rows:
        for row in rows:
            if not isinstance(row[0], int):
                raise StoreError(
                    "The ledger's table in state.db is damaged: its rows have lost their numbers.",
                    hint="Put state.db back from a backup.",
                )
            yield Link._make(row)


def drop(connection: sqlite3.Connection, anchor: Point) -> None:
    """Delete the rows up to this place; for use in a transaction."""
    connection.execute("DELETE FROM ledger WHERE seq <= ?", (anchor.seq,))


def _newest(connection: sqlite3.Connection, head: Point) -> Point:
    with closing(read(connection, newest_first=True)) as rows:
        newest = next(rows, None)
    if newest is None or newest.seq <= head.seq:
        return head
    if newest.seq == _LAST or not isinstance(newest.mac, bytes):
        raise StoreError(
            f"Row {newest.seq} of the ledger was not written by llmos, and nothing can follow it.",
            hint="Put state.db back from a backup.",
        )
    return newest.point
