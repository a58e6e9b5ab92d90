"""Warm routing beside one Instructor call with every tool in the prompt: same model, same run.

    python benchmarks/routing.py [--tools 25] [--requests 12] [--more 500 1000]

The peer is Instructor's TOOLS mode over llama-cpp-python, with the tools and the schema of all
their calls, its prompt kept by llama.cpp between requests. With `--more` llmos alone is also timed
with that many tools (the described ones, and made-up ones besides), to show what more tools cost.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from llmos.calls import Request, ToolSpec
from llmos.engines import create
from llmos.engines.llama_cpp import LlamaCppEngine
from llmos.errors import RoutingError
from llmos.models import Library, default
from llmos.router import Router
from llmos.router.evaluating import read_labelled, read_tools
from llmos.router.prompt import messages
from llmos.router.schema import choice

HERE = Path(__file__).parent / "understanding"
NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Berlin"))


def main() -> None:
    """Time both ways and print their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tools", type=int, default=25)
    parser.add_argument("--requests", type=int, default=12)
    parser.add_argument("--more", type=int, nargs="*", default=[500, 1000])
    wanted = parser.parse_args()
    engine = LlamaCppEngine(Library().path(default("language")))
    tools = read_tools(HERE / "tools.toml")
    shown = tools[: wanted.tools]
    asked = _requests(shown, wanted.requests)
    ours = _timed(f"llmos, {len(shown)} tools", _our_way(engine, shown), asked)
    for count in wanted.more:
        many = _timed(f"llmos, {count} tools", _our_way(engine, _padded(tools, count)), asked)
        print(f"  {many / ours:.2f} times the median with {len(shown)}")
    plain = _timed(f"Instructor, {len(shown)} tools", _plain_way(engine, shown), asked)
    print(f"llmos is {plain / ours:.1f} times faster at {len(shown)} tools (medians)")


def _our_way(engine: LlamaCppEngine, tools: Sequence[ToolSpec]) -> Callable[[Request], object]:
    router = Router(engine)
    return lambda request: router.route(request, tools, lambda call: None)


def _plain_way(engine: LlamaCppEngine, tools: Sequence[ToolSpec]) -> Callable[[Request], object]:
    answers = choice(tools, lambda call: None, lambda tool, arguments: arguments)
    return lambda request: create(engine, answers, messages(tools, request), attempts=1)


def _timed(name: str, route: Callable[[Request], object], asked: Sequence[Request]) -> float:
    """The median of warm requests; the first one, which reads the prompt, is told apart."""
    seconds = []
    for request in asked:
        started = time.monotonic()
        with contextlib.suppress(RoutingError):  # a wrong answer takes its time too
            route(request)
        seconds.append(time.monotonic() - started)
    median = statistics.median(seconds[1:])
    print(f"{name}: first {seconds[0]:.2f} s, then median {median:.2f} s")
    return median


def _requests(tools: Sequence[ToolSpec], count: int) -> list[Request]:
    names = {tool.name for tool in tools}
    rows = [row for row in read_labelled(HERE / "requests.jsonl", "tune") if row.tool in names]
    step = max(1, len(rows) // (count + 1))
    return [Request(row.request, NOW) for row in rows[::step][: count + 1]]


def _padded(tools: Sequence[ToolSpec], count: int) -> list[ToolSpec]:
    made = [
        ToolSpec(
            f"depot{number % 40}.crate_{number}",
            f"depot{number % 40}",
            f"Move crate {number} of depot {number % 40} to another shelf.",
            {"type": "object", "properties": {}},
            (),
            examples=(f"put crate {number} on the upper shelf of depot {number % 40}",),
        )
        for number in range(count - len(tools))
    ]
    return [*tools, *made]


if __name__ == "__main__":
    main()
