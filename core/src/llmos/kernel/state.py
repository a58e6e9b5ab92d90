"""state.db: grants, accepted plugins, ledger, names of secrets, changed in single transactions."""

from __future__ import annotations

import sqlite3

from llmos import broker, ledger, plugins, secrets, store
from llmos.config import Home

# Each change is applied once, in this order. After a release a room's SCHEMA is closed: what it
# changes later is a tuple of its own, appended here.
_SCHEMA = (
    *broker.SCHEMA,
    *ledger.SCHEMA,
    *plugins.SCHEMA,
    *ledger.UNDO_SCHEMA,
    *secrets.SCHEMA,
)


def open_state(home: Home) -> sqlite3.Connection:
    """The state of this home, created at first use."""
    return store.connect(home.state, _SCHEMA)
