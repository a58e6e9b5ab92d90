"""For which years series are laid out, and laying out others when somebody asks about them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from llmos_calendar.recurring.limits import YEARS


@dataclass(frozen=True)
class Years:
    """From the first to the last year, both included."""

    first: int
    last: int

    @classmethod
    def around(cls, now: datetime) -> Years:
        """The year that was, the one that is, and the one that comes."""
        return cls(now.year - 1, now.year + 1)

    @property
    def begin(self) -> datetime:
        """A time on every wall before the first year begins anywhere."""
        return datetime(max(self.first - 1, 1), 12, 30)

    @property
    def end(self) -> datetime:
        """A time on every wall after the last year has ended everywhere."""
        return datetime(min(self.last + 1, 9_999), 1, 3)

    def covers(self, other: Years) -> bool:
        """Whether all of the other years are among these."""
        return self.first <= other.first and other.last <= self.last

    def with_(self, other: Years) -> Years:
        """These and the others and what lies between, or only the others if that is too much."""
        first, last = min(self.first, other.first), max(self.last, other.last)
        return Years(first, last) if last - first < YEARS else other


def kept(connection: sqlite3.Connection) -> Years | None:
    """The years that are laid out; None before the first time."""
    row = connection.execute("SELECT first, last FROM years").fetchone()
    return Years(*row) if row else None


def keep(connection: sqlite3.Connection, years: Years) -> None:
    """Note which years are laid out; runs inside a transaction."""
    connection.execute("DELETE FROM years")
    connection.execute("INSERT INTO years VALUES (?, ?)", (years.first, years.last))
