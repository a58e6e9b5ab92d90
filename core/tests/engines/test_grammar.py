"""Schemas brought down to what a grammar can hold."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field

from llmos.engines.grammar import plain


class Inner(BaseModel):
    word: str = Field(description="A word.", pattern=r"(?i)\w+", max_length=10_000)


class Tree(BaseModel):
    children: list[Tree] = []


class Everything(BaseModel):
    kind: Literal["one"]
    choice: Literal["a", "b"] = "a"
    day: date
    moment: datetime | None = None
    few: Annotated[list[Inner], Field(max_length=3)]
    many: Annotated[list[int], Field(max_length=9999)]
    named: dict[str, int]
    tree: Tree
    pair: tuple[int, str]
    number: Annotated[float, Field(gt=0, le=1)]


def test_references_are_put_in_place():
    schema = plain(Everything.model_json_schema())
    assert "$ref" not in json.dumps(schema)
    assert schema["properties"]["few"]["items"]["properties"]["word"]["type"] == "string"


def test_what_a_grammar_cannot_say_is_left_out():
    word = plain(Inner.model_json_schema())["properties"]["word"]
    assert word == {"type": "string"}
    assert plain({"type": "string", "format": "email"}) == {"type": "string"}


def test_what_a_grammar_can_say_stays():
    properties = plain(Everything.model_json_schema())["properties"]
    assert properties["kind"]["const"] == "one"
    assert properties["choice"]["enum"] == ["a", "b"]
    assert properties["day"]["format"] == "date"
    assert properties["few"]["maxItems"] == 3


def test_a_bound_that_would_make_an_endless_grammar_is_left_to_the_validators():
    assert "maxItems" not in plain(Everything.model_json_schema())["properties"]["many"]


def test_where_nothing_is_said_anything_goes_but_null():
    assert set(plain({})["type"]) == {"object", "array", "string", "number", "boolean"}


def test_llama_cpp_makes_a_grammar_of_every_kind_of_field():
    converter = pytest.importorskip("llama_cpp.llama_grammar")
    grammar = converter.json_schema_to_gbnf(json.dumps(plain(Everything.model_json_schema())))
    assert "root ::=" in grammar
    assert r'"\"one\""' in grammar
