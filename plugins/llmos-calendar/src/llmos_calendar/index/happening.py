"""`Happening`: one time that something happens, as the user's zone sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from llmos_calendar.index.rows import people_of
from llmos_calendar.reading.entry import Person
from llmos_calendar.recurring.spans import Clock, on_the_wall

ENTRY_COLUMNS = (
    "e.event, e.kind, e.title, e.place, e.text, e.people, e.status, e.repeats, e.zone, "
    "e.completed, c.name, c.colour"
)
COLUMNS = f"o.key, o.clock, o.start, o.end, o.blocks, {ENTRY_COLUMNS}"


@dataclass(frozen=True)
class Happening:
    """An occurrence; `end` is not included. `event` is the id of the whole event or series."""

    event: str
    key: str
    kind: str
    title: str
    start: datetime
    end: datetime
    all_day: bool
    blocks: bool
    calendar: str
    colour: str
    place: str
    text: str
    people: list[Person]
    status: str
    repeats: bool
    zone: str
    completed: str

    @property
    def id(self) -> str:
        """The id of this one time."""
        return f"{self.event}-{self.key}" if self.repeats and self.key else self.event


def happening(row: tuple[Any, ...], zone: tzinfo) -> Happening:
    """What a row of `COLUMNS` says, in the user's zone."""
    (key, clock, start, end, blocks, event, kind, title, place, text, *rest) = row
    people, status, repeats, own_zone, completed, calendar, colour = rest
    return Happening(
        event=str(event),
        key=str(key),
        kind=str(kind),
        title=str(title),
        start=_local(Clock(clock), int(start), zone),
        end=_local(Clock(clock), int(end), zone),
        all_day=clock == Clock.DAY,
        blocks=bool(blocks),
        calendar=str(calendar),
        colour=str(colour),
        place=str(place),
        text=str(text),
        people=people_of(str(people)),
        status=str(status),
        repeats=bool(repeats),
        zone=str(own_zone),
        completed=str(completed),
    )


def _local(clock: Clock, seconds: int, zone: tzinfo) -> datetime:
    told = on_the_wall(seconds)
    if clock == Clock.MOMENT:
        return told.replace(tzinfo=UTC).astimezone(zone)
    return told.replace(tzinfo=zone)
