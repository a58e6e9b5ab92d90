"""Looking: events, what is next, free time, collisions and pictures, through a real worker."""

from __future__ import annotations

import base64

import pytest

from llmos.errors import PermissionDenied, ToolError


def test_without_a_grant_nothing_is_read(llmos_host, folder, event, in_berlin):
    folder.put("a.ics", event("DTSTART:20261124T100000Z"))
    llmos_host.source("calendar", folder.path)
    with pytest.raises(PermissionDenied, match="calendar:read"):
        llmos_host.call("calendar.events", since="2026-11-24")


def test_events_have_the_shape_that_other_plugins_rely_on(calendar):
    (found,) = calendar.call("events", since="2026-11-26", until="2026-11-26")["events"]
    assert found["title"] == "Quarterly review"
    assert found["start"] == "2026-11-26T14:00:00+01:00"
    assert found["end"] == "2026-11-26T15:30:00+01:00"
    assert (found["all_day"], found["calendar"]) == (False, "home")
    assert found["people"] == ["Ines Carvalho", "Mira"]
    assert found["reached"][0] == "Ines Carvalho <ines@example.com>"
    assert found["place"] == "Big room, second floor"
    assert set(found) >= {"id", "status"}


def test_events_are_cited_by_the_ids_that_other_tools_take(calendar):
    output = calendar.host.call("calendar.events", since="2026-11-26", until="2026-11-26")
    (citation,) = output.citations
    assert calendar.call("events", since="2026-11-26")["events"][0]["id"] == citation.id


def test_a_moment_is_exact_and_a_day_is_all_of_it(calendar):
    assert calendar.titles("2026-11-26T15:30", "2026-11-26") == []
    assert len(calendar.titles("2026-11-26T15:29", "2026-11-26")) == 1


def test_a_search_without_a_time_looks_ahead_and_then_back(calendar):
    assert calendar.call("events", text="review")["total"] == 1
    calendar.call("create", title="Visit of the chimney sweep", start="2026-11-02T08:00")
    answer = calendar.call("events", text="chimney")
    assert [one["start"][:10] for one in answer["events"]] == ["2026-11-02"]
    assert "has been" in answer["notes"][-1]


def test_next_is_the_next_one_that_begins(calendar):
    assert calendar.call("next")["event"]["title"] == "Stand-up"
    answer = calendar.call("next", person="ines")
    assert (answer["event"]["title"], answer["minutes_until"]) == ("Quarterly review", 3150)
    assert calendar.call("next", text="unicorn")["event"] is None


def test_free_keeps_to_working_hours_and_around_events(calendar):
    answer = calendar.call("free", since="2026-11-26", until="2026-11-26")
    assert not answer["is_free"]
    assert [(one["start"][11:16], one["end"][11:16]) for one in answer["slots"]] == [
        ("09:00", "14:00"),
        ("15:30", "18:00"),
    ]
    assert [one["title"] for one in answer["in_the_way"]] == ["Quarterly review"]


def test_free_says_yes_after_a_time_of_day(calendar):
    assert calendar.call("free", since="2026-11-26T15:30", until="2026-11-26")["is_free"]
    assert not calendar.call("free", since="2026-11-26T15:00", until="2026-11-26")["is_free"]
    assert calendar.call("free", since="2026-11-26T20:00")["is_free"]


def test_free_finds_slots_that_are_long_enough(calendar):
    answer = calendar.call("free", since="2026-11-26", until="2026-11-27", minutes=180)
    assert [one["start"][:16] for one in answer["slots"]] == [
        "2026-11-26T09:00",
        "2026-11-27T09:00",
    ]


def test_days_off_count_where_only_they_are_named_or_the_weekend_is(calendar):
    def days(**more):
        return {one["start"][:10] for one in calendar.call("free", **more)["slots"]}

    off = {"2026-11-28", "2026-11-29"}
    assert not days(since="2026-11-27", until="2026-11-30") & off
    assert days(since="2026-11-28", until="2026-11-29") == off
    assert calendar.call("free", since="2026-11-28", until="2026-11-28")["is_free"]
    assert days(since="2026-11-27", until="2026-11-30", weekends=True) > off


def test_a_birthday_takes_no_time(calendar):
    assert calendar.titles("2026-11-28") == ["2026-11-28T00:00 Papas Geburtstag"]
    assert calendar.call("free", since="2026-11-28", until="2026-11-28")["is_free"]


def test_conflicts_are_pairs_with_the_time_that_they_share(calendar):
    calendar.call("create", title="Dentist", start="2026-11-26T15:00", minutes=60)
    (pair,) = calendar.call("conflicts")["pairs"]
    assert (pair["first"]["title"], pair["second"]["title"]) == ("Quarterly review", "Dentist")
    assert (pair["start"][11:16], pair["end"][11:16]) == ("15:00", "15:30")


@pytest.mark.parametrize("span", ["day", "week"])
def test_the_agenda_fits_a_terminal_and_is_a_picture(calendar, span):
    answer = calendar.call("agenda", day="2026-11-26", span=span)
    lines = answer["drawing"].splitlines()
    assert max(map(len, lines)) <= 80
    assert any("Quart" in line for line in lines)
    assert base64.b64decode(answer["picture"]).startswith(b"<svg")


def test_a_calendar_that_is_not_there_is_an_error_that_names_those_that_are(calendar):
    with pytest.raises(ToolError, match="no calendar 'work'"):
        calendar.call("events", calendar="work")


def test_a_grant_for_some_days_shows_no_others(llmos_host, folder, event, in_berlin):
    from datetime import date

    from llmos import Scope

    folder.put("a.ics", event("DTSTART:20261124T100000Z", "SUMMARY:Today", uid="a"))
    folder.put("b.ics", event("DTSTART:20261125T100000Z", "SUMMARY:Tomorrow", uid="b"))
    llmos_host.source("calendar", folder.path)
    scope = Scope(until=date(2026, 11, 24))
    llmos_host.kernel.grant("calendar", "calendar:read", scope=scope)
    answer = llmos_host.call("calendar.events", since="2026-11-20", until="2026-11-30").value
    assert [one["title"] for one in answer["events"]] == ["Today"]
    assert "up to 2026-11-24" in answer["notes"][0]


def test_free_at_a_moment_says_until_when(calendar):
    answer = calendar.call("free", since="2026-11-26", at="13:00")
    assert answer["is_free"]
    assert [(one["start"][11:16], one["end"][11:16]) for one in answer["slots"]] == [
        ("13:00", "14:00")
    ]
    busy = calendar.call("free", since="2026-11-26", at="14:30")
    assert (busy["is_free"], busy["slots"]) == (False, [])
    assert [one["title"] for one in busy["in_the_way"]] == ["Quarterly review"]
    assert not calendar.call("free", since="2026-11-26", at="13:00", minutes=90)["is_free"]


def test_free_at_an_hour_without_a_day_is_the_next_time_that_it_comes(calendar):
    assert calendar.call("free", at="20:00")["since"][:16] == "2026-11-24T20:00"
    assert calendar.call("free", at="08:00")["since"][:16] == "2026-11-25T08:00"


def test_free_before_the_working_day_begins_in_the_morning(calendar):
    (slot,) = calendar.call("free", since="2026-11-27", latest="09:00")["slots"]
    assert (slot["start"][11:16], slot["end"][11:16]) == ("07:00", "09:00")


def test_what_the_user_declined_takes_no_time(calendar, event):
    calendar.host.profile("Mira Sommer", "Mira@example.org")
    other = event(
        "DTSTART;TZID=Europe/Berlin:20261126T150000",
        "DTEND;TZID=Europe/Berlin:20261126T170000",
        "SUMMARY:Portal",
        'ATTENDEE;CN="Sommer, Mira";PARTSTAT=DECLINED:MAILTO:mira@example.org',
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:omar@example.org",
        uid="portal@example.org",
    )
    calendar.folder.put("portal.ics", other)
    hours = {"since": "2026-11-26", "earliest": "15:30", "latest": "17:00"}
    assert calendar.call("free", **hours)["is_free"]
    assert calendar.call("conflicts", since="2026-11-26", until="2026-11-26")["pairs"] == []
    calendar.folder.put("portal.ics", other.replace(b"DECLINED", b"TENTATIVE"))
    assert not calendar.call("free", since="2026-11-26", earliest="15:30", latest="17:00")[
        "is_free"
    ]
    assert len(calendar.call("conflicts", since="2026-11-26", until="2026-11-26")["pairs"]) == 1


@pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
def test_what_is_shown_as_free_or_called_off_takes_no_time(calendar, event, line):
    times = ("DTSTART;TZID=Europe/Berlin:20261127T100000", "DURATION:PT1H", "SUMMARY:Maybe")
    calendar.folder.put("maybe.ics", event(*times, line, uid="maybe@example.org"))
    assert calendar.call("free", since="2026-11-27")["is_free"]
    assert calendar.call("conflicts", since="2026-11-27", until="2026-11-27")["pairs"] == []


def test_a_free_morning_begins_at_eight(calendar):
    answer = calendar.call("free", since="2026-11-27", earliest="06:00", latest="12:00")
    assert [one["start"][11:16] for one in answer["slots"]] == ["08:00"]
    answer = calendar.call("free", since="2026-11-27", earliest="06:00", latest="09:00")
    assert [one["start"][11:16] for one in answer["slots"]] == ["06:00"]
