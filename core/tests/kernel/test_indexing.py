"""Index and status functions of plugins, as `llmos index` runs them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.cli.app import app
from llmos.config import Home
from llmos.errors import WorkerDied
from llmos.kernel import Kernel

Install = Callable[..., Path]

READER = '''
"""A plugin that reads papers; a poisonous one ends its process."""
import os
from llmos import Context, Result, hookimpl, tool

class Report(Result):
    read: list[str]
    passed_over: list[str]

def lines(file):
    return file.read_text().split() if file.exists() else []

@tool()
def refresh(ctx: Context) -> Report:
    """Read every paper that was not begun before."""
    begun, done = ctx.data / "begun", ctx.data / "done"
    for paper in PAPERS:
        if paper not in lines(begun):
            begun.write_text(" ".join([*lines(begun), paper]))
            if paper.startswith("poison"):
                os._exit(1)
            done.write_text(" ".join([*lines(done), paper]))
    return status(ctx)

@tool()
def status(ctx: Context) -> Report:
    """Say what was read."""
    read = lines(ctx.data / "done")
    return Report(read=read, passed_over=sorted({*lines(ctx.data / "begun")} - {*read}))

@hookimpl
def llmos_index():
    return refresh

@hookimpl
def llmos_status():
    return status
'''
MANIFEST = 'id = "reader"\napi = 1\nsummary = "Reads papers."\n'


@pytest.fixture
def papers(install: Install) -> Callable[..., None]:
    """Installs the plugin with these papers to read."""

    def put(*names: str) -> None:
        install("reader", READER.replace("PAPERS", repr(names)), MANIFEST)

    return put


def value(answer: Any) -> Any:
    return answer.output.value


def test_an_index_run_goes_on_behind_what_ends_its_process(kernel: Kernel, papers: Any) -> None:
    papers("one", "poison-a", "two", "poison-b", "three")
    report = value(kernel.index("reader"))
    assert report == {"read": ["one", "two", "three"], "passed_over": ["poison-a", "poison-b"]}
    outcomes = [entry.outcome for entry in reversed(kernel.ledger.entries())]
    assert outcomes == ["failed", "failed", "done"]


def test_an_index_run_that_never_ends_well_gives_up(kernel: Kernel, papers: Any) -> None:
    papers(*(f"poison-{number}" for number in range(40)))
    with pytest.raises(WorkerDied, match="plugin reader ended before it answered"):
        kernel.index("reader")
    assert len(kernel.ledger.entries()) == 25


def test_a_status_says_what_the_index_holds_and_changes_nothing(
    kernel: Kernel, papers: Any
) -> None:
    papers("one", "two")
    assert value(kernel.status("reader")) == {"read": [], "passed_over": []}
    kernel.index("reader")
    assert value(kernel.status("reader"))["read"] == ["one", "two"]


def test_a_plugin_without_a_status_has_nothing_to_say(kernel: Kernel, install: Install) -> None:
    install()
    assert kernel.status("greeter") is None


@pytest.mark.parametrize("words", [["index", "reader"], ["index", "run", "reader"]])
def test_the_command_line_indexes_with_or_without_the_word_run(
    home: Home,
    papers: Any,
    words: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers("one")
    idle: list[int] = []
    monkeypatch.setattr(os, "sched_setscheduler", lambda pid, policy, how: idle.append(policy))
    app([*words, "--json"], standalone_mode=False)
    assert json.loads(capsys.readouterr().out)["reader"]["read"] == ["one"]
    assert idle == [os.SCHED_IDLE]
    app(["index", "status", "--json", "reader"], standalone_mode=False)
    assert json.loads(capsys.readouterr().out)["reader"]["read"] == ["one"]
