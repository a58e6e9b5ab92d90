"""Plugins that call each other's tools: with the callers' grants, in the owner's worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.calls import Call
from llmos.errors import (
    InvalidArguments,
    PermissionDenied,
    ProtocolError,
    ToolError,
    UnknownTool,
)
from llmos.kernel import Kernel

Install = Callable[..., Path]

READ = "calendar:read"
SOURCES = """
[sources.folder]
permission = "calendar:read"
summary = "A folder of events."
entries = ["events"]
"""
CODE = '''
"""A plugin that does what a test tells it."""
import os
from pathlib import Path
from typing import Any
from llmos import Context, Permission, Result, ToolError, hookimpl, tool

class Found(Result):
    value: Any = None

@tool(needs=[{needs}])
def events(ctx: Context, at: str = "", count: int = 1) -> Found:
    """What the calendar holds."""
    return Found(value=[source.path.joinpath("events").read_text() for source in ctx.sources])

@tool()
def do(ctx: Context, code: str) -> Found:
    """Do something."""
    space = globals() | {{"ctx": ctx, "found": None}}
    exec(code, space)
    return Found(value=space["found"])

@tool()
def forward(ctx: Context, rest: list[str]) -> Found:
    """Call the first of these plugins, which calls the next, and so on; the last answers."""
    first, *others = rest
    if not others:
        return Found(value=ctx.call(first)["value"])
    return Found(value=ctx.call(first + ".forward", rest=others)["value"])

@hookimpl
def llmos_tools():
    return [events, do, forward]
'''


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """The calendar's source."""
    folder = tmp_path / "calendar"
    folder.mkdir()
    (folder / "events").write_text("dentist on Monday")
    return folder


@pytest.fixture
def plugins(
    request: pytest.FixtureRequest, install: Install, kernel: Kernel, letters: Path
) -> Kernel:
    """A calendar with a source, and plugins without: `travel`, which asks for its permission, as
    `second` does, and those that `also` names.
    """
    for id in ("calendar", "travel", *getattr(request, "param", ())):
        wish = f'"{READ}" = "To plan with it."' if id in ("calendar", "travel", "second") else ""
        sources = SOURCES if id == "calendar" else ""
        manifest = f'id = "{id}"\napi = 1\nsummary = "A test."\n[permissions]\n{wish}\n{sources}'
        needs = f'Permission("{READ}")' if id == "calendar" else ""
        install(id, CODE.format(needs=needs), manifest)
    kernel.add_source("calendar", letters)
    return kernel


def also(*ids: str) -> pytest.MarkDecorator:
    """Install these plugins too."""
    return pytest.mark.parametrize("plugins", [ids], indirect=True, ids=["+".join(ids)])


def do(kernel: Kernel, plugin: str, code: str) -> Any:
    return run(kernel, f"{plugin}.do", code=code)


def run(kernel: Kernel, tool: str, **arguments: Any) -> Any:
    answer = kernel.call(kernel.request("", door="test"), Call(tool, arguments))
    assert answer.output is not None
    return answer.output.value["value"]


def history(kernel: Kernel) -> list[tuple[str, str]]:
    return [(entry.tool, entry.outcome) for entry in reversed(kernel.ledger.entries())]


ASK = 'found = ctx.call("calendar.events")["value"]'


def test_the_callers_grant_opens_the_owners_source(plugins: Kernel) -> None:
    plugins.grant("travel", READ)
    assert do(plugins, "travel", ASK) == ["dentist on Monday"]
    assert history(plugins) == [("travel.do", "done"), ("calendar.events", "done")]


def test_a_grant_covers_the_places_that_its_owner_has(plugins: Kernel, letters: Path) -> None:
    assert plugins.grant("travel", READ).opens == (str(letters),)


def test_the_owners_own_grant_is_not_the_callers(plugins: Kernel) -> None:
    plugins.grant("calendar", READ)
    with pytest.raises(PermissionDenied) as denied:
        do(plugins, "travel", ASK)
    assert denied.value.plugin == "travel"
    assert "llmos permissions grant travel calendar:read" in denied.value.hint
    assert history(plugins) == [("travel.do", "failed"), ("calendar.events", "refused")]
    assert not plugins.home.plugin_data("calendar").exists(), "the owner's worker did not start"


@also("stranger")
def test_a_caller_whose_manifest_does_not_ask_cannot_be_granted_it(plugins: Kernel) -> None:
    with pytest.raises(PermissionDenied, match="does not ask for calendar:read"):
        do(plugins, "stranger", ASK)


def test_the_source_is_open_in_the_owners_worker_only(plugins: Kernel, letters: Path) -> None:
    plugins.grant("travel", READ)
    code = f"{ASK}\nfound = [found, ctx.sources, os.getpid()]\nopen({str(letters / 'events')!r})"
    with pytest.raises(ToolError, match="PermissionError"):
        do(plugins, "travel", code)
    assert ("calendar.events", "done") in history(plugins)


@also("second")
def test_every_caller_of_a_chain_needs_the_grant(plugins: Kernel) -> None:
    plugins.grant("travel", READ)
    chain = ["travel", "calendar.events"]
    with pytest.raises(PermissionDenied) as denied:
        run(plugins, "second.forward", rest=chain)
    assert denied.value.plugin == "second"
    plugins.grant("second", READ)
    assert run(plugins, "second.forward", rest=chain) == ["dentist on Monday"]


def test_a_caller_can_go_on_after_a_refusal(plugins: Kernel) -> None:
    code = f"try:\n    {ASK}\nexcept ToolError as error:\n    found = str(error)"
    assert "not granted: calendar:read" in do(plugins, "travel", code)


@also("other")
def test_errors_of_the_called_tool_keep_what_they_are(plugins: Kernel) -> None:
    plugins.grant("travel", READ)
    with pytest.raises(InvalidArguments, match="count"):
        do(plugins, "travel", 'ctx.call("calendar.events", count="many")')
    with pytest.raises(UnknownTool):
        do(plugins, "travel", 'ctx.call("calendar.nothing")')
    with pytest.raises(ToolError) as failed:
        do(plugins, "travel", 'ctx.call("other.do", code="1 / 0")')
    assert failed.value.plugin == "other"


@also("other", "stranger")
@pytest.mark.parametrize(
    ("start", "rest"),
    [
        ("travel", ["travel.events"]),
        ("travel", ["other", "travel.events"]),
        ("travel", ["other", "stranger", "other.events"]),
    ],
)
def test_a_chain_does_not_come_back(plugins: Kernel, start: str, rest: list[str]) -> None:
    with pytest.raises(ToolError, match="takes in each plugin once"):
        run(plugins, f"{start}.forward", rest=rest)
    assert run(plugins, f"{start}.do", code="found = 'alive'") == "alive"


@also("second", "stranger", "other", "another")
def test_a_chain_is_not_endless(plugins: Kernel) -> None:
    five = ["second", "stranger", "other", "another"]
    with pytest.raises(ToolError, match="ends after 5"):
        run(plugins, "travel.forward", rest=[*five, "calendar.events"])


def test_a_question_of_another_call_is_a_protocol_error(plugins: Kernel) -> None:
    code = """
from llmos.runner.messages import CallTool, encode
import struct, sys
body = encode(CallTool(7, "calendar.events", {}))
os.write(int(sys.argv[1]), struct.pack(">I", len(body)) + body)
"""
    plugins.grant("travel", READ)
    with pytest.raises(ProtocolError, match="answered 7 when"):
        do(plugins, "travel", code)
    assert history(plugins) == [("travel.do", "failed")]
