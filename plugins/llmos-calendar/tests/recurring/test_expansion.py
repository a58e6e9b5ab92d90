"""Series in detail: exceptions, clocks that jump, leap days, and rules that never end."""

from __future__ import annotations

from datetime import datetime

import pytest

from llmos_calendar.reading.reader import read
from llmos_calendar.recurring.expansion import grouped, occurrences
from llmos_calendar.recurring.spans import moment_of


def laid_out(raw: bytes, first=datetime(2025, 1, 1), last=datetime(2027, 12, 31)):
    (group,) = grouped(read(raw).entries)
    return occurrences(group, first, last)


def keys(raw: bytes, *window: datetime) -> list[str]:
    return sorted(one.key for one in laid_out(raw, *window).occurrences)


def hours(raw: bytes) -> list[str]:
    """When each occurrence is, in UTC, sorted."""
    found = sorted(laid_out(raw).occurrences, key=lambda one: one.span.start)
    return [
        f"{moment_of(one.span.start):%m-%dT%H:%M}/{(one.span.end - one.span.start) // 60}"
        for one in found
    ]


def test_an_exception_takes_the_place_of_its_occurrence(event):
    more = event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20261103T090000",
        "DTSTART;TZID=Europe/Berlin:20261104T110000",
        "DTEND;TZID=Europe/Berlin:20261104T120000",
    ).decode()
    block = more[more.index("BEGIN:VEVENT") : more.index("END:VCALENDAR")]
    raw = event(
        "DTSTART;TZID=Europe/Berlin:20261102T090000",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;COUNT=3",
        "EXDATE;TZID=Europe/Berlin:20261104T090000",
        more=block,
    )
    assert hours(raw) == ["11-02T08:00/60", "11-04T10:00/60"]


def test_this_and_future_changes_all_that_follows(event):
    more = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261104T090000",
        "DTSTART;TZID=Europe/Berlin:20261104T110000",
        "DURATION:PT1H",
    ).decode()
    block = more[more.index("BEGIN:VEVENT") : more.index("END:VCALENDAR")]
    raw = event(
        "DTSTART;TZID=Europe/Berlin:20261102T090000",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;COUNT=4",
        more=block,
    )
    assert hours(raw) == ["11-02T08:00/60", "11-03T08:00/60", "11-04T10:00/60", "11-05T10:00/60"]


def test_added_dates_and_periods_count(event):
    raw = event(
        "DTSTART:20261102T090000Z",
        "DTEND:20261102T100000Z",
        "RDATE:20261201T090000Z",
        "RDATE;VALUE=PERIOD:20261202T090000Z/PT3H,20261203T090000Z/20261203T093000Z",
    )
    assert hours(raw) == ["11-02T09:00/60", "12-01T09:00/60", "12-02T09:00/180", "12-03T09:00/30"]


def test_a_rule_can_take_times_out_of_a_rule(event):
    weekly = ("DTSTART:20261102T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6")
    raw = event(*weekly, "EXRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE")
    assert [one[:5] for one in hours(raw)] == ["11-02", "11-09", "11-11", "11-16"]
    bad = event(*weekly, "EXRULE:FREQ=NEVER")
    assert len(hours(bad)) == 6


def test_a_series_keeps_its_time_on_the_wall_when_clocks_change(event):
    raw = event(
        "DTSTART;TZID=Europe/Berlin:20261024T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"
    )
    assert hours(raw) == ["10-24T07:00/60", "10-25T08:00/60"]


def test_in_the_gap_it_happens_as_if_the_clock_had_not_jumped(event):
    raw = event("DTSTART;TZID=Europe/Berlin:20260329T023000", "DURATION:PT30M")
    assert hours(raw) == ["03-29T01:30/30"]


def test_in_the_fold_it_happens_the_first_time(event):
    raw = event("DTSTART;TZID=Europe/Berlin:20261025T023000", "DURATION:PT30M")
    assert hours(raw) == ["10-25T00:30/30"]


def test_a_night_shift_ends_by_the_wall_and_a_length_in_hours_by_the_stopwatch(event):
    start = "DTSTART;TZID=Europe/Berlin:20261024T220000"
    assert hours(event(start, "DTEND;TZID=Europe/Berlin:20261025T060000")) == ["10-24T20:00/540"]
    assert hours(event(start, "DURATION:PT8H")) == ["10-24T20:00/480"]


def test_an_event_may_begin_and_end_in_two_zones(event):
    raw = event(
        "DTSTART;TZID=Europe/Berlin:20261124T100000", "DTEND;TZID=America/New_York:20261124T130000"
    )
    assert hours(raw) == ["11-24T09:00/540"]


def test_a_leap_day_comes_only_in_leap_years(event):
    raw = event("DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY")
    assert keys(raw, datetime(2024, 1, 1), datetime(2033, 1, 1)) == [
        "20240229",
        "20280229",
        "20320229",
    ]


def test_an_exception_that_names_a_day_takes_all_of_it_out(event):
    raw = event(
        "DTSTART:20261102T090000Z",
        "RRULE:FREQ=HOURLY;INTERVAL=6;COUNT=8",
        "EXDATE;VALUE=DATE:20261103",
    )
    assert {key[:8] for key in keys(raw)} == {"20261102", "20261104"}


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;BYHOUR=3;BYSETPOS=77",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=77",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=DAILY;COUNT=1000000",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    ],
)
def test_no_rule_counts_forever(event, rule):
    # Counting in vain for ever would show here as a test that never ends.
    found = laid_out(event("DTSTART:19700101T000000Z", f"RRULE:{rule}"))
    assert len(found.occurrences) <= 3 * 1_000 + 1
    assert found.occurrences or found.problems or "SETPOS" in rule or "BY" in rule


def test_of_a_year_so_many_are_known_and_it_says_so(event):
    found = laid_out(event("DTSTART:20260101T000000Z", "RRULE:FREQ=HOURLY"))
    assert len([one for one in found.occurrences if one.key.startswith("2026")]) == 1_000
    assert "more than 1,000 times a year" in found.problems[0]


def test_a_rule_from_long_ago_is_counted_now(event):
    assert len(keys(event("DTSTART:19000101T000000Z", "RRULE:FREQ=DAILY"))) == 365 * 3
