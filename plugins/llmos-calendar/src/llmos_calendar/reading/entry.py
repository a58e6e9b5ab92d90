"""`Entry`: one event or task as a file tells it, with its times still in its own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

Kind = Literal["event", "todo"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as it is written: what a clock on the wall would show, and where that wall is.

    `zone` is a key of the tz database, "UTC", or empty for a time that is the same on every wall.
    A day is its midnight.
    """

    local: datetime
    zone: str = ""
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part; `answer` is accepted, declined, tentative, or empty."""

    name: str
    address: str
    answer: str = ""

    def __str__(self) -> str:
        return self.name or self.address

    @property
    def reached(self) -> str:
        """The name with the address, or the one of them that is known."""
        return f"{self.name} <{self.address}>" if self.name and self.address else str(self)


@dataclass(frozen=True, slots=True)
class Alarm:
    """When a reminder fires: so long after the start (or end), or at a moment."""

    after: timedelta | None = None
    of_end: bool = False
    at: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A date that a series adds, with a length of its own."""

    start: Stamp
    length: timedelta


@dataclass(frozen=True, slots=True)
class Entry:
    """An event or task, one exception of a series, or the series itself if it has rules.

    `end` is not included, and is None where nothing says how long it lasts; `length` is its length
    where the file says that instead. `exact` lengths are counted in hours, others in days on the
    wall. `recurrence` is the occurrence that an exception stands for, `following` says that it
    stands for all later ones too. `excluding` are rules of what does not happen (EXRULE, of old
    files). `is_busy` is None where the file does not say.
    """

    kind: Kind
    uid: str
    start: Stamp | None = None
    end: Stamp | None = None
    length: timedelta | None = None
    exact: bool = False
    due: Stamp | None = None
    completed: Stamp | None = None
    title: str = ""
    place: str = ""
    text: str = ""
    status: str = ""
    sequence: int = 0
    priority: int = 0
    is_busy: bool | None = None
    organizer: Person | None = None
    people: tuple[Person, ...] = ()
    rules: tuple[str, ...] = ()
    dates: tuple[Stamp, ...] = ()
    periods: tuple[Period, ...] = ()
    exceptions: tuple[Stamp, ...] = ()
    excluding: tuple[str, ...] = ()
    recurrence: Stamp | None = None
    following: bool = False
    alarms: tuple[Alarm, ...] = ()
    problems: tuple[str, ...] = field(default=())

    @property
    def repeats(self) -> bool:
        """Whether it is a series."""
        return bool(self.rules or self.dates or self.periods) and self.recurrence is None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds, and what could not be read of it."""

    entries: tuple[Entry, ...]
    name: str = ""
    zone: str = ""
    problems: tuple[str, ...] = ()
