"""Calendars where Thunderbird, Evolution, GNOME, khal and Apple Calendar keep them."""

from __future__ import annotations

import plistlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

THUNDERBIRD = """
CREATE TABLE cal_events (cal_id TEXT, id TEXT, time_created INTEGER, last_modified INTEGER,
    title TEXT, priority INTEGER, privacy TEXT, ical_status TEXT, flags INTEGER,
    event_start INTEGER, event_end INTEGER, event_stamp INTEGER, event_start_tz TEXT,
    event_end_tz TEXT, recurrence_id INTEGER, recurrence_id_tz TEXT, alarm_last_ack INTEGER,
    offline_journal INTEGER);
CREATE TABLE cal_todos (cal_id TEXT, id TEXT, title TEXT, ical_status TEXT, flags INTEGER,
    todo_entry INTEGER, todo_due INTEGER, todo_completed INTEGER, todo_entry_tz TEXT,
    todo_due_tz TEXT, todo_completed_tz TEXT, recurrence_id INTEGER, recurrence_id_tz TEXT);
CREATE TABLE cal_recurrence (item_id TEXT, cal_id TEXT, icalString TEXT);
CREATE TABLE cal_properties (item_id TEXT, key TEXT, value BLOB, recurrence_id INTEGER,
    recurrence_id_tz TEXT, cal_id TEXT);
CREATE TABLE cal_attendees (item_id TEXT, recurrence_id INTEGER, recurrence_id_tz TEXT,
    cal_id TEXT, icalString TEXT);
"""
EVOLUTION = """
CREATE TABLE ECacheObjects (ECacheUID TEXT PRIMARY KEY, ECacheREV TEXT, ECacheOBJ TEXT,
    ECacheState INTEGER, summary TEXT);
CREATE TABLE timezones (tzid TEXT PRIMARY KEY, zone TEXT, refs INTEGER);
"""


def prtime(text: str) -> int:
    """A moment as Thunderbird counts it: microseconds since 1970 in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


def put(connection: sqlite3.Connection, table: str, **values: object) -> None:
    marks = ", ".join("?" * len(values))
    query = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"
    connection.execute(query, tuple(values.values()))


@pytest.fixture
def thunderbird(tmp_path: Path):
    """A profile with a calendar, written as Thunderbird writes: the last part in a journal."""
    folder = tmp_path / ".thunderbird" / "abc.default" / "calendar-data"
    folder.mkdir(parents=True)
    (folder.parent / "logins.json").write_text("secret")
    with closing(sqlite3.connect(folder / "local.sqlite", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.executescript(THUNDERBIRD)
        common = {"cal_id": "1a", "flags": 0, "event_start_tz": "Europe/Berlin"}
        common["event_end_tz"] = "Europe/Berlin"
        start, end = prtime("2026-11-23T17:00"), prtime("2026-11-23T18:00")
        put(db, "cal_events", id="y", title="Yoga", event_start=start, event_end=end, **common)
        put(db, "cal_recurrence", item_id="y", cal_id="1a", icalString="RRULE:FREQ=WEEKLY\r\n")
        moved = {"recurrence_id": prtime("2026-11-30T17:00"), "recurrence_id_tz": "Europe/Berlin"}
        start, end = prtime("2026-11-30T19:00"), prtime("2026-11-30T20:00")
        put(
            db,
            "cal_events",
            id="y",
            title="Yoga, late",
            event_start=start,
            event_end=end,
            **common,
            **moved,
        )
        key = {"item_id": "y", "cal_id": "1a", "key": "LOCATION", "value": b"Hall 2, left"}
        put(db, "cal_properties", **key)
        told = "ATTENDEE;CN=Omar:mailto:omar@example.org\r\n"
        put(db, "cal_attendees", item_id="y", cal_id="1a", icalString=told)
        day = {"flags": 8, "event_start_tz": "floating", "event_end_tz": "floating"}
        start, end = prtime("2026-11-28T00:00"), prtime("2026-11-29T00:00")
        whole = {"cal_id": "1a", "id": "d", "title": "Fair", "event_start": start, "event_end": end}
        put(db, "cal_events", **whole, **day)
        due = {"todo_due": prtime("2026-11-27T08:00"), "todo_due_tz": "UTC", "flags": 0}
        put(db, "cal_todos", cal_id="1a", id="t", title="Pay", **due)
        yield folder


@pytest.fixture
def evolution(tmp_path: Path) -> Path:
    """What Evolution has fetched, with an event that was deleted here."""
    folder = tmp_path / ".cache" / "evolution" / "calendar" / "5e6f"
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "cache.db", isolation_level=None)) as db:
        db.executescript(EVOLUTION)
        for uid, title, state in (("a", "Choir", 0), ("b", "Gone", 3)):
            told = (
                f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:20261126T170000Z\r\nDTEND:20261126T180000Z"
                f"\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
            )
            row = {"ECacheUID": uid, "ECacheOBJ": told, "ECacheState": state}
            put(db, "ECacheObjects", **row)
    return folder


@pytest.fixture
def reading(llmos_host, in_berlin):
    """A host that reads one place, found as `llmos setup` finds it."""

    def read(path: Path):
        llmos_host.source("calendar", path).granting("calendar", "calendar:read")
        found = llmos_host.call("calendar.events", since="2026-11-23", until="2026-12-06").value
        lines = [f"{one['start'][:16]} {one['title']}" for one in found["events"]]
        return lines, found["events"]

    return read


def test_thunderbirds_calendars_with_series_exceptions_days_people_and_tasks(
    thunderbird, reading, llmos_host
):
    lines, events = reading(thunderbird)
    assert lines == [
        "2026-11-23T18:00 Yoga",
        "2026-11-28T00:00 Fair",
        "2026-11-30T20:00 Yoga, late",
    ]
    assert events[0]["place"] == "Hall 2, left"
    assert "Omar" in str(events[0]["people"])
    assert events[1]["all_day"]
    assert {one["calendar"] for one in events} == {"Thunderbird"}
    (task,) = llmos_host.call("calendar.reminders").value["reminders"]
    assert (task["title"], task["due"]) == ("Pay", "2026-11-27T09:00:00+01:00")


def test_of_thunderbirds_profile_only_the_calendars_are_opened(thunderbird, llmos_host):
    (source,) = llmos_host.kernel.add_source("calendar", thunderbird.parents[2])
    assert (source.kind, source.path) == ("thunderbird", thunderbird)


def test_what_thunderbird_changes_is_seen(thunderbird, reading):
    reading(thunderbird)
    with closing(sqlite3.connect(thunderbird / "local.sqlite", isolation_level=None)) as db:
        db.execute("DELETE FROM cal_events WHERE id = 'y'")
        assert reading(thunderbird)[0] == ["2026-11-28T00:00 Fair"]


def test_what_evolution_and_gnome_have_fetched(evolution, reading):
    lines, events = reading(evolution)
    assert lines == ["2026-11-26T18:00 Choir"]
    assert events[0]["calendar"] == "Evolution"


def test_a_database_that_is_none_is_named_and_nothing_else_breaks(evolution, reading, llmos_host):
    (evolution / "cache.db").write_bytes(b"SQLite format 3\0" + b"x" * 4_000)
    assert reading(evolution)[0] == []
    assert "not understood" in str(llmos_host.kernel.status("calendar").output.value)


def test_apples_calendars_have_their_titles(tmp_path, event, reading, llmos_host):
    calendar = tmp_path / "Library" / "Calendars" / "A1.caldav" / "B2.calendar"
    (calendar / "Events").mkdir(parents=True)
    lines = ("DTSTART:20261126T170000Z", "DURATION:PT1H", "SUMMARY:Rehearsal")
    (calendar / "Events" / "C3.ics").write_bytes(event(*lines))
    (calendar / "Info.plist").write_bytes(plistlib.dumps({"Title": "Home"}))
    (source,) = llmos_host.kernel.add_source("calendar", tmp_path / "Library")
    assert (source.kind, source.path) == ("apple", calendar)
    found, events = reading(tmp_path / "Library" / "Calendars")
    assert found == ["2026-11-26T18:00 Rehearsal"]
    assert events[0]["calendar"] == "Home"


def test_setup_finds_them_where_these_programs_keep_them(
    tmp_path, event, thunderbird, evolution, llmos_host, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path))
    raw = event("DTSTART:20261126T170000Z", "SUMMARY:One")
    places = (
        ".local/share/evolution/calendar/system/calendar.ics",
        ".local/share/khal/calendars/private/one.ics",
        ".local/share/vdirsyncer/calendars/work/one.ics",
        "Library/Calendars/A1.caldav/B2.calendar/Events/C3.ics",
    )
    for place in places:
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).write_bytes(raw)
    (tmp_path / "Library/Calendars/A1.caldav/B2.calendar/Info.plist").write_bytes(b"")
    kinds = llmos_host.kernel.inventory.plugin("calendar").manifest.sources
    found = {path for kind in kinds.values() for path in kind.usual_places()}
    assert {thunderbird, evolution} <= found
    for place in places:
        file = tmp_path / place
        assert found & {file, *file.parents}, place
