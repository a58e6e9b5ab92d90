"""The result of `summary`."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Result, Table, Text
from llmos_health.periods import Period
from llmos_health.results.wording import coverage, figure, listed, notes
from llmos_health.store.figures import Overview


class Line(BaseModel):
    """One metric over a period; figures are those of days, in `unit`.

    `total` is None where adding up makes no sense.
    """

    model_config = ConfigDict(frozen=True)

    metric: str
    group: str
    unit: str
    a_day: float
    lowest_day: float
    highest_day: float
    total: float | None
    days: int
    records: int
    sources: list[str]
    row: list[str]

    @classmethod
    def of(cls, one: Overview, days: int) -> Line:
        """From what the store says."""
        adds_up = one.metric.how in ("total", "minutes", "times")

        def shown(value: float) -> str:
            return figure(one.metric, one.unit, value)

        return cls(
            metric=one.metric.label,
            group=one.metric.group,
            unit=one.unit,
            a_day=one.mean,
            lowest_day=one.low,
            highest_day=one.high,
            total=one.total if adds_up else None,
            days=one.days,
            records=one.records,
            sources=list(one.sources),
            row=[
                one.metric.label,
                shown(one.mean),
                f"{shown(one.low)} to {shown(one.high)}",
                shown(one.total) if adds_up else "",
                coverage(one.days, days),
                listed(one.sources),
            ],
        )


class RingsLine(BaseModel):
    """Days with rings, and on how many of them each was closed."""

    model_config = ConfigDict(frozen=True)

    days: int
    move: int
    exercise: int
    stand: int

    def __str__(self) -> str:
        return (
            f"Rings closed on {self.days} days: move {self.move}, exercise {self.exercise}, "
            f"stand {self.stand}."
        )


class Summary(Result):
    """Several metrics over a period; `rings` is None if none were asked for or there are none."""

    since: date
    until: date
    metrics: list[Line]
    rings: RingsLine | None
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A table with a row for each metric."""
        period = Period(self.since, self.until)
        if not self.metrics:
            return [Text(f"Nothing was measured on {period}."), *notes(self.notes)]
        columns = ["metric", "a day", "lowest to highest day", "in all", "measured on", "by"]
        table = Table(columns, [line.row for line in self.metrics], f"{period}")
        closed: list[Block] = [Text(str(self.rings))] if self.rings else []
        return [table, *closed, *notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The sources that measured."""
        names = sorted({name for line in self.metrics for name in line.sources})
        return [Citation(name, listed([name]), "health export") for name in names]
