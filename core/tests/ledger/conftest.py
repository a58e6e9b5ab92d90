"""A ledger of a few rows, in a real database with a real checkpoint."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from llmos import store
from llmos.calls import Call, Request
from llmos.ledger import SCHEMA, Ledger

REQUEST = Request("What did Ines write about the lease?", datetime(2026, 3, 12, 10, tzinfo=UTC))
CALL = Call("mail.search", {"words": "lease", "sender": "Ines"})


@pytest.fixture
def request_() -> Request:
    """What the user asked."""
    return REQUEST


@pytest.fixture
def call() -> Call:
    """The call that it became."""
    return CALL


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """Where the checkpoint lies."""
    return tmp_path / "ledger.checkpoint"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The database."""
    connection = store.connect(tmp_path / "state.db", SCHEMA)
    yield connection
    connection.close()


@pytest.fixture
def ledger(connection: sqlite3.Connection, checkpoint: Path) -> Ledger:
    """An empty ledger."""
    return Ledger(connection, checkpoint)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A ledger of seven rows."""
    ledger.shown(REQUEST, "routing", tools=26)
    for record in ("m1", "m2"):
        entry = ledger.open(REQUEST, CALL, ["mail:read"], "granted: mail:read")
        ledger.close(entry, "done", "untrusted", [record])
    ledger.shown(REQUEST, "writing", plugin="mail", permissions=["mail:read"], records=["m1", "m2"])
    ledger.refuse(REQUEST, Call("mail.send", {"to": "eve@example.org"}), ["mail:send"], "never")
    return ledger
