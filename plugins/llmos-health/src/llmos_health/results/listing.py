"""The results of `workouts` and `records`."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Table, Text
from llmos_health.periods import Period, spoken
from llmos_health.results.wording import listed, minutes, notes
from llmos_health.store.figures import WorkoutRow


class WorkoutLine(BaseModel):
    """One workout; what was not measured is None. `pauses` counts its interruptions.

    `climb` is in metres, from the route, of which nothing else is kept.
    """

    model_config = ConfigDict(frozen=True)

    kind: str
    start: datetime
    minutes: float
    km: float | None
    kcal: float | None
    climb: float | None
    indoor: bool | None
    pauses: int
    source: str

    @classmethod
    def of(cls, one: WorkoutRow) -> WorkoutLine:
        """From what the store says."""
        return cls(
            kind=one.kind,
            start=one.start,
            minutes=one.minutes,
            km=one.km if one.km is not None else one.route_km,
            kcal=one.kcal,
            climb=one.climb,
            indoor=one.indoor,
            pauses=sum(name in ("pause", "motion paused") for _, name in one.events),
            source=one.source,
        )

    def item(self, *, timed: bool) -> Item:
        """The workout as an entry of a list."""
        facts = [
            minutes(self.minutes),
            "" if self.km is None else f"{self.km:.2f} km",
            "" if self.kcal is None else f"{self.kcal:.0f} kcal",
            f"{self.climb:.0f} m up" if self.climb else "",
            f"paused {self.pauses} times" if self.pauses > 1 else "paused once" * self.pauses,
            "indoors" if self.indoor else "",
        ]
        when = f", {self.start:%H:%M}" if timed else ""
        note = f"{spoken(self.start.date())}{when} · {listed([self.source])}"
        return Item(self.kind.capitalize(), " · ".join(filter(None, facts)), note)


class Workouts(Result):
    """Workouts of a period, the newest first; the totals count those that are not listed too."""

    since: date
    until: date
    workouts: list[WorkoutLine]
    total: int
    minutes: float
    km: float
    timed: bool
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list of workouts under what they come to."""
        period = Period(self.since, self.until)
        if not self.workouts:
            return [Text(f"No workout on {period}."), *notes(self.notes)]
        heading = f"{self.total} workouts, {minutes(self.minutes)}, {self.km:.1f} km: {period}"
        items = [one.item(timed=self.timed) for one in self.workouts]
        return [Items(items, heading), *notes(self.notes)]


class RecordLine(BaseModel):
    """One record: its times, its value in `unit` or its word, and who measured it."""

    model_config = ConfigDict(frozen=True)

    start: datetime
    end: datetime
    value: float | None
    word: str
    unit: str
    source: str

    def row(self, decimals: int) -> list[str]:
        """The record as a row of a table."""
        same = self.start == self.end
        when = f"{self.start:%H:%M:%S}" + ("" if same else f" to {self.end:%H:%M:%S}")
        value = self.word if self.value is None else f"{self.value:,.{decimals}f} {self.unit}"
        return [spoken(self.start.date()), when, value, listed([self.source])]


class Records(Result):
    """Records as they were measured, the newest first; `total` counts those not listed too."""

    metric: str
    since: date
    until: date
    records: list[RecordLine]
    total: int
    decimals: int
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A table of records."""
        period = Period(self.since, self.until)
        if not self.records:
            return [Text(f"No {self.metric} was recorded on {period}."), *notes(self.notes)]
        shown = len(self.records)
        caption = f"{self.metric}, {period}: {self.total:,} records"
        caption += f", here the last {shown}" if shown < self.total else ""
        rows = [one.row(self.decimals) for one in self.records]
        return [Table(["day", "time", "value", "by"], rows, caption), *notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The sources that measured."""
        names = sorted({one.source for one in self.records})
        return [Citation(name, listed([name]), "health export") for name in names]
