"""Files made to cost much: each ends with entries or problems, and with little of either."""

from __future__ import annotations

from datetime import datetime

import pytest

from llmos_calendar.reading.limits import DATES, FILE_BYTES, PEOPLE
from llmos_calendar.reading.reader import read
from llmos_calendar.recurring.expansion import grouped, occurrences

HEAD, FOOT = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n", b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
NEVER = (
    b"BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:19700101T000000Z\r\n"
    b"RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=77\r\nEND:VEVENT\r\n"
)

FILES = {
    "nested without end": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 100_000,
    "one line of megabytes": HEAD + b"SUMMARY:" + b"x" * 5_000_000 + FOOT,
    "a line folded a million times": HEAD + b"SUMMARY:" + b"x\r\n " * 1_000_000 + FOOT,
    "a quote that never ends": HEAD + b'ATTENDEE;CN="' + b"a;" * 200_000 + b":x" + FOOT,
    "rules that never happen": b"BEGIN:VCALENDAR\r\n" + b"".join(NEVER % n for n in range(50)),
    "nothing but zeros": b"\0" * 100_000,
}


@pytest.mark.parametrize("raw", FILES.values(), ids=FILES.keys())
def test_it_ends_and_says_what_was_wrong(raw: bytes):
    reading = read(raw)
    assert reading.entries or reading.problems
    for group in grouped(reading.entries):
        assert not occurrences(group, datetime(2025, 1, 1), datetime(2027, 12, 31)).occurrences


def test_lists_are_cut_where_they_cost_more_than_they_tell():
    dates = b"DTSTART:20200101T000000Z\r\nEXDATE:" + b"20200101T000000Z," * 20_000
    people = b"\r\n" + b"ATTENDEE:mailto:a@example.org\r\n" * 5_000
    (entry,) = read(HEAD + dates + people + FOOT).entries
    assert len(entry.exceptions) == DATES
    assert len(entry.people) == PEOPLE


def test_a_file_that_is_too_large_is_not_read():
    reading = read(b"x" * (FILE_BYTES + 1))
    assert not reading.entries
    assert "larger than" in reading.problems[0]
