"""What files hold, and what is said of what they should not hold."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmos_calendar.reading.reader import read


def entry(raw: bytes):
    (found,) = read(raw).entries
    return found


def test_an_event_is_read_with_its_people_and_texts(event):
    found = entry(
        event(
            "DTSTART;TZID=Europe/Berlin:20261126T140000",
            "DTEND;TZID=Europe/Berlin:20261126T153000",
            "SUMMARY:Review\\, the big\r\n  one\\n(with slides)",
            'ATTENDEE;CN="Carvalho, Ines";PARTSTAT=ACCEPTED:mailto:INES@example.com',
            "TRANSP:TRANSPARENT",
        )
    )
    assert found.title == "Review, the big one\n(with slides)"
    assert (found.start.local, found.start.zone) == (datetime(2026, 11, 26, 14), "Europe/Berlin")
    assert [(p.name, p.address, p.answer) for p in found.people] == [
        ("Carvalho, Ines", "ines@example.com", "accepted")
    ]
    assert found.is_busy is False


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Paris", "Europe/Paris"),
        ("europe/london", "Europe/London"),
        ('"(UTC+09:00) Somewhere"', "Etc/GMT-9"),
        ("GMT", "UTC"),
    ],
)
def test_names_of_zones_are_understood(event, name, key):
    assert entry(event(f"DTSTART;TZID={name}:20261126T140000")).start.zone == key


def test_a_zone_of_the_files_own_is_matched_by_its_offsets(event):
    zone = """BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD
BEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE"""
    raw = event("DTSTART;TZID=Ours:20260626T140000", more=zone)
    assert entry(raw).start.zone == "Europe/Berlin"


def test_a_zone_that_nobody_knows_is_a_problem_and_the_time_the_users_own(event):
    reading = read(event("DTSTART;TZID=Atlantis:20261126T140000"))
    assert reading.entries[0].start.zone == ""
    assert "Atlantis" in reading.problems[0]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("DTSTART:tomorrow", "no time"),
        ("DURATION:PT", "no length"),
        ("RRULE:FREQ=SOMETIMES", "nobody knows"),
        ("RRULE:FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=99", "out of range"),
        ("garbage without a colon", "no property"),
    ],
)
def test_what_makes_no_sense_is_a_problem_of_that_event_alone(event, line, words):
    found = entry(event("DTSTART:20261126T140000Z", "SUMMARY:Lunch", line))
    assert found.title == "Lunch"
    assert any(words in problem for problem in found.problems) or line.startswith("DTSTART")


def test_a_file_that_ends_in_the_middle_keeps_what_it_has(event):
    raw = event("DTSTART:20261126T140000Z", "SUMMARY:Lunch").partition(b"END:VEVENT")[0]
    found = entry(raw)
    assert (found.title, found.problems) == ("Lunch", ("The file ends in the middle of it.",))


def test_alarms_are_read(event):
    raw = event(
        "DTSTART:20261126T140000Z",
        "BEGIN:VALARM",
        "TRIGGER:-PT15M",
        "END:VALARM",
        "BEGIN:VALARM",
        "TRIGGER;RELATED=END:PT0S",
        "END:VALARM",
    )
    first, second = entry(raw).alarms
    assert (first.after, first.of_end) == (timedelta(minutes=-15), False)
    assert second.of_end


@given(st.binary(max_size=600))
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise(raw: bytes):
    reading = read(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + raw)
    assert reading.entries or reading.problems
