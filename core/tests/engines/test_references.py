"""Schemas without references."""

from __future__ import annotations

import json

import pytest
from pydantic import BaseModel, Field

from llmos.engines import inlined


class Inner(BaseModel):
    word: str


class Outer(BaseModel):
    one: Inner = Field(description="The one.")
    many: list[Inner]


class Tree(BaseModel):
    left: Tree | None = None
    right: Tree | None = None
    others: list[Tree] = []


def test_each_reference_is_replaced_by_what_it_points_at():
    schema = inlined(Outer.model_json_schema())
    assert "$" not in json.dumps(schema)
    assert schema["properties"]["many"]["items"]["properties"]["word"]["type"] == "string"


def test_what_stands_beside_a_reference_stays():
    one = inlined(Outer.model_json_schema())["properties"]["one"]
    assert one["description"] == "The one."
    assert one["type"] == "object"


def test_a_schema_that_refers_to_itself_comes_to_an_end():
    text = json.dumps(inlined(Tree.model_json_schema()))
    assert "$ref" not in text
    assert len(text) < 1000


@pytest.mark.parametrize(
    "reference", ["https://example.invalid/schema", "#/$defs/Absent", "#/properties/a/type", "#"]
)
def test_a_reference_that_leads_nowhere_says_nothing(reference):
    schema = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"$ref": reference}}}
    assert inlined(schema)["properties"]["b"] == {}


def test_a_parameter_may_be_called_like_a_keyword():
    schema = {"type": "object", "properties": {"$ref": {"type": "string"}}}
    assert inlined(schema) == schema
