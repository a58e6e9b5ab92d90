"""Times that are said by an event, and events that are found by some of the words said."""

from __future__ import annotations

import pytest

from llmos.errors import ToolError


def slots(answer):
    return [f"{one['start'][:16]}/{one['end'][11:16]}" for one in answer["slots"]]


def titles(answer):
    return [one["title"] for one in answer["events"]]


@pytest.fixture
def full(calendar, event):
    """A Thursday with a review at 14:00 and a call behind it, and a week away in February."""
    calendar.folder.put(
        "call.ics",
        event("DTSTART:20261126T161500Z", "DTEND:20261126T170000Z", "SUMMARY:Call", uid="call"),
    )
    calendar.folder.put(
        "ski.ics",
        event(
            "DTSTART;VALUE=DATE:20270206",
            "DTEND;VALUE=DATE:20270214",
            "TRANSP:OPAQUE",
            "SUMMARY:Ski week",
            uid="ski",
        ),
    )
    calendar.folder.put(
        "leap.ics",
        event("DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY", "SUMMARY:Leap party", uid="leap"),
    )
    return calendar


def test_free_time_is_looked_for_beside_an_event(full):
    assert slots(full.call("free", after="review")) == ["2026-11-26T15:30/17:15"]
    assert slots(full.call("free", before="quarterly review")) == ["2026-11-26T09:00/14:00"]
    with pytest.raises(ToolError, match="no event 'unicorn'"):
        full.call("free", after="unicorn")


def test_the_time_of_an_event_is_its_days_or_the_weekday_in_it_that_is_named(full):
    assert not full.call("free", during="ski week")["is_free"]
    answer = full.call("free", since="2026-11-30", until="2026-11-30", during="ski week")
    assert answer["since"].startswith("2027-02-08")
    assert titles(full.call("events", during="ski week")) == ["Ski week"]


def test_events_are_listed_after_and_before_another(full):
    assert titles(full.call("events", after="review")) == ["Call"]
    assert titles(full.call("events", before="call", since="2026-11-26")) == ["Quarterly review"]
    assert full.call("next", after="review")["event"]["title"] == "Call"


def test_words_that_every_event_has_need_not_stand_in_it(full):
    assert titles(full.call("events", text="the review meeting")) == ["Quarterly review"]
    assert titles(full.call("events", text="meeting unicorn")) == []


def test_what_comes_only_in_years_is_found_if_it_is_known(full):
    assert full.call("events", text="leap")["events"][0]["start"].startswith("2028-02-29")
    assert full.call("next", text="leap party")["event"]["start"].startswith("2028-02-29")


def test_an_event_moves_by_some_time_or_to_an_hour_of_its_day(full):
    full.call("move", event="review", later_minutes=60)
    assert full.titles("2026-11-26")[0] == "2026-11-26T15:00 Quarterly review"
    full.call("move", event="review", to="10:00")
    assert full.titles("2026-11-26")[0] == "2026-11-26T10:00 Quarterly review"
    with pytest.raises(ToolError, match="When shall it be then"):
        full.call("move", event="review")


def test_a_reminder_comes_before_or_after_an_event(full):
    full.call("remind", what="print the plan", before="review", minutes=60)
    full.call("remind", what="write it down", after="review")
    due = {one["title"]: one["due"][:16] for one in full.call("reminders")["reminders"]}
    assert due["print the plan"] == "2026-11-26T13:00"
    assert due["write it down"] == "2026-11-26T15:30"
    with pytest.raises(ToolError, match="When shall it remind you"):
        full.call("remind", what="breathe")


def test_an_event_or_reminder_to_change_is_found_by_most_of_what_is_said_of_it(full):
    full.call("move", event="the review meeting with Otto", to="10:00")
    assert full.titles("2026-11-26")[0] == "2026-11-26T10:00 Quarterly review"
    full.call("remind", what="Send the slides", at="2026-11-27T10:00")
    full.call("snooze", reminder="slides reminder", until="2026-11-28")
    due = {one["title"]: one["due"][:16] for one in full.call("reminders")["reminders"]}
    assert due["Send the slides"] == "2026-11-28T09:00"
    with pytest.raises(ToolError, match="no reminder 'unicorn'"):
        full.call("done", reminder="unicorn")


def test_somebody_who_was_at_the_dentist_finds_what_is_called_so(full, event):
    full.folder.put("dentist.ics", event("DTSTART:20261204T070000Z", "SUMMARY:Dentist", uid="d"))
    assert titles(full.call("events", place="Zahnarzt")) == ["Dentist"]
    assert titles(full.call("events", person="Dentist")) == ["Dentist"]
    assert titles(full.call("events", text="Zahnarzttermin")) == ["Dentist"]


def test_the_clocks_of_another_city_can_be_meant(full):
    (review,) = full.call("events", text="review", zone="new york")["events"]
    assert review["start"] == "2026-11-26T08:00:00-05:00"
    assert not full.call("free", since="2026-11-26", at="22:00", zone="Tokyo")["is_free"]
    with pytest.raises(ToolError, match="No time zone is called after 'Atlantis'"):
        full.call("events", zone="Atlantis")
