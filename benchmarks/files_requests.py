"""Labelled requests about files, to the call that each becomes among the tools of all plugins.

`data/files_requests.jsonl` holds each request with its tool and arguments. A text argument is right
if it holds the words of the label and at most three others; a label that begins with "~" lets any
number stand there. An argument without a label must have been left out, or have its default.

Every other request may be looked at when something is mended; of the rest only the figures are
printed. Needs the weights (`llmos models pull`); takes minutes.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from llmos.calls import Call, Request, ToolSpec
from llmos.config import EngineConfig, Home
from llmos.engines import open_engine
from llmos.errors import LlmosError
from llmos.kernel import Kernel
from llmos.router import Router
from llmos.tools import BoundTool
from llmos_files import plugin

DATA = Path(__file__).parent / "data" / "files_requests.jsonl"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
MORE_WORDS = 3
ARTICLES = set("the a an my our der die das den dem des mein meine meinen".split())
TOOLS = {f"files.{tool.name}": BoundTool("files", tool) for tool in plugin.llmos_tools()}

Case = dict[str, Any]


def main() -> None:
    """Route every request and print what was right, in two halves."""
    cases = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
    with routing() as (router, specs):
        print(f"{len(cases)} requests among {len(specs)} tools")
        for half, some in (("looked at", cases[::2]), ("kept aside", cases[1::2])):
            report(half, some, router, specs, show=half == "looked at")


def report(
    half: str, cases: Sequence[Case], router: Router, specs: Sequence[ToolSpec], *, show: bool
) -> None:
    """Print how many calls of one half are right."""
    tools = arguments = 0
    took: list[float] = []
    for case in cases:
        started = time.perf_counter()
        call = called(case["request"], router, specs)
        took.append(time.perf_counter() - started)
        is_tool = isinstance(call, Call) and call.tool == case["tool"]
        wrong = [] if not isinstance(call, Call) or not is_tool else wrong_in(case, call)
        tools += is_tool
        arguments += is_tool and not wrong
        if show and (wrong or not is_tool):
            print(
                f"  {case['request']}\n    became {call}\n    wrong: {', '.join(wrong) or 'tool'}"
            )
    count = len(cases)
    print(f"{half}: right tool {tools} of {count} = {tools / count:.1%}")
    print(f"  with all arguments right {arguments} of {count} = {arguments / count:.1%}")
    print(f"  half of them in {sorted(took)[count // 2]:.2f} s")


def called(text: str, router: Router, specs: Sequence[ToolSpec]) -> Call | str | None:
    """The call, None where nothing fits, or what is asked for."""
    try:
        return router.route(Request(text, NOW, "benchmark"), specs, problem).call
    except LlmosError as error:
        return error.message


def problem(call: Call) -> str | None:
    """What the tool's own validator says against the arguments, for the tools of files."""
    if call.tool in TOOLS:
        try:
            TOOLS[call.tool].validate(call.arguments)
        except LlmosError as error:
            return error.message
    return None


def wrong_in(case: Case, call: Call) -> list[str]:
    """The names of the arguments that are not as they should be."""
    defaults = {
        name: field.get("default")
        for name, field in TOOLS[call.tool].schema.model_json_schema()["properties"].items()
    }
    names = {*case["arguments"], *call.arguments}
    return sorted(
        name
        for name in names
        if not is_right(
            case["arguments"].get(name, defaults.get(name)),
            call.arguments.get(name, defaults.get(name)),
        )
    )


def is_right(label: Any, given: Any) -> bool:
    """Whether an argument is what was meant."""
    if not isinstance(label, str) or not isinstance(given, str):
        return bool(label == given)
    wanted, there = words(label), words(given)
    return wanted <= there and (label[:1] == "~" or len(there - wanted) <= MORE_WORDS)


def words(text: str) -> set[str]:
    """The words that count."""
    return set(re.findall(r"[\w.-]*\w", text.casefold())) - ARTICLES


@contextmanager
def routing() -> Iterator[tuple[Router, list[ToolSpec]]]:
    """The router with the user's model and the tools of all installed plugins."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(EngineConfig(), Path(folder) / "prompts")
        with Kernel(Home.at(Path(folder)), asker=None, engines=lambda: engine) as kernel:
            specs = list(kernel.hooks.specs)
        try:
            yield Router(engine), specs
        finally:
            engine.close()


if __name__ == "__main__":
    main()
