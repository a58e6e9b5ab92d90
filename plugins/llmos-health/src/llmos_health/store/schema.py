"""The store's tables and how its file is opened. Whatever does not fit is built anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from llmos import open_index as open_derived

VERSION = 2
"""Raise it with every change of the tables, or of what is read from an export or made of it."""

_TABLES = """
-- An export that was read; `stamp` says from which state of the file.
CREATE TABLE exports (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    stamp TEXT NOT NULL DEFAULT '',
    written TEXT NOT NULL DEFAULT '',
    records INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE problems (export INTEGER NOT NULL, why TEXT NOT NULL);
CREATE TABLE metrics (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, type TEXT NOT NULL);
-- What records have in common. `factor` and `shift` turn the value as exported into `told`'s unit.
CREATE TABLE kinds (
    id INTEGER PRIMARY KEY,
    metric INTEGER NOT NULL,
    type TEXT NOT NULL,
    source TEXT NOT NULL,
    unit TEXT NOT NULL,
    device TEXT NOT NULL,
    rank INTEGER NOT NULL,
    factor REAL NOT NULL,
    shift REAL NOT NULL,
    told TEXT NOT NULL,
    UNIQUE (type, source, unit)
);
-- The words that categories use as values.
CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
-- The records of a metric in a month (counted since 1970), as one array of `reading.records.ROW`.
CREATE TABLE blocks (
    metric INTEGER NOT NULL,
    month INTEGER NOT NULL,
    export INTEGER NOT NULL,
    records BLOB NOT NULL,
    PRIMARY KEY (metric, month, export)
);
-- A metric on a day (counted since 1970), in the unit that it is told in.
CREATE TABLE daily (
    metric INTEGER NOT NULL,
    day INTEGER NOT NULL,
    value REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    records INTEGER NOT NULL,
    sources TEXT NOT NULL,
    PRIMARY KEY (metric, day)
) WITHOUT ROWID;
-- A night, under the day on which it ends; lengths in seconds.
CREATE TABLE nights (
    day INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    start INTEGER NOT NULL,
    until INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    in_bed INTEGER NOT NULL,
    asleep INTEGER NOT NULL,
    core INTEGER NOT NULL,
    deep INTEGER NOT NULL,
    rem INTEGER NOT NULL,
    awake INTEGER NOT NULL
);
CREATE TABLE workouts (
    export INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    km REAL,
    kcal REAL,
    source TEXT NOT NULL,
    indoor INTEGER,
    events TEXT NOT NULL,
    route TEXT NOT NULL
);
CREATE INDEX workouts_by_time ON workouts (start);
CREATE TABLE correlations (
    export INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    source TEXT NOT NULL,
    parts TEXT NOT NULL
);
CREATE TABLE rings (
    export INTEGER NOT NULL,
    day INTEGER NOT NULL,
    move REAL, move_goal REAL, exercise REAL, exercise_goal REAL, stand REAL, stand_goal REAL
);
-- Electrocardiograms and clinical records: that they exist and what they say of themselves.
CREATE TABLE papers (
    export INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    day TEXT NOT NULL,
    about TEXT NOT NULL
);
"""

PER_EXPORT = ("problems", "blocks", "workouts", "correlations", "rings", "papers")
"""The tables whose rows belong to one export."""


def open_store(path: Path) -> sqlite3.Connection:
    """The store at `path`, empty if it was not there or is of another version."""
    return open_derived(path, _TABLES, VERSION)


def private_store() -> sqlite3.Connection:
    """A store in a nameless temporary file, which vanishes with the connection or the process.

    The file lies in the folder for temporary files.
    """
    return open_derived(None, _TABLES, VERSION)
