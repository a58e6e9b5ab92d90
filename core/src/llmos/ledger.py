"""The ledger: what was asked, decided and run, and how it ended. Contents are hashed, not kept.

An effect or a read is written down *before* it happens and closed afterwards, so that a crash in
between shows as an entry whose outcome is unknown.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from llmos.calls import Call, Request
from llmos.labels import Label
from llmos.store import transaction

SCHEMA = (
    """CREATE TABLE ledger (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        door TEXT NOT NULL,
        foreground INTEGER NOT NULL,
        request_hash TEXT NOT NULL,
        plugin TEXT NOT NULL,
        tool TEXT NOT NULL,
        arguments_hash TEXT NOT NULL,
        permissions TEXT NOT NULL,
        decision TEXT NOT NULL,
        outcome TEXT NOT NULL,
        label TEXT NOT NULL DEFAULT '',
        records TEXT NOT NULL DEFAULT '[]'
    )""",
)

Outcome = Literal["unknown", "done", "failed", "cancelled", "refused"]


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. `records` are the ids of what was read, `outcome` how it ended."""

    id: int
    at: str
    door: str
    foreground: bool
    plugin: str
    tool: str
    permissions: tuple[str, ...]
    decision: str
    outcome: Outcome
    label: str
    records: tuple[str, ...]


class Ledger:
    """Append an entry before a run, close it after; nothing else changes a line."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def open(self, request: Request, call: Call, needs: Sequence[str], decision: str) -> int:
        """Write down what is about to run; returns the entry's id."""
        return self._append(request, call, needs, decision, "unknown")

    def refuse(self, request: Request, call: Call, needs: Sequence[str], reason: str) -> int:
        """Write down what was not allowed to run."""
        return self._append(request, call, needs, reason, "refused")

    def close(self, id: int, outcome: Outcome, label: Label | None, records: Sequence[str]) -> None:
        """Write down how it ended and the ids of the records that were read."""
        with transaction(self._connection) as connection:
            connection.execute(
                "UPDATE ledger SET outcome = ?, label = ?, records = ? WHERE id = ?",
                (outcome, label or "", _json(list(records)), id),
            )

    def entries(self, *, plugin: str | None = None, limit: int = 50) -> list[Entry]:
        """The newest entries first."""
        rows = self._connection.execute(
            "SELECT id, at, door, foreground, plugin, tool, permissions, decision, outcome, label,"
            " records FROM ledger WHERE ? IN ('', plugin) ORDER BY id DESC LIMIT ?",
            (plugin or "", limit),
        )
        return [_entry(row) for row in rows]

    def _append(
        self, request: Request, call: Call, needs: Sequence[str], decision: str, outcome: Outcome
    ) -> int:
        values = (
            datetime.now(UTC).isoformat(),
            request.door,
            request.foreground,
            _hash(request.text),
            call.plugin,
            call.tool,
            _hash(_json(call.arguments)),
            _json(list(needs)),
            decision,
            outcome,
        )
        with transaction(self._connection) as connection:
            cursor = connection.execute(
                "INSERT INTO ledger (at, door, foreground, request_hash, plugin, tool,"
                " arguments_hash, permissions, decision, outcome)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
        return int(cursor.lastrowid or 0)


def _entry(row: Sequence[Any]) -> Entry:
    id, at, door, foreground, plugin, tool, permissions, decision, outcome, label, records = row
    return Entry(
        id=id,
        at=at,
        door=door,
        foreground=bool(foreground),
        plugin=plugin,
        tool=tool,
        permissions=tuple(msgspec.json.decode(permissions)),
        decision=decision,
        outcome=outcome,
        label=label,
        records=tuple(msgspec.json.decode(records)),
    )


def _json(value: Any) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
