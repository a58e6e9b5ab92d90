"""Numbers for what repeats in every record: metrics, kinds and words, the same in all exports."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from llmos_health.aggregates.priority import rank_of
from llmos_health.metrics.catalogue import Metric, metric_of
from llmos_health.metrics.units import Conversion, conversion
from llmos_health.reading.records import Kind

Keep = Callable[[Metric], bool]
"""Whether a metric may be stored at all."""

LEFT_OUT = -1
"""The number of what is not stored."""


class Names:
    """What has a number in the store, and what gets one; `write` must run in the transaction."""

    def __init__(self, connection: sqlite3.Connection, keep: Keep) -> None:
        self._connection = connection
        self._keep = keep
        self._metrics: dict[str, int] = dict(connection.execute("SELECT name, id FROM metrics"))
        self._words: dict[str, int] = dict(connection.execute("SELECT word, id FROM words"))
        query = "SELECT type, source, unit, id, metric FROM kinds"
        self._kinds = {tuple(row[:3]): (row[3], row[4]) for row in connection.execute(query)}
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
        self._last += 1
        number, of = self._last, self._metric(metric)
        how, told = _conversion(kind, metric)
        row = (number, of, kind.type, kind.source, kind.unit, kind.device)
        row += (rank_of(kind.source, kind.device), how.factor, how.shift, told)  # type: ignore[assignment]  # grows
        self._new.append(("kinds", row))
        return number, of

    def _metric(self, metric: Metric) -> int:
        if metric.name not in self._metrics:
            self._metrics[metric.name] = max(self._metrics.values(), default=0) + 1
            self._new.append(("metrics", (self._metrics[metric.name], metric.name, metric.type)))
        return self._metrics[metric.name]


def _conversion(kind: Kind, metric: Metric) -> tuple[Conversion, str]:
    """How the values are told; in their own unit if they fit no other."""
    if metric.how in ("times", "minutes", "sleep"):
        return Conversion(), metric.unit
    how = conversion(kind.unit, metric.unit) if metric.unit else None
    return (how, metric.unit) if how else (Conversion(), kind.unit)
