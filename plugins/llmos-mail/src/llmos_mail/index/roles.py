"""Mail from people whom nobody is called by name: the landlord, the dentist, the school.

What they are is often said in the mail, or is what it is about.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from llmos_mail.index.places import folders
from llmos_mail.index.query import expression, terms
from llmos_mail.index.search import Hits, Meaning, Wanted, search
from llmos_mail.index.stored import people
from llmos_mail.names import bare
from llmos_mail.reading.folders import is_sent


def is_somebody(connection: sqlite3.Connection, name: str) -> bool:
    """Whether anybody who wrote or was written to has this name or address."""
    words = terms(bare(name))
    match = expression(words, columns=("sender", "recipients", "copied")) if words else ""
    query = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
    return bool(match) and connection.execute(query, (match,)).fetchone() is not None


def search_by_role(
    connection: sqlite3.Connection, wanted: Wanted, limit: int, meaning: Meaning
) -> tuple[Hits, str]:
    """As `search`; but a sender whom nobody is called counts as words of the mail, and as its
    meaning. Returns that name too, or "". What the user sent is not theirs.
    """
    hits = search(connection, wanted, limit, meaning)
    name = wanted.sender
    if hits.total or not name or is_somebody(connection, name):
        return hits, ""
    text = f"{bare(name)} {wanted.text}".strip()
    by_words = replace(wanted, sender="", text=text, not_from=_senders(connection))
    return search(connection, by_words, limit, meaning), name


def _senders(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The addresses that the mail in folders of sent mail is from: the user's own."""
    sent = json.dumps([one for one in folders(connection) if is_sent(one)])
    query = (
        "SELECT DISTINCT sender FROM messages WHERE id IN"
        " (SELECT message FROM copies WHERE folder IN (SELECT value FROM json_each(?)))"
    )
    found = (people(row[0]) for row in connection.execute(query, (sent,)))
    return tuple({one.address for senders in found for one in senders if one.address})
