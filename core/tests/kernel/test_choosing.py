"""`ctx.choose`: a tool's question with closed choices, put to the user and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from llmos.calls import Call, Request
from llmos.errors import Cancelled, ToolError, Unanswered
from llmos.kernel import Kernel
from llmos.kernel.choosing import which
from llmos.testing import Host

MANIFEST = """
id = "barber"
api = 1
summary = "Cuts hair."
[permissions]
"profile:read" = "Know who you are."
"""
CODE = '''
"""A barber who asks first."""
from typing import Any
from llmos import *

class Cut(Result):
    value: Any

def _style(ctx):
    return ctx.choose("Which cut?", ["short", "long"], hint="Say how long.")

@tool(effect="write")
def cut(ctx: Context) -> Cut:
    """Cut hair."""
    return Cut(value=[ctx.previewed["value"], _style(ctx)])

@cut.preview
def preview_cut(ctx: Context) -> Cut:
    """Show the cut."""
    return Cut(value=_style(ctx))

@tool()
def ask(ctx: Context, question: str, choices: list[str], times: int = 1) -> Cut:
    """Ask anything."""
    return Cut(value=[ctx.choose(question + " " * n, choices) for n in range(times)])

@hookimpl
def llmos_tools():
    return [cut, ask]
'''


@pytest.fixture
def barber(install: Callable[..., Path]) -> None:
    install("barber", CODE, MANIFEST)


def call(kernel: Kernel, tool: str = "cut", **arguments: Any) -> Any:
    request = kernel.request("", door="test")
    output = kernel.call(request, Call(f"barber.{tool}", arguments)).output
    assert output is not None
    return output.value["value"]


def test_preview_and_run_hear_the_same_answer_to_one_question(
    barber: None, open_kernel: Any, answering: Any
) -> None:
    user = answering("1")
    assert call(open_kernel(user)) == [1, 1]
    (choice,) = user.choices
    assert (choice.plugin, choice.tool) == ("barber", "barber.cut")
    assert (choice.question, choice.choices) == ("Which cut?", ("short", "long"))


def test_another_request_is_another_question(
    barber: None, open_kernel: Any, answering: Any
) -> None:
    kernel = open_kernel(answering("0", "1"))
    assert call(kernel) == [0, 0]
    assert call(kernel) == [1, 1]


def test_without_a_terminal_the_error_names_question_choices_and_what_to_say(
    barber: None, open_kernel: Any
) -> None:
    with pytest.raises(
        Unanswered, match=r"barber\.cut must know: Which cut\?.*short; long"
    ) as told:
        call(open_kernel())
    assert told.value.hint == "Say how long."
    assert told.value.exit_code == 6


def test_in_the_background_nobody_is_asked(barber: None, open_kernel: Any, answering: Any) -> None:
    user = answering("0")
    kernel = open_kernel(user)
    request = Request("", kernel.request("", door="test").now, "test", foreground=False)
    with pytest.raises(Unanswered):
        kernel.call(request, Call("barber.cut"))
    assert user.choices == []


def test_who_chooses_nothing_ends_the_request(
    barber: None, open_kernel: Any, answering: Any
) -> None:
    kernel = open_kernel(answering(""))
    with pytest.raises(Cancelled):
        call(kernel)
    asked = next(entry for entry in kernel.ledger.entries() if entry.tool == "barber.choose")
    assert asked.outcome == "cancelled"


def test_each_question_is_on_record(barber: None, open_kernel: Any, answering: Any) -> None:
    kernel = open_kernel(answering("1"))
    call(kernel)
    (asked,) = [entry for entry in kernel.ledger.entries() if entry.tool == "barber.choose"]
    assert (asked.outcome, asked.plugin) == ("done", "barber")


@pytest.mark.parametrize(
    ("question", "choices", "why"),
    [
        ("Which?", ["one"], "from two to 20"),
        ("Which?", [str(n) for n in range(21)], "from two to 20"),
        ("W" * 301, ["one", "two"], "at most 300 characters"),
        ("Which?", ["one", "t" * 201], "each choice 200"),
    ],
)
def test_a_question_is_short(
    barber: None, open_kernel: Any, answering: Any, question: str, choices: list[str], why: str
) -> None:
    user = answering("0")
    with pytest.raises(ToolError, match=why):
        call(open_kernel(user), "ask", question=question, choices=choices)
    assert user.choices == []


def test_one_call_cannot_go_on_asking(barber: None, open_kernel: Any, answering: Any) -> None:
    user = answering(*"000000")
    with pytest.raises(ToolError, match="5 questions and no more"):
        call(open_kernel(user), "ask", question="Which?", choices=["one", "two"], times=6)
    assert len(user.choices) == 5


def test_a_host_of_an_authors_test_chooses_by_words(barber: None, llmos_host: Host) -> None:
    assert llmos_host.choosing("lon").call("barber.cut").value == {"value": [1, 1]}
    assert [choice.question for choice in llmos_host.choices] == ["Which cut?"]
    with pytest.raises(AssertionError, match="prepare the answer"):
        llmos_host.call("barber.cut")


@pytest.mark.parametrize(
    ("door", "foreground", "place"),
    [("ask", True, 1), ("chat", True, 1), ("route", True, None), ("ask", False, None)],
)
def test_which_tool_is_meant_is_asked_only_where_the_request_is_to_be_done(
    answering: type, door: str, foreground: bool, place: int | None
) -> None:
    user = answering("2")
    user.choose = lambda choice: int(user.answers.pop(0)) - 1
    request = Request("do it", datetime(2026, 11, 24, tzinfo=UTC), door, foreground)
    assert which(user, request, "Mail or files?", ["Find mail.", "Find files."]) == place
    assert which(None, request, "Mail or files?", ["Find mail.", "Find files."]) is None
