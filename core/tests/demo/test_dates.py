"""Counting days, and placeholders that are true on the day of their message."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from llmos.demo.dates import Days, Moment, move
from llmos.demo.people import Language
from llmos.errors import LlmosError

from .conftest import BERLIN

THURSDAY = date(2026, 3, 12)


def moment(language: Language = "en", days: Days = "all", day: date = THURSDAY) -> Moment:
    return Moment(datetime.combine(day, time(9, 30), BERLIN), language, days)


@pytest.mark.parametrize(
    ("start", "offset", "days", "reached"),
    [
        (THURSDAY, -3, "all", date(2026, 3, 9)),
        (THURSDAY, 0, "working", THURSDAY),
        (THURSDAY, 2, "working", date(2026, 3, 16)),
        (date(2026, 3, 16), -1, "working", date(2026, 3, 13)),
        (date(2026, 3, 14), -1, "working", date(2026, 3, 13)),
        (THURSDAY, -1, "tuesday", date(2026, 3, 10)),
        (THURSDAY, -2, "tuesday", date(2026, 3, 3)),
        (date(2026, 3, 10), -1, "tuesday", date(2026, 3, 3)),
        (THURSDAY, 1, "sunday", date(2026, 3, 15)),
    ],
)
def test_days_are_counted_as_the_thread_says(
    start: date, offset: int, days: Days, reached: date
) -> None:
    assert move(start, offset, days) == reached


@pytest.mark.parametrize("offset", range(-25, 26))
def test_working_days_never_fall_on_a_weekend(offset: int) -> None:
    for start in (THURSDAY + timedelta(days=n) for n in range(5)):
        if offset:
            assert move(start, offset, "working").weekday() < 5


@pytest.mark.parametrize(
    ("text", "language", "meaning"),
    [
        ("by {weekday:+2}", "en", "by Saturday"),
        ("bis {weekday:+2}", "de", "bis Samstag"),
        ("on {date:+5}", "en", "on 17 March"),
        ("am {date:+5}", "de", "am 17. März"),
        ("{date:-12}", "en", "28 February"),
        ("{iso:+20}", "en", "2026-04-01"),
        ("week {week:-1}", "en", "week 10"),
        ("for {month:-1}", "en", "for February"),
        ("für {month:-3}", "de", "für Dezember"),
        ("{weekday:+0}, {date:+0}", "en", "Thursday, 12 March"),
    ],
)
def test_placeholders_speak_the_language_of_the_thread(
    text: str, language: Language, meaning: str
) -> None:
    assert moment(language).fill(text) == meaning


def test_placeholders_count_the_days_of_the_thread() -> None:
    assert moment(days="working").fill("by {weekday:+2}") == "by Monday"


@pytest.mark.parametrize("wrong", ["{weekday:2}", "{day:+1}", "{date:+}", "{}", "{name}"])
def test_a_placeholder_without_meaning_is_named(wrong: str) -> None:
    with pytest.raises(LlmosError) as caught:
        moment().fill(f"before {wrong} after")
    assert wrong in caught.value.message


def test_a_time_of_day_stays_when_the_clocks_change_in_between() -> None:
    saturday = moment(day=date(2026, 3, 28))
    sunday = saturday.at(1, time(14, 0))
    assert sunday.isoformat() == "2026-03-29T14:00:00+02:00"
    assert saturday.when.isoformat() == "2026-03-28T09:30:00+01:00"
