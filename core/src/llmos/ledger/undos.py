"""What takes effects back. It holds contents, so it stands apart from the ledger, whose rows stay.

An effect's tool says how it can be undone; that is kept here until it was done, until it is too
old, or until the plugin's permissions are taken back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from llmos.errors import LlmosError
from llmos.installed import Plugin
from llmos.store import transaction

LARGEST = 1_000_000
"""Bytes of JSON. A plugin keeps larger former contents in its own folder and names them here."""

_KEPT = timedelta(days=30)

UNDO_SCHEMA: tuple[str, ...] = (
    """CREATE TABLE undo (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        plugin TEXT NOT NULL,
        distribution TEXT NOT NULL,
        tool TEXT NOT NULL,
        arguments TEXT NOT NULL,
        undone_at TEXT
    )""",
)

_COLUMNS = "id, at, plugin, distribution, tool, arguments"


class Undo(msgspec.Struct, frozen=True):
    """One effect that can be taken back: what did it, and what the plugin needs to undo it."""

    id: int
    at: datetime
    plugin: str
    distribution: str
    tool: str
    arguments: dict[str, Any]


class Undos:
    """The effects of one home that can still be taken back."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, plugin: Plugin, tool: str, arguments: dict[str, Any]) -> int | None:
        """Keep what undoes a call of this tool; None if it is too large to be kept."""
        text = msgspec.json.encode(arguments).decode()
        if len(text) > LARGEST:
            return None
        values = (_now().isoformat(), plugin.id, plugin.distribution, tool, text)
        with transaction(self._connection):
            self._connection.execute("DELETE FROM undo WHERE at < ?", (_oldest(),))
            done = self._connection.execute(
                "INSERT INTO undo (at, plugin, distribution, tool, arguments)"
                " VALUES (?, ?, ?, ?, ?)",
                values,
            )
        return done.lastrowid

    def all(self) -> list[Undo]:
        """Those that were not undone yet, the latest first."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM undo WHERE undone_at IS NULL AND at >= ? ORDER BY id DESC",
            (_oldest(),),
        )
        return [_undo(row) for row in rows]

    def find(self, id: int | None) -> Undo:
        """The one of that number, or the latest."""
        kept = self.all()
        found = next((undo for undo in kept if id in (undo.id, None)), None)
        if found is None:
            what = "There is nothing" if id is None else f"There is no effect {id}"
            hint = "`llmos undo --list` shows what there is."
            raise LlmosError(f"{what} to take back.", hint=hint)
        return found

    def done(self, undo: Undo) -> None:
        """Remember that it was taken back, so that it is not done twice; its contents go."""
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE undo SET undone_at = ?, arguments = '{}' WHERE id = ?",
                (_now().isoformat(), undo.id),
            )

    def forget(self, plugin: str) -> int:
        """Delete what a plugin's effects left here; returns how many there were."""
        with transaction(self._connection):
            gone = self._connection.execute("DELETE FROM undo WHERE plugin = ?", (plugin,))
        return gone.rowcount


def _undo(row: Sequence[Any]) -> Undo:
    id, at, plugin, distribution, tool, arguments = row
    return Undo(
        id, datetime.fromisoformat(at), plugin, distribution, tool, msgspec.json.decode(arguments)
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _oldest() -> str:
    return (_now() - _KEPT).isoformat()
