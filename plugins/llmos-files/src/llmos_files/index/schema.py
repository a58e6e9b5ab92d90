"""The index's tables. The whole file can be deleted at any time and is then built anew.

`files` says what lies where, `contents` what was read, once however many files hold it, and in how
many passages. A file
whose content could not be read has one with a reason and no passages. `words` and `names` are
word indexes over passages and over names and titles. `vectors` holds meanings in blocks.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from llmos import open_index as open_derived

VERSION = 3

_TABLES = """
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    device INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    size INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    content INTEGER NOT NULL REFERENCES contents (id)
);
CREATE INDEX files_content ON files (content);
CREATE INDEX files_changed ON files (changed);
CREATE TABLE contents (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL,
    ending TEXT NOT NULL,
    reader INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    problems TEXT NOT NULL DEFAULT '',
    taken INTEGER,
    latitude REAL,
    longitude REAL,
    length INTEGER NOT NULL,
    UNIQUE (digest, ending)
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    content INTEGER NOT NULL REFERENCES contents (id),
    unit TEXT NOT NULL,
    number INTEGER NOT NULL,
    place TEXT NOT NULL,
    cells TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX passages_content ON passages (content);
CREATE TABLE passed_over (path BLOB PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE poison (
    digest BLOB PRIMARY KEY, deaths INTEGER NOT NULL, died INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE vectors (id INTEGER PRIMARY KEY, passages BLOB NOT NULL, vectors BLOB NOT NULL);
CREATE TABLE progress (embedded INTEGER NOT NULL);
INSERT INTO progress VALUES (0);
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = 'passages', content_rowid = 'id', prefix = '4',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE names USING fts5 (
    name, title, folder, prefix = '3', tokenize = 'unicode61 remove_diacritics 2'
);
"""


def open_index(path: Path) -> sqlite3.Connection:
    """The index at `path`, empty if it was not there or is of another version."""
    return open_derived(path, _TABLES, VERSION)
