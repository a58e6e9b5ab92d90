"""A tool's parameters as the model is offered them."""

from __future__ import annotations

from pydantic import BaseModel

from llmos.router.offer import offered, optional, said


class Parameters(BaseModel):
    needed: str
    nullable: str | None
    either: int | str | None = None
    count: int = 20


SCHEMA = Parameters.model_json_schema()


def test_null_titles_and_defaults_are_not_offered():
    assert offered(SCHEMA)["properties"] == {
        "needed": {"type": "string"},
        "nullable": {"type": "string"},
        "either": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
        "count": {"type": "integer"},
    }


def test_what_may_be_null_may_be_left_out():
    assert offered(SCHEMA)["required"] == ["needed"]


def test_a_tool_without_parameters_is_offered_none():
    assert offered({"type": "object", "properties": {}})["properties"] == {}


def test_nulls_and_defaults_say_nothing():
    arguments = {"needed": "x", "either": None, "count": 20}
    assert said(arguments, SCHEMA) == {"needed": "x"}


def test_what_differs_from_the_default_says_something():
    assert said({"needed": "x", "count": 21}, SCHEMA) == {"needed": "x", "count": 21}


def test_optional_is_what_a_call_may_leave_out():
    assert optional(SCHEMA) == {"either", "count"}
