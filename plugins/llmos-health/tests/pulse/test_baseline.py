"""The pulse during events, compared with the same hours of other days."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest

from llmos_health.aggregates.coverage import Coverage
from llmos_health.pulse.baseline import Baselines, Pulse
from llmos_health.pulse.meetings import meetings

from ..conftest import BERLIN

NOW = datetime(2026, 4, 20, 18, tzinfo=BERLIN)
NOTHING = Coverage.of(np.array([], int), np.array([], int))


def pulse(bpm) -> Pulse:
    """A record every five minutes of six weeks; `bpm` tells it from the local time."""
    first = datetime(2026, 3, 8, tzinfo=BERLIN)
    at = np.arange(int(first.timestamp()), int(NOW.timestamp()), 300)
    told = [bpm(datetime.fromtimestamp(int(moment), BERLIN)) for moment in at]
    return Pulse(at, np.array(told, float))


def response(bpm, start: datetime, *, busy: Coverage = NOTHING, minutes: int = 60):
    answers = Baselines(pulse(bpm), busy, 14, timedelta(hours=1))
    (found,) = answers.responses([(start, start + timedelta(minutes=minutes))], NOW)
    return found


def daily(moment: datetime) -> float:
    return 60.0 + moment.hour


def test_the_rise_is_that_above_the_same_hour_of_other_days():
    start = datetime(2026, 4, 14, 10, tzinfo=BERLIN)

    def raised(moment: datetime) -> float:
        during = start <= moment < start + timedelta(hours=1)
        return daily(moment) + (15 if during else 0)

    found = response(raised, start)
    assert (found.mean, found.peak, found.rise) == (85, 85, 15)
    assert found.baseline.middle == 70
    assert found.after == found.after_baseline.middle == 71


def test_the_same_hour_is_that_of_the_clock_on_the_wall_when_the_clocks_change():
    found = response(daily, datetime(2026, 3, 30, 10, tzinfo=BERLIN))
    assert (found.rise, found.baseline.spread) == (0, 1.0)
    assert found.baseline.count == 28


def test_days_on_which_something_else_happened_do_not_count():
    start = datetime(2026, 4, 14, 10, tzinfo=BERLIN)
    days = [start - timedelta(days=7 * week) for week in (1, 2)]
    edges = [(int(day.timestamp()), int(day.timestamp()) + 3600) for day in days]
    busy = Coverage.of(*(np.array(column) for column in zip(*edges, strict=True)))
    assert (
        response(daily, start, busy=busy).baseline.count
        == response(daily, start).baseline.count - 2
    )


def test_where_too_little_was_measured_nothing_is_said():
    start = datetime(2026, 4, 14, 10, tzinfo=BERLIN)
    assert response(daily, start, minutes=10) is None
    assert response(daily, datetime(2026, 1, 1, tzinfo=BERLIN)) is None


def test_the_hour_after_is_not_told_before_it_is_over():
    start = NOW - timedelta(minutes=90)
    assert response(daily, start).after is None


def test_events_that_are_no_meetings_are_left_out():
    def event(**changes: object) -> dict[str, object]:
        usual = {
            "id": "1",
            "title": "Review",
            "start": "2026-04-14T10:00:00+02:00",
            "end": "2026-04-14T11:00:00+02:00",
            "all_day": False,
            "people": ["Ines Carvalho"],
        }
        return usual | changes

    value = {
        "events": [
            event(),
            event(all_day=True),
            event(end="2026-04-14T10:00:00+02:00"),
            event(end="2026-04-16T10:00:00+02:00"),
            event(start="2026-04-14"),
            event(start="soon"),
            {"id": "x"},
        ]
    }
    (found,) = meetings(value)
    assert (found.title, found.people) == ("Review", ("Ines Carvalho",))
    assert meetings({}) == []


def test_baselines_answer_for_many_events_alike():
    start = datetime(2026, 4, 14, 10, tzinfo=BERLIN)
    stretches = [(start - timedelta(days=n), start - timedelta(days=n, hours=-1)) for n in range(5)]
    answers = Baselines(pulse(daily), NOTHING, 14, timedelta(hours=1)).responses(stretches, NOW)
    assert [one.rise for one in answers] == pytest.approx([0] * 5)
