"""From a request to a plan, with real routing and prepared answers of the model."""

from __future__ import annotations

import pytest

from llmos.router.planning import MOST_STEPS
from llmos.router.planning.linking import called_like_people
from llmos.router.planning.verbs import effects

pytest.importorskip("instructor")
pytest.importorskip("jsonschema")


def call(tool, **arguments):
    return {"call": {"tool": tool, "arguments": arguments}}


def test_one_thing_is_one_call(planned):
    plan = planned("find mail from Ana", call("post.search", sender="Ana"))
    assert [step.tool for step in plan.steps] == ["post.search"]


def test_a_thing_that_is_pointed_at_is_a_reference_by_kind(planned):
    plan = planned(
        "find the mail from Ana and read it",
        call("post.search"),
        {"sender": "Ana"},
        call("post.read"),
    )
    found, read = plan.steps
    assert found.arguments == {"sender": "Ana"}
    assert read.arguments == {}
    assert (read.references["id"].step, read.references["id"].kind) == (0, "mail")


def test_a_person_who_was_named_is_told_by_name(planned):
    plan = planned(
        "find the mail from Ana and tell her that I am late",
        call("post.search"),
        {"sender": "Ana"},
    )
    assert plan.steps[1].tool == "post.tell"
    assert plan.steps[1].arguments == {"to_whom": ["Ana"], "text": "I am late"}


def test_somebody_who_is_told_nothing_is_told_what_was_done(planned):
    plan = planned(
        "move the review to Friday and tell Ana",
        call("cal.move", event="review"),
        {"event": "review"},
    )
    assert plan.steps[1].references["text"].kind == "words"


def test_a_record_described_by_a_person_is_found_first(planned):
    plan = planned("move the review with Ines to Friday", call("cal.move", event="review"))
    found, move = plan.steps
    assert found.tool == "cal.events"
    # What is over is not what is to be moved.
    assert found.arguments == {"person": "Ines", "text": "review", "since": "2026-11-24"}
    assert move.references["event"].step == 0


def test_what_somebody_wrote_about_is_found_through_the_mail(planned):
    plan = planned("how was my pulse in the meeting that Omar mailed me about", call("cal.pulse"))
    assert [step.tool for step in plan.steps] == ["post.search", "cal.events", "cal.pulse"]
    assert plan.steps[0].arguments == {"sender": "Omar"}
    assert {ref.like for ref in plan.steps[2].references.values()} == {0}
    assert set(plan.steps[2].references) == {"text", "since"}


def test_what_is_lacking_is_asked_for_and_nothing_is_invented(planned):
    plan = planned("find mail from Ana and tell Omar", call("post.search"), {"sender": "Ana"})
    assert plan.steps[1].missing == ("text",)
    assert "post.tell needs to know more" in plan.question


def test_where_a_clause_is_not_served_nothing_is_changed(planned):
    plan = planned(
        "find my bike and move the review",
        {"call": {"tool": "none"}},
        call("cal.move", event="review"),
    )
    assert plan.steps == ()
    assert "Not everything" in plan.question


def test_a_condition_is_refused(planned):
    plan = planned("find the review and, if I am free, move the review and tell Ana")
    assert plan.steps == ()
    assert "only if" in plan.question


def test_more_steps_than_the_limit_are_no_plan(planned):
    searches = [part for _ in range(MOST_STEPS + 1) for part in (call("post.search"), {})]
    text = ", then ".join(["find mail from Ana"] * (MOST_STEPS + 1))
    plan = planned(text, *searches)
    assert plan.steps == ()
    assert str(MOST_STEPS) in plan.question


def test_what_asks_to_see_something_changes_nothing(planned):
    plan = planned(
        "find the review with Ines and tell her that I am late",
        call("cal.move", event="review"),
        call("cal.events", text="review"),
        {"text": "review", "person": "Ines"},
    )
    assert [step.tool for step in plan.steps] == ["cal.events", "post.tell"]


def test_one_thing_that_is_only_to_be_seen_changes_nothing_either(planned):
    plan = planned(
        "show me the review",
        call("cal.move", event="review"),
        call("cal.events", text="review"),
        {"text": "review"},
    )
    assert [step.tool for step in plan.steps] == ["cal.events"]


def test_every_effect_of_a_plan_is_one_that_its_verb_asks_for(planned):
    plan = planned(
        "move the review to Friday and tell Ana",
        call("cal.move", event="review"),
        {"event": "review"},
    )
    effects_of = {"cal.move": "write", "post.tell": "write"}
    assert plan.steps
    assert all(effects_of[step.tool] in effects(step.clause) for step in plan.steps)


def test_nobody_is_told_who_was_neither_named_nor_pointed_at(planned):
    plan = planned(
        "find mail from Ana and write that I am late",
        call("post.search"),
        {"sender": "Ana"},
        call("post.tell", to_whom=["Ana"], text="I am late"),
        {"text": "I am late"},
    )
    assert plan.steps[1].missing == ("to_whom",)
    assert plan.steps[1].references == {}
    assert "post.tell needs to know more" in plan.question


def test_what_is_found_before_it_is_taken_away_is_no_strange_step(planned):
    plan = planned("cancel the review with Ines and tell her", call("cal.cancel", event="review"))
    assert [step.tool for step in plan.steps] == ["cal.events", "cal.cancel", "post.tell"]


def test_who_takes_part_in_what_was_found_is_told_at_the_address_that_stands_there(planned):
    plan = planned("move the review with Ines to Friday and tell her", call("cal.move", event="r"))
    tell = plan.steps[2]
    assert (tell.references["to_whom"].step, tell.references["to_whom"].called) == (0, "Ines")


def test_who_is_invited_is_not_the_event(planning_tools):
    invite = next(tool for tool in planning_tools if tool.name == "cal.invite")
    assert called_like_people(invite, {"event": "Priya", "to_whom": ["Priya"]}) == ("event",)
    assert called_like_people(invite, {"event": "review", "to_whom": ["Priya"]}) == ()


def test_for_those_who_are_only_pointed_at_the_event_is_found_first(planned):
    plan = planned(
        "move the review to Friday and tell them",
        call("cal.move", event="review"),
        {"event": "review"},
    )
    found, move, tell = plan.steps
    assert (found.tool, found.arguments) == (
        "cal.events",
        {"text": "review", "since": "2026-11-24"},
    )
    assert move.references["event"].step == 0
    assert (tell.references["to_whom"].step, tell.references["text"].step) == (0, 1)
