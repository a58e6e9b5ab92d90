"""`Staging`: sorts records by metric and month while an export is read, without keeping them all.

What does not fit into a few megabytes lies in a nameless temporary file of SQLite's until the end.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from llmos_health.reading.limits import MONTH_RECORDS
from llmos_health.reading.problems import Problems
from llmos_health.reading.records import ROW, Records, Rows
from llmos_health.store.naming import LEFT_OUT, Names

_IN_MEMORY = 250_000
"""Records; of 32 bytes each."""

_MONTHS = 1 << 16

Key = tuple[int, int]
"""The number of a metric, and a month counted since 1970."""


class Staging:
    """Takes in batches of rows; `blocks` gives them back sorted, without repetitions."""

    def __init__(self, names: Names, problems: Problems) -> None:
        self.records: Records
        self._names = names
        self._problems = problems
        self._kinds: NDArray[Any] = np.empty((0, 2), np.int64)
        self._words: list[int] = []
        self._buffers: dict[int, list[Rows]] = defaultdict(list)
        self._counts: dict[int, int] = defaultdict(int)
        self._buffered = 0
        self._spilled = sqlite3.connect("", isolation_level=None)
        self._spilled.execute("PRAGMA journal_mode = OFF")
        self._spilled.execute("CREATE TABLE pieces (key INTEGER, records BLOB)")

    def close(self) -> None:
        """Drop everything."""
        self._spilled.close()

    def receive(self, rows: Rows) -> None:
        """Take in a batch, whose kinds and words are numbered as in `records`."""
        metrics = self._renumber(rows)
        local = rows["start"] + rows["offset"].astype(np.int64) * 60
        months = local.astype("M8[s]").astype("M8[M]").astype(np.int64)
        keys = metrics * _MONTHS + (months + _MONTHS // 2)
        keys[metrics == LEFT_OUT] = LEFT_OUT
        self._sort_in(rows, keys)
        if self._buffered > _IN_MEMORY:
            self._spill()

    def _renumber(self, rows: Rows) -> NDArray[np.int64]:
        records = self.records
        for kind in records.kinds[len(self._kinds) :]:
            self._kinds = np.vstack([self._kinds, [self._names.kind(kind)]])
        self._words += [self._names.word(word) for word in records.words[len(self._words) :]]
        if any(kind.is_category for kind in records.kinds):
            self._renumber_words(rows)
        numbers: NDArray[np.int64] = self._kinds[rows["kind"]]
        rows["kind"] = numbers[:, 0]
        return numbers[:, 1]

    def _renumber_words(self, rows: Rows) -> None:
        are = np.array([kind.is_category for kind in self.records.kinds])[rows["kind"]]
        are &= np.isfinite(rows["value"])
        if are.any():
            words = np.array(self._words, np.float64)
            rows["value"][are] = words[rows["value"][are].astype(np.int64)]

    def _sort_in(self, rows: Rows, keys: NDArray[np.int64]) -> None:
        order = np.argsort(keys, kind="stable")
        rows, keys = rows[order], keys[order]
        ends = np.flatnonzero(np.diff(keys)) + 1
        for part, first in zip(np.split(rows, ends), keys[np.r_[0, ends]].tolist(), strict=True):
            if first != LEFT_OUT:
                self._put(first, part)

    def _put(self, key: int, rows: Rows) -> None:
        room = MONTH_RECORDS - self._counts[key]
        if len(rows) > room:
            what = "More records of one metric in one month than any device writes; left out."
            self._problems.add(what, len(rows) - room)
            rows = rows[:room]
        if len(rows):
            self._buffers[key].append(rows)
            self._counts[key] += len(rows)
            self._buffered += len(rows)

    def _spill(self) -> None:
        pieces = [(key, np.concatenate(some).tobytes()) for key, some in self._buffers.items()]
        self._spilled.execute("BEGIN")
        self._spilled.executemany("INSERT INTO pieces VALUES (?, ?)", pieces)
        self._spilled.execute("COMMIT")
        self._buffers.clear()
        self._buffered = 0

    def blocks(self) -> Iterator[tuple[Key, Rows]]:
        """Each month of each metric, in order."""
        self._spill()
        self._spilled.execute("CREATE INDEX by_key ON pieces (key)")
        for key in sorted(self._counts):
            query = "SELECT records FROM pieces WHERE key = ? ORDER BY rowid"
            pieces = [np.frombuffer(raw, ROW) for (raw,) in self._spilled.execute(query, (key,))]
            metric, month = divmod(key, _MONTHS)
            yield (metric, month - _MONTHS // 2), once(np.concatenate(pieces))


def once(rows: Rows) -> Rows:
    """The rows by start, without those that say the same of the same time by the same source."""
    if (rows["start"][1:] > rows["start"][:-1]).all():
        return rows
    order = np.lexsort(
        (-rows["flags"], rows["kind"], rows["value"], rows["seconds"], rows["start"])
    )
    rows = rows[order]
    same = np.ones(max(len(rows) - 1, 0), bool)
    for name in ("start", "seconds", "kind"):
        same &= rows[name][1:] == rows[name][:-1]
    values = rows["value"]
    same &= (values[1:] == values[:-1]) | (np.isnan(values[1:]) & np.isnan(values[:-1]))
    return rows[np.r_[True, ~same]] if len(rows) else rows
