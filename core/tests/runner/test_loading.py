"""Plugins whose code is wrong: found when it is loaded, in a sentence that names the plugin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.errors import PluginError, PluginLoadError
from llmos.installed import Description
from llmos.runner.loading import load

Install = Callable[..., Path]

START = """
from typing import Annotated, Any
from llmos import *

class Found(Result):
    pass

@tool()
def look(ctx: Context) -> Found:
    '''Look around.'''
    return Found()
"""

FAULTS = {
    "import nothing_of_this_name": "ModuleNotFoundError",
    "def broken(": "SyntaxError",
    "raise SystemExit(0)": "SystemExit",
    "@hookimpl\ndef llmos_tolls(): return []": "unknown hook 'llmos_tolls'",
    "@hookimpl\ndef llmos_tools(config): return []": "{'config'}",
    "def llmos_tools(): return [look]": "llmos_tools looks like a hook but lacks @hookimpl",
    "@hookimpl\ndef llmos_tools(): return [look, look]": "two tools called greeter.look",
    "@hookimpl\ndef llmos_tools(): return [print]": "is not a tool; declare it with @tool",
    "@hookimpl\ndef llmos_tools(): return look": "TypeError",
    "@hookimpl\ndef llmos_tools(): return [1 / 0]": "ZeroDivisionError",
    "@hookimpl\ndef llmos_index(): return [look]": "is not a tool; declare it with @tool",
    "@tool(needs=[Permission('mail')])\ndef far(): '''Look.'''": "write <resource>:<action>",
}

TOOLS = {
    "def far() -> Found: return Found()": "The tool greeter.far has no docstring",
    "def far(place) -> Found:\n '''Look.'''": "has a parameter 'place' without a type",
    "def far(*places: str) -> Found:\n '''Look.'''": "a tool names its parameters",
    "def far(**places: str) -> Found:\n '''Look.'''": "a tool names its parameters",
    "def far(place: 'Place') -> Found:\n '''Look.'''": "an annotation that cannot be resolved",
    "def far(place: object()) -> Found:\n '''Look.'''": "greeter",
}


def describe(install: Install, code: str) -> Description:
    """What the worker does, in this process: the code is the test's own."""
    install(code=START + code + "\n")
    return load("greeter", "llmos_greeter.plugin").describe()


@pytest.mark.parametrize("code", FAULTS)
def test_wrong_code_is_refused_by_name(install: Install, code: str) -> None:
    with pytest.raises(PluginLoadError) as refused:
        describe(install, code)
    assert refused.value.plugin == "greeter"
    assert "greeter" in refused.value.message
    assert FAULTS[code] in refused.value.message


@pytest.mark.parametrize("code", TOOLS)
def test_a_wrong_tool_is_refused_by_name(install: Install, code: str) -> None:
    with pytest.raises(PluginLoadError) as refused:
        describe(install, f"@tool()\n{code}\n@hookimpl\ndef llmos_tools(): return [far]")
    assert refused.value.plugin == "greeter"
    assert TOOLS[code] in refused.value.message


def test_a_plugin_without_any_hook_is_fine(install: Install) -> None:
    assert describe(install, "") == Description()


def test_a_plugin_that_stops_itself_is_not_taken_for_ctrl_c(install: Install, bench: Any) -> None:
    install(code="raise KeyboardInterrupt\n")
    with pytest.raises(PluginError, match="The plugin greeter was stopped"):
        bench.runner.describe(bench.plugin("greeter"))
