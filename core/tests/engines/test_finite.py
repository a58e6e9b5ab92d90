"""Answers whose values are all named: decided one by one, never written out."""

from __future__ import annotations

import json

import pytest

from llmos.engines.finite import decide, is_finite

from .walking import Liking, tokens

SEARCH = {
    "type": "object",
    "properties": {
        "sender": {"type": "string", "enum": ["Ada", "Ada Lovelace", "Lee"]},
        "unread": {"type": "boolean"},
        "limit": {"type": "integer", "enum": [1, 10, 100]},
        "people": {"type": "array", "items": {"enum": ["Ada", "Lee", "Kim"]}},
    },
}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"sender": "Ada"},
        {"sender": "Ada Lovelace", "unread": True},
        {"unread": False, "limit": 10},
        {"limit": 1},
        {"limit": 100, "people": ["Kim", "Ada"]},
        {"people": ["Lee"]},
        {"people": ["Lee", "Ada", "Kim"]},
    ],
)
def test_every_answer_of_the_form_can_be_given(answer):
    assert json.loads(decide(Liking(json.dumps(answer)), [], SEARCH, tokens)) == answer


def test_whatever_the_model_likes_the_answer_has_the_form():
    answer = json.loads(decide(Liking('{"nonsense": 1}'), [], SEARCH, tokens))
    assert set(answer) <= set(SEARCH["properties"])


def test_a_required_field_is_never_left_out():
    form = {**SEARCH, "required": ["limit"]}
    answer = json.loads(decide(Liking('{"people": ["Lee"]}'), [], form, tokens))
    assert "limit" in answer


def test_what_follows_by_itself_is_read_in_one_go():
    form = {"type": "object", "properties": {"on": {"type": "boolean"}}, "required": ["on"]}
    model = Liking("Well: " + '{"on": true}')
    assert decide(model, tokens("Well: "), form, tokens) == '{"on": true}'
    assert model.reads == ['Well: {"on": ']


def test_values_with_quotes_and_accents_stay_json():
    form = {"type": "object", "properties": {"text": {"enum": ['say "hé"', "no"]}}}
    wanted = json.dumps({"text": 'say "hé"'}, ensure_ascii=False)
    assert json.loads(decide(Liking(wanted), [], form, tokens)) == {"text": 'say "hé"'}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "enum": ["a"]},
        {"type": "object", "properties": {}},
        {"type": "object", "properties": {"text": {"type": "string"}}},
        {"type": "object", "properties": {"n": {"type": "integer"}}},
        {"type": "object", "properties": {"of": {"type": "array", "items": {"type": "string"}}}},
    ],
)
def test_forms_with_open_values_are_left_to_the_grammar(schema):
    assert not is_finite(schema)


def test_forms_whose_values_are_all_named_are_finite():
    assert is_finite(SEARCH)
