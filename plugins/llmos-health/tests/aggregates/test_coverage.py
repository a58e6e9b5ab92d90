"""Covered time, compared with counting second by second."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from llmos_health.aggregates.coverage import Coverage, uncovered_share


def seconds(intervals: list[tuple[int, int]]) -> set[int]:
    return {moment for start, end in intervals for moment in range(start, end)}


@pytest.mark.parametrize("seed", range(20))
def test_shares_are_those_of_counting_seconds(seed):
    random = Random(seed)
    rows = [
        (start := random.randrange(200), start + random.choice((0, 1, 5, 40)), random.randrange(4))
        for _ in range(random.randrange(1, 25))
    ]
    starts, ends, ranks = (np.array(column) for column in zip(*rows, strict=True))
    shares = uncovered_share(starts, ends, ranks)
    for (start, end, rank), share in zip(rows, shares, strict=True):
        earlier = seconds([row[:2] for row in rows if row[2] < rank])
        own = set(range(start, end)) or {start}
        assert share == pytest.approx(len(own - earlier) / len(own))


def test_intervals_that_touch_are_one():
    found = Coverage.of(np.array([5, 0, 10]), np.array([8, 5, 12]))
    assert (found.starts.tolist(), found.ends.tolist()) == ([0, 10], [8, 12])


def test_nothing_covers_nothing():
    found = Coverage.of(np.array([], int), np.array([], int))
    assert found.within(np.array([0]), np.array([9])).tolist() == [0]
    assert found.holds(np.array([4])).tolist() == [False]
