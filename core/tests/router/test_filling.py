"""Arguments: resolved by code, decided among the words of the request, or asked for."""

from __future__ import annotations

import pytest

from llmos.calls import Call, ToolSpec
from llmos.engines import ScriptedEngine
from llmos.errors import RoutingError
from llmos.router.filling import fill

pytest.importorskip("instructor")
pytest.importorskip("jsonschema")

SPORTS = "running: run, Lauf; cycling: bike, Radtour."


def spec(name, properties, *required, effect="read", needs=()):
    parameters = {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
    return ToolSpec(name, name.partition(".")[0], "Do it.", parameters, needs, effect)


DAY = {"type": "string", "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}
PLAN = spec(
    "calendar.create",
    {
        "title": {"type": "string", "description": "What it is called."},
        "start": MOMENT,
        "day": DAY,
        "minutes": {"type": "integer", "description": "How long, in minutes."},
    },
    "title",
    effect="write",
    needs=("calendar:write",),
)
RECORDS = spec(
    "health.workouts",
    {
        "kind": {"type": "string", "enum": ["running", "cycling"], "description": SPORTS},
        "since": DAY,
        "until": DAY,
        "detailed": {"type": "boolean", "description": "With every lap."},
    },
)


def filled(tool, request, *answers):
    return fill(ScriptedEngine(answers), tool, request, lambda call: None, attempts=2)


NIGHTS = spec(
    "health.sleep",
    {
        "since": {**DAY, "description": "First day; a night counts for the day on which it ends."},
        "until": {**DAY, "description": "Last day, at most today."},
    },
)


def test_a_field_may_count_a_night_for_the_day_on_which_it_ends(asked):
    assert filled(NIGHTS, asked("sleep last night")).call.arguments["since"] == "2026-11-24"


def test_a_field_for_days_that_were_takes_none_that_lies_ahead(asked):
    found = filled(NIGHTS, asked("sleep this week")).call.arguments
    assert found == {"since": "2026-11-23"}


def test_a_tool_looks_the_way_of_what_it_needs_first(asked):
    for needs, day in (
        (("health:read", "calendar:read"), "2026-11-20"),
        (("calendar:read", "health:read"), "2026-11-27"),
    ):
        tool = spec("health.during", {"day": DAY}, needs=needs)
        assert filled(tool, asked("the talk on Friday")).call.arguments == {"day": day}


WRITING = spec(
    "mail.draft",
    {
        "text": {"type": "string", "description": "The text of the mail."},
        "attach": {"type": "array", "items": {"type": "string"}, "description": "Documents."},
    },
    effect="write",
)


def test_the_files_that_a_request_names_are_attached(asked):
    found = filled(WRITING, asked("draft a mail with plan.pdf and costs.xlsx"), {})
    assert found.call.arguments["attach"] == ["plan.pdf", "costs.xlsx"]


def test_what_is_to_be_attached_is_no_part_of_the_text(asked):
    found = filled(WRITING, asked("write a mail saying here is the plan, and attach plan.pdf"))
    assert found.call.arguments == {"text": "here is the plan", "attach": ["plan.pdf"]}
    found = filled(WRITING, asked("write a mail: print it and bring a pen."))
    assert found.call.arguments == {"text": "print it and bring a pen."}


def test_days_switches_and_named_choices_need_no_model(asked):
    found = filled(RECORDS, asked("my bike rides last week with laps"))
    assert found.call.arguments == {
        "kind": "cycling",
        "since": "2026-11-16",
        "until": "2026-11-22",
        "detailed": True,
    }


def test_what_is_denied_is_switched_off(asked):
    assert filled(RECORDS, asked("runs without laps")).call.arguments == {
        "kind": "running",
        "detailed": False,
    }


def test_a_plan_looks_ahead_and_a_record_back(asked):
    ahead = filled(PLAN, asked("yoga on Friday"), {"title": "yoga"}).call.arguments
    back = filled(RECORDS, asked("runs on Friday")).call.arguments
    assert (ahead["day"], back["since"]) == ("2026-11-27", "2026-11-20")


def test_a_moment_takes_the_place_of_the_day(asked):
    found = filled(PLAN, asked("yoga on Friday at 6 pm for 90 minutes"), {"title": "yoga"})
    assert found.call.arguments == {
        "title": "yoga",
        "start": "2026-11-27T18:00+01:00",
        "minutes": 90,
    }


def test_hours_from_and_to_say_how_long_it_lasts(asked):
    words = asked("block Friday 9 am to 11 am for the exam")
    found = fill(ScriptedEngine([]), PLAN, words, lambda call: None, attempts=1)
    assert found.call is not None
    assert found.call.arguments["minutes"] == 120


def test_a_required_id_that_is_not_in_the_request_is_asked_for(asked):
    read = spec("mail.read", {"id": {"type": "string"}}, "id")
    assert filled(read, asked("read it to me")).missing == ("id",)
    assert filled(read, asked("read 3f9a0c41d2b7")).call == Call(
        "mail.read", {"id": "3f9a0c41d2b7"}
    )


def test_quoted_words_and_those_behind_a_colon_are_taken_as_they_stand(asked):
    reply = spec(
        "mail.reply",
        {
            "person": {"type": "string", "description": "Whose message."},
            "saying": {"type": "string", "description": "What it says."},
        },
        "saying",
    )
    found = filled(reply, asked("answer Omar: yes, both dealers"), {"person": "Omar"})
    assert found.call.arguments == {"person": "Omar", "saying": "yes, both dealers"}


def test_names_of_files_go_where_the_word_before_them_says(asked):
    text = {"type": "string"}
    rename = spec("files.rename", {"file": text, "to": text}, "file", "to")
    found = filled(rename, asked("rename a.txt to b.txt"))
    assert found.call.arguments == {"file": "a.txt", "to": "b.txt"}


def test_the_plugins_own_validator_has_the_last_word(asked):
    def check(call):
        return "there is no such sport"

    with pytest.raises(RoutingError, match="no such sport"):
        fill(ScriptedEngine([]), RECORDS, asked("my runs"), check, attempts=1)


EITHER = {"anyOf": [DAY, MOMENT, {"type": "null"}], "default": None}
HOUR = {"type": "string", "format": "time"}
SLOTS = spec(
    "calendar.free",
    {"since": EITHER, "until": EITHER, "earliest": HOUR, "latest": HOUR},
    needs=("calendar:read",),
)
EXACT = spec(
    "calendar.free",
    {"since": EITHER, "at": HOUR, "earliest": HOUR},
    needs=("calendar:read",),
)
LISTED = spec("calendar.events", {"since": EITHER, "until": EITHER}, needs=("calendar:read",))
DUE = spec("calendar.reminders", {"until": EITHER}, needs=("calendar:read",))
APPOINT = spec(
    "calendar.create", {"start": EITHER, "end": EITHER}, effect="write", needs=("calendar:write",)
)
SHIFT = spec("calendar.move", {"to": EITHER, "day": DAY}, effect="write", needs=("calendar:write",))


@pytest.mark.parametrize(
    ("tool", "request_words", "arguments"),
    [
        (
            SLOTS,
            "am I free Thursday after three",
            {"since": "2026-11-26", "until": "2026-11-26", "earliest": "15:00"},
        ),
        (APPOINT, "on Friday at 12:30", {"start": "2026-11-27T12:30+01:00"}),
        (
            APPOINT,
            "on Friday from 12:30 to 2pm",
            {"start": "2026-11-27T12:30+01:00", "end": "2026-11-27T14:00+01:00"},
        ),
        (EXACT, "am I free Friday at noon", {"since": "2026-11-27", "at": "12:00"}),
        (EXACT, "am I free Friday after noon", {"since": "2026-11-27", "earliest": "12:00"}),
        (EXACT, "habe ich Freitag Zeit", {"since": "2026-11-27"}),
        (EXACT, "was muss ich Freitag tun", {"since": "2026-11-27"}),
        (
            EXACT,
            "free after half past three on Friday",
            {"since": "2026-11-27", "earliest": "15:30"},
        ),
        (LISTED, "tomorrow after 2pm", {"since": "2026-11-25T14:00+01:00", "until": "2026-11-25"}),
        (
            LISTED,
            "what is on Friday morning",
            {"since": "2026-11-27T06:00+01:00", "until": "2026-11-27T12:00+01:00"},
        ),
        (LISTED, "what is on Thursday or Friday", {"since": "2026-11-26", "until": "2026-11-27"}),
        (DUE, "what is due before Saturday noon", {"until": "2026-11-28T12:00+01:00"}),
        (SHIFT, "move it to Friday at 3pm", {"to": "2026-11-27T15:00+01:00"}),
    ],
)
def test_a_field_for_a_day_or_a_moment_takes_what_the_request_names(
    asked, tool, request_words, arguments
):
    assert filled(tool, asked(request_words)).call.arguments == arguments


@pytest.mark.parametrize("words", ["tomorrow after 2pm", "tomorrow from 2 pm", "morgen ab 14 Uhr"])
def test_an_hour_that_opens_a_day_belongs_to_that_day(asked, words):
    events = spec("calendar.events", {"since": EITHER, "until": EITHER}, needs=("calendar:read",))
    assert filled(events, asked(f"what do I have {words}")).call.arguments == {
        "since": "2026-11-25T14:00+01:00",
        "until": "2026-11-25",
    }


def test_a_length_goes_to_the_field_whose_words_are_said(asked):
    minutes = {"type": "integer", "description": "In minutes."}
    plan = spec("calendar.create", {"minutes": minutes, "remind_minutes": minutes})
    assert filled(plan, asked("a call for an hour")).call.arguments == {"minutes": 60}
    reminded = filled(plan, asked("remind me 10 minutes before")).call.arguments
    assert reminded == {"remind_minutes": 10}


def test_a_number_beside_another_field_is_not_how_many_to_list(asked):
    number = {"type": "integer", "minimum": 1}
    limit = {**number, "description": "How many to list."}
    read = spec("files.read", {"page": number, "limit": limit})
    assert filled(read, asked("what is on page 3")).call.arguments == {"page": 3}
    assert filled(read, asked("the last 5")).call.arguments["limit"] == 5
