"""From a request to a call, with prepared answers that take the whole way through Instructor."""

from __future__ import annotations

import pytest

from llmos.calls import Call, ToolSpec
from llmos.engines import ScriptedEngine
from llmos.errors import EngineError, RoutingError, WorkerDied
from llmos.router import Router

pytest.importorskip("instructor")
pytest.importorskip("jsonschema")

NONE = {"call": {"tool": "none"}}


def call(tool, **arguments):
    return {"call": {"tool": tool, "arguments": arguments}}


def test_a_request_becomes_a_call_with_the_arguments_that_fit(asked, tools, check):
    engine = ScriptedEngine([call("mail.search", sender="Ada", since="2026-11-23")])
    route = Router(engine).route(asked("mails from Ada since Monday"), tools, check)
    assert route.call == Call("mail.search", {"sender": "Ada", "since": "2026-11-23"})
    assert route.attempts == 1
    assert route.seconds > 0


def test_nothing_here_fits_is_an_answer(asked, tools, check):
    route = Router(ScriptedEngine([NONE])).route(asked("turn on the light"), tools, check)
    assert route.call is None
    assert route.attempts == 1


def test_without_any_tool_the_model_is_not_even_asked(asked, check):
    engine = ScriptedEngine([])
    assert Router(engine).route(asked("anything"), [], check).call is None
    assert engine.requests == []


def test_a_tool_that_does_not_exist_is_sent_back(asked, tools, check):
    engine = ScriptedEngine([call("mail.delete_all"), NONE])
    assert Router(engine).route(asked("delete all"), tools, check).attempts == 2
    assert "mail.delete_all" in engine.requests[1]["messages"][-1]["content"]


def test_arguments_of_another_type_are_sent_back_with_their_place(asked, tools, check):
    engine = ScriptedEngine([call("mail.read", id=["4c1f"]), call("mail.read", id="4c1f")])
    route = Router(engine).route(asked("read message 4c1f"), tools, check)
    assert route.call == Call("mail.read", {"id": "4c1f"})
    assert "id: ['4c1f'] is not of type 'string'" in engine.requests[1]["messages"][-1]["content"]


def test_an_argument_that_the_tool_does_not_have_is_sent_back(asked, tools, check):
    engine = ScriptedEngine([call("mail.read", id="4c1f", colour="red"), NONE])
    assert Router(engine).route(asked("read 4c1f"), tools, check).attempts == 2


def test_the_plugins_own_words_are_sent_back(asked, tools):
    engine = ScriptedEngine([call("mail.read", id="4c1f"), call("mail.read", id="4c1e")])
    seen = []

    def check(proposed):
        seen.append(proposed)
        return "there is no message 4c1f" if proposed.arguments["id"] == "4c1f" else None

    route = Router(engine).route(asked("read message 4c1f"), tools, check)
    assert route.call == Call("mail.read", {"id": "4c1e"})
    assert seen == [Call("mail.read", {"id": "4c1f"}), Call("mail.read", {"id": "4c1e"})]
    assert "there is no message 4c1f" in engine.requests[1]["messages"][-1]["content"]


def test_the_plugin_is_not_asked_about_arguments_that_do_not_fit_its_schema(asked, tools):
    engine = ScriptedEngine([call("mail.read"), NONE])
    Router(engine).route(asked("read it"), tools, lambda proposed: pytest.fail(str(proposed)))


def test_used_up_attempts_are_an_error_that_counts_them(asked, tools):
    engine = ScriptedEngine([call("mail.read", id="4c1f")] * 9)
    with pytest.raises(RoutingError, match="no such message") as caught:
        Router(engine, attempts=2).route(asked("read 4c1f"), tools, lambda _: "no such message")
    assert caught.value.attempts == len(engine.requests) == 2


def test_a_worker_that_dies_while_checking_is_not_the_models_fault(asked, tools):
    def check(_):
        raise WorkerDied("mail", "The worker of mail ended.")

    engine = ScriptedEngine([call("mail.read", id="4c1f")] * 9)
    with pytest.raises(WorkerDied):
        Router(engine).route(asked("read 4c1f"), tools, check)
    assert len(engine.requests) == 1


def test_an_engine_that_cannot_answer_says_so_itself(asked, tools, check):
    with pytest.raises(EngineError, match="no answer left"):
        Router(ScriptedEngine([])).route(asked("read 4c1f"), tools, check)


def test_nulls_and_defaults_that_come_all_the_same_are_dropped(asked, tools, check):
    engine = ScriptedEngine([call("mail.search", sender="Ada", folder=None, limit=20)])
    route = Router(engine).route(asked("the 20 mails from Ada"), tools, check)
    assert route.call == Call("mail.search", {"sender": "Ada"})


def test_what_the_request_does_not_bear_out_is_dropped(asked, tools, check):
    engine = ScriptedEngine([call("mail.search", sender="Ada", folder="Work", unread=True)])
    route = Router(engine).route(asked("mails from Ada"), tools, check)
    assert route.call == Call("mail.search", {"sender": "Ada"})


def test_words_in_a_request_cannot_become_a_template(asked, tools, check):
    engine = ScriptedEngine([NONE])
    Router(engine).route(asked("{{ 7 * 7 }} {tools}"), tools, check)
    assert "{{ 7 * 7 }} {tools}" in engine.requests[0]["messages"][-1]["content"]


def test_tools_that_the_model_was_not_shown_are_named(asked, tools, check):
    many = [
        ToolSpec(f"home.device_{number}", "home", f"Switch device {number}.", {}, ())
        for number in range(10)
    ]
    engine = ScriptedEngine([NONE])
    route = Router(engine).route(asked("read message 4c1f in full"), [*many, *tools], check)
    shown = engine.requests[0]["messages"][0]["content"]
    assert len(route.left_out) == len(many) + len(tools) - 8
    assert "mail.read" not in route.left_out
    assert all(f"- {name}:" not in shown for name in route.left_out)
    assert "- mail.read:" in shown
