"""The results of `trend` and `compare`."""

from __future__ import annotations

from datetime import date

from llmos import Block, Result, Text
from llmos_health.periods import Period
from llmos_health.results.wording import coverage, measured, notes


class TrendResult(Result):
    """How a metric changed over a period.

    `change` is the change from the first to the last measured day with its 95 % interval, in
    `unit`; all of them are None where there are too few days. `clear` says whether the interval
    leaves out no change.
    """

    metric: str
    unit: str
    since: date
    until: date
    days: int
    change: float | None
    change_low: float | None
    change_high: float | None
    a_week: float | None
    at_start: float | None
    at_end: float | None
    clear: bool
    sources: list[str]
    sentence: str
    drawing: str
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The change in a sentence, and the days as a drawing."""
        period = Period(self.since, self.until)
        about = f"{coverage(self.days, period.days)}{measured(self.sources)}"
        blocks: list[Block] = [Text(self.sentence)]
        if self.drawing:
            blocks.append(Text(self.drawing, "drawing"))
        return [*blocks, Text(f"{period}: {about}.", "note"), *notes(self.notes)]


class Side(Result):
    """One of two periods."""

    since: date
    until: date
    mean: float | None
    days: int


class Comparison(Result):
    """How a metric differs between two periods.

    `by` is the second mean less the first, with its 95 % interval, in `unit`; None where there are
    too few days. `clear` says whether the interval leaves out no difference.
    """

    metric: str
    unit: str
    first: Side
    second: Side
    by: float | None
    by_low: float | None
    by_high: float | None
    clear: bool
    sources: list[str]
    sentence: str
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The difference in a sentence, and what each side stands on."""
        sides = [
            f"{Period(side.since, side.until)}: "
            + coverage(side.days, Period(side.since, side.until).days)
            for side in (self.first, self.second)
        ]
        about = f"{'; '.join(sides)}{measured(self.sources)}."
        return [Text(self.sentence), Text(about, "note"), *notes(self.notes)]
