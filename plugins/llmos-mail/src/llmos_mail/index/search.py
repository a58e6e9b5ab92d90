"""Finding messages in the index: by words, people, time, folder, flags, or id."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from llmos_mail.index.query import expression, terms
from llmos_mail.index.stored import COLUMNS, Stored

_FULL_ID = 32
_SHORTEST_ID = 6

_COPY = "EXISTS (SELECT 1 FROM copies c WHERE c.message = m.id"
"""The beginning of a condition on the copies of a message."""

_HEADERS = ("subject", "sender", "recipients", "copied")


@dataclass(frozen=True)
class Wanted:
    """What to look for; whatever is None or empty does not narrow the search.

    Times are moments; `since` is included and `until` is not. Without `in_bodies`, the words of
    `text` are looked for in subjects and among people only.
    """

    text: str = ""
    in_bodies: bool = True
    sender: str = ""
    to: str = ""
    since: datetime | None = None
    until: datetime | None = None
    folders: tuple[str, ...] = ()
    unread: bool | None = None
    has_attachment: bool | None = None


@dataclass(frozen=True)
class Hits:
    """The messages found, of `total`; `loosely` if not all of the words occur in each of them."""

    messages: tuple[Stored, ...]
    total: int
    loosely: bool = False


def search(connection: sqlite3.Connection, wanted: Wanted, limit: int) -> Hits:
    """All words must occur, newest first; if nowhere all do, any of them, best first."""
    strictly = _search(connection, wanted, limit, loosely=False)
    if strictly.total or len(terms(wanted.text)) < 2:
        return strictly
    return _search(connection, wanted, limit, loosely=True)


def by_id(connection: sqlite3.Connection, id: str) -> Stored | None:
    """The message with this id, or with a Message-ID of this text."""
    where = "m.digest >= ? AND m.digest < ? || 'g'"
    if _SHORTEST_ID <= len(id) <= _FULL_ID and id.isalnum():
        rows = _rows(connection, f"SELECT {COLUMNS} FROM messages m WHERE {where}", (id, id))
        return rows[0] if len(rows) == 1 else None
    query = f"SELECT {COLUMNS} FROM messages m WHERE m.message_id = ? ORDER BY m.sent LIMIT 1"
    return next(iter(_rows(connection, query, (id.strip("<> "),))), None)


def exchanged(connection: sqlite3.Connection, since: datetime) -> list[Stored]:
    """What people have written to each other since then, oldest first.

    Without mail in bulk, drafts, spam and trash.
    """
    query = (
        f"SELECT {COLUMNS} FROM messages m WHERE m.sent >= ? AND NOT m.bulk"
        f" AND {_COPY} AND NOT c.aside) ORDER BY m.sent, m.id"
    )
    return _rows(connection, query, [int(since.timestamp())])


def folders_called(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """The folders of this name, wherever they stand; raises KeyError with all names if none is."""
    rows = connection.execute("SELECT DISTINCT folder FROM copies ORDER BY folder").fetchall()
    every = [str(row[0]) for row in rows]
    wanted = name.strip("/ ").casefold()
    found = [one for one in every if wanted in (one.casefold(), one.rpartition("/")[2].casefold())]
    if not found:
        raise KeyError(*every)
    return tuple(found)


def place_of(connection: sqlite3.Connection, message: Stored) -> tuple[str, bool]:
    """The folder that a message lies in, and whether it is still unread."""
    query = "SELECT min(folder), min(unread) FROM copies WHERE message = ?"
    folder, unread = connection.execute(query, (message.row,)).fetchone()
    return str(folder or ""), bool(unread)


def problems_of(connection: sqlite3.Connection, message: Stored) -> list[str]:
    """What could not be read of a message."""
    query = "SELECT DISTINCT why FROM problems NATURAL JOIN copies WHERE message = ?"
    return [str(row[0]) for row in connection.execute(query, (message.row,))]


def sizes(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many messages the index holds, and how many copies could not be read in full."""
    (messages,) = connection.execute("SELECT count(*) FROM messages").fetchone()
    query = "SELECT count(*) FROM (SELECT DISTINCT source, folder, key FROM problems)"
    (problems,) = connection.execute(query).fetchone()
    return messages, problems


def _search(connection: sqlite3.Connection, wanted: Wanted, limit: int, *, loosely: bool) -> Hits:
    tables, clauses, values = _matching(wanted, loosely)
    for clause, value in _narrowing(wanted):
        clauses.append(clause)
        values += value
    where = f"FROM {tables} WHERE {' AND '.join(clauses) or 'TRUE'}"
    total = connection.execute(f"SELECT count(*) {where}", values).fetchone()[0]
    order = "words.rank" if loosely else "m.sent DESC, m.id DESC"
    query = f"SELECT {COLUMNS} {where} ORDER BY {order} LIMIT ?"
    messages = _rows(connection, query, [*values, limit]) if total else []
    return Hits(tuple(messages), total, loosely)


def _matching(wanted: Wanted, loosely: bool) -> tuple[str, list[str], list[str | int]]:
    """The tables to look in, and the clause that finds words in them, if words are wanted."""
    asked = [
        (terms(wanted.text), loosely, () if wanted.in_bodies else _HEADERS),
        (terms(wanted.sender), False, ("sender",)),
        (terms(wanted.to), False, ("recipients", "copied")),
    ]
    match = [expression(text, any_word=any_, columns=where) for text, any_, where in asked if text]
    if not match:
        return "messages m", [], []
    tables = "words JOIN messages m ON m.id = words.rowid"
    return tables, ["words MATCH ?"], [" AND ".join(match)]


def _narrowing(wanted: Wanted) -> list[tuple[str, list[str | int]]]:
    clauses: list[tuple[str, list[str | int]]] = []
    if wanted.since:
        clauses.append(("m.sent >= ?", [int(wanted.since.timestamp())]))
    if wanted.until:
        clauses.append(("m.sent < ?", [int(wanted.until.timestamp())]))
    if wanted.folders:
        marks = ", ".join("?" * len(wanted.folders))
        clauses.append((f"{_COPY} AND c.folder IN ({marks}))", [*wanted.folders]))
    if wanted.unread is not None:
        # A message is unread only as long as every copy of it is.
        clauses.append((f"{_COPY} AND c.unread = 0) = ?", [not wanted.unread]))
    if wanted.has_attachment is not None:
        clauses.append(("(m.attachments <> '') = ?", [wanted.has_attachment]))
    return clauses


def _rows(connection: sqlite3.Connection, query: str, values: Sequence[str | int]) -> list[Stored]:
    return [Stored.of(row) for row in connection.execute(query, values)]
