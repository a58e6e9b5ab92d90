"""A server of the user's own, as a real one on the loopback sees it."""

from __future__ import annotations

import json
import sys

import pytest
from pydantic import BaseModel

from llmos.config import EngineConfig
from llmos.engines import create, open_engine
from llmos.errors import ConfigError, EngineError

pytest.importorskip("openai")

ASKED = [{"role": "user", "content": "hello"}]


class Greeting(BaseModel):
    """A greeting."""

    word: str


@pytest.fixture
def engine(server):
    opened = open_engine(EngineConfig("openai", "tiny", server.url))
    yield opened
    opened.close()


def test_it_asks_for_the_configured_model_and_gives_the_answer_as_plain_data(engine, server):
    answer = engine.complete(messages=ASKED)
    assert answer["choices"][0]["message"]["content"] == "hello"
    assert server.paths == ["/v1/chat/completions"]
    assert server.bodies[0]["model"] == "tiny"
    assert server.bodies[0]["messages"] == ASKED


def test_typed_answers_come_through_instructor_with_the_tool_forced(engine, server):
    def call(body):
        function = {"name": body["tool_choice"]["function"]["name"], "arguments": '{"word": "hi"}'}
        calls = [{"id": "1", "type": "function", "function": function}]
        message = {"role": "assistant", "content": None, "tool_calls": calls}
        choice = {"index": 0, "finish_reason": "tool_calls", "message": message}
        head = {"id": "1", "object": "chat.completion", "created": 0, "model": "m"}
        return 200, {}, {**head, "choices": [choice]}

    server.reply = call
    assert create(engine, Greeting, ASKED, attempts=1).word == "hi"


def test_the_key_comes_from_the_variable_that_the_configuration_names(server, monkeypatch):
    monkeypatch.setenv("MY_KEY", "for-this-server")
    open_engine(EngineConfig("openai", "m", server.url, "MY_KEY")).complete(messages=ASKED)
    assert server.headers[0]["authorization"] == "Bearer for-this-server"


def test_keys_and_names_meant_for_another_service_are_not_sent(server, monkeypatch):
    for name in ("API_KEY", "ADMIN_KEY", "ORG_ID", "PROJECT_ID"):
        monkeypatch.setenv(f"OPENAI_{name}", "for-somebody-else")
    open_engine(EngineConfig("openai", "m", server.url)).complete(messages=ASKED)
    assert "for-somebody-else" not in str(server.headers)


def test_a_named_key_that_is_not_set_is_asked_for_before_anything_is_sent(server, monkeypatch):
    monkeypatch.delenv("MY_KEY", raising=False)
    with pytest.raises(ConfigError, match="MY_KEY is not set"):
        open_engine(EngineConfig("openai", "m", server.url, "MY_KEY")).complete(messages=ASKED)
    assert server.paths == []


def test_a_proxy_of_the_environment_is_not_used(engine, server, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    engine.complete(messages=ASKED)
    assert len(server.paths) == 1


def test_a_redirect_is_not_followed(engine, server):
    server.reply = lambda body: (307, {"Location": "/elsewhere"}, {})
    with pytest.raises(EngineError, match="status 307"):
        engine.complete(messages=ASKED)
    assert server.paths == ["/v1/chat/completions"]


def test_a_refused_key_says_where_it_is_set(engine, server):
    server.reply = lambda body: (401, {}, {"error": {"message": "who are you"}})
    with pytest.raises(EngineError, match="who are you") as caught:
        engine.complete(messages=ASKED)
    assert "key_variable" in caught.value.hint


def test_an_answer_in_another_form_is_a_sentence(engine, server):
    server.reply = lambda body: (200, {}, {"ok": True})
    with pytest.raises(EngineError, match="no chat completion"):
        engine.complete(messages=ASKED)


def test_a_server_that_is_not_there_is_a_sentence_that_names_it():
    url = "http://127.0.0.1:9/v1"
    with pytest.raises(EngineError, match=r"No server answers at http://127\.0\.0\.1:9/v1"):
        open_engine(EngineConfig("openai", "m", url)).complete(messages=ASKED)


def test_a_server_without_a_url_is_refused_at_once():
    with pytest.raises(ConfigError, match="needs the URL"):
        open_engine(EngineConfig("openai", "m"))


def test_without_the_client_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(EngineError) as caught:
        open_engine(EngineConfig("openai", "m", "http://127.0.0.1:9")).complete(messages=ASKED)
    assert caught.value.hint == 'pip install "llmos[local]"'


def test_words_come_as_the_server_sends_them(engine, server):
    head = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    parts = [
        {**head, "choices": [{"index": 0, "delta": {"content": word}, "finish_reason": None}]}
        for word in ("hello", " there")
    ]
    counted = {**head, "choices": []}
    events = [json.dumps(part) for part in (*parts, counted)] + ["[DONE]"]
    sent = "".join(f"data: {event}\n\n" for event in events).encode()
    server.reply = lambda body: (200, {"Content-Type": "text/event-stream"}, sent)
    assert list(engine.stream(messages=ASKED)) == ["hello", " there"]
    assert server.bodies[0]["stream"] is True


def test_a_refused_stream_is_a_sentence_too(engine, server):
    server.reply = lambda body: (500, {}, {"error": "broken"})
    with pytest.raises(EngineError, match="refused with status 500"):
        list(engine.stream(messages=ASKED))
