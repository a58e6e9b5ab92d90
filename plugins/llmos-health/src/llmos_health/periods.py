"""The days that an answer is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from llmos import Context, ToolError


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """The period of the same length that ends where this one begins."""
        last = self.first - timedelta(days=1)
        return Period(last - timedelta(days=self.days - 1), last)

    def __str__(self) -> str:
        return (
            spoken(self.first)
            if self.first == self.last
            else f"{spoken(self.first)} to {spoken(self.last)}"
        )


def period(ctx: Context, since: date | None, until: date | None) -> Period:
    """What was asked for, or the usual number of days up to today."""
    last = until or max(ctx.now.date(), since or ctx.now.date())
    first = since or last - timedelta(days=ctx.settings.days - 1)
    if first > last:
        raise ToolError(
            f"The first day, {first}, comes after the last one, {last}.",
            hint="Give the earlier day as since.",
        )
    return Period(first, last)


def beginning(ctx: Context, day: date) -> datetime:
    """The first moment of a day in the user's zone."""
    return datetime.combine(day, time(), ctx.now.tzinfo)


def spoken(day: date) -> str:
    """A day as people write it."""
    return f"{day:%a} {day.day} {day:%b %Y}"
