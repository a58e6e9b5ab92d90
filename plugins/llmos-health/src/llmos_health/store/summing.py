"""Keeping the daily figures and nights true after blocks have changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import numpy as np

from llmos_health.aggregates.columns import Columns, Ints, Kinds
from llmos_health.aggregates.days import Day, days_of
from llmos_health.aggregates.nights import Night, Stretch, night_of, nights_of, stretches
from llmos_health.metrics.catalogue import Metric, metric_of
from llmos_health.reading.records import ROW, Rows
from llmos_health.store.blocks import months_of, rows_of
from llmos_health.store.staging import Key

_NOT_THERE = ("NotPresent", "None", "Idle", "Negative")
"""How words end that say that something was asked for and not found."""

_DAY = 86_400
_NOTHING: Rows = np.empty(0, ROW)


def sum_up(connection: sqlite3.Connection, changed: Iterable[Key]) -> None:
    """Make the days of these metrics anew."""
    kinds = Kinds(connection)
    words = dict(connection.execute("SELECT id, word FROM words"))
    for number in sorted({number for number, _ in changed}):
        connection.execute("DELETE FROM daily WHERE metric = ?", (number,))
        metric = _metric(connection, number)
        if metric.how == "sleep":
            nights = _nights(connection, kinds, number, words)
            _put_nights(connection, number, nights, kinds.sources)
        else:
            for month, rows in _reaching(connection, number, metric):
                columns = kinds.columns(rows)
                days = days_of(_there(columns, metric, words), metric.how, *_days(month))
                _put_days(connection, number, days, kinds.sources)
    # What no record is left of is not even named.
    connection.execute("DELETE FROM kinds WHERE metric NOT IN (SELECT metric FROM blocks)")
    connection.execute("DELETE FROM metrics WHERE id NOT IN (SELECT metric FROM blocks)")


def _metric(connection: sqlite3.Connection, number: int) -> Metric:
    query = "SELECT type FROM kinds WHERE metric = ? LIMIT 1"
    return metric_of(connection.execute(query, (number,)).fetchone()[0])


def _reaching(
    connection: sqlite3.Connection, number: int, metric: Metric
) -> Iterator[tuple[int, Rows]]:
    """Each month with the records that start in it or reach into it."""
    months = months_of(connection, number)
    open_rows, month = _NOTHING, 0
    while months or len(open_rows):
        month = month + 1 if len(open_rows) else months[0]
        rows = _NOTHING
        if months and months[0] == month:
            rows = rows_of(connection, number, month, months.pop(0))
        together = np.concatenate([open_rows, rows])
        yield month, together
        if metric.how in ("total", "minutes"):
            open_rows = together[_local_end(together) > (_days(month)[1] + 1) * _DAY]


def _local_end(rows: Rows) -> Ints:
    end: Ints = rows["start"] + rows["seconds"] + rows["end_offset"].astype(np.int64) * 60
    return end


def _days(month: int) -> tuple[int, int]:
    """The first and the last day of a month, counted since 1970."""
    edges = np.array([month, month + 1]).astype("M8[M]").astype("M8[D]").astype(np.int64)
    return int(edges[0]), int(edges[1]) - 1


def _there(columns: Columns, metric: Metric, words: dict[int, str]) -> Columns:
    """Without what says that there was nothing."""
    if metric.how != "times":
        return columns
    absent = [number for number, word in words.items() if word.endswith(_NOT_THERE)]
    return columns.chosen(~np.isin(columns.value, absent)) if absent else columns


def _put_days(
    connection: sqlite3.Connection, number: int, days: Iterable[Day], sources: list[str]
) -> None:
    rows = [
        (number, one.day, one.value, one.low, one.high, one.records, _named(one.sources, sources))
        for one in days
    ]
    connection.executemany("INSERT OR REPLACE INTO daily VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _named(numbers: Iterable[int], sources: list[str]) -> str:
    return "\n".join(sources[number] for number in numbers)


def _nights(
    connection: sqlite3.Connection, kinds: Kinds, number: int, words: dict[int, str]
) -> Iterator[Night]:
    """All nights; the last one of a month may go on in the next and waits for it."""
    waiting: list[Stretch] = []
    for month in months_of(connection, number):
        columns = kinds.columns(rows_of(connection, number, month, month))
        waiting += stretches(columns, words)
        last = max((night_of(one.start, one.offset) for one in waiting), default=0)
        done = [one for one in waiting if night_of(one.start, one.offset) < last]
        waiting = [one for one in waiting if night_of(one.start, one.offset) == last]
        yield from nights_of(done)
    yield from nights_of(waiting)


def _put_nights(
    connection: sqlite3.Connection, number: int, nights: Iterable[Night], sources: list[str]
) -> None:
    connection.execute("DELETE FROM nights")
    for night in nights:
        source = sources[night.source]
        row = (night.day, source, *night[2:])
        connection.execute(f"INSERT OR REPLACE INTO nights VALUES ({', '.join('?' * 12)})", row)
        if night.asleep:
            hours = night.asleep / 3600
            day = (number, night.day, hours, hours, hours, 1, source)
            connection.execute("INSERT OR REPLACE INTO daily VALUES (?, ?, ?, ?, ?, ?, ?)", day)
