"""The results of `during` and `suggest`."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Text
from llmos_health.periods import spoken
from llmos_health.pulse.baseline import Response
from llmos_health.pulse.meetings import Meeting
from llmos_health.results.wording import NO_DIAGNOSIS, notes, some


class MeetingLine(BaseModel):
    """An event and the pulse during it, in beats a minute.

    `usual` is the middle of the same hours of `other_days`, `rise` the mean above it, and
    `distance` the same in spreads of those days. `after_rise` is that of the hour after, None where
    too little was measured.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    start: datetime
    end: datetime
    people: list[str]
    mean: float
    peak: float
    usual: float
    rise: float
    distance: float
    after_rise: float | None
    records: int
    other_days: int

    @classmethod
    def of(cls, one: Meeting, response: Response) -> MeetingLine:
        """From an event and what the pulse did."""
        after = None
        if response.after is not None and response.after_baseline is not None:
            after = response.after - response.after_baseline.middle
        return cls(
            id=one.id,
            title=one.title,
            start=one.start,
            end=one.end,
            people=list(one.people),
            mean=response.mean,
            peak=response.peak,
            usual=response.baseline.middle,
            rise=response.rise,
            distance=response.distance,
            after_rise=after,
            records=response.records,
            other_days=response.baseline.count,
        )

    def item(self) -> Item:
        """The event as an entry of a list."""
        detail = (
            f"{self.mean:.0f} bpm on average, {round(self.rise):+d} against the usual "
            f"{self.usual:.0f} at that hour; peak {self.peak:.0f}"
        )
        if self.after_rise is not None:
            detail += f"; the hour after {round(self.after_rise):+d}"
        when = f"{spoken(self.start.date())}, {self.start:%H:%M} to {self.end:%H:%M}"
        note = f"{when} · {self.records} measurements, {self.other_days} other days"
        return Item(self.title, detail, note, cites=self.id)

    def citation(self) -> Citation:
        """The event as a source of what is said about it."""
        return Citation(self.id, self.title, "calendar", self.start)


class During(Result):
    """Events by how far the pulse rose, the highest first; `unmeasured` are those without enough
    measurements to say, `trained` those with a workout in them.
    """

    events: list[MeetingLine]
    unmeasured: list[str]
    trained: list[str]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list of events."""
        if not self.events:
            return [Text("No event of that time has enough measurements."), *notes(self._all())]
        items = [one.item() for one in self.events]
        return [
            Items(items, "Your pulse during events, the highest rise first"),
            *notes(self._all()),
        ]

    def _all(self) -> list[str]:
        told = [
            f"{why}: {some(titles)}."
            for why, titles in (
                ("Not enough measurements", self.unmeasured),
                ("Left out, because you trained then", self.trained),
            )
            if titles
        ]
        why = "A raised pulse has many causes: stairs, coffee, joy. "
        return [*told, *self.notes, why + NO_DIAGNOSIS]

    def citations(self) -> list[Citation]:
        """The events."""
        return [one.citation() for one in self.events]


class Suggestion(BaseModel):
    """Something that could be done, and the event that it stands on. Nothing is done by itself.

    kind      `break` (from `start` to `end` nothing is planned) or `calm_wording` (of what is
              written next to `people`)
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["break", "calm_wording"]
    text: str
    start: datetime | None
    end: datetime | None
    people: list[str]
    evidence: MeetingLine


class Suggestions(Result):
    """Suggestions after demanding events, the latest first."""

    suggestions: list[Suggestion]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list of suggestions, each with its evidence."""
        if not self.suggestions:
            return [
                Text("No event raised your pulse much above what is usual."),
                *notes(self.notes),
            ]
        items = [
            Item(one.text, one.evidence.item().detail, one.evidence.title, cites=one.evidence.id)
            for one in self.suggestions
        ]
        return [Items(items, "Suggestions"), *notes([*self.notes, NO_DIAGNOSIS])]

    def citations(self) -> list[Citation]:
        """The events, each once."""
        found = {one.evidence.id: one.evidence.citation() for one in self.suggestions}
        return list(found.values())
