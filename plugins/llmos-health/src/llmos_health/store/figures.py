"""What the tools ask of the store: daily figures, records, nights, workouts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import numpy as np

from llmos_health.aggregates.columns import Columns, Floats, Ints, Kinds
from llmos_health.metrics.catalogue import Metric
from llmos_health.metrics.limits import EPOCH
from llmos_health.store.blocks import rows_of
from llmos_health.store.visible import metrics_of

_DAY = 86_400
_SYSTOLIC, _DIASTOLIC = "BloodPressureSystolic", "BloodPressureDiastolic"


@dataclass(frozen=True)
class Overview:
    """A metric over some days; `mean`, `low` and `high` are those of the daily figures."""

    metric: Metric
    unit: str
    days: int
    total: float
    mean: float
    low: float
    high: float
    records: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Daily:
    """The daily figures of a metric, day by day where there are any."""

    metric: Metric
    unit: str
    day: Ints
    value: Floats
    low: Floats
    high: Floats
    sources: tuple[str, ...]


@dataclass(frozen=True)
class NightRow:
    """A night; lengths in hours. `start` and `until` are None if the store does not have them."""

    day: date
    source: str
    start: datetime | None
    until: datetime | None
    in_bed: float
    asleep: float
    core: float
    deep: float
    rem: float
    awake: float


@dataclass(frozen=True)
class PressureRow:
    """One reading of the blood pressure, told as `118/76 mmHg`."""

    at: datetime
    told: str
    source: str


@dataclass(frozen=True)
class RingsRow:
    """Days with rings, and on how many of them each was closed."""

    days: int
    move: int
    exercise: int
    stand: int


@dataclass(frozen=True)
class WorkoutRow:
    """A workout; what was not measured is None."""

    kind: str
    start: datetime
    minutes: float
    km: float | None
    kcal: float | None
    source: str
    indoor: bool | None
    events: list[tuple[int, str]]
    route_km: float | None
    climb: float | None


def number_of(day: date) -> int:
    """A day, counted since 1970."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The other way."""
    return EPOCH + timedelta(days=number)


def overview(connection: sqlite3.Connection, first: date, last: date) -> list[Overview]:
    """Every metric that has figures on these days, by group and name."""
    metrics, units = metrics_of(connection), _units(connection)
    sources = _sources(connection, first, last)
    query = (
        "SELECT metric, count(*), sum(value), avg(value), min(value), max(value), sum(records)"
        " FROM daily WHERE day BETWEEN ? AND ? GROUP BY metric"
    )
    rows = connection.execute(query, (number_of(first), number_of(last)))
    found = [
        Overview(
            metrics[number],
            units[number],
            days,
            total,
            mean,
            low,
            high,
            records,
            sources.get(number, ()),
        )
        for number, days, total, mean, low, high, records in rows
    ]
    return sorted(found, key=lambda one: (one.metric.group, one.metric.label))


def daily(connection: sqlite3.Connection, metric: Metric, first: date, last: date) -> Daily:
    """The daily figures of a metric."""
    number = _number(connection, metric)
    query = (
        "SELECT day, value, low, high, sources FROM daily"
        " WHERE metric = ? AND day BETWEEN ? AND ? ORDER BY day"
    )
    rows = connection.execute(query, (number, number_of(first), number_of(last))).fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), (), ()]
    day, value, low, high = (np.array(column) for column in columns[:4])
    return Daily(
        metric,
        _units(connection).get(number, metric.unit),
        day.astype(np.int64),
        value.astype(np.float64),
        low.astype(np.float64),
        high.astype(np.float64),
        _named(columns[4]),
    )


def records_of(
    connection: sqlite3.Connection, metric: Metric, start: datetime, end: datetime
) -> tuple[Columns, list[str]]:
    """The records that start before `end` and not before `start`, and the sources by number."""
    number = _number(connection, metric)
    begin, stop = int(start.timestamp()), int(end.timestamp())
    # A month by the clock on the wall may begin a day before or after that of Greenwich.
    months = [
        int(np.datetime64(at + shift, "s").astype("M8[M]").astype(np.int64))
        for at, shift in ((begin, -_DAY), (stop, _DAY))
    ]
    rows = rows_of(connection, number, *months)
    kinds = Kinds(connection)
    chosen = rows[(rows["start"] >= begin) & (rows["start"] < stop)]
    columns = kinds.columns(chosen)
    return columns.chosen(np.argsort(columns.start, kind="stable")), kinds.sources


def words(connection: sqlite3.Connection) -> dict[int, str]:
    """The words of categories by number."""
    return dict(connection.execute("SELECT id, word FROM words"))


def nights(connection: sqlite3.Connection, first: date, last: date) -> list[NightRow]:
    """The nights that end on these days."""
    query = "SELECT * FROM nights WHERE day BETWEEN ? AND ? ORDER BY day"
    return [
        NightRow(
            day_of(row[0]),
            row[1],
            _moment(row[2], row[4]) if row[3] else None,
            _moment(row[3], row[5]) if row[3] else None,
            *(seconds / 3600 for seconds in row[6:]),
        )
        for row in connection.execute(query, (number_of(first), number_of(last)))
    ]


def workouts(connection: sqlite3.Connection, first: date, last: date) -> list[WorkoutRow]:
    """The workouts that start on these days, the newest first; what several exports hold once."""
    query = (
        "SELECT DISTINCT kind, start, offset, seconds, km, kcal, source, indoor, events, route"
        " FROM workouts WHERE (start + offset) / 86400 BETWEEN ? AND ? ORDER BY start DESC"
    )
    rows = connection.execute(query, (number_of(first), number_of(last)))
    return [_workout(row) for row in rows]


def pressures(connection: sqlite3.Connection, first: date, last: date) -> list[PressureRow]:
    """The readings of these days, the newest first; what several exports hold once."""
    query = (
        "SELECT DISTINCT start, offset, source, parts FROM correlations"
        " WHERE kind = 'blood pressure' AND (start + offset) / 86400 BETWEEN ? AND ?"
        " ORDER BY start DESC"
    )
    found = []
    for start, offset, source, parts in connection.execute(
        query, (number_of(first), number_of(last))
    ):
        both = {name: (value, unit) for name, value, unit in json.loads(parts)}
        systolic, diastolic = both.get(_SYSTOLIC), both.get(_DIASTOLIC)
        if systolic and diastolic:
            told = f"{systolic[0]:.0f}/{diastolic[0]:.0f} {systolic[1]}"
            found.append(PressureRow(_moment(start, offset), told, source))
    return found


def rings(connection: sqlite3.Connection, first: date, last: date) -> RingsRow | None:
    """On how many days each ring was closed; None if there are no rings."""
    query = (
        "SELECT count(*), sum(move >= move_goal AND move_goal > 0),"
        " sum(exercise >= exercise_goal AND exercise_goal > 0),"
        " sum(stand >= stand_goal AND stand_goal > 0)"
        " FROM (SELECT * FROM rings WHERE day BETWEEN ? AND ? GROUP BY day)"
    )
    row = connection.execute(query, (number_of(first), number_of(last))).fetchone()
    return RingsRow(row[0], *(closed or 0 for closed in row[1:])) if row[0] else None


def span(connection: sqlite3.Connection) -> tuple[date, date] | None:
    """The first and the last day with figures; None if there are none."""
    first, last = connection.execute("SELECT min(day), max(day) FROM daily").fetchone()
    return None if first is None else (day_of(first), day_of(last))


def _workout(row: tuple[Any, ...]) -> WorkoutRow:
    kind, start, offset, seconds, km, kcal, source, indoor, events, route = row
    about = json.loads(route)
    return WorkoutRow(
        kind,
        _moment(start, offset),
        seconds / 60,
        km,
        kcal,
        source,
        None if indoor is None else bool(indoor),
        [(at, name) for at, name in json.loads(events)],
        about.get("km"),
        about.get("climb"),
    )


def _moment(at: int, offset: int) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(timezone(timedelta(seconds=offset)))


def _number(connection: sqlite3.Connection, metric: Metric) -> int:
    row = connection.execute("SELECT id FROM metrics WHERE name = ?", (metric.name,)).fetchone()
    return int(row[0]) if row else 0


def _units(connection: sqlite3.Connection) -> dict[int, str]:
    return dict(connection.execute("SELECT metric, told FROM kinds ORDER BY id DESC"))


def _sources(connection: sqlite3.Connection, first: date, last: date) -> dict[int, tuple[str, ...]]:
    query = "SELECT DISTINCT metric, sources FROM daily WHERE day BETWEEN ? AND ?"
    found: dict[int, list[str]] = {}
    for metric, sources in connection.execute(query, (number_of(first), number_of(last))):
        found.setdefault(metric, []).append(sources)
    return {metric: _named(several) for metric, several in found.items()}


def _named(several: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for one in several for name in one.split("\n") if name}))


def sizes(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many records the exports have, and how many metrics have figures."""
    query = "SELECT coalesce(sum(records), 0) FROM daily"
    records = connection.execute(query).fetchone()[0]
    metrics = connection.execute("SELECT count(DISTINCT metric) FROM daily").fetchone()[0]
    return int(records), int(metrics)


def papers(connection: sqlite3.Connection) -> list[str]:
    """Electrocardiograms and clinical records, one line each."""
    names = {"ecg": "Electrocardiogram", "clinical": "Clinical record"}
    query = "SELECT DISTINCT kind, day, about, name FROM papers ORDER BY day"
    return [
        f"{names[kind]} of {day or 'an unknown day'}: {about or name}"
        for kind, day, about, name in connection.execute(query)
    ]
