"""The index's tables and how its file is opened. Whatever does not fit is built anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from llmos import open_index as open_derived

VERSION = 2
"""Raise it with every change of the tables or of what is read from a calendar."""

_TABLES = """
-- The years for which series are laid out: one row.
CREATE TABLE years (first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE,
    glance TEXT NOT NULL DEFAULT '',
    looked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES sources,
    name TEXT NOT NULL,
    stamp TEXT NOT NULL,
    repeats INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, name)
);
CREATE TABLE calendars (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    name TEXT NOT NULL,
    colour TEXT NOT NULL,
    UNIQUE (source, name)
);
-- An event, a task, or an exception of a series, as its file tells it. `event` is the id that
-- people see, the same for a series and its exceptions; `zone` is where it was written, and
-- `declined` holds the addresses of who will not come, each between blanks.
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES files,
    calendar INTEGER NOT NULL REFERENCES calendars,
    event TEXT NOT NULL,
    uid TEXT NOT NULL,
    recurrence TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    people TEXT NOT NULL,
    declined TEXT NOT NULL,
    status TEXT NOT NULL,
    busy TEXT NOT NULL,
    repeats INTEGER NOT NULL,
    zone TEXT NOT NULL,
    completed TEXT NOT NULL,
    alarms TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX entries_by_file ON entries (file);
CREATE INDEX entries_by_event ON entries (event);
CREATE INDEX entries_with_alarms ON entries (id) WHERE alarms != '';
CREATE INDEX entries_declined ON entries (id) WHERE declined != '';
CREATE INDEX tasks ON entries (id) WHERE kind = 'todo';
-- One time that something happens; `clock` says what its seconds count (recurring.spans.Clock).
-- Few things are long: those are looked for apart, so that a day need not look a year back.
-- `blocks` says whether one is busy meanwhile.
CREATE TABLE occurrences (
    entry INTEGER NOT NULL,
    key TEXT NOT NULL,
    clock INTEGER NOT NULL,
    is_long INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    blocks INTEGER NOT NULL
);
CREATE INDEX occurrences_by_time ON occurrences (clock, is_long, start, end, entry);
CREATE INDEX busy ON occurrences (clock, is_long, start, end) WHERE blocks;
CREATE INDEX occurrences_by_entry ON occurrences (entry, start);
-- What could not be read, or not in full, and why.
CREATE TABLE problems (file INTEGER NOT NULL, about TEXT NOT NULL, why TEXT NOT NULL);
CREATE INDEX problems_by_file ON problems (file);
"""


def open_index(path: Path) -> sqlite3.Connection:
    """The index at `path`, empty if it was not there or is of another version."""
    return open_derived(path, _TABLES, VERSION)
