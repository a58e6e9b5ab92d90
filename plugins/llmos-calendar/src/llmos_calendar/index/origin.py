"""Where an event lies: in which file of which source."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Origin:
    """The file that holds an event. `name` names it within the source at `place`."""

    kind: str
    place: Path
    name: str
    uid: str
    calendar: str


def origin_of(connection: sqlite3.Connection, event: str) -> Origin | None:
    """Where the event with this id lies; None if it is not in the index."""
    row = connection.execute(
        "SELECT s.kind, s.path, f.name, e.uid, c.name FROM entries e JOIN files f ON f.id = e.file"
        " JOIN sources s ON s.id = f.source JOIN calendars c ON c.id = e.calendar"
        " WHERE e.event = ? ORDER BY e.recurrence LIMIT 1",
        (event,),
    ).fetchone()
    if row is None:
        return None
    kind, path, name, uid, calendar = row
    return Origin(kind, Path(path), name, uid, calendar)


def home_of(connection: sqlite3.Connection, calendar: str) -> Origin | None:
    """Where a calendar lies: one of its files, with an empty `uid`; None if it holds nothing."""
    row = connection.execute(
        "SELECT s.kind, s.path, f.name"
        " FROM calendars c JOIN entries e ON e.calendar = c.id JOIN files f ON f.id = e.file"
        " JOIN sources s ON s.id = f.source WHERE c.name = ? ORDER BY f.id DESC LIMIT 1",
        (calendar,),
    ).fetchone()
    if row is None:
        return None
    kind, path, name = row
    return Origin(kind, Path(path), name, "", calendar)
