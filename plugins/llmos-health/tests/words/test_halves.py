"""Words for half hours of the pulse."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest

from llmos_health.metrics.limits import Shown
from llmos_health.store.visible import show_only
from llmos_health.words.halves import halves_of, within

from ..conftest import record

PULSE = "HKQuantityTypeIdentifierHeartRate"
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 20)


def pulse(day: int, time: str, value: float, motion: int = 1) -> str:
    context = f'<MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="{motion}"/>'
    start = f"2026-03-{day:02} {time}:00 +0100"
    return record(PULSE, start, value=str(value), unit="count/min", inside=context)


def two(day: int, hour: int, value: float, motion: int = 1) -> list[str]:
    """Two records in the first half of an hour, which is enough to judge."""
    return [pulse(day, f"{hour:02}:{minute}", value, motion) for minute in ("05", "20")]


@pytest.fixture
def halves(store, export):
    """The letters of these records, by day and half hour, the first day first."""

    def make(*records: str) -> np.ndarray:
        store.read(export(*records))
        show_only(store.connection, Shown())
        found = halves_of(store.connection, FIRST, LAST)
        letters = "".join(reversed(found))
        # By the clock on the wall again, which is an hour before Greenwich's.
        return np.array(list("xx" + letters)[: 48 * 20]).reshape(-1, 48)

    return make


def test_a_half_hour_is_judged_by_the_same_one_of_other_days(halves):
    usual = [one for day in range(1, 20) for one in two(day, 14, 64 + day % 3)]
    found = halves(*usual, *two(20, 14, 90), *two(20, 15, 90))
    assert found[19, 28] == "e"
    assert found[18, 28] == "u"
    assert found[19, 30] == "n"
    assert found[19, 29] == "x"


def test_what_was_measured_while_moving_does_not_count(halves):
    usual = [one for day in range(1, 20) for one in two(day, 14, 64 + day % 3)]
    assert halves(*usual, *two(20, 14, 90, motion=2))[19, 28] == "x"


def test_a_half_hour_with_a_workout_in_it_is_told_as_such_and_is_no_measure(halves):
    usual = [one for day in range(1, 6) for one in two(day, 14, 65)]
    times = 'startDate="2026-03-03 14:10:00 +0100" endDate="2026-03-03 14:40:00 +0100"'
    run = f'<Workout workoutActivityType="HKWorkoutActivityTypeRunning" sourceName="x" {times}/>'
    found = halves(*usual, *two(20, 14, 65), run)
    assert list(found[2, 27:31]) == ["x", "t", "t", "x"]
    assert found[19, 28] == "n"


def test_the_half_hours_of_an_event_are_those_whose_middle_lies_in_it():
    day = "x" * 18 + "eul" + "x" * 27

    def words(start: str, end: str) -> list[str]:
        moments = (datetime.fromisoformat(f"2026-03-20T{time}+01:00") for time in (start, end))
        return within(["x" * 48, day], LAST, *moments)

    assert words("10:00", "11:00") == ["elevated", "usual"]
    assert words("10:10", "10:50") == ["elevated", "usual"]
    assert words("10:20", "10:40") == ["elevated"]
    assert words("11:00", "12:00") == ["low", "nothing"]
    assert words("23:00", "23:30") == ["nothing"]


def test_a_day_west_of_greenwich_goes_on_in_the_next(store, export):
    late = [
        record(PULSE, f"2026-03-{day:02} 21:{minute}:00 -0500", value="60", unit="count/min")
        for day in range(1, 21)
        for minute in ("05", "20")
    ]
    store.read(export(*late))
    show_only(store.connection, Shown())
    found = halves_of(store.connection, FIRST, LAST)
    assert len(found) == 21
    assert found[0][4] == "u"
    start = datetime.fromisoformat("2026-03-20T21:00-05:00")
    assert within(found, LAST, start, start.replace(minute=30)) == ["usual"]
