"""The queries of a search: rows of messages, newest first or best first, and what lies in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from llmos_mail.index.stored import COLUMNS, Stored

MOST_COUNTED = 1_000
"""Where counting ends: nobody reads further, and a common word occurs in every mail."""

COPY = "EXISTS (SELECT 1 FROM copies c WHERE c.message = {row}"
"""The beginning of a condition on the copies of a message."""

_COMMON = 2_000
"""A word in more messages than this tells nothing about which of them is meant."""

Condition = tuple[str, Sequence[str | int]]
"""A condition on `{row}`, its `{sender}`, its `{attachments}` and their `{kinds}`, and the values
of its marks."""


def find(
    connection: sqlite3.Connection,
    match: str,
    conditions: Iterable[Condition],
    *,
    by_rank: bool = False,
) -> list[int]:
    """The rows that match, `MOST_COUNTED` and one at most; newest first, or best first.

    An empty `match` asks for no words.
    """
    clauses = ["words MATCH ?"] * bool(match)
    values: list[str | int] = [match] * bool(match)
    # Only what has a copy that may be seen is a message of this connection.
    for clause, more in ((f"{COPY})", ()), *conditions):
        clauses.append(clause.format_map(_FROM_WORDS if match else _FROM_MESSAGES))
        values += more
    row = "words.rowid" if match else "messages.id"
    query = (
        f"SELECT {row} FROM {row.partition('.')[0]} WHERE {' AND '.join(clauses)}"
        f" ORDER BY {'rank' if by_rank else f'{row} DESC'} LIMIT {MOST_COUNTED + 1}"
    )
    return [found[0] for found in connection.execute(query, values)]


_FROM_MESSAGES = {
    "row": "messages.id",
    "sender": "messages.sender",
    "attachments": "messages.attachments",
    "kinds": "messages.kinds",
}
_FROM_WORDS = {
    "row": "words.rowid",
    "sender": "(SELECT m.sender FROM messages m WHERE m.id = words.rowid)",
    "attachments": "(SELECT m.attachments FROM messages m WHERE m.id = words.rowid)",
    "kinds": "(SELECT m.kinds FROM messages m WHERE m.id = words.rowid)",
}


def sharpened(connection: sqlite3.Connection, terms: Sequence[str]) -> list[str]:
    """The terms, of which those that are common words no longer match as beginnings too: the
    index would have to gather all messages with any such word before it gave the first.
    """
    return [
        term.removesuffix("*") if _count(connection, term.removesuffix("*")) > _COMMON else term
        for term in terms
    ]


def telling_terms(connection: sqlite3.Connection, terms: Sequence[str]) -> tuple[list[str], bool]:
    """The terms that occur, but not nearly everywhere; False beside all of them if none does.

    Weighing tens of thousands of messages by a word that all have takes long and says nothing.
    """
    counts = {term: _count(connection, term) for term in terms}
    telling = [term for term, count in counts.items() if 0 < count <= _COMMON]
    return (telling, True) if telling else (list(terms), not any(counts.values()))


def of_rows(connection: sqlite3.Connection, found: Sequence[int]) -> tuple[Stored, ...]:
    """The messages of these rows, in their order."""
    query = (
        f"SELECT {COLUMNS} FROM json_each(?) AS hit CROSS JOIN messages m ON m.id = hit.value"
        " ORDER BY hit.key"
    )
    return tuple(rows(connection, query, [json.dumps(found)]))


def rows(connection: sqlite3.Connection, query: str, values: Sequence[str | int]) -> list[Stored]:
    """What a query for `COLUMNS` finds."""
    return [Stored.of(row) for row in connection.execute(query, values)]


def _count(connection: sqlite3.Connection, term: str) -> int:
    query = f"SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT {_COMMON + 1})"
    count: int = connection.execute(query, (term,)).fetchone()[0]
    return count
