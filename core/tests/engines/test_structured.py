"""Typed answers: validation, retries, and what comes out when they are used up."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent
from typing import Any

import pytest
from pydantic import BaseModel, field_validator

from llmos.engines import ScriptedEngine, create, structured
from llmos.errors import EngineError, RoutingError, WorkerDied

pytest.importorskip("instructor")


class Person(BaseModel):
    """One person."""

    name: str
    age: int

    @field_validator("age")
    @classmethod
    def _lives(cls, age: int) -> int:
        if age > 150:
            raise ValueError("nobody is that old")
        return age


ASKED = [{"role": "user", "content": "Who is Ada?"}]
ADA = {"name": "Ada", "age": 36}
TOO_OLD = {"name": "Ada", "age": 200}


def test_an_answer_that_fits_comes_back_as_the_schemas_own_class():
    answer = create(ScriptedEngine([ADA]), Person, ASKED, attempts=3)
    assert isinstance(answer, Person)
    assert answer.model_dump() == ADA


def test_the_schema_is_forced_as_a_tool():
    engine = ScriptedEngine([ADA])
    create(engine, Person, ASKED, attempts=3)
    [request] = engine.requests
    assert request["tool_choice"] == {"type": "function", "function": {"name": "Person"}}
    assert request["tools"][0]["function"]["parameters"]["properties"]["age"]["type"] == "integer"


def test_the_validators_words_go_back_to_the_model_which_answers_again():
    engine = ScriptedEngine([TOO_OLD, ADA])
    assert create(engine, Person, ASKED, attempts=3).age == 36
    first, second = engine.requests
    assert len(first["messages"]) == 1
    assert "nobody is that old" in second["messages"][-1]["content"]


def test_used_up_attempts_are_one_error_that_counts_them_and_says_what_was_wrong():
    engine = ScriptedEngine([TOO_OLD] * 9)
    with pytest.raises(RoutingError, match="nobody is that old") as caught:
        create(engine, Person, ASKED, attempts=3)
    assert caught.value.attempts == 3
    assert len(engine.requests) == 3


def test_one_attempt_means_one_answer():
    engine = ScriptedEngine([TOO_OLD, ADA])
    with pytest.raises(RoutingError) as caught:
        create(engine, Person, ASKED, attempts=1)
    assert caught.value.attempts == len(engine.requests) == 1


def test_prose_is_no_answer():
    engine = ScriptedEngine(["Ada was a mathematician."] * 9)
    with pytest.raises(RoutingError) as caught:
        create(engine, Person, ASKED, attempts=2)
    assert caught.value.attempts == 2


def test_what_the_engine_says_is_not_wrapped_and_not_tried_again():
    engine = ScriptedEngine([])
    with pytest.raises(EngineError, match="no answer left"):
        create(engine, Person, ASKED, attempts=3)
    assert len(engine.requests) == 1


def test_an_error_of_llmos_in_a_validator_comes_out_as_it_is():
    class Checked(Person):
        @field_validator("name")
        @classmethod
        def _ask_a_worker(cls, name: str) -> str:
            raise WorkerDied("mail", "The worker of mail ended.")

    engine = ScriptedEngine([ADA] * 9)
    with pytest.raises(WorkerDied):
        create(engine, Checked, ASKED, attempts=3)
    assert len(engine.requests) == 1


def test_ctrl_c_is_not_swallowed():
    def interrupted(_: dict[str, Any]) -> str:
        raise KeyboardInterrupt

    engine = ScriptedEngine(interrupted)
    with pytest.raises(KeyboardInterrupt):
        create(engine, Person, ASKED, attempts=3)
    assert len(engine.requests) == 1


def test_words_in_braces_stay_words():
    engine = ScriptedEngine([ADA])
    create(engine, Person, [{"role": "user", "content": "{{ 7 * 7 }}"}], attempts=1)
    assert engine.requests[0]["messages"][0]["content"] == "{{ 7 * 7 }}"


def test_the_callers_messages_stay_as_they_were():
    asked = list(ASKED)
    create(ScriptedEngine([TOO_OLD, ADA]), Person, asked, attempts=2)
    assert asked == ASKED


def test_failed_attempts_print_nothing():
    # In a process of its own, because pytest listens to the log and so hides what Python prints.
    code = """
        from pydantic import BaseModel
        from llmos.engines import ScriptedEngine, create
        from llmos.errors import RoutingError
        class Person(BaseModel):
            age: int
        try:
            create(ScriptedEngine([{"age": "old"}] * 2), Person, [], attempts=2)
        except RoutingError as error:
            print(error.attempts)
    """
    command = [sys.executable, "-c", dedent(code)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("2\n", "")


def test_an_answer_that_was_cut_off_is_a_sentence():
    class CutOff(ScriptedEngine):
        def complete(self, **request: Any) -> dict[str, Any]:
            answer = super().complete(**request)
            answer["choices"][0]["finish_reason"] = "length"
            return answer

    with pytest.raises(RoutingError, match="no usable answer") as caught:
        create(CutOff([ADA] * 3), Person, ASKED, attempts=3)
    assert "instructor" not in str(caught.value)


def test_without_instructor_the_error_says_what_to_install(monkeypatch):
    structured._instructor.cache_clear()
    monkeypatch.setitem(sys.modules, "instructor", None)
    with pytest.raises(EngineError) as caught:
        create(ScriptedEngine([ADA]), Person, ASKED, attempts=1)
    assert caught.value.hint == 'pip install "llmos[local]"'
