"""Thunderbird's own calendars (`calendar-data`): tables of events, told as iCalendar.

`local.sqlite` holds what lies only here, `cache.sqlite` what comes from servers. Their names are in
the profile, which holds much more than calendars and is not opened for them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from llmos_calendar.reading.zones import known_zone, wall
from llmos_calendar.sources.databases import opened, stamp_of, whole
from llmos_calendar.sources.found import Found
from llmos_calendar.writing.lines import escaped

FILES = ("local.sqlite", "cache.sqlite")
_ALL_DAY = 8
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEPT = ("LOCATION", "DESCRIPTION", "TRANSP", "SEQUENCE")


def files(folder: Path) -> Iterator[Found]:
    """Each calendar of each database; raises OSError if one cannot be opened."""
    for file in FILES:
        path = folder / file
        if not path.is_file():
            continue
        with opened(path) as connection:
            query = "SELECT DISTINCT cal_id FROM cal_events UNION SELECT cal_id FROM cal_todos"
            ids = sorted(str(id) for (id,) in connection.execute(query))
        for number, id in enumerate(ids, 1):
            name = f"Thunderbird {file.partition('.')[0]}" + f" {number}" * (len(ids) > 1)
            read = partial(_read, path, id, name)
            yield Found(f"{file}/{id}", path, stamp_of(path), "", "", read)


def _read(path: Path, calendar: str, name: str) -> bytes:
    with opened(path) as connection:
        connection.row_factory = sqlite3.Row
        events = connection.execute("SELECT * FROM cal_events WHERE cal_id = ?", (calendar,))
        told = ["\r\n".join(_event(connection, row)) for row in events.fetchall()]
        todos = connection.execute("SELECT * FROM cal_todos WHERE cal_id = ?", (calendar,))
        told += ["\r\n".join(_todo(connection, row)) for row in todos.fetchall()]
    return whole(name, told)


def _event(connection: sqlite3.Connection, row: sqlite3.Row) -> Iterator[str]:
    all_day = bool((row["flags"] or 0) & _ALL_DAY)
    yield "BEGIN:VEVENT"
    yield from _common(connection, row, all_day=all_day)
    yield from _time("DTSTART", row["event_start"], row["event_start_tz"], all_day=all_day)
    yield from _time("DTEND", row["event_end"], row["event_end_tz"], all_day=all_day)
    yield "END:VEVENT"


def _todo(connection: sqlite3.Connection, row: sqlite3.Row) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield from _common(connection, row, all_day=False)
    yield from _time("DTSTART", row["todo_entry"], row["todo_entry_tz"], all_day=False)
    yield from _time("DUE", row["todo_due"], row["todo_due_tz"], all_day=False)
    yield from _time("COMPLETED", row["todo_completed"], "UTC", all_day=False)
    yield "END:VTODO"


def _common(connection: sqlite3.Connection, row: sqlite3.Row, *, all_day: bool) -> Iterator[str]:
    yield f"UID:{row['id']}"
    yield f"SUMMARY:{escaped(row['title'] or '')}"
    if row["ical_status"]:
        yield f"STATUS:{row['ical_status']}"
    yield from _time(
        "RECURRENCE-ID", row["recurrence_id"], row["recurrence_id_tz"], all_day=all_day
    )
    mine = (row["cal_id"], row["id"], row["recurrence_id"])
    if row["recurrence_id"] is None:
        query = "SELECT icalString FROM cal_recurrence WHERE cal_id = ? AND item_id = ?"
        for (text,) in connection.execute(query, mine[:2]):
            yield str(text).strip()
    same = "cal_id = ? AND item_id = ? AND recurrence_id IS ?"
    for (text,) in connection.execute(f"SELECT icalString FROM cal_attendees WHERE {same}", mine):
        yield str(text).strip()
    for key, value in connection.execute(
        f"SELECT key, value FROM cal_properties WHERE {same}", mine
    ):
        if key in _KEPT:
            text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
            yield f"{key}:{escaped(text)}"


def _time(name: str, micros: int | None, zone: str | None, *, all_day: bool) -> Iterator[str]:
    """A time of Thunderbird's: microseconds since 1970, of UTC or of the wall."""
    if micros is None:
        return
    moment = _EPOCH + timedelta(microseconds=micros)
    key = known_zone(zone or "")
    if all_day:
        yield f"{name};VALUE=DATE:{moment:%Y%m%d}"
    elif zone in (None, "", "floating") or not key:
        yield f"{name}:{moment:%Y%m%dT%H%M%S}" + "Z" * (zone not in (None, "", "floating"))
    elif key == "UTC":
        yield f"{name}:{moment:%Y%m%dT%H%M%SZ}"
    else:
        yield f"{name};TZID={key}:{wall(moment, key):%Y%m%dT%H%M%S}"
