"""What changes in the index's tables. Every function here expects to run inside a transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from llmos_mail.index.stored import row_of
from llmos_mail.reading.found import Found
from llmos_mail.reading.message import Message

_WORDS = "subject, sender, recipients, copied, attachments, text"
_TEXTS = 6

Key = tuple[str, str]
"""Folder and key of a copy: what names it within its source."""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def put_copy(
    connection: sqlite3.Connection,
    source: int,
    found: Found,
    message: Message | None,
    problems: Sequence[str],
) -> None:
    """Note that a copy lies there, what it says and what was wrong with it."""
    where = (source, found.folder, found.key)
    before = _message_of(connection, where)
    after = None if message is None else _add_message(connection, message)
    connection.execute(
        "INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*where, found.place, found.stamp, found.unread, found.aside, after),
    )
    if before not in (None, after):
        _drop_if_orphan(connection, before)
    connection.execute("DELETE FROM problems WHERE (source, folder, key) = (?, ?, ?)", where)
    connection.executemany(
        "INSERT OR IGNORE INTO problems VALUES (?, ?, ?, ?)", [(*where, why) for why in problems]
    )


def move_copies(connection: sqlite3.Connection, source: int, moved: Iterable[Found]) -> None:
    """Note new places and flags; what the messages say is not touched."""
    connection.executemany(
        "UPDATE copies SET place = ?, unread = ?, aside = ?"
        " WHERE (source, folder, key) = (?, ?, ?)",
        [(one.place, one.unread, one.aside, source, one.folder, one.key) for one in moved],
    )


def remove_copies(connection: sqlite3.Connection, source: int, keys: Iterable[Key]) -> None:
    """Forget copies, and the messages of which no copy is left."""
    for key in keys:
        where = (source, *key)
        message = _message_of(connection, where)
        connection.execute("DELETE FROM copies WHERE (source, folder, key) = (?, ?, ?)", where)
        connection.execute("DELETE FROM problems WHERE (source, folder, key) = (?, ?, ?)", where)
        _drop_if_orphan(connection, message)


def put_cursor(connection: sqlite3.Connection, source: int, cursor: str) -> None:
    """Note how far the source has been read."""
    connection.execute("UPDATE sources SET cursor = ? WHERE id = ?", (cursor, source))


def _add_message(connection: sqlite3.Connection, message: Message) -> int:
    # The same mail met a second time has the same row.
    query = "SELECT id FROM messages WHERE digest = ?"
    known = connection.execute(query, (message.id,)).fetchone()
    if known:
        return int(known[0])
    row = row_of(message)
    id = connection.execute(f"INSERT INTO messages VALUES (NULL{', ?' * len(row)})", row).lastrowid
    texts = row[-_TEXTS:]
    connection.execute(
        f"INSERT INTO words (rowid, {_WORDS}) VALUES (?{', ?' * _TEXTS})", (id, *texts)
    )
    return int(id or 0)


def _message_of(connection: sqlite3.Connection, where: tuple[int, str, str]) -> int | None:
    row = connection.execute(
        "SELECT message FROM copies WHERE (source, folder, key) = (?, ?, ?)", where
    ).fetchone()
    return row[0] if row else None


def _drop_if_orphan(connection: sqlite3.Connection, message: int | None) -> None:
    row = connection.execute(
        f"SELECT id, {_WORDS} FROM messages WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM copies WHERE message = messages.id)",
        (message,),
    ).fetchone()
    if row:
        # The word index holds no texts of its own, so it must be told what to take out.
        connection.execute(
            f"INSERT INTO words (words, rowid, {_WORDS}) VALUES ('delete', ?{', ?' * _TEXTS})", row
        )
        connection.execute("DELETE FROM messages WHERE id = ?", (message,))
