"""Files into the index: what they hold, laid out in time. One transaction a batch."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from llmos_calendar.index.rows import entry_row, event_id, occurrence_row
from llmos_calendar.index.years import Years
from llmos_calendar.reading.entry import Entry, Reading
from llmos_calendar.reading.reader import read
from llmos_calendar.recurring.expansion import Expanded, grouped, occurrences
from llmos_calendar.recurring.limits import SECONDS_A_FILE
from llmos_calendar.sources.found import Found

_ENTRY_COLUMNS = 18
_OCCURRENCE_COLUMNS = 7


@dataclass
class Filling:
    """Puts the files of one source into the index. Everything runs inside a transaction."""

    connection: sqlite3.Connection
    source: int
    path: str
    years: Years
    _calendars: dict[str, int] = field(default_factory=dict)

    def put(self, found: Found) -> None:
        """Read a file and put what it holds in place of what is known of it."""
        try:
            reading = read(found.read())
        except OSError as error:
            reading = Reading((), problems=(f"It cannot be opened: {error.strerror}.",))
        self.remove(found.name)
        repeats = any(entry.repeats for entry in reading.entries)
        file = self._insert(
            "INSERT INTO files (source, name, stamp, repeats) VALUES (?, ?, ?, ?)",
            (self.source, found.name, found.stamp, repeats),
        )
        self._put_entries(file, found, reading)

    def remove(self, name: str) -> None:
        """Forget a file."""
        query = "SELECT id FROM files WHERE source = ? AND name = ?"
        row = self.connection.execute(query, (self.source, name)).fetchone()
        if row is None:
            return
        self.connection.execute(
            "DELETE FROM occurrences WHERE entry IN (SELECT id FROM entries WHERE file = ?)", row
        )
        for table in ("entries", "problems"):
            self.connection.execute(f"DELETE FROM {table} WHERE file = ?", row)
        self.connection.execute("DELETE FROM files WHERE id = ?", row)

    def _put_entries(self, file: int, found: Found, reading: Reading) -> None:
        name = calendar_name(found, reading)
        calendar = self._calendar(name, found.colour)
        problems = [("", why) for why in reading.problems]
        problems += [(entry.title, why) for entry in reading.entries for why in entry.problems]
        rows: list[tuple[object, ...]] = []
        stop = time.monotonic() + SECONDS_A_FILE
        for group in grouped(reading.entries):
            event = event_id(self.path, name, group[0].uid or found.name)
            ids = {id(one): self._put_entry(file, calendar, one, event) for one in group}
            expanded = self._expanded(group, stop)
            problems += [(group[0].title, why) for why in expanded.problems]
            rows += [(ids[id(one.entry)], *occurrence_row(one)) for one in expanded.occurrences]
        marks = ", ?" * (_OCCURRENCE_COLUMNS - 1)
        self.connection.executemany(f"INSERT INTO occurrences VALUES (?{marks})", rows)
        self.connection.executemany(
            "INSERT INTO problems VALUES (?, ?, ?)", [(file, *one) for one in problems]
        )

    def _expanded(self, group: Sequence[Entry], stop: float) -> Expanded:
        if len(group) == 1 and not group[0].repeats:
            return occurrences(group, self.years.begin, self.years.end)
        if time.monotonic() > stop:
            words = "Counting the series of its file takes too long; this one was left out."
            return Expanded(problems=[words])
        return occurrences(group, self.years.begin, self.years.end)

    def _put_entry(self, file: int, calendar: int, entry: Entry, event: str) -> int:
        marks = ", ?" * _ENTRY_COLUMNS
        return self._insert(
            f"INSERT INTO entries VALUES (NULL{marks})", (file, calendar, *entry_row(entry, event))
        )

    def _calendar(self, name: str, colour: str) -> int:
        if name not in self._calendars:
            self.connection.execute(
                "INSERT INTO calendars (source, name, colour) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET colour = excluded.colour",
                (self.source, name, colour),
            )
            query = "SELECT id FROM calendars WHERE source = ? AND name = ?"
            row = self.connection.execute(query, (self.source, name)).fetchone()
            self._calendars[name] = int(row[0])
        return self._calendars[name]

    def _insert(self, query: str, values: tuple[object, ...]) -> int:
        return int(self.connection.execute(query, values).lastrowid or 0)


def calendar_name(found: Found, reading: Reading) -> str:
    """Which calendar a file belongs to: its folder's, or its own if it is one by itself."""
    uids = {entry.uid for entry in reading.entries}
    if found.calendar and len(uids) <= 1:
        return found.calendar
    return reading.name or found.path.stem
