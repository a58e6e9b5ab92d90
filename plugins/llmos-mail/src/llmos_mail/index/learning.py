"""Learning what messages are about: a model makes vectors of them, and the index keeps these."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from llmos import transaction
from llmos_mail.index.meaning import as_kept

Embed = Callable[[Sequence[str]], Sequence[bytes]]
"""Texts to vectors: 384 little-endian 32-bit floats of length 1."""

_CHARS = 1_000
"""Of a text; the model reads no more than its beginning."""


def waiting(connection: sqlite3.Connection) -> int:
    """How many messages have no vector yet."""
    query = "SELECT count(*) FROM messages WHERE id NOT IN (SELECT message FROM signs)"
    count: int = connection.execute(query).fetchone()[0]
    return count


def learn(connection: sqlite3.Connection, embed: Embed, most: int) -> int:
    """Give vectors to the newest messages without one; how many it were."""
    query = (
        "SELECT id, subject, text FROM messages WHERE id NOT IN (SELECT message FROM signs)"
        " ORDER BY id DESC LIMIT ?"
    )
    rows = connection.execute(query, (most,)).fetchall()
    vectors = embed([f"{subject}\n{text[:_CHARS]}" for _, subject, text in rows])
    known = [(row[0], *as_kept(vector)) for row, vector in zip(rows, vectors, strict=True)]
    with transaction(connection):
        # A message may have gone while the model read it.
        there = "SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM messages WHERE id = ?1)"
        for table, column in (("signs", 1), ("numbers", 2)):
            connection.executemany(
                f"INSERT OR REPLACE INTO {table} {there}", [(one[0], one[column]) for one in known]
            )
    return len(rows)
