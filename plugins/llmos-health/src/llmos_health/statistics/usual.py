"""What is usual for somebody: the middle of many days and how far they spread around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from llmos_health.aggregates.columns import Floats

_NORMAL = 1.4826
"""Turns the median deviation into what the standard deviation of a normal distribution would be."""


@dataclass(frozen=True)
class Usual:
    """The median and the spread (scaled median deviation) of some values."""

    middle: float
    spread: float
    count: int

    def distance(self, value: float) -> float:
        """How many spreads a value lies above the middle."""
        return (value - self.middle) / self.spread


def usual(values: Floats, smallest_spread: float) -> Usual | None:
    """What is usual; None if there are no values."""
    if not len(values):
        return None
    middle = float(np.median(values))
    spread = float(np.median(np.abs(values - middle))) * _NORMAL
    return Usual(middle, max(spread, smallest_spread), len(values))
