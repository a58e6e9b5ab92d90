"""The index follows the files and knows what is when, wherever the user is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from llmos_calendar.index.wanted import Visible

ZONED = ("DTSTART;TZID=Europe/Berlin:20261124T233000", "DTEND;TZID=Europe/Berlin:20261125T003000")


def test_what_comes_changes_and_goes_is_noticed(index, folder, event):
    path = folder.put("a.ics", event(*ZONED, "SUMMARY:Before"))
    assert index.update(folder.path).added == 1
    folder.put("a.ics", event(*ZONED, "SUMMARY:Afterwards"))
    assert index.update(folder.path).updated == 1
    assert [one.title for one in index.find()] == ["Afterwards"]
    path.unlink()
    assert index.update(folder.path).removed == 1
    assert index.find() == []


def test_an_unchanged_folder_is_not_looked_into_again(index, folder, event):
    folder.put("a.ics", event(*ZONED))
    index.update(folder.path)
    changes = index.update(folder.path, thorough=False)
    assert (changes.added, changes.updated, changes.removed) == (0, 0, 0)
    folder.put("b.ics", event(*ZONED, uid="two"))
    assert index.update(folder.path, thorough=False).added == 1


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("Europe/Berlin", "2026-11-24", "2026-11-24 23:30"),
        ("America/New_York", "2026-11-24", "2026-11-24 17:30"),
        ("Asia/Tokyo", "2026-11-25", "2026-11-25 07:30"),
        ("Pacific/Kiritimati", "2026-11-25", "2026-11-25 12:30"),
    ],
)
def test_a_moment_is_on_the_day_that_the_user_has(index, folder, event, zone, day, start):
    folder.put("a.ics", event(*ZONED))
    index.update(folder.path)
    here = ZoneInfo(zone)
    assert index.starts(f"{day}T00:00", f"{day}T23:59", zone=here) == [start]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_days_and_floating_times_are_the_same_everywhere(index, folder, event, zone):
    folder.put("a.ics", event("DTSTART;VALUE=DATE:20261128", "SUMMARY:Birthday", uid="a"))
    folder.put("b.ics", event("DTSTART:20261128T070000", "SUMMARY:Alarm clock", uid="b"))
    index.update(folder.path)
    found = index.find("2026-11-28T00:00", "2026-11-29T00:00", zone=ZoneInfo(zone))
    assert [(one.title, f"{one.start:%H:%M}", one.all_day) for one in found] == [
        ("Birthday", "00:00", True),
        ("Alarm clock", "07:00", False),
    ]
    assert index.find("2026-11-29T00:00", "2026-11-30T00:00", zone=ZoneInfo(zone)) == []


def test_years_that_nobody_asked_about_are_laid_out_when_somebody_does(index, folder, event):
    from llmos_calendar.index.catchup import CatchUp
    from llmos_calendar.index.years import Years

    folder.put("a.ics", event("DTSTART;VALUE=DATE:19520229", "RRULE:FREQ=YEARLY"))
    index.update(folder.path)
    assert index.starts("2032-01-01", "2033-01-01") == []
    CatchUp(index.connection, datetime(2026, 11, 24), lambda *_: None).lay_out(Years(2032, 2032))
    assert index.starts("2032-01-01", "2033-01-01") == ["2032-02-29 00:00"]
    assert len(index.find("2024-01-01", "2033-01-01")) == 2


def test_a_long_event_is_found_in_its_middle(index, folder, event):
    folder.put("a.ics", event("DTSTART;VALUE=DATE:20260601", "DTEND;VALUE=DATE:20270601"))
    index.update(folder.path)
    assert len(index.find("2026-12-24", "2026-12-25")) == 1


def test_words_match_titles_places_and_people_without_accents(index, folder, event):
    folder.put(
        "a.ics",
        event(
            *ZONED, "SUMMARY:Essen bei Müllers", "LOCATION:Café", 'ATTENDEE;CN="Zoë":mailto:z@x.org'
        ),
    )
    index.update(folder.path)
    assert index.find(text="mullers essen")
    assert index.find(place="cafe")
    assert index.find(person="zoe")
    assert not index.find(person="muller zoe anna")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"text": "birthdays"}, True),
        ({"text": "Papa's birthday"}, True),
        ({"text": "papas geburtstag"}, True),
        ({"text": "Mamas Geburtstag"}, False),
        ({"place": "school"}, True),
        ({"place": "Schools"}, True),
        ({"text": "bus"}, False),
    ],
)
def test_a_plural_and_a_word_of_another_language_mean_the_same(index, folder, event, wanted, found):
    lines = ("DTSTART:20261128T100000Z", "SUMMARY:Papas Geburtstag", "LOCATION:Alte Schule")
    folder.put("a.ics", event(*lines))
    index.update(folder.path)
    assert bool(index.find(**wanted)) is found


def test_only_what_is_granted_is_seen(index, folder, event, tmp_path):
    folder.put("a.ics", event(*ZONED, "SUMMARY:Mine"))
    other = tmp_path / "office"
    other.mkdir()
    (other / "b.ics").write_bytes(event(*ZONED, "SUMMARY:Theirs", uid="two"))
    index.update(folder.path, other)
    assert [one.title for one in index.find(visible=Visible(calendars=("office",)))] == ["Theirs"]
    assert index.find(visible=Visible(until=datetime(2026, 11, 23).date())) == []
    assert len(index.find(visible=Visible(since=datetime(2026, 11, 24).date()))) == 2


def test_a_file_with_many_events_is_a_calendar_of_its_own(index, tmp_path, event):
    second = event(*ZONED, "SUMMARY:Second", uid="two").decode()
    block = second[second.index("BEGIN:VEVENT") : second.index("END:VCALENDAR")]
    path = tmp_path / "club.ics"
    path.write_bytes(event(*ZONED, "SUMMARY:First", more="X-WR-CALNAME:Rowing\r\n" + block))
    index.update(path)
    assert {one.calendar for one in index.find()} == {"Rowing"}


def test_what_cannot_be_read_is_listed_and_the_rest_is_there(index, folder, event):
    folder.put("a.ics", event(*ZONED))
    folder.put("b.ics", b"\x00\xff not a calendar")
    index.update(folder.path)
    assert len(index.find()) == 1
    assert any("no calendar" in why for why in index.problems())


def test_links_out_of_the_folder_are_not_followed(index, folder, event, tmp_path):
    outside = tmp_path / "outside.ics"
    outside.write_bytes(event(*ZONED))
    (folder.path / "a.ics").symlink_to(outside)
    folder.put("b.ics", event(*ZONED, uid="two"))
    assert index.update(folder.path).added == 1
