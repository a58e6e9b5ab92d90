"""How the pulse went in a stretch of time, and how it goes at that hour on other days.

The baseline of a stretch is made of the same hours, by the clock on the wall, of the days around
it: of each such day the mean, of these the median and the spread. Days on which a workout or
another busy stretch lies in these hours do not count, nor do records taken while the wearer moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np

from llmos_health.aggregates.columns import Floats, Ints
from llmos_health.aggregates.coverage import Coverage
from llmos_health.statistics.usual import Usual, usual

FEWEST_RECORDS = 3
"""Measurements that a stretch must have."""

FEWEST_DAYS = 5
"""Other days that a baseline must have."""

_FEWEST_OF_A_DAY = 2
_SMALLEST_SPREAD = 1.0
"""Beats a minute."""


@dataclass(frozen=True)
class Pulse:
    """A pulse over time: moments in seconds since 1970, in order, and beats a minute."""

    at: Ints
    bpm: Floats

    @cached_property
    def _sums(self) -> Floats:
        sums: Floats = np.r_[0.0, np.cumsum(self.bpm)]
        return sums

    def means(self, starts: Ints, ends: Ints) -> tuple[Floats, Ints]:
        """The mean in each stretch, NaN where there is none, and how many records it has."""
        sums = self._sums
        first, last = np.searchsorted(self.at, starts), np.searchsorted(self.at, ends)
        count: Ints = last - first
        with np.errstate(invalid="ignore"):
            return (sums[last] - sums[first]) / np.where(count > 0, count, np.nan), count

    def peak(self, start: int, end: int) -> float:
        """The highest value in a stretch that has records."""
        first, last = np.searchsorted(self.at, [start, end])
        return float(self.bpm[first:last].max())


@dataclass(frozen=True)
class Response:
    """How the pulse answered to one stretch.

    `rise` is the mean less the baseline's middle, `distance` the same in spreads; `after` is the
    mean of the time that follows, and None where too little was measured.
    """

    mean: float
    peak: float
    records: int
    baseline: Usual
    after: float | None
    after_baseline: Usual | None

    @property
    def rise(self) -> float:
        """Beats a minute above what is usual at that hour."""
        return self.mean - self.baseline.middle

    @property
    def distance(self) -> float:
        """The rise in spreads of the baseline."""
        return self.baseline.distance(self.mean)


class Baselines:
    """Answers for many stretches of one pulse."""

    def __init__(self, pulse: Pulse, busy: Coverage, days: int, after: timedelta) -> None:
        self._pulse = pulse
        self._busy = busy
        self._days = [day for day in range(-days, days + 1) if day]
        self._after = after
        self._offsets: dict[object, dict[int, int]] = {}

    def responses(
        self, stretches: Sequence[tuple[datetime, datetime]], now: datetime
    ) -> list[Response | None]:
        """The response to each stretch (aware moments); None where too little was measured."""
        return [self._response(start, end, now) for start, end in stretches]

    def _response(self, start: datetime, end: datetime, now: datetime) -> Response | None:
        begin, stop = int(start.timestamp()), int(end.timestamp())
        means, counts = self._pulse.means(np.array([begin]), np.array([stop]))
        if counts[0] < FEWEST_RECORDS:
            return None
        shifts = self._shifts(start)
        baseline = self._usual(begin + shifts, stop + shifts, now)
        if baseline is None:
            return None
        after, after_baseline = self._afterwards(stop, shifts, now)
        peak = self._pulse.peak(begin, stop)
        return Response(float(means[0]), peak, int(counts[0]), baseline, after, after_baseline)

    def _afterwards(
        self, stop: int, shifts: Ints, now: datetime
    ) -> tuple[float | None, Usual | None]:
        length = int(self._after.total_seconds())
        means, counts = self._pulse.means(np.array([stop]), np.array([stop + length]))
        if counts[0] < FEWEST_RECORDS or stop + length > now.timestamp():
            return None, None
        return float(means[0]), self._usual(stop + shifts, stop + length + shifts, now)

    def _usual(self, starts: Ints, ends: Ints, now: datetime) -> Usual | None:
        means, counts = self._pulse.means(starts, ends)
        quiet = self._busy.within(starts, ends) == 0
        found = usual(means[quiet & (counts >= _FEWEST_OF_A_DAY)], _SMALLEST_SPREAD)
        return found if found and found.count >= FEWEST_DAYS else None

    def _shifts(self, start: datetime) -> Ints:
        """Seconds to the same time by the clock on the wall on each of the other days."""
        here = self._offset(start, 0)
        return np.array([day * 86_400 + here - self._offset(start, day) for day in self._days])

    def _offset(self, start: datetime, day: int) -> int:
        known = self._offsets.setdefault(start.tzinfo, {})
        number = start.toordinal() + day
        if number not in known:
            noon = start.replace(hour=12) + timedelta(days=day)
            away = noon.utcoffset()
            known[number] = int(away.total_seconds()) if away else 0
        return known[number]
