"""Creating, moving, cancelling and undoing, through the real kernel and a real worker."""

from __future__ import annotations

import re

import pytest

from llmos.errors import ToolError, Unanswered


def test_create_writes_one_new_file_and_touches_no_other(calendar):
    before = calendar.files()
    calendar.call("create", title="Lunch, with Ana", start="2026-11-27T12:30", place="Kontor; left")
    after = calendar.files()
    assert {name: after[name] for name in before} == before
    assert calendar.titles("2026-11-27") == ["2026-11-27T12:30 Lunch, with Ana"]
    (found,) = calendar.call("events", since="2026-11-27", until="2026-11-27")["events"]
    assert found["place"] == "Kontor; left"
    assert found["end"] == "2026-11-27T13:30:00+01:00"


def test_a_day_without_a_time_is_all_of_it(calendar):
    calendar.call("create", title="Ski week", start="2027-02-06", end="2027-02-13")
    (found,) = calendar.call("events", since="2027-02-10", until="2027-02-10")["events"]
    assert found["all_day"]
    assert (found["start"][:10], found["end"][:10]) == ("2027-02-06", "2027-02-14")


def test_create_can_repeat_until_a_day(calendar):
    calendar.call(
        "create", title="Swim", start="2026-11-27T07:00", repeat="weekly", repeat_until="2026-12-11"
    )
    found = calendar.titles("2026-11-27", "2026-12-31", text="swim")
    assert [line[:10] for line in found] == ["2026-11-27", "2026-12-04", "2026-12-11"]


def test_move_changes_only_the_lines_that_say_when(calendar):
    before = calendar.files()["review.ics"].split(b"\r\n")
    calendar.call("move", event="quarterly review", to="2026-11-27T10:00")
    after = calendar.files()["review.ics"].split(b"\r\n")
    assert calendar.titles("2026-11-27") == ["2026-11-27T10:00 Quarterly review"]
    gone = [line for line in before if line not in after]
    assert {line.partition(b":")[0].partition(b";")[0] for line in gone} == {
        b"DTSTAMP",
        b"DTSTART",
        b"DTEND",
    }
    assert b"SEQUENCE:1" in after


def test_a_day_alone_keeps_the_time_of_day(calendar):
    calendar.call("move", event="quarterly review", to="2026-11-30")
    assert "2026-11-30T14:00 Quarterly review" in calendar.titles("2026-11-30")


@pytest.mark.parametrize(
    ("answer", "starts"),
    [
        ("only the one on Wed 25 Nov", ["09:15"] * 7 + ["10:00"] + ["09:15"] * 12),
        ("this one and all that follow", ["09:15"] * 7 + ["10:00"] * 13),
        ("all of them", ["10:00"] * 20),
    ],
)
def test_of_a_series_it_is_asked_once_which(calendar, answer, starts):
    calendar.host.choosing(answer)
    calendar.call("move", event="stand-up", to="2026-11-25T10:00")
    found = calendar.titles("2026-11-01", "2027-12-31", text="stand-up")
    assert [line[11:16] for line in found] == starts
    (choice,) = calendar.host.choices
    assert choice.question == '"Stand-up" repeats. Which do you mean?'


def test_where_nobody_can_be_asked_nothing_of_a_series_is_changed(calendar):
    before = calendar.files()
    calendar.host.kernel.reach(None)
    with pytest.raises(Unanswered, match=r"repeats\. Which do you mean") as told:
        calendar.call("cancel", event="stand-up")
    assert "this, following or all" in told.value.hint
    assert calendar.files() == before


def test_one_occurrence_moves_alone(calendar):
    calendar.call("move", event="stand-up", day="2026-11-25", to="2026-11-25T11:00", which="this")
    assert calendar.titles("2026-11-23", "2026-12-01", text="stand-up") == [
        "2026-11-23T09:15 Stand-up",
        "2026-11-25T11:00 Stand-up",
        "2026-11-30T09:15 Stand-up",
    ]


def test_one_occurrence_is_named_by_the_id_that_a_list_shows(calendar):
    (found,) = calendar.call("events", since="2026-11-25", until="2026-11-25", text="stand-up")[
        "events"
    ]
    calendar.call("move", event=found["id"], to="2026-11-25T11:00", which="this")
    assert calendar.titles("2026-11-25", text="stand-up") == ["2026-11-25T11:00 Stand-up"]


def test_an_occurrence_that_was_moved_can_be_moved_again(calendar):
    move = {"event": "stand-up", "day": "2026-11-25", "which": "this"}
    calendar.call("move", to="2026-11-25T11:00", **move)
    calendar.call("move", to="2026-11-25T16:00", **move)
    found = calendar.titles("2026-11-25", text="stand-up")
    assert found == ["2026-11-25T16:00 Stand-up"]


def test_this_and_following_split_the_series_and_keep_the_count(calendar):
    calendar.call(
        "move", event="stand-up", day="2026-11-30", to="2026-11-30T10:00", which="following"
    )
    found = calendar.titles("2026-11-01", "2027-12-31", text="stand-up")
    assert len(found) == 20
    assert [line[11:16] for line in found] == ["09:15"] * 8 + ["10:00"] * 12
    assert len(calendar.files()) == 4


def test_all_of_a_series_moves_to_other_weekdays(calendar):
    calendar.call("move", event="stand-up", day="2026-11-25", to="2026-11-26T09:15", which="all")
    assert calendar.titles("2026-11-23", "2026-12-01", text="stand-up") == [
        "2026-11-24T09:15 Stand-up",
        "2026-11-26T09:15 Stand-up",
        "2026-12-01T09:15 Stand-up",
    ]


def test_a_rule_of_exceptions_moves_along(calendar, event):
    biweekly = (
        "DTSTART;TZID=Europe/Berlin:20261102T091500",
        "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=6",
        "EXRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=2",
        "SUMMARY:Choir",
    )
    calendar.folder.put("choir.ics", event(*biweekly, uid="choir@example.org"))
    assert [one[:10] for one in calendar.titles("2026-11-01", "2026-12-31", text="choir")] == [
        "2026-11-09",
        "2026-11-23",
        "2026-11-30",
        "2026-12-07",
    ]
    calendar.call("move", event="choir", day="2026-11-30", to="2026-12-01T18:00", which="all")
    assert [one[:16] for one in calendar.titles("2026-11-01", "2026-12-31", text="choir")] == [
        "2026-11-10T18:00",
        "2026-11-24T18:00",
        "2026-12-01T18:00",
        "2026-12-08T18:00",
    ]
    with pytest.raises(ToolError, match="counts its exceptions by a rule"):
        calendar.call(
            "move", event="choir", day="2026-12-01", to="2026-12-02T18:00", which="following"
        )


def test_cancel_takes_the_file_away(calendar):
    calendar.call("cancel", event="quarterly review")
    assert "review.ics" not in calendar.files()


def test_cancel_one_occurrence_or_all_that_follow(calendar):
    calendar.call("cancel", event="stand-up", day="2026-11-25", which="this")
    calendar.call("cancel", event="stand-up", day="2026-12-02", which="following")
    assert calendar.titles("2026-11-23", "2027-06-01", text="stand-up") == [
        "2026-11-23T09:15 Stand-up",
        "2026-11-30T09:15 Stand-up",
    ]


def test_undo_brings_every_byte_back(calendar):
    before = calendar.files()
    for change in (
        ("create", {"title": "Lunch", "start": "2026-11-27T12:30"}),
        ("move", {"event": "quarterly review", "to": "2026-11-27T10:00"}),
        ("cancel", {"event": "quarterly review"}),
        (
            "move",
            {
                "event": "stand-up",
                "day": "2026-11-30",
                "to": "2026-11-30T10:00",
                "which": "following",
            },
        ),
    ):
        calendar.call(change[0], **change[1])
        assert calendar.files() != before
        calendar.host.kernel.undo(None)
        assert calendar.files() == before


def test_undo_refuses_what_somebody_changed_since(calendar):
    calendar.call("move", event="quarterly review", to="2026-11-27T10:00")
    path = calendar.folder.path / "review.ics"
    path.write_bytes(path.read_bytes().replace(b"Quarterly", b"Yearly"))
    with pytest.raises(ToolError, match="changed by another program"):
        calendar.host.kernel.undo(None)


def test_of_several_that_could_be_meant_the_user_chooses_one(calendar):
    calendar.call("create", title="Review of the portal", start="2026-11-27T12:30")
    calendar.host.choosing("Review of the portal (Fri 27 Nov 2026, 12:30-13:30)")
    calendar.call("move", event="review", to="2026-11-27T10:00")
    assert calendar.titles("2026-11-27") == ["2026-11-27T10:00 Review of the portal"]
    (choice,) = calendar.host.choices
    assert [re.sub(r" \(.*", "", one) for one in choice.choices] == [
        "Quarterly review",
        "Review of the portal",
    ]


def test_where_nobody_can_be_asked_the_ids_of_several_are_named(calendar):
    calendar.call("create", title="Review of the portal", start="2026-11-27T12:30")
    calendar.host.kernel.reach(None)
    with pytest.raises(Unanswered, match=r"Quarterly review .*\[[0-9a-f]{12}\]; Review") as told:
        calendar.call("move", event="review", to="2026-11-27T10:00")
    assert "its id" in told.value.hint


def test_reminders_are_made_listed_put_off_and_done(calendar):
    calendar.call("remind", what="Call the landlord", at="2026-11-25T09:00")
    (line,) = calendar.call("reminders")["reminders"]
    assert (line["title"], line["due"]) == ("Call the landlord", "2026-11-25T09:00:00+01:00")
    calendar.call("snooze", reminder="landlord", until="2026-11-26T08:00")
    (line,) = calendar.call("reminders")["reminders"]
    assert line["due"] == "2026-11-26T08:00:00+01:00"
    calendar.call("done", reminder=line["id"])
    assert calendar.call("reminders")["reminders"] == []
    assert calendar.call("reminders", done=True)["reminders"][0]["is_done"]
