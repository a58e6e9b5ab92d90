"""A plugin that calls another plugin's tool: with its own grants, never with the other's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.calls import Call
from llmos.errors import LlmosError, PermissionDenied
from llmos.kernel import Kernel

Probe = Callable[..., Path]
Box = Callable[[str], Path]


def travel(kernel: Kernel, at: str) -> object:
    answer = kernel.call(kernel.request("", door="call"), Call("travel.look", {"at": at}))
    assert answer.output is not None
    return answer.output.value["value"]


@pytest.fixture
def traveller(probe: Probe, kernel: Kernel, reader: Path, box: Box) -> Kernel:
    """Travel calls whatever tool it is told to; reader's own grant is there, travel's is not."""
    probe('return Found(value=ctx.call(at)["value"])', asks=("mail:read",), id="travel")
    kernel.add_source("reader", box("a"))
    kernel.grant("reader", "mail:read")
    return kernel


def test_the_callers_grants_count_and_not_those_of_the_called_one(traveller: Kernel) -> None:
    with pytest.raises(PermissionDenied, match=r"reader\.look may not run") as denied:
        travel(traveller, "reader.look")
    assert "llmos permissions grant travel mail:read" in denied.value.hint


def test_with_the_callers_grant_it_runs_and_both_are_on_record(traveller: Kernel) -> None:
    traveller.grant("travel", "mail:read")
    assert travel(traveller, "reader.look") == ["a"]
    entries = traveller.ledger.entries()
    assert {(entry.tool, entry.outcome) for entry in entries} == {
        ("travel.look", "done"),
        ("reader.look", "done"),
    }


def test_one_answer_is_for_all_that_a_request_needs_and_for_nothing_after_it(
    probe: Probe, kernel: Kernel, reader: Path, box: Box, answering: Callable[..., Any]
) -> None:
    probe('return Found(value=ctx.call(at)["value"])', "mail:read", id="travel")
    kernel.add_source("reader", box("a"))
    user = answering("once", "no")
    with Kernel(kernel.home, asker=user, engines=kernel._engines) as asking:
        assert travel(asking, "reader.look") == ["a"]
        assert [question.wants[0].opens for question in user.questions] == [
            (str(box_of(kernel)),),
        ]
        with pytest.raises(PermissionDenied, match="you answered no"):
            travel(asking, "reader.look")
    assert kernel.grants.all() == []


def box_of(kernel: Kernel) -> Path:
    return kernel.config.plugin("reader").sources[0].path


@pytest.mark.parametrize("tool", ["travel.look", "travel.listen"])
def test_what_cannot_be_called_is_a_sentence_and_no_hang(traveller: Kernel, tool: str) -> None:
    traveller.grant("travel", "mail:read")
    with pytest.raises(LlmosError, match="travel"):
        travel(traveller, tool)


def test_plugins_that_call_each_other_in_a_circle_end(traveller: Kernel, probe: Probe) -> None:
    probe('return Found(value=ctx.call("travel.look", at="echo.look"))', id="echo")
    with Kernel(traveller.home, asker=None, engines=traveller._engines) as kernel:
        kernel.grant("travel", "mail:read")
        with pytest.raises(LlmosError, match="chain of calls"):
            travel(kernel, "echo.look")
