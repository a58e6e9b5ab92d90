"""Trends and differences, each with its uncertainty."""

from __future__ import annotations

import numpy as np
import pytest

from llmos_health.statistics.difference import difference
from llmos_health.statistics.quantiles import inflation, t_95
from llmos_health.statistics.trend import trend
from llmos_health.statistics.usual import usual

DAYS = np.arange(100)


def noise(seed: int, count: int = 100) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 1, count)


def test_a_steady_rise_is_found_with_its_ends():
    found = trend(DAYS, 50 + 0.1 * DAYS)
    assert (found.slope, found.at_start, found.at_end) == pytest.approx((0.1, 50, 59.9))
    assert found.is_clear


def test_the_interval_holds_the_true_slope_nineteen_times_out_of_twenty():
    held = [
        found.low <= 0.02 <= found.high
        for seed in range(200)
        if (found := trend(DAYS, 0.02 * DAYS + noise(seed)))
    ]
    assert 0.92 <= sum(held) / len(held) <= 1.0


def test_where_nothing_changes_a_clear_trend_is_rare_even_if_days_resemble_each_other():
    def walk(seed: int) -> np.ndarray:
        steps = noise(seed, 160)
        for place in range(1, len(steps)):
            steps[place] += 0.6 * steps[place - 1]
        return steps[60:]

    clear = [trend(DAYS, walk(seed)).is_clear for seed in range(200)]
    assert sum(clear) / len(clear) <= 0.12


def test_a_few_odd_days_do_not_move_the_trend():
    values = 50 + 0.1 * DAYS
    values[[3, 40, 77]] = 500
    assert trend(DAYS, values).slope == pytest.approx(0.1)


def test_days_without_figures_are_gaps_and_not_zeros():
    some = DAYS[::7]
    assert trend(some, 50 + 0.1 * some).slope == pytest.approx(0.1)


def test_few_days_tell_no_trend_and_many_are_put_together():
    assert trend(DAYS[:7], DAYS[:7] * 1.0) is None
    many = np.arange(5_000)
    assert trend(many, 0.5 * many).slope == pytest.approx(0.5)


def test_a_difference_has_welchs_interval():
    # By hand: squared errors 0.1 and 0.833, 3.72 degrees of freedom, t = 2.86.
    before = np.array([4.0, 5.0, 6.0, 5.0, 5.0])
    after = np.array([12.0, 8.0, 11.0, 9.0])
    found = difference(before, after)
    assert (found.before, found.after, found.by) == (5.0, 10.0, 5.0)
    assert (found.low, found.high) == pytest.approx((2.26, 7.74), abs=0.15)
    assert found.is_clear


def test_alike_stretches_are_rarely_called_different():
    clear = [difference(noise(seed, 30), noise(seed + 900, 30)).is_clear for seed in range(200)]
    assert sum(clear) / len(clear) <= 0.09


def test_too_few_days_are_not_compared_and_constant_ones_differ_clearly():
    assert difference(np.ones(2), np.ones(9)) is None
    found = difference(np.ones(5), np.full(5, 2.0))
    assert (found.by, found.low, found.high) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("freedom", "expected"), [(3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (1e6, 1.960)]
)
def test_quantiles_of_t_are_those_of_the_tables(freedom, expected):
    assert t_95(freedom) == pytest.approx(expected, rel=0.012)


def test_neighbours_that_resemble_each_other_tell_less():
    assert inflation(noise(1)) == pytest.approx(1, abs=0.4)
    assert inflation(np.repeat(noise(2, 20), 5)) > 3
    assert inflation(np.ones(9)) == 1.0


def test_what_is_usual_is_the_middle_and_its_spread():
    found = usual(np.array([1.0, 2.0, 3.0, 4.0, 100.0]), 0.1)
    assert (found.middle, found.count) == (3.0, 5)
    assert found.spread == pytest.approx(1.4826)
    assert found.distance(3.0 + 2 * found.spread) == pytest.approx(2)
    assert usual(np.array([]), 0.1) is None


def test_the_change_reaches_from_the_first_to_the_last_measured_day_and_no_further():
    some = DAYS[20:61:4]
    found = trend(some, 50 + 0.1 * some)
    assert (found.days, found.steps) == (11, 40)
    assert (found.at_start, found.at_end) == pytest.approx((52, 56))
