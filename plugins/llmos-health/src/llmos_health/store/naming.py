"""Numbers for what repeats in every record: metrics, kinds and words, the same in all exports."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from llmos_health.aggregates.priority import rank_of
from llmos_health.metrics.catalogue import Metric, metric_of
from llmos_health.metrics.units import Conversion, conversion, usual_unit
from llmos_health.reading.problems import Problems
from llmos_health.reading.records import Kind

Keep = Callable[[Metric], bool]
"""Whether a metric may be stored at all."""

LEFT_OUT = -1
"""The number of what is not stored."""


class Names:
    """What has a number in the store, and what gets one; `write` must run in the transaction."""

    def __init__(self, connection: sqlite3.Connection, keep: Keep, problems: Problems) -> None:
        self._connection = connection
        self._keep = keep
        self._problems = problems
        self._metrics: dict[str, int] = dict(connection.execute("SELECT name, id FROM metrics"))
        self._words: dict[str, int] = dict(connection.execute("SELECT word, id FROM words"))
        query = "SELECT type, source, unit, id, metric FROM kinds"
        self._kinds = {tuple(row[:3]): (row[3], row[4]) for row in connection.execute(query)}
        # The last one wins, which is the first that came.
        query = "SELECT metric, told FROM kinds ORDER BY id DESC"
        self._told: dict[int, str] = dict(connection.execute(query))
        self._last = max((number for number, _ in self._kinds.values()), default=0)
        self._new: list[tuple[str, tuple[object, ...]]] = []

    def kind(self, kind: Kind) -> tuple[int, int]:
        """The numbers of a kind and of its metric."""
        metric = metric_of(kind.type)
        if not self._keep(metric):
            return LEFT_OUT, LEFT_OUT
        key = (kind.type, kind.source, kind.unit)
        if key not in self._kinds:
            self._kinds[key] = self._add_kind(kind, metric)
        return self._kinds[key]

    def word(self, word: str) -> int:
        """The number of a word."""
        if word not in self._words:
            self._words[word] = len(self._words) + 1
            self._new.append(("words", (self._words[word], word)))
        return self._words[word]

    def write(self) -> None:
        """Put what is new into the store."""
        for table, row in self._new:
            marks = ", ".join("?" * len(row))
            self._connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)
        self._new.clear()

    def _add_kind(self, kind: Kind, metric: Metric) -> tuple[int, int]:
        of = self._metric(metric)
        told = self._told.setdefault(of, metric.unit or usual_unit(kind.unit))
        how = conversion(kind.unit, told) if metric.how in ("total", "average") else Conversion()
        if how is None:
            self._problems.add(
                f"Records of {metric.label} in {kind.unit or 'no unit'} are left out, "
                f"because they cannot be told in {told or 'none'}."
            )
            return LEFT_OUT, LEFT_OUT
        self._last += 1
        rank = rank_of(kind.source, kind.device)
        about = (kind.type, kind.source, kind.unit, kind.device)
        self._new.append(("kinds", (self._last, of, *about, rank, how.factor, how.shift, told)))
        return self._last, of

    def _metric(self, metric: Metric) -> int:
        if metric.name not in self._metrics:
            self._metrics[metric.name] = max(self._metrics.values(), default=0) + 1
            self._new.append(("metrics", (self._metrics[metric.name], metric.name, metric.type)))
        return self._metrics[metric.name]
