"""The kernel with real workers and no model: one call from the check to the record."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.calls import Call, Request
from llmos.errors import Cancelled, ConfigError, PermissionDenied, ToolError, UnknownTool
from llmos.events import Progress
from llmos.kernel import Kernel

Install = Callable[..., Path]
Probe = Callable[..., Path]


def request(kernel: Kernel) -> Request:
    return kernel.request("", door="call")


def look(kernel: Kernel, id: str = "probe", **arguments: Any) -> Any:
    answer = kernel.call(request(kernel), Call(f"{id}.look", arguments))
    assert answer.output is not None
    return answer.output.value["value"]


def outcomes(kernel: Kernel) -> list[tuple[str, str]]:
    return [(entry.tool, entry.outcome) for entry in reversed(kernel.ledger.entries())]


def test_without_a_grant_and_without_a_terminal_nothing_runs(
    kernel: Kernel, install: Install
) -> None:
    install()
    with pytest.raises(PermissionDenied) as denied:
        kernel.call(request(kernel), Call("greeter.greet", {"name": "Ada"}))
    assert "llmos permissions grant greeter profile:read" in denied.value.hint
    assert outcomes(kernel) == [("greeter.greet", "refused")]
    assert not kernel.home.plugin_data("greeter").exists()


def test_a_granted_call_runs_in_its_worker_and_is_recorded(
    kernel: Kernel, install: Install
) -> None:
    install()
    kernel.set_profile(name="Bea")
    kernel.grant("greeter", "profile:read")
    answer = kernel.call(request(kernel), Call("greeter.greet", {"name": "Ada"}))
    assert answer.output is not None
    assert answer.output.value == {"text": "Hello Ada, from Bea!"}
    entry = kernel.ledger.entries()[0]
    assert (entry.outcome, entry.records) == ("done", ("g1",))


def test_the_profile_reaches_only_tools_that_need_it(kernel: Kernel, probe: Probe) -> None:
    probe("return Found(value=ctx.profile.name)", asks=("profile:read",))
    kernel.set_profile(name="Bea")
    kernel.grant("probe", "profile:read")
    with pytest.raises(ToolError, match="read the profile without declaring it"):
        look(kernel)


def test_how_a_call_ended_is_recorded(kernel: Kernel, probe: Probe) -> None:
    probe(
        'ctx.progress("Started", 1, 1)\nif at: raise ToolError("No.")\nimport time; time.sleep(60)'
    )

    def ctrl_c(progress: Progress) -> None:
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(ToolError):
        look(kernel, at="fail")
    with pytest.raises(Cancelled):
        kernel.call(request(kernel), Call("probe.look"), ctrl_c)
    assert outcomes(kernel) == [("probe.look", "failed"), ("probe.look", "cancelled")]


def test_a_wrong_name_is_answered_with_the_nearest(kernel: Kernel, install: Install) -> None:
    install()
    with pytest.raises(UnknownTool) as unknown:
        kernel.call(request(kernel), Call("greeter.great", {"name": "Ada"}))
    assert unknown.value.hint == "Did you mean greeter.greet?"


def test_a_broken_plugin_does_not_stop_the_others(
    kernel: Kernel, install: Install, probe: Probe
) -> None:
    install(code="raise RuntimeError('broken')\n")
    probe("return Found(value=at)")
    assert look(kernel, at="here") == "here"
    assert [gone.name for gone in kernel.inventory.set_aside] == ["greeter"]


def test_the_set_clock_reaches_the_tool_in_the_users_zone(
    kernel: Kernel, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLMOS_NOW", "2026-07-01T09:00")
    probe("return Found(value=ctx.now.isoformat())")
    kernel.home.config.mkdir(exist_ok=True)
    kernel.home.config_file.write_text('time_zone = "Europe/Berlin"\n')
    with Kernel(kernel.home, asker=None, engines=kernel._engines) as berlin:
        assert look(berlin) == "2026-07-01T09:00:00+02:00"


def test_a_broken_configuration_stops_the_kernel_with_a_sentence(
    kernel: Kernel,
) -> None:
    kernel.home.config.mkdir(exist_ok=True)
    kernel.home.config_file.write_text("time_zone = ")
    with pytest.raises(ConfigError, match=r"config\.toml cannot be read"):
        Kernel(kernel.home, asker=None, engines=kernel._engines)


def test_settings_of_the_configuration_reach_the_tool(kernel: Kernel, probe: Probe) -> None:
    package = probe("return Found(value=ctx.settings.days)")
    with (package / "plugin.py").open("a") as code:
        code.write(
            "from pydantic import BaseModel\n"
            "class Settings(BaseModel):\n    days: int = 7\n"
            "@hookimpl\ndef llmos_settings():\n    return Settings\n"
        )
    kernel.home.config.mkdir(exist_ok=True)
    kernel.home.config_file.write_text("[plugins.probe.settings]\ndays = 3\n")
    with Kernel(kernel.home, asker=None, engines=kernel._engines) as set_up:
        assert look(set_up) == 3
