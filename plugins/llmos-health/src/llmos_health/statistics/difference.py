"""`difference`: how two stretches of days differ, and between which bounds that lies.

The difference is that of the means; its 95 % interval is Welch's, with each variance widened where
neighbouring days resemble each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from llmos_health.aggregates.columns import Floats
from llmos_health.statistics.quantiles import inflation, t_95

FEWEST = 3
"""Days that each side must have."""


@dataclass(frozen=True)
class Difference:
    """The second mean less the first, with its 95 % interval."""

    before: float
    after: float
    low: float
    high: float

    @property
    def by(self) -> float:
        """By how much the second is higher."""
        return self.after - self.before

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out no difference."""
        return self.low > 0 or self.high < 0


def difference(before: Floats, after: Floats) -> Difference | None:
    """Compare two stretches; None if one has too few days."""
    if min(len(before), len(after)) < FEWEST:
        return None
    errors = [_squared_error(side) for side in (before, after)]
    total = sum(errors)
    freedom = _freedom(errors, (len(before), len(after)))
    half = t_95(freedom) * math.sqrt(total)
    means = float(before.mean()), float(after.mean())
    by = means[1] - means[0]
    return Difference(*means, by - half, by + half)


def _squared_error(values: Floats) -> float:
    return float(values.var(ddof=1)) / len(values) * inflation(values)


def _freedom(errors: list[float], sizes: tuple[int, int]) -> float:
    total = sum(errors)
    parts = sum(error**2 / (size - 1) for error, size in zip(errors, sizes, strict=True))
    return total**2 / parts if parts else float(sum(sizes) - 2)
