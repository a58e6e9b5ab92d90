"""Grants: the user's answers that last, in state.db."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any, Literal

import msgspec

from llmos.broker.session import session
from llmos.scope import FULL, Scope
from llmos.store import transaction

Lasting = Literal["session", "always", "never"]

SCHEMA = (
    """CREATE TABLE grants (
        id INTEGER PRIMARY KEY,
        plugin TEXT NOT NULL,
        distribution TEXT NOT NULL,
        permission TEXT NOT NULL,
        foreground INTEGER NOT NULL,
        answer TEXT NOT NULL,
        opens TEXT NOT NULL,
        scope TEXT NOT NULL,
        session TEXT NOT NULL DEFAULT '',
        granted_at TEXT NOT NULL,
        used_at TEXT,
        UNIQUE (plugin, permission, foreground, session)
    )""",
)

_COLUMNS = (
    "plugin, distribution, permission, foreground, answer, opens, scope, session, granted_at,"
    " used_at"
)

Clock = Callable[[], datetime]
"""Says what time it is, aware."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Grant:
    """One kept answer. `opens` are the places that the user was shown; others are not covered.
    `scope` is how far the answer reaches inside them. What was answered `once` is kept for the one
    request alone, and never in the table.
    """

    plugin: str
    distribution: str
    permission: str
    foreground: bool
    answer: Lasting | Literal["once"]
    opens: tuple[str, ...] = ()
    scope: Scope = FULL
    session: str = ""
    granted_at: str = ""
    used_at: str | None = None

    @property
    def in_force(self) -> bool:
        """Whether it counts now: a grant for a session ends with that session."""
        return self.answer != "session" or self.session == session()


class Grants:
    """The table of grants. `always` and `never` replace what was answered before; an answer for
    a session stands beside them until the session ends.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock = _utc_now) -> None:
        self._connection = connection
        self._clock = clock

    def now(self) -> datetime:
        """The moment by which grants are dated."""
        return self._clock().astimezone(UTC)

    def add(self, grants: Iterable[Grant]) -> None:
        """Keep answers, all or none. A second answer of the same reach adds its places to
        the first one's.
        """
        with transaction(self._connection) as connection:
            kept = [self._widened(grant) for grant in grants]
            lasting = [grant for grant in kept if grant.answer != "session"]
            connection.executemany(
                "DELETE FROM grants WHERE plugin = ? AND permission = ? AND foreground = ?",
                [(grant.plugin, grant.permission, grant.foreground) for grant in lasting],
            )
            connection.executemany(
                f"INSERT OR REPLACE INTO grants ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_row(grant, self.now()) for grant in kept],
            )

    def all(self) -> list[Grant]:
        """Every kept answer, in or out of force."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM grants ORDER BY plugin, permission, foreground DESC"
        )
        return [_grant(row) for row in rows]

    def in_force(self, plugin: str, permission: str, *, foreground: bool) -> list[Grant]:
        """The answers about this permission that count now."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM grants WHERE plugin = ? AND permission = ? AND foreground = ?",
            (plugin, permission, foreground),
        )
        return [grant for grant in map(_grant, rows) if grant.in_force]

    def _widened(self, grant: Grant) -> Grant:
        before = self.in_force(grant.plugin, grant.permission, foreground=grant.foreground)
        same = [known.opens for known in before if _alike(known, grant)]
        return replace(grant, opens=tuple(dict.fromkeys(chain(*same, grant.opens))))

    def mark_used(self, plugin: str, permissions: Iterable[str], *, foreground: bool) -> None:
        """Remember when these were last of use."""
        now = self.now().isoformat()
        with transaction(self._connection) as connection:
            connection.executemany(
                "UPDATE grants SET used_at = ? WHERE plugin = ? AND permission = ?"
                " AND foreground = ?",
                [(now, plugin, permission, foreground) for permission in permissions],
            )

    def revoke(self, plugin: str, permission: str | None) -> list[Grant]:
        """Forget the answers for this permission, or for all of the plugin's; returns them."""
        return self.remove(
            lambda grant: grant.plugin == plugin and permission in (None, grant.permission)
        )

    def remove(self, which: Callable[[Grant], bool]) -> list[Grant]:
        """Forget these answers, all or none; returns them."""
        gone = [grant for grant in self.all() if which(grant)]
        with transaction(self._connection) as connection:
            connection.executemany(
                "DELETE FROM grants WHERE plugin = ? AND distribution = ? AND permission = ?"
                " AND foreground = ? AND session = ?",
                [(g.plugin, g.distribution, g.permission, g.foreground, g.session) for g in gone],
            )
        return gone


def _alike(known: Grant, grant: Grant) -> bool:
    """Whether both say the same about the same distribution, apart from the places."""
    return (known.answer, known.distribution, known.scope) == (
        grant.answer,
        grant.distribution,
        grant.scope,
    )


def _row(grant: Grant, now: datetime) -> tuple[Any, ...]:
    return (
        grant.plugin,
        grant.distribution,
        grant.permission,
        grant.foreground,
        grant.answer,
        msgspec.json.encode(list(grant.opens)).decode(),
        msgspec.json.encode(grant.scope).decode(),
        grant.session,
        grant.granted_at or now.isoformat(),
        grant.used_at,
    )


def _grant(row: tuple[Any, ...]) -> Grant:
    plugin, distribution, permission, foreground, answer, opens, scope, key, at, used = row
    return Grant(
        plugin=plugin,
        distribution=distribution,
        permission=permission,
        foreground=bool(foreground),
        answer=answer,
        opens=tuple(msgspec.json.decode(opens)),
        scope=msgspec.json.decode(scope, type=Scope),
        session=key,
        granted_at=at,
        used_at=used,
    )
