"""The engine with prepared answers, as authors of plugins use it."""

from __future__ import annotations

import json

import pytest

from llmos.engines import ScriptedEngine
from llmos.errors import EngineError

ASKED = [{"role": "user", "content": "hello"}]
FORCED = {
    "messages": ASKED,
    "tools": [{"type": "function", "function": {"name": "greet", "parameters": {}}}],
    "tool_choice": {"type": "function", "function": {"name": "greet"}},
}


def test_answers_come_one_after_the_other():
    engine = ScriptedEngine(["one", "two"])
    answers = [engine.complete(messages=ASKED) for _ in range(2)]
    assert [answer["choices"][0]["message"]["content"] for answer in answers] == ["one", "two"]


def test_a_dict_is_a_call_of_the_forced_tool():
    [choice] = ScriptedEngine([{"name": "Ada"}]).complete(**FORCED)["choices"]
    [call] = choice["message"]["tool_calls"]
    assert call["function"]["name"] == "greet"
    assert json.loads(call["function"]["arguments"]) == {"name": "Ada"}


def test_a_function_answers_what_it_is_asked():
    engine = ScriptedEngine(lambda request: request["messages"][0]["content"].upper())
    assert engine.complete(messages=ASKED)["choices"][0]["message"]["content"] == "HELLO"


def test_a_script_that_has_run_out_says_so():
    with pytest.raises(EngineError, match="no answer left"):
        ScriptedEngine([]).complete(messages=ASKED)


def test_requests_are_kept_as_they_were_when_asked():
    engine, messages = ScriptedEngine(["one"]), list(ASKED)
    engine.complete(messages=messages)
    messages.append({"role": "user", "content": "later"})
    assert engine.requests[0]["messages"] == ASKED
