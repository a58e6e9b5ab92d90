"""`trend`: by how much a figure changes over time, and between which bounds that lies.

The slope is Theil and Sen's, the median of the slopes between all pairs of days, which a few odd
days do not move. Its 95 % interval is Kendall's (Sen 1968), widened where neighbouring days
resemble each other, because then there is less evidence than days.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from llmos_health.aggregates.columns import Floats, Ints
from llmos_health.statistics.quantiles import NORMAL_95, inflation

FEWEST = 8
"""Days below which no trend is told."""

_MOST = 500
"""Days above which neighbours are put together, so that the pairs stay countable."""


@dataclass(frozen=True)
class Trend:
    """The change a day, and its 95 % interval; `days` are those that have a figure.

    `steps` is how many days lie between the first and the last of them; `at_start` and `at_end` are
    the values of the fitted line there.
    """

    slope: float
    low: float
    high: float
    days: int
    steps: int
    at_start: float
    at_end: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out no change."""
        return self.low > 0 or self.high < 0


def trend(day: Ints, value: Floats) -> Trend | None:
    """The trend of daily figures; None if there are too few."""
    count = len(day)
    if count < FEWEST:
        return None
    x, y = _thinned(day.astype(np.float64), value)
    slopes = _slopes(x, y)
    slope = float(np.median(slopes))
    level = float(np.median(y - slope * x))
    low, high = _interval(slopes, y, inflation(y - slope * x - level))
    first, last = int(day[0]), int(day[-1])
    ends = level + slope * first, level + slope * last
    return Trend(slope, low, high, count, last - first, *ends)


def _slopes(x: Floats, y: Floats) -> Floats:
    upper = np.triu_indices(len(x), 1)
    run: Floats = x[upper[1]] - x[upper[0]]
    rise: Floats = y[upper[1]] - y[upper[0]]
    return np.sort(rise / run)


def _interval(slopes: Floats, y: Floats, widened: float) -> tuple[float, float]:
    n = len(y)
    ties = np.unique(y, return_counts=True)[1].astype(np.float64)
    variance = (n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    half = NORMAL_95 * math.sqrt(max(variance, 1.0) * widened)
    low = max(0, math.floor((len(slopes) - half) / 2) - 1)
    high = min(len(slopes) - 1, math.ceil((len(slopes) + half) / 2))
    return float(slopes[low]), float(slopes[high])


def _thinned(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    if len(x) <= _MOST:
        return x, y
    groups = np.array_split(np.arange(len(x)), _MOST)
    return (
        np.array([x[group].mean() for group in groups]),
        np.array([y[group].mean() for group in groups]),
    )
