"""Events in lists."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Text
from llmos_calendar.index.happening import Happening
from llmos_calendar.results.wording import as_notes, spoken


class EventLine(BaseModel):
    """One event, or one occurrence of a series; `end` is not included.

    An event that lasts all day goes from midnight to midnight in the user's zone. `reached` are the
    people with the addresses that the event gives for them, "Ines Carvalho <ines@example.org>".
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    start: datetime
    end: datetime
    all_day: bool
    calendar: str
    place: str
    people: list[str]
    reached: list[str]
    status: str
    repeats: bool

    @classmethod
    def of(cls, one: Happening) -> EventLine:
        """The event as the index knows it."""
        return cls(
            id=one.id,
            title=one.title or "(no title)",
            start=one.start,
            end=one.end,
            all_day=one.all_day,
            calendar=one.calendar,
            place=one.place,
            people=[str(person) for person in one.people],
            reached=[person.reached for person in one.people],
            status=one.status,
            repeats=one.repeats,
        )

    @property
    def when(self) -> str:
        """When it is, for people."""
        return spoken(self.start, self.end, all_day=self.all_day)

    def item(self) -> Item:
        """The event as an entry of a list."""
        marks = [self.status] * (self.status in ("cancelled", "tentative"))
        marks += ["repeats"] * self.repeats
        who = [f"with {', '.join(self.people[:5])}"] * bool(self.people)
        about = [self.when, self.place, *who, self.calendar, *marks]
        return Item(self.title, "", " · ".join(filter(None, about)), cites=self.id)

    def citation(self) -> Citation:
        """The event as a source of what is said about it."""
        return Citation(self.id, self.title, self.calendar, self.start)


class EventsResult(Result):
    """The events found, in order; `total` counts those that are not listed too."""

    events: list[EventLine]
    total: int
    since: datetime
    until: datetime
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list, or the sentence that there is nothing."""
        within = spoken(self.since, self.until, all_day=_whole_days(self.since, self.until))
        if not self.events:
            return [Text(f"Nothing is in the calendar for {within}."), *as_notes(self.notes)]
        shown = len(self.events)
        count = f"{self.total:,} event{'s' * (self.total != 1)}"
        heading = f"{count}, {within}" + f", here {shown}" * (shown < self.total)
        return [Items([line.item() for line in self.events], heading), *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The listed events."""
        return [line.citation() for line in self.events]


class NextResult(Result):
    """What comes next; `event` is None if nothing does."""

    event: EventLine | None
    minutes_until: int | None
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The event, and how long it still is."""
        if self.event is None or self.minutes_until is None:
            return [Text("Nothing like that is coming."), *as_notes(self.notes)]
        return [
            Items([self.event.item()], f"Next, {_until(self.minutes_until)}"),
            *as_notes(self.notes),
        ]

    def citations(self) -> list[Citation]:
        """The event."""
        return [self.event.citation()] if self.event else []


def _until(minutes: int) -> str:
    if minutes <= 0:
        return "now"
    if minutes < 90:
        return f"in {minutes} minutes"
    hours = round(minutes / 60)
    return f"in {hours} hours" if hours < 36 else f"in {round(minutes / 1440)} days"


def _whole_days(since: datetime, until: datetime) -> bool:
    return f"{since:%H%M}" == f"{until:%H%M}" == "0000"
