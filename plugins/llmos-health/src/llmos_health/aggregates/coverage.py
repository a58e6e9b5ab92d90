"""Time that is covered: merged intervals, and how much of others lies in them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Coverage(NamedTuple):
    """Intervals that do not touch, in order."""

    starts: Ints
    ends: Ints

    @classmethod
    def of(cls, starts: Ints, ends: Ints) -> Coverage:
        """What these intervals cover together."""
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], ends[order]
        if not len(starts):
            return cls(starts, ends)
        reached = np.maximum.accumulate(ends)
        first = np.r_[True, starts[1:] > reached[:-1]]
        last = np.r_[np.flatnonzero(first)[1:] - 1, len(starts) - 1]
        return cls(starts[first], reached[last])

    def within(self, starts: Ints, ends: Ints) -> Ints:
        """How many seconds of each given interval are covered."""
        return self._before(ends) - self._before(starts)

    def holds(self, moments: Ints) -> NDArray[np.bool_]:
        """Whether each moment is covered; the end of an interval is not."""
        if not len(self.starts):
            return np.zeros(len(moments), bool)
        place = np.searchsorted(self.starts, moments, "right") - 1
        return (place >= 0) & (moments < self.ends[place])

    def _before(self, moments: Ints) -> Ints:
        if not len(self.starts):
            return np.zeros(len(moments), np.int64)
        lengths = np.r_[0, np.cumsum(self.ends - self.starts)]
        place = np.searchsorted(self.starts, moments, "right") - 1
        inside = np.clip(moments - self.starts[place], 0, self.ends[place] - self.starts[place])
        return np.where(place >= 0, lengths[place] + inside, 0)


def uncovered_share(starts: Ints, ends: Ints, ranks: Ints) -> Floats:
    """Which part of each interval no interval of a lower rank covers, from 0 to 1."""
    share = np.ones(len(starts))
    for rank in sorted(set(ranks.tolist()))[1:]:
        earlier, here = ranks < rank, ranks == rank
        covered = Coverage.of(starts[earlier], ends[earlier])
        share[here] = _free(covered, starts[here], ends[here])
    return share


def _free(covered: Coverage, starts: Ints, ends: Ints) -> Floats:
    length = ends - starts
    inside = covered.within(starts, ends)
    free: Floats = np.where(
        length > 0, 1 - inside / np.maximum(length, 1), ~covered.holds(starts)
    ).astype(np.float64)
    return free
