"""Free time: the hours in which something could be, less those in which something is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from llmos_calendar.index.query import merged
from llmos_calendar.index.wanted import Window
from llmos_calendar.settings import WEEKDAYS, CalendarSettings

_MIDNIGHT = time()
_ROUND_TO = 5
"""Minutes: nobody wants to meet at 14:03."""

Stretch = tuple[int, int]
"""From one moment to another, in seconds since 1970."""


@dataclass(frozen=True)
class Hours:
    """When something could be: on which days, from when to when.

    `exact_start` and `exact_end` say that the window's own ends were named as times, which count
    more than working hours do.
    """

    begins: time
    ends: time
    days: frozenset[int]
    exact_start: bool = False
    exact_end: bool = False

    @classmethod
    def working(cls, settings: CalendarSettings, **exact: bool) -> Hours:
        """The hours that the user works."""
        days = frozenset(WEEKDAYS.index(day) for day in settings.work_days)
        return cls(settings.work_begins, settings.work_ends, days, **exact)

    def within(self, window: Window) -> list[Stretch]:
        """The stretches of a window in which something could be."""
        return merged([_seconds(part) for part in self._parts(window)])

    def _parts(self, window: Window) -> Iterator[tuple[datetime, datetime]]:
        day = window.since.date()
        while (start := datetime.combine(day, _MIDNIGHT, window.since.tzinfo)) < window.until:
            first, last = start <= window.since, start + timedelta(days=1) >= window.until
            if day.weekday() in self.days:
                begin, end = self._of(start, window, first=first, last=last)
                if begin < end:
                    yield begin, end
            day += timedelta(days=1)

    def _of(
        self, start: datetime, window: Window, *, first: bool, last: bool
    ) -> tuple[datetime, datetime]:
        day, zone = start.date(), start.tzinfo
        begin = datetime.combine(day, self.begins, zone)
        end = datetime.combine(day, self.ends, zone)
        midnight = datetime.combine(day + timedelta(days=1), _MIDNIGHT, zone)
        if self.ends == _MIDNIGHT:
            end = midnight
        if first:
            begin = window.since if self.exact_start else max(begin, window.since)
        if first and self.exact_start and window.since >= end:
            end = midnight  # who asks about an evening does not mean office hours
        if last:
            end = window.until if self.exact_end else min(end, window.until)
        return begin, end


def openings(
    hours: Sequence[Stretch], busy: Sequence[Stretch], minutes: int, buffer_minutes: int
) -> list[Stretch]:
    """The stretches of these hours that are free for at least so long. Both are sorted."""
    buffer = buffer_minutes * 60
    taken = merged([(start - buffer, end + buffer) for start, end in busy])
    found = []
    for start, end in hours:
        found += [one for one in _between(start, end, taken) if one[1] - one[0] >= minutes * 60]
    return found


def rounded(stretch: Stretch) -> Stretch:
    """The stretch from the next round time on."""
    step = _ROUND_TO * 60
    return -(-stretch[0] // step) * step, stretch[1]


def _between(start: int, end: int, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    at = start
    first = max(0, bisect_right(taken, (start, start)) - 1)
    for begin, finish in taken[first:]:
        if begin >= end:
            break
        if begin > at:
            yield rounded((at, begin))
        at = max(at, finish)
    if at < end:
        yield rounded((at, end))


def _seconds(part: tuple[datetime, datetime]) -> Stretch:
    return int(part[0].timestamp()), int(part[1].timestamp())
