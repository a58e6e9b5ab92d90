"""The blocks of the store: putting in what changed, and reading back a metric's records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import numpy as np

from llmos_health.reading.records import ROW, Rows
from llmos_health.store.staging import Key, once


def put_blocks(
    connection: sqlite3.Connection, export: int, blocks: Iterable[tuple[Key, Rows]]
) -> tuple[int, int, set[Key]]:
    """Make these the blocks of an export.

    Returns how many records came, how many went, and which months of which metrics changed.
    """
    query = "SELECT metric, month FROM blocks WHERE export = ?"
    gone = set(connection.execute(query, (export,)).fetchall())
    added = removed = 0
    changed: set[Key] = set()
    for key, rows in blocks:
        before = _raw(connection, key, export)
        after = rows.tobytes()
        if before != after:
            connection.execute(
                "INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?)", (*key, export, after)
            )
            changed.add(key)
            came, went = _difference(before, after)
            added, removed = added + came, removed + went
        gone.discard(key)
    for key in gone:
        removed += len(_raw(connection, key, export)) // ROW.itemsize
        connection.execute(
            "DELETE FROM blocks WHERE (metric, month, export) = (?, ?, ?)", (*key, export)
        )
    return added, removed, changed | gone


def months_of(connection: sqlite3.Connection, metric: int) -> list[int]:
    """The months in which a metric has records, in order."""
    query = "SELECT DISTINCT month FROM blocks WHERE metric = ? ORDER BY month"
    return [month for (month,) in connection.execute(query, (metric,))]


def rows_of(connection: sqlite3.Connection, metric: int, first: int, last: int) -> Rows:
    """The records of a metric from one month to another, by start; what several exports hold
    counts once.
    """
    return np.concatenate([np.empty(0, ROW), *_months(connection, metric, first, last)])


def _months(connection: sqlite3.Connection, metric: int, first: int, last: int) -> Iterator[Rows]:
    query = (
        "SELECT month, records FROM blocks WHERE metric = ? AND month BETWEEN ? AND ?"
        " ORDER BY month, export"
    )
    month: int | None = None
    several: list[Rows] = []
    for this, raw in connection.execute(query, (metric, first, last)):
        if several and this != month:
            yield _one(several)
            several = []
        month = this
        several.append(np.frombuffer(raw, ROW))
    if several:
        yield _one(several)


def _one(several: list[Rows]) -> Rows:
    return several[0] if len(several) == 1 else once(np.concatenate(several))


def _raw(connection: sqlite3.Connection, key: Key, export: int) -> bytes:
    query = "SELECT records FROM blocks WHERE (metric, month, export) = (?, ?, ?)"
    row = connection.execute(query, (*key, export)).fetchone()
    return row[0] if row else b""


def _difference(before: bytes, after: bytes) -> tuple[int, int]:
    size = ROW.itemsize
    if not before:
        return len(after) // size, 0
    old = {before[place : place + size] for place in range(0, len(before), size)}
    new = {after[place : place + size] for place in range(0, len(after), size)}
    return len(new - old), len(old - new)
