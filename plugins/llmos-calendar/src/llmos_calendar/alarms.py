"""Alarms whose time has come, and which of them were shown already."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from llmos import transaction
from llmos_calendar.index.happening import COLUMNS, Happening, happening
from llmos_calendar.index.query import Agenda

_LATE = timedelta(hours=24)
"""What was missed for longer, because the computer was off, is not shown any more."""

_EARLY = timedelta(days=31)
"""How long before an event an alarm may be."""

_KEPT = timedelta(days=60)
_TABLE = "CREATE TABLE IF NOT EXISTS shown (what TEXT PRIMARY KEY, at INTEGER NOT NULL)"


@dataclass(frozen=True)
class Alarm:
    """A sign that is due: about what, and since when."""

    about: Happening
    at: datetime

    @property
    def key(self) -> str:
        """What it is remembered by once it was shown."""
        return f"{self.about.id} {int(self.at.timestamp())}"


def due(agenda: Agenda, now: datetime) -> list[Alarm]:
    """The alarms of the last day, the earliest first; tasks without one fire when they are due."""
    found = [alarm for one, told in _candidates(agenda, now) for alarm in _of(one, told)]
    ripe = [alarm for alarm in found if now - _LATE < alarm.at <= now]
    return sorted(ripe, key=lambda alarm: alarm.at)


def claimed(path: Path, alarms: list[Alarm], now: datetime) -> list[Alarm]:
    """Those that nobody has shown yet; from now on they count as shown, whoever asks again."""
    with closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as connection:
        connection.execute(_TABLE)
        with transaction(connection):
            fresh = [alarm for alarm in alarms if _claim(connection, alarm, now)]
            oldest = int((now - _KEPT).timestamp())
            connection.execute("DELETE FROM shown WHERE at < ?", (oldest,))
    return fresh


def _claim(connection: sqlite3.Connection, alarm: Alarm, now: datetime) -> bool:
    values = (alarm.key, int(now.timestamp()))
    return bool(connection.execute("INSERT OR IGNORE INTO shown VALUES (?, ?)", values).rowcount)


def _candidates(agenda: Agenda, now: datetime) -> Iterator[tuple[Happening, str]]:
    since, until = ((now + by).timestamp() for by in (-_EARLY - _LATE, _EARLY))
    rows = agenda.connection.execute(
        f"SELECT {COLUMNS}, e.alarms FROM entries e JOIN occurrences o ON o.entry = e.id"
        " JOIN calendars c ON c.id = e.calendar WHERE (e.alarms != '' OR e.kind = 'todo')"
        " AND o.start BETWEEN ? AND ?",
        (int(since), int(until)),
    )
    for *row, alarms in rows.fetchall():
        one = happening(tuple(row), agenda.zone)
        if agenda.shows(one) and not _is_over(one):
            yield one, alarms or '[["start", 0]]'


def _of(one: Happening, told: str) -> Iterator[Alarm]:
    for kind, seconds in json.loads(told):
        if kind == "moment":
            yield Alarm(one, datetime.fromtimestamp(seconds, UTC))
            continue
        begins = one.end if kind == "end" and one.kind == "event" else one.start
        yield Alarm(one, begins + timedelta(seconds=seconds))


def _is_over(one: Happening) -> bool:
    return bool(one.completed) or one.status in ("completed", "cancelled")
