"""What other programs keep in databases is read as it lies, and never written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from llmos_calendar.reading.reader import read
from llmos_calendar.sources.listing import glance, listed

THUNDERBIRD = """
CREATE TABLE cal_events (cal_id TEXT, id TEXT, title TEXT, ical_status TEXT, flags INTEGER,
    event_start INTEGER, event_end INTEGER, event_start_tz TEXT, event_end_tz TEXT,
    recurrence_id INTEGER, recurrence_id_tz TEXT);
CREATE TABLE cal_todos (cal_id TEXT, id TEXT, title TEXT, ical_status TEXT, flags INTEGER,
    todo_entry INTEGER, todo_entry_tz TEXT, todo_due INTEGER, todo_due_tz TEXT,
    todo_completed INTEGER, recurrence_id INTEGER, recurrence_id_tz TEXT);
CREATE TABLE cal_recurrence (item_id TEXT, cal_id TEXT, icalString TEXT);
CREATE TABLE cal_attendees (item_id TEXT, recurrence_id INTEGER, cal_id TEXT, icalString TEXT);
CREATE TABLE cal_properties (item_id TEXT, key TEXT, value BLOB, recurrence_id INTEGER,
    cal_id TEXT);
"""


def micros(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp()) * 1_000_000


def thunderbird(folder):
    with closing(sqlite3.connect(folder / "local.sqlite")) as base:
        base.executescript(THUNDERBIRD)
        start, end = micros(2026, 11, 26, 13), micros(2026, 11, 26, 14, 30)
        zone = "Europe/Berlin"
        base.execute(
            "INSERT INTO cal_events VALUES ('c', 'one', 'Review', NULL, 0, ?, ?, ?, ?, NULL, NULL)",
            (start, end, zone, zone),
        )
        day, after = micros(2026, 11, 28), micros(2026, 11, 29)
        base.execute(
            "INSERT INTO cal_events VALUES"
            " ('c', 'two', 'Birthday', NULL, 8, ?, ?, 'floating', 'floating', NULL, NULL)",
            (day, after),
        )
        base.execute("INSERT INTO cal_recurrence VALUES ('two', 'c', 'RRULE:FREQ=YEARLY\r\n')")
        base.execute(
            "INSERT INTO cal_properties VALUES ('one', 'LOCATION', 'Big, old room', NULL, 'c')"
        )
        base.execute(
            "INSERT INTO cal_todos VALUES"
            " ('c', 'three', 'Sign', NULL, 0, NULL, NULL, ?, 'UTC', NULL, NULL, NULL)",
            (micros(2026, 11, 27, 9),),
        )
        base.commit()


def test_thunderbirds_events_and_tasks_are_read(tmp_path):
    thunderbird(tmp_path)
    (found,) = listed("thunderbird", tmp_path)
    reading = read(found.read())
    review, birthday, sign = reading.entries
    assert (review.title, review.place) == ("Review", "Big, old room")
    assert (f"{review.start.local:%d %H:%M}", review.start.zone) == ("26 14:00", "Europe/Berlin")
    assert birthday.start.is_day
    assert birthday.rules == ("FREQ=YEARLY",)
    assert (sign.kind, f"{sign.due.local:%H:%M}", sign.due.zone) == ("todo", "09:00", "UTC")
    assert not reading.problems


def test_evolutions_cache_is_read(tmp_path, event):
    text = event("DTSTART:20261126T140000Z", "SUMMARY:Review").decode()
    component = text[text.index("BEGIN:VEVENT") : text.index("END:VCALENDAR")]
    with closing(sqlite3.connect(tmp_path / "cache.db")) as base:
        base.execute("CREATE TABLE ECacheObjects (ECacheUID TEXT, ECacheOBJ TEXT)")
        base.execute("INSERT INTO ECacheObjects VALUES ('one', ?)", (component,))
        base.commit()
    (found,) = listed("evolution", tmp_path)
    assert [entry.title for entry in read(found.read()).entries] == ["Review"]


def test_a_change_in_a_database_is_noticed(tmp_path):
    thunderbird(tmp_path)
    before = glance("thunderbird", tmp_path)
    with closing(sqlite3.connect(tmp_path / "local.sqlite")) as base:
        base.execute("INSERT INTO cal_recurrence VALUES ('x', 'c', ?)", ("y" * 9000,))
        base.commit()
    assert glance("thunderbird", tmp_path) != before


def test_a_database_of_something_else_is_a_problem_in_words(index, tmp_path):
    from llmos_calendar.index.catchup import CatchUp

    (tmp_path / "cache.db").write_bytes(b"no database")
    catch_up = CatchUp(index.connection, datetime(2026, 11, 24), lambda *_: None, True)
    catch_up.run([("evolution", tmp_path)])
    assert any("no database that is known here" in why for why in index.problems())
