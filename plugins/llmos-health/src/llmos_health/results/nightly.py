"""The result of `sleep`."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from llmos import Block, Result, Table, Text
from llmos_health.periods import Period, spoken
from llmos_health.results.wording import coverage, hours, measured, notes
from llmos_health.store.figures import NightRow

_MOST_ROWS = 31


class NightLine(BaseModel):
    """One night, under the day on which it ends; lengths in hours.

    `start` and `until` are None where the grant does not tell the time of day. A night of which
    only the time in bed is known has 0 hours asleep.
    """

    model_config = ConfigDict(frozen=True)

    day: date
    start: datetime | None
    until: datetime | None
    in_bed: float
    asleep: float
    core: float
    deep: float
    rem: float
    awake: float
    source: str

    @classmethod
    def of(cls, night: NightRow) -> NightLine:
        """From what the store says."""
        return cls(**vars(night))

    def row(self) -> list[str]:
        """The night as a row of a table."""
        times = f"{self.start:%H:%M} and {self.until:%H:%M}" if self.start and self.until else ""
        staged = self.core or self.deep or self.rem
        stages = [hours(length) if staged else "" for length in (self.deep, self.rem, self.core)]
        asleep = hours(self.asleep) if self.asleep else "not measured"
        return [spoken(self.day), times, asleep, *stages, hours(self.in_bed)]


class Sleep(Result):
    """The nights that end in a period; `asleep` is the mean of those whose sleep was measured."""

    since: date
    until: date
    nights: list[NightLine]
    asleep: float | None
    deep: float | None
    rem: float | None
    measured: int
    sources: list[str]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The mean in a sentence, then the nights."""
        period = Period(self.since, self.until)
        if self.asleep is None:
            return [Text(f"No sleep was measured on {period}."), *notes(self.notes)]
        stages = (
            f", of it {hours(self.deep)} deep and {hours(self.rem)} REM"
            if self.deep is not None and self.rem is not None
            else ""
        )
        sentence = f"You slept {hours(self.asleep)} a night{stages}."
        about = f"{period}: {coverage(self.measured, period.days)}{measured(self.sources)}."
        blocks: list[Block] = [
            Text(sentence),
            Text(about, "note"),
            *notes(self.notes),
        ]
        columns = ["night to", "asleep between", "asleep", "deep", "REM", "core", "in bed"]
        shown = self.nights[-_MOST_ROWS:]
        return [Table(columns, [one.row() for one in shown]), *blocks]
