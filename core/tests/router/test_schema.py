"""What the model may answer."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pydantic import BaseModel, ValidationError

from llmos.calls import Call, ToolSpec
from llmos.engines.grammar import plain
from llmos.errors import PluginLoadError
from llmos.router.schema import choice

pytest.importorskip("jsonschema")


def as_they_are(tool, arguments):
    return arguments


def fine(call):
    return None


@pytest.fixture
def answers(tools):
    return choice(tools, fine, as_they_are)


def test_the_answer_is_one_of_the_tools_or_none(answers, tools):
    offered = plain(answers.model_json_schema())["properties"]["call"]["anyOf"]
    names = [member["properties"]["tool"]["const"] for member in offered]
    assert sorted(names) == sorted([*(tool.name for tool in tools), "none"])


def test_each_tool_goes_with_its_own_arguments(answers):
    with pytest.raises(ValidationError):
        answers.model_validate({"call": {"tool": "mail.read", "arguments": {"sender": "Ada"}}})


def test_nested_parameters_need_no_reference():
    class Colour(Enum):
        RED = "red"

    class Spot(BaseModel):
        colour: Colour | None = None

    class Paint(BaseModel):
        spots: list[Spot]

    tool = ToolSpec("art.paint", "art", "Paint.", Paint.model_json_schema(), ())
    answers = choice([tool], fine, as_they_are)
    offered = plain(answers.model_json_schema())["properties"]["call"]["anyOf"]
    paint = next(one for one in offered if one["properties"]["tool"]["const"] == "art.paint")
    spot = paint["properties"]["arguments"]["properties"]["spots"]["items"]
    assert {"type": "string", "enum": ["red"]} in spot["properties"]["colour"]["anyOf"]
    proposed = {"tool": "art.paint", "arguments": {"spots": [{"colour": "red"}]}}
    assert answers.model_validate({"call": proposed}).chosen() is not None


def test_null_is_not_offered_anywhere(answers):
    assert '"null"' not in json.dumps(answers.model_json_schema())


def test_an_answer_becomes_a_call(answers):
    answer = answers.model_validate({"call": {"tool": "mail.read", "arguments": {"id": "4c1f"}}})
    assert answer.chosen() == Call("mail.read", {"id": "4c1f"})


def test_none_becomes_no_call(answers):
    assert answers.model_validate({"call": {"tool": "none"}}).chosen() is None


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """A server on the loopback: its URL, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}/schema", asked
    listening.shutdown()
    listening.server_close()
    thread.join()


def test_a_schema_that_refers_elsewhere_is_refused_and_nothing_is_fetched(elsewhere):
    url, asked = elsewhere
    schema = {"type": "object", "properties": {"a": {"$ref": url}}}
    answers = choice([ToolSpec("odd.tool", "odd", "Odd.", schema, ())], fine, as_they_are)
    with pytest.raises(PluginLoadError, match=re.escape(f"odd.tool refers to {url}")):
        answers.model_validate({"call": {"tool": "odd.tool", "arguments": {"a": 1}}})
    assert asked == []


def test_llama_cpp_can_hold_the_answers_to_their_form(answers):
    converter = pytest.importorskip("llama_cpp.llama_grammar")
    grammar = converter.json_schema_to_gbnf(json.dumps(plain(answers.model_json_schema())))
    assert r'"\"mail.follow_ups\""' in grammar
    assert r'"\"none\""' in grammar
