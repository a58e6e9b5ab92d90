"""The result of `chart`."""

from __future__ import annotations

import base64
from datetime import date
from typing import Literal

from llmos import Block, Picture, Result, Text
from llmos_health.periods import Period
from llmos_health.results.wording import coverage, measured, notes


class Chart(Result):
    """A picture of a metric; `picture` is base64, and empty if nothing was measured."""

    metric: str
    unit: str
    since: date
    until: date
    days: int
    sources: list[str]
    format: Literal["png", "svg"]
    picture: str
    drawing: str
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The picture, with a drawing for terminals."""
        period = Period(self.since, self.until)
        if not self.picture:
            return [Text(f"Nothing was measured on {period}."), *notes(self.notes)]
        caption = (
            f"{self.metric}, {period}: {coverage(self.days, period.days)}{measured(self.sources)}"
        )
        data = base64.b64decode(self.picture)
        return [Picture(self.format, data, caption, self.drawing), *notes(self.notes)]
