"""Labelled requests about files, to the call that each becomes among the tools of all plugins.

`data/files_requests.jsonl` holds each request with its tool and arguments. A text argument is right
if it holds the words of the label and at most three others; a label that begins with "~" lets any
number stand there, and `{"any": [...]}` names texts that serve equally. An argument without a label
must have been left out, or have its default; one whose name ends in "?" may be. `also` lists other
calls that serve the user just as well.

`"split"` says which requests may be looked at when something is mended ("tune"); of the others
("report") only the figures are printed. Needs the weights (`llmos models pull`); takes minutes.
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
    """Route every request and print what was right, split by split."""
    cases = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
    with routing() as (router, specs):
        print(f"{len(cases)} requests among {len(specs)} tools")
        for split in ("tune", "report"):
            some = [case for case in cases if case["split"] == split]
            report(split, some, router, specs, show=split == "tune")


def report(
    split: str, cases: Sequence[Case], router: Router, specs: Sequence[ToolSpec], *, show: bool
) -> None:
    """Print how many calls of one split are right."""
    tools = arguments = 0
    took: list[float] = []
    for case in cases:
        started = time.perf_counter()
        call = called(case["request"], router, specs)
        took.append(time.perf_counter() - started)
        judged = judgements(case, call) if isinstance(call, Call) else []
        is_tool = bool(judged)
        wrong = min(judged, key=len, default=[])
        tools += is_tool
        arguments += is_tool and not wrong
        if show and (wrong or not is_tool):
            print(
                f"  {case['request']}\n    became {call}\n    wrong: {', '.join(wrong) or 'tool'}"
            )
    count = len(cases)
    print(f"{split}: right tool {tools} of {count} = {tools / count:.1%}")
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


def judgements(case: Case, call: Call) -> list[list[str]]:
    """What is wrong by each of the labelled calls of that tool; nothing if it is another tool."""
    labelled = (case, *case.get("also", ()))
    return [wrong_in(one, call) for one in labelled if one["tool"] == call.tool]


def wrong_in(case: Case, call: Call) -> list[str]:
    """The names of the arguments that are not as they should be."""
    labels = {name.removesuffix("?"): label for name, label in case["arguments"].items()}
    free = {name[:-1] for name in case["arguments"] if name.endswith("?")} - call.arguments.keys()
    defaults = {
        name: field.get("default")
        for name, field in TOOLS[call.tool].schema.model_json_schema()["properties"].items()
    }
    names = {*labels, *call.arguments} - free
    return sorted(
        name
        for name in names
        if not is_right(
            labels.get(name, defaults.get(name)),
            call.arguments.get(name, defaults.get(name)),
        )
    )


def is_right(label: Any, given: Any) -> bool:
    """Whether an argument is what was meant."""
    if isinstance(label, dict):
        return any(is_right(one, given) for one in label["any"])
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
            shipped = [plugin.folder for plugin in kernel.hooks.plugins]
        try:
            yield Router(engine, shipped=shipped), specs
        finally:
            engine.close()


if __name__ == "__main__":
    main()
