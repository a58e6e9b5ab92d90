"""`Draft`: an event or reminder that does not exist yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from llmos_calendar.reading.entry import Person, Stamp


@dataclass(frozen=True)
class Draft:
    """What is to be written. An event has `start` and `end`; a reminder has `due`.

    `rule` is a recurrence rule, `alarm` how long before it one is reminded.
    """

    uid: str
    title: str
    start: Stamp | None = None
    end: Stamp | None = None
    due: Stamp | None = None
    place: str = ""
    text: str = ""
    rule: str = ""
    people: tuple[Person, ...] = ()
    organizer: Person | None = None
    alarm: timedelta | None = None
    stamp: datetime | None = None
