"""The file of turns and facts: private, searchable, and forgetting for good.

SQLite's full-text index keeps words of deleted rows in its segments, and a database keeps freed
pages; so whatever is deleted, the index is built anew and the file is written anew.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

import msgspec

from llmos.labels import Label
from llmos.memory.facts import Fact
from llmos.store import connect, transaction

_SCHEMA = (
    "CREATE TABLE turns (id INTEGER PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL,"
    " asked TEXT NOT NULL, shown TEXT NOT NULL, label TEXT NOT NULL, plugins TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE words USING fts5(asked, shown, content='turns', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2')",
    "CREATE TABLE facts (id INTEGER PRIMARY KEY, said TEXT NOT NULL, what TEXT NOT NULL,"
    " value TEXT NOT NULL)",
)
_KEPT_DAYS = 90
_LONGEST = 8_000
"""Characters of what a turn showed; more is not kept."""


class Past(msgspec.Struct, frozen=True):
    """One turn as it was: what the user asked, what was shown, and whose words that carried.

    `plugins` are those whose records it came from.
    """

    at: datetime
    asked: str
    shown: str
    label: Label
    plugins: tuple[str, ...] = ()


class Memory:
    """What one home remembers. The file appears with the first thing that is kept."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, past: Past) -> None:
        """Keep a turn, and let those go that are older than three months."""
        oldest = (past.at - timedelta(days=_KEPT_DAYS)).date().isoformat()
        with transaction(self._connection) as connection:
            row = connection.execute(
                "INSERT INTO turns (at, day, asked, shown, label, plugins) VALUES (?,?,?,?,?,?)",
                (
                    past.at.isoformat(),
                    past.at.date().isoformat(),
                    past.asked,
                    past.shown[:_LONGEST],
                    past.label,
                    "".join(f"|{plugin}" for plugin in past.plugins) + "|",
                ),
            ).lastrowid
            connection.execute(
                "INSERT INTO words (rowid, asked, shown) VALUES (?,?,?)",
                (row, past.asked, past.shown[:_LONGEST]),
            )
        self._delete("day < ?", (oldest,))

    def find(
        self, words: Iterable[str], since: date | None, until: date | None, *, limit: int
    ) -> list[Past]:
        """The turns of these days that have most of these words; without words the latest."""
        if not self._path.exists():
            return []
        days = ((since or date.min).isoformat(), (until or date.max).isoformat())
        quoted = " OR ".join(f'"{word}"*' for word in re.findall(r"\w+", " ".join(words)))
        if quoted:
            rows = self._connection.execute(
                "SELECT turns.* FROM words JOIN turns ON turns.id = words.rowid"
                " WHERE words MATCH ? AND day BETWEEN ? AND ? ORDER BY words.rank LIMIT ?",
                (quoted, *days, limit),
            )
        else:
            rows = self._connection.execute(
                "SELECT * FROM turns WHERE day BETWEEN ? AND ? ORDER BY id DESC LIMIT ?",
                (*days, limit),
            )
        return [_past(row) for row in rows.fetchall()]

    def requests(self, limit: int) -> list[str]:
        """What the user asked last, the latest last."""
        if not self._path.exists():
            return []
        rows = self._connection.execute(
            "SELECT asked FROM turns ORDER BY id DESC LIMIT ?", (limit,)
        )
        return [asked for (asked,) in reversed(rows.fetchall())]

    def remember(self, fact: Fact) -> Fact:
        """Keep a fact; an older one about the same thing goes."""
        if fact.what:
            for other in self.facts():
                if other.what.casefold() == fact.what.casefold():
                    self.forget_fact(other)
        with transaction(self._connection) as connection:
            row = connection.execute(
                "INSERT INTO facts (said, what, value) VALUES (?,?,?)",
                (fact.said, fact.what, fact.value),
            ).lastrowid
        return msgspec.structs.replace(fact, id=row or 0)

    def facts(self) -> list[Fact]:
        """All facts, the oldest first."""
        if not self._path.exists():
            return []
        rows = self._connection.execute("SELECT said, what, value, id FROM facts ORDER BY id")
        return [Fact(*row) for row in rows.fetchall()]

    def forget_fact(self, fact: Fact) -> None:
        """Delete a fact, and the turns in which it was said or used."""
        with transaction(self._connection) as connection:
            connection.execute("DELETE FROM facts WHERE id = ?", (fact.id,))
        self._delete(
            "instr(asked, ?1) OR instr(shown, ?1) OR (?2 <> '' AND instr(lower(asked), lower(?2)))",
            (fact.said, fact.what),
        )
        self._rewrite()

    def forget_turns(self) -> int:
        """Delete all turns; how many there were."""
        return self._delete("1", ()) if self._path.exists() else 0

    def forget_plugin(self, plugin: str) -> int:
        """Delete the turns that came from records of this plugin; how many there were."""
        if not self._path.exists():
            return 0
        return self._delete("instr(plugins, ?)", (f"|{plugin}|",))

    def close(self) -> None:
        """Close the file."""
        if "_connection" in self.__dict__:
            self.__dict__.pop("_connection").close()

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        return connect(self._path, _SCHEMA)

    def _delete(self, which: str, values: Sequence[str]) -> int:
        with transaction(self._connection) as connection:
            count = connection.execute(f"DELETE FROM turns WHERE {which}", values).rowcount
            if count:
                connection.execute("INSERT INTO words(words) VALUES ('rebuild')")
        if count:
            self._rewrite()
        return count

    def _rewrite(self) -> None:
        """Leave nothing of what was deleted in the file, its free pages or its log."""
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _past(row: tuple[str, ...]) -> Past:
    _, at, _, asked, shown, label, plugins = row
    trusted: Label = "trusted" if label == "trusted" else "untrusted"
    named = tuple(plugin for plugin in plugins.split("|") if plugin)
    return Past(datetime.fromisoformat(at), asked, shown, trusted, named)
