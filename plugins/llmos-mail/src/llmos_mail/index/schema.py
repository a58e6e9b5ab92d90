"""The index's tables and how its file is opened. Whatever does not fit is built anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from llmos import open_index as open_derived

VERSION = 8
"""Raise it with every change of the tables or of what is read from a message."""

_TABLES = """
-- A Maildir or an mbox; `cursor` is how far an mbox has been read.
CREATE TABLE IF NOT EXISTS sources (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    cursor TEXT NOT NULL DEFAULT '',
    UNIQUE (kind, path)
);
-- A message, however many copies of it lie around. The order of the ids is that of time, so that
-- what is found by words comes newest first without being sorted. `noticed` is when it was first
-- read (microseconds); `claimed` is a date that was not believed. The text stands last: nothing
-- that stands before it needs to read over it.
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY,
    thread INTEGER NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    message_id TEXT NOT NULL,
    reply_to_ids TEXT NOT NULL,
    sent INTEGER NOT NULL,
    noticed INTEGER NOT NULL,
    claimed INTEGER,
    bulk INTEGER NOT NULL,
    subject TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    copied TEXT NOT NULL,
    attachments TEXT NOT NULL,
    kinds TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS messages_by_thread ON messages (thread);
CREATE INDEX IF NOT EXISTS messages_by_name ON messages (message_id);
CREATE INDEX IF NOT EXISTS messages_with_files ON messages (id) WHERE attachments <> '';
-- To which thread every id belongs that a message has or refers to.
CREATE TABLE IF NOT EXISTS links (
    message_id TEXT PRIMARY KEY,
    thread INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_by_thread ON links (thread);
-- One place where a message lies. `message` is empty where nothing could be read.
CREATE TABLE IF NOT EXISTS copies (
    source INTEGER NOT NULL REFERENCES sources,
    folder TEXT NOT NULL,
    key TEXT NOT NULL,
    place TEXT NOT NULL,
    stamp TEXT NOT NULL,
    unread INTEGER NOT NULL,
    aside INTEGER NOT NULL,
    message INTEGER REFERENCES messages,
    PRIMARY KEY (source, folder, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS copies_by_message ON copies (message, aside, unread, folder);
-- What could not be read, or not in full, and why.
CREATE TABLE IF NOT EXISTS problems (
    source INTEGER NOT NULL,
    folder TEXT NOT NULL,
    key TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (source, folder, key, why)
) WITHOUT ROWID;
-- What messages are about, of those that it was learnt of: signs and numbers of a vector.
CREATE TABLE IF NOT EXISTS signs (message INTEGER PRIMARY KEY, signs BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS numbers (message INTEGER PRIMARY KEY, numbers BLOB NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
    subject, sender, recipients, copied, attachments, text,
    content = 'messages', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
"""


def open_index(path: Path) -> sqlite3.Connection:
    """The index at `path`, empty if it was not there or is of another version."""
    return open_derived(path, _TABLES, VERSION)
