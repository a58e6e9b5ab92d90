"""Events of a calendar, as `calendar.events` gives them, and how the pulse answered to each."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from llmos_health.aggregates.coverage import Coverage
from llmos_health.metrics.catalogue import metric_of
from llmos_health.pulse.baseline import Baselines, Pulse, Response
from llmos_health.store.figures import records_of, workouts

_PULSE = metric_of("HKQuantityTypeIdentifierHeartRate")
AFTER = timedelta(hours=1)
"""How long the time after an event is."""

_LONGEST = timedelta(hours=16)
"""What lasts longer is no meeting."""


@dataclass(frozen=True)
class Meeting:
    """An event with a beginning and an end; `people` are names or addresses."""

    id: str
    title: str
    start: datetime
    end: datetime
    people: tuple[str, ...]


def meetings(value: Mapping[str, Any]) -> list[Meeting]:
    """The events that lie within a day; whole days and what has no readable time are left out."""
    found = []
    for event in value.get("events", ()):
        if event.get("all_day") or event.get("status") == "cancelled":
            continue
        try:
            start, end = (datetime.fromisoformat(str(event[name])) for name in ("start", "end"))
        except (KeyError, ValueError):
            continue
        if start.tzinfo and end.tzinfo and timedelta() < end - start <= _LONGEST:
            people = tuple(_person(one) for one in event.get("people") or ())
            found.append(
                Meeting(str(event.get("id", "")), str(event.get("title", "")), start, end, people)
            )
    return sorted(found, key=lambda one: one.start)


def responses(
    connection: sqlite3.Connection, some: Sequence[Meeting], now: datetime, days: int
) -> list[Response | None]:
    """How the pulse answered to each meeting; None where too little was measured.

    `days` says how many days before and after are looked at for what is usual.
    """
    if not some:
        return []
    reach = timedelta(days=days + 1)
    first, last = some[0].start - reach, max(one.end for one in some) + AFTER + reach
    pulse = _pulse(connection, first, min(last, now))
    busy = _busy(connection, some, first.date(), last.date())
    zone = now.tzinfo
    stretches = [(one.start.astimezone(zone), one.end.astimezone(zone)) for one in some]
    return Baselines(pulse, busy, days, AFTER).responses(stretches, now)


def _pulse(connection: sqlite3.Connection, first: datetime, last: datetime) -> Pulse:
    columns, _ = records_of(connection, _PULSE, first, last)
    still = columns.chosen(~columns.moving)
    return Pulse(still.start, still.value)


def in_training(connection: sqlite3.Connection, some: Sequence[Meeting]) -> list[bool]:
    """Whether a workout lies in each meeting: then its pulse says nothing about the meeting."""
    if not some:
        return []
    first, last = some[0].start.date(), max(one.end for one in some).date()
    day = timedelta(days=1)
    trained = _coverage(_trainings(connection, first - day, last + day))
    edges = np.array([_edges(one) for one in some], np.int64)
    return list(trained.within(edges[:, 0], edges[:, 1]) > 0)


def _busy(
    connection: sqlite3.Connection, some: Sequence[Meeting], first: date, last: date
) -> Coverage:
    """Workouts and the meetings themselves: no baseline for one another."""
    return _coverage([*_trainings(connection, first, last), *map(_edges, some)])


def _trainings(connection: sqlite3.Connection, first: date, last: date) -> list[tuple[int, int]]:
    return [
        (int(one.start.timestamp()), int(one.start.timestamp() + one.minutes * 60))
        for one in workouts(connection, first, last)
    ]


def _edges(one: Meeting) -> tuple[int, int]:
    return int(one.start.timestamp()), int(one.end.timestamp())


def _coverage(stretches: Sequence[tuple[int, int]]) -> Coverage:
    edges = np.array(stretches, np.int64).reshape(-1, 2)
    return Coverage.of(edges[:, 0], edges[:, 1])


def _person(one: object) -> str:
    if isinstance(one, Mapping):
        return str(one.get("name") or one.get("address") or "")
    return str(one)
