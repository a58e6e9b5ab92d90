"""What Thunderbird keeps: its own calendars and those it has fetched, in tables of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from llmos_calendar.reading.entry import Stamp
from llmos_calendar.reading.zones import known_zone, wall
from llmos_calendar.sources import databases
from llmos_calendar.sources.found import Found
from llmos_calendar.writing.lines import escaped, time_line

DATABASES = ("local.sqlite", "cache.sqlite")
_NAME = "Thunderbird"
_ALL_DAY, _EXCEPTION_ALL_DAY = 8, 512
"""Flags of an event: it is of whole days; the occurrence that it stands for is."""

_PROPERTIES = ("LOCATION", "DESCRIPTION", "TRANSP", "SEQUENCE")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIMES = {
    "cal_events": ("VEVENT", (("DTSTART", "event_start"), ("DTEND", "event_end"))),
    "cal_todos": (
        "VTODO",
        (("DTSTART", "todo_entry"), ("DUE", "todo_due"), ("COMPLETED", "todo_completed")),
    ),
}
_Item = tuple[str, int | None]
"""An event's UID, and which occurrence of it an exception stands for."""


def files(folder: Path) -> Iterator[Found]:
    """Each calendar of both databases."""
    number = 0
    for path in (folder / name for name in DATABASES):
        for calendar in _calendars(path) if path.exists() else ():
            number += 1
            read = partial(_read, path, calendar, f"{_NAME} {number}" if number > 1 else _NAME)
            yield Found(f"{path.name}/{calendar}", path, databases.stamp(path), "", "", read)


def _calendars(path: Path) -> list[str]:
    with databases.opened(path) as connection:
        found = {
            str(calendar)
            for table in _TIMES
            if databases.has_table(connection, table)
            for (calendar,) in connection.execute(f"SELECT DISTINCT cal_id FROM {table}")
        }
    return sorted(found)


def _read(path: Path, calendar: str, name: str) -> bytes:
    """One calendar as a file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"X-WR-CALNAME:{name}"]
    with databases.opened(path) as connection:
        more = _More.of(connection, calendar)
        for table, (kind, times) in _TIMES.items():
            if databases.has_table(connection, table):
                lines += _components(connection, table, kind, times, calendar, more)
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@dataclass
class _More:
    """The lines that other tables add to an item."""

    lines: dict[_Item, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: sqlite3.Connection, calendar: str) -> _More:
        more = cls()
        for table, recurrence in (
            ("cal_recurrence", "NULL"),
            ("cal_attendees", "recurrence_id"),
            ("cal_alarms", "recurrence_id"),
        ):
            if databases.has_table(connection, table):
                query = f"SELECT item_id, {recurrence}, icalString FROM {table} WHERE cal_id = ?"
                for item, of, told in connection.execute(query, (calendar,)):
                    more.add((str(item), of), *_text(told).splitlines())
        if databases.has_table(connection, "cal_properties"):
            query = (
                "SELECT item_id, recurrence_id, key, value FROM cal_properties WHERE cal_id = ?"
                f" AND key IN ({', '.join('?' * len(_PROPERTIES))})"
            )
            for item, of, key, value in connection.execute(query, (calendar, *_PROPERTIES)):
                more.add((str(item), of), f"{key}:{escaped(_text(value))}")
        return more

    def add(self, item: _Item, *lines: str) -> None:
        self.lines.setdefault(item, []).extend(line for line in lines if line.strip())


def _components(
    connection: sqlite3.Connection,
    table: str,
    kind: str,
    times: tuple[tuple[str, str], ...],
    calendar: str,
    more: _More,
) -> Iterator[str]:
    columns = ", ".join(f"{column}, {column}_tz" for _, column in times)
    query = (
        "SELECT id, title, flags, ical_status, recurrence_id, recurrence_id_tz, "
        f"{columns} FROM {table} WHERE cal_id = ?"
    )
    for id, title, flags, status, recurrence, zone, *told in connection.execute(query, (calendar,)):
        yield f"BEGIN:{kind}"
        yield f"UID:{escaped(str(id))}"
        yield f"SUMMARY:{escaped(_text(title))}"
        if status:
            yield f"STATUS:{escaped(_text(status))}"
        all_day = bool((flags or 0) & _ALL_DAY)
        for (name, _), at, own in zip(times, told[::2], told[1::2], strict=True):
            yield from _time(name, at, own, all_day and name != "COMPLETED")
        yield from _time("RECURRENCE-ID", recurrence, zone, bool((flags or 0) & _EXCEPTION_ALL_DAY))
        yield from more.lines.get((str(id), recurrence), ())
        yield f"END:{kind}"


def _time(name: str, microseconds: Any, zone: Any, all_day: bool) -> Iterator[str]:
    if not isinstance(microseconds, int):
        return
    moment = _EPOCH + timedelta(microseconds=microseconds)
    plain = moment.replace(tzinfo=None)
    key = known_zone(_text(zone))
    if all_day:
        yield time_line(name, Stamp(plain, "", True))
    elif _text(zone) in ("", "floating"):
        yield time_line(name, Stamp(plain))
    elif key and key != "UTC":
        yield time_line(name, Stamp(wall(moment, key), key))
    else:
        yield time_line(name, Stamp(plain, "UTC"))


def _text(told: Any) -> str:
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told or "")
