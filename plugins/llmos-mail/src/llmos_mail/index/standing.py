"""How the index stands: what it holds of each source, and what was not read in full and why."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from llmos_mail.index.stored import ID_LENGTH


class Holding(NamedTuple):
    """A source, how many copies of messages lie there, and how many of them could not be read."""

    kind: str
    path: str
    copies: int
    unread: int


class Flaw(NamedTuple):
    """A copy that was not read, or not in full: where it lies, and why. `id` and `subject` are
    empty where there is no message.
    """

    folder: str
    place: str
    why: str
    id: str
    subject: str


def holdings(connection: sqlite3.Connection) -> list[Holding]:
    """What the index holds of each source of which something may be seen."""
    query = (
        "SELECT s.kind, s.path, count(*), count(*) - count(c.message)"
        " FROM sources s JOIN copies c ON c.source = s.id GROUP BY s.id ORDER BY s.path"
    )
    return [Holding(*row) for row in connection.execute(query)]


def reasons(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Why copies were not read in full, and how many each time, the most frequent first."""
    query = "SELECT why, count(*) FROM problems GROUP BY why ORDER BY count(*) DESC, why"
    return connection.execute(query).fetchall()


def flaws(connection: sqlite3.Connection, most: int) -> list[Flaw]:
    """The copies that were not read in full; those that were not read at all come first."""
    query = (
        "SELECT c.folder, c.place, p.why, m.digest, m.subject"
        " FROM problems p JOIN copies c USING (source, folder, key)"
        " LEFT JOIN messages m ON m.id = c.message"
        " ORDER BY c.message IS NOT NULL, c.folder, c.place LIMIT ?"
    )
    return [
        Flaw(folder, place, why, (digest or "")[:ID_LENGTH], subject or "")
        for folder, place, why, digest, subject in connection.execute(query, (most,))
    ]
