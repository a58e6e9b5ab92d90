"""The table of what the user agreed to about each plugin, in state.db."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import msgspec

from llmos.installed import Plugin
from llmos.plugins.updates import Accepted
from llmos.store import transaction

SCHEMA = ("CREATE TABLE accepted (plugin TEXT PRIMARY KEY, accepted TEXT NOT NULL)",)

_ALL = "SELECT plugin, accepted FROM accepted"
# Only what something was granted to can be held; the others have nothing that could be misused.
_BINDING = f"{_ALL} WHERE plugin IN (SELECT plugin FROM grants)"


class AcceptedPlugins:
    """What was accepted, by plugin id."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, Accepted]:
        """Every plugin that the user ever agreed to anything about."""
        return _read(self._connection, _ALL)

    def binding(self) -> dict[str, Accepted]:
        """Those of them that hold a grant."""
        return _read(self._connection, _BINDING)

    def put(self, plugin: Plugin) -> None:
        """Keep the plugin as it is now."""
        text = msgspec.json.encode(Accepted.now(plugin)).decode()
        with transaction(self._connection) as connection:
            connection.execute("INSERT OR REPLACE INTO accepted VALUES (?, ?)", (plugin.id, text))

    def remove(self, plugins: Iterable[str]) -> None:
        """Forget them."""
        with transaction(self._connection) as connection:
            connection.executemany(
                "DELETE FROM accepted WHERE plugin = ?", [(plugin,) for plugin in plugins]
            )


def read_accepted(state: Path) -> dict[str, Accepted]:
    """What holds grants in this state.db, for commands that only look; nothing is created."""
    if not state.exists():
        return {}
    with closing(sqlite3.connect(f"{state.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return _read(connection, _BINDING)
        except sqlite3.Error:  # older than these tables, or damaged: whoever writes says so
            return {}


def _read(connection: sqlite3.Connection, query: str) -> dict[str, Accepted]:
    return {
        plugin: msgspec.json.decode(text, type=Accepted)
        for plugin, text in connection.execute(query)
    }
