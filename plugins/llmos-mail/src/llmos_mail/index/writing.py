"""What changes in the index's tables. Every function here expects to run inside a transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llmos_mail.index.conversations import join
from llmos_mail.index.stored import COLUMNS, row_of
from llmos_mail.reading.found import Found
from llmos_mail.reading.message import Message

WORDS = "subject, sender, recipients, copied, attachments, text"
"""The columns of `messages` whose words are searched."""

_MARKS = ", ".join("?" * (2 + len(COLUMNS.split(", ")[1:])))
_SAME_SECOND = 256
"""Rows that one second has room for before they run into the next one's."""

Key = tuple[str, str]
"""Folder and key of a copy: what names it within its source."""


class Read(NamedTuple):
    """A copy and the message that was read from it, or why there is none."""

    found: Found
    message: Message | None
    problems: tuple[str, ...]


def row_near(sent: int) -> int:
    """The first row for messages of this second: rows are in the order of time."""
    return max(0, sent) * _SAME_SECOND


def put_copies(connection: sqlite3.Connection, source: int, reads: Sequence[Read]) -> list[int]:
    """Note that copies lie there, what they say and what was wrong with them.

    Gives back the new rows of `messages`, in their order, whose words are still to be put in.
    """
    rows, new = _put_messages(connection, [read.message for read in reads if read.message])
    before = _messages_of(connection, source, [(r.found.folder, r.found.key) for r in reads])
    connection.executemany(
        "INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                source,
                one.folder,
                one.key,
                one.place,
                one.stamp,
                one.unread,
                one.aside,
                rows[message.id] if message else None,
            )
            for one, message, _ in reads
        ],
    )
    _put_problems(connection, source, reads)
    _drop_orphans(connection, before)
    return new


def put_words(connection: sqlite3.Connection, rows: Sequence[int]) -> None:
    """Make these new messages searchable: one statement, which needs nothing of Python."""
    connection.execute(
        f"INSERT INTO words (rowid, {WORDS}) SELECT m.id, {WORDS}"
        " FROM json_each(?) AS new CROSS JOIN messages AS m ON m.id = new.value",
        (json.dumps(rows),),
    )


def move_copies(connection: sqlite3.Connection, source: int, moved: Iterable[Found]) -> None:
    """Note new places and flags; what the messages say is not touched."""
    connection.executemany(
        "UPDATE copies SET place = ?, unread = ?, aside = ?"
        " WHERE (source, folder, key) = (?, ?, ?)",
        [(one.place, one.unread, one.aside, source, one.folder, one.key) for one in moved],
    )


def remove_copies(connection: sqlite3.Connection, source: int, keys: Sequence[Key]) -> None:
    """Forget copies, and the messages of which no copy is left."""
    messages = _messages_of(connection, source, keys)
    where = [(source, *key) for key in keys]
    connection.executemany("DELETE FROM copies WHERE (source, folder, key) = (?, ?, ?)", where)
    connection.executemany("DELETE FROM problems WHERE (source, folder, key) = (?, ?, ?)", where)
    _drop_orphans(connection, messages)


def put_cursor(connection: sqlite3.Connection, source: int, cursor: str) -> None:
    """Note how far the source has been read."""
    connection.execute("UPDATE sources SET cursor = ? WHERE id = ?", (cursor, source))


def _put_messages(
    connection: sqlite3.Connection, messages: Sequence[Message]
) -> tuple[dict[str, int], list[int]]:
    """The row of each message by its id, and which of the rows are new."""
    distinct = {message.id: message for message in messages}
    query = "SELECT digest, id FROM messages WHERE digest IN (SELECT value FROM json_each(?))"
    rows: dict[str, int] = dict(connection.execute(query, (json.dumps([*distinct]),)).fetchall())
    fresh = [message for id, message in distinct.items() if id not in rows]
    numbered = sorted(_numbered(connection, fresh), key=lambda pair: pair[0])
    threads = join(connection, numbered)
    columns = [(row, threads[row], *row_of(message)) for row, message in numbered]
    connection.executemany(f"INSERT INTO messages VALUES ({_MARKS})", columns)
    rows |= {message.id: row for row, message in numbered}
    return rows, [row for row, _ in numbered]


def _numbered(
    connection: sqlite3.Connection, messages: Sequence[Message]
) -> list[tuple[int, Message]]:
    """A free row for each message, as near to the second in which it was sent as there is one."""
    wished = [row_near(int(m.sent.timestamp())) + int(m.id[:2], 16) for m in messages]
    taken = _taken(connection, wished)
    numbered = []
    for row, message in zip(wished, messages, strict=True):
        while row in taken:
            row += 1
            if row not in taken:
                taken |= _taken(connection, [row])
        taken.add(row)
        numbered.append((row, message))
    return numbered


def _taken(connection: sqlite3.Connection, rows: Sequence[int]) -> set[int]:
    query = "SELECT id FROM messages WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in connection.execute(query, (json.dumps(rows),))}


def _put_problems(connection: sqlite3.Connection, source: int, reads: Sequence[Read]) -> None:
    where = [(source, read.found.folder, read.found.key) for read in reads]
    connection.executemany("DELETE FROM problems WHERE (source, folder, key) = (?, ?, ?)", where)
    connection.executemany(
        "INSERT OR IGNORE INTO problems VALUES (?, ?, ?, ?)",
        [(*place, why) for place, read in zip(where, reads, strict=True) for why in read.problems],
    )


def _messages_of(connection: sqlite3.Connection, source: int, keys: Sequence[Key]) -> set[int]:
    query = (
        "SELECT c.message FROM json_each(?) AS k CROSS JOIN copies AS c"
        " ON c.source = ? AND c.folder = k.value ->> 0 AND c.key = k.value ->> 1"
        " WHERE c.message IS NOT NULL"
    )
    return {row[0] for row in connection.execute(query, (json.dumps(keys), source))}


def _drop_orphans(connection: sqlite3.Connection, messages: Iterable[int]) -> None:
    query = (
        f"SELECT id, {WORDS} FROM messages WHERE id IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM copies WHERE message = messages.id)"
    )
    gone = connection.execute(query, (json.dumps(sorted(messages)),)).fetchall()
    # The word index holds no texts of its own, so it must be told what to take out.
    marks = ", ".join("?" * len(WORDS.split()))
    connection.executemany(
        f"INSERT INTO words (words, rowid, {WORDS}) VALUES ('delete', ?, {marks})", gone
    )
    for table, column in (("messages", "id"), ("signs", "message"), ("numbers", "message")):
        query = f"DELETE FROM {table} WHERE {column} = ?"
        connection.executemany(query, [(row[0],) for row in gone])
