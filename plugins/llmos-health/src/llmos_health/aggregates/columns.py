"""`Columns`: the records of a metric in its own unit, ready to be added up."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from llmos_health.aggregates.priority import USER
from llmos_health.reading.records import MOVING, USER_ENTERED, Rows

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_DAY = 86_400


class Columns(NamedTuple):
    """Equally long columns.

    Times in seconds since 1970, offsets in seconds; `value` in the unit in which the metric is
    told; `source` numbers the source's name and `rank` says in which order sources count;
    `moving` marks a pulse that was taken while its wearer moved.
    """

    start: Ints
    end: Ints
    offset: Ints
    end_offset: Ints
    value: Floats
    source: Ints
    rank: Ints
    moving: NDArray[np.bool_]

    @property
    def day(self) -> Ints:
        """The day of each start, by the clock on the wall, counted since 1970."""
        return (self.start + self.offset) // _DAY

    def chosen(self, which: NDArray[Any] | slice) -> Columns:
        """Some of the records, by a mask, by their places or by a slice."""
        return Columns._make(column[which] for column in self)

    @property
    def size(self) -> int:
        """How many records there are."""
        return len(self.start)


class Kinds:
    """What the store knows of the kinds of records, by their number."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        query = "SELECT id, source, rank, factor, shift FROM kinds ORDER BY id"
        rows = connection.execute(query).fetchall()
        size = max((row[0] for row in rows), default=0) + 1
        self.sources = sorted({row[1] for row in rows})
        numbers = {name: number for number, name in enumerate(self.sources)}
        self._source, self._rank = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self._factor, self._shift = np.ones(size), np.zeros(size)
        for id, source, rank, factor, shift in rows:
            self._source[id], self._rank[id] = numbers[source], rank
            self._factor[id], self._shift[id] = factor, shift

    def columns(self, rows: Rows) -> Columns:
        """The rows as columns."""
        kind: Any = rows["kind"]
        source = self._source[kind]
        group = np.where(rows["flags"] & USER_ENTERED, USER, self._rank[kind])
        start = rows["start"].astype(np.int64)
        return Columns(
            start=start,
            end=start + rows["seconds"],
            offset=rows["offset"].astype(np.int64) * 60,
            end_offset=rows["end_offset"].astype(np.int64) * 60,
            value=rows["value"] * self._factor[kind] + self._shift[kind],
            source=source,
            rank=group * (len(self.sources) + 1) + source,
            moving=rows["flags"] >> 1 == MOVING,
        )
