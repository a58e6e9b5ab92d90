"""What a phrase about time means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

Leaning = Literal["past", "future"]
"""Where a phrase points that does not say: "on Friday" is behind us in a mail, ahead in a plan."""


@dataclass(frozen=True)
class Span:
    """A phrase of a text, and the days, the moment, the hours or the length of time it means.

    begin, end     where the phrase stands in the text
    first, last    the first and the last day; None on one side: open there
    start, finish  the moment, and where the phrase gives an end, that too (aware)
    after, before  hours of the day, where the phrase says any
    minutes        a length of time
    """

    begin: int
    end: int
    first: date | None = None
    last: date | None = None
    start: datetime | None = None
    finish: datetime | None = None
    after: time | None = None
    before: time | None = None
    minutes: int | None = None

    @property
    def has_days(self) -> bool:
        """Whether it names any day."""
        return self.first is not None or self.last is not None
