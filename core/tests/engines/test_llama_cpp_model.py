"""llama.cpp with real weights: the grammar is on, Ctrl-C stops, nothing is printed."""

from __future__ import annotations

import _thread
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from llmos.engines import create
from llmos.engines.llama_cpp import LlamaCppEngine
from llmos.errors import EngineError

pytestmark = pytest.mark.model
pytest.importorskip("llama_cpp")

POEM = [{"role": "user", "content": "Write a poem about the sea."}]


class Light(BaseModel):
    """A light to switch."""

    room: Literal["kitchen", "bath"]
    on: bool


@pytest.fixture(scope="module")
def engine(small_weights: Path) -> Iterator[LlamaCppEngine]:
    opened = LlamaCppEngine(small_weights)
    yield opened
    opened.close()


def forced(schema: type[BaseModel]) -> dict[str, Any]:
    function = {"name": "light", "parameters": schema.model_json_schema()}
    choice = {"type": "function", "function": {"name": "light"}}
    return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}


def text(answer: dict[str, Any]) -> str:
    content: str = answer["choices"][0]["message"]["content"]
    return content


def test_without_a_forced_tool_it_answers_in_prose(engine):
    answer = text(engine.complete(messages=POEM, max_tokens=30))
    assert len(answer.split()) > 5
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer)


def test_under_a_forced_tool_the_same_words_give_arguments_of_its_form_alone(engine):
    answer = engine.complete(messages=POEM, **forced(Light))
    [call] = answer["choices"][0]["message"]["tool_calls"]
    light = Light.model_validate_json(call["function"]["arguments"], strict=True)
    assert light.room in ("kitchen", "bath")


def test_the_same_request_is_answered_the_same(engine):
    once = text(engine.complete(messages=POEM, max_tokens=20))
    engine.complete(messages=[{"role": "user", "content": "Count to ten."}], max_tokens=5)
    assert text(engine.complete(messages=POEM, max_tokens=20)) == once


def test_typed_answers_come_through_instructor(engine):
    asked = [{"role": "user", "content": "Switch on the light in the kitchen."}]
    assert isinstance(create(engine, Light, asked, attempts=2), Light)


class Verse(BaseModel):
    """A form with free text, which only a grammar can hold."""

    line: str


def test_a_form_that_llama_cpp_refuses_is_an_error_and_never_a_free_answer(engine, monkeypatch):
    converter = "llama_cpp.llama_grammar.json_schema_to_gbnf"
    monkeypatch.setattr(converter, lambda schema: "root ::= missing-rule")
    with pytest.raises(EngineError, match="light cannot be enforced"):
        engine.complete(messages=POEM, **forced(Verse))


def test_ctrl_c_stops_an_answer_and_leaves_the_engine_usable(engine):
    timer = threading.Timer(0.5, _thread.interrupt_main)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        engine.complete(messages=POEM, max_tokens=8000, temperature=1.0)
    timer.join()
    assert text(engine.complete(messages=POEM, max_tokens=20))


def test_a_request_beyond_the_context_is_a_sentence_and_the_engine_goes_on(engine):
    with pytest.raises(EngineError, match="context window"):
        engine.complete(messages=[{"role": "user", "content": "word " * 20_000}])
    assert text(engine.complete(messages=POEM, max_tokens=5))


def test_nothing_reaches_the_terminal(small_weights, capfd):
    fresh = LlamaCppEngine(small_weights)
    fresh.complete(messages=POEM, max_tokens=3)
    fresh.close()
    assert capfd.readouterr() == ("", "")


def test_weights_that_end_too_early_are_refused(small_weights, tmp_path):
    half = tmp_path / "half.gguf"
    with small_weights.open("rb") as file:
        half.write_bytes(file.read(40_000_000))
    with pytest.raises(EngineError, match=r"half\.gguf cannot be loaded"):
        LlamaCppEngine(half).complete(messages=POEM)


def test_marks_are_written_once_each_in_their_order_and_no_figures_beside_them(engine):
    marks = ("{name1}", "{date1}")
    asked = "Say kindly, and keep {name1} and {date1}: {name1}, send it by {date1}, 10 pm."
    messages = [{"role": "user", "content": asked}]
    answer = engine.complete(messages=messages, max_tokens=60, marks=marks)
    said = text(answer)
    assert not set(said.replace(marks[0], "", 1).replace(marks[1], "", 1)) & set("{}0123456789")
    assert said.find(marks[0]) < said.find(marks[1]) or marks[1] not in said
    assert answer["choices"][0]["finish_reason"] == "length" or all(mark in said for mark in marks)


def test_the_words_of_a_stream_are_those_of_the_whole_answer(engine):
    whole = text(engine.complete(messages=POEM, max_tokens=20))
    pieces = list(engine.stream(messages=POEM, max_tokens=20))
    assert "".join(pieces) == whole
    assert len(pieces) > 10


def test_a_stream_that_is_closed_leaves_an_engine_that_answers(engine):
    words = engine.stream(messages=POEM, max_tokens=200)
    assert [next(words) for _ in range(3)]
    words.close()
    assert text(engine.complete(messages=POEM, max_tokens=10))
