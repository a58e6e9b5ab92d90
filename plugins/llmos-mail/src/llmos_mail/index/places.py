"""The folders that an index knows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator


def folders(connection: sqlite3.Connection, table: str = "copies") -> list[str]:
    """The name of every folder with a copy in it, in their order.

    Each is reached by a jump to what follows the last one: going over all copies would take longer
    than most searches.
    """
    sources = connection.execute("SELECT id FROM sources").fetchall()
    return sorted({name for (source,) in sources for name in _of_source(connection, source, table)})


def _of_source(connection: sqlite3.Connection, source: int, table: str) -> Iterator[str]:
    query = f"SELECT folder FROM {table} WHERE source = ? AND folder > ? ORDER BY folder LIMIT 1"
    name = ""
    while row := connection.execute(query, (source, name)).fetchone():
        name = str(row[0])
        yield name
