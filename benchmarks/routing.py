"""How fast a request becomes a call, beside Instructor with every tool in the prompt. Linux.

    python benchmarks/routing.py [--requests 8] [--beside 25 100] [--many 500 1000] [--patience 90]

Same model, same run. The peer is Instructor's TOOLS mode over llama-cpp-python, which keeps its
prompt between requests. Reading 500 tools takes the peer many minutes, so it is timed warm with 100
tools, whose time bounds that of 500 from below, and the first request of a fresh process is ended
after `--patience` seconds, which bounds the ratio from below as well. Exits 1 where a figure is not
reached. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from outside.plain import Peer
from speed import many

from llmos.calls import Request
from llmos.engines.llama_cpp import LlamaCppEngine
from llmos.engines.threads import free_threads
from llmos.errors import RoutingError
from llmos.models import Library, default
from llmos.router import Router

FRESH = Path(__file__).parent / "speed" / "fresh.py"
MEGABYTE = 1_000_000
FEW = many.DESCRIBED


class Reached:
    """Prints figures beside their limits, and remembers whether all were reached."""

    def __init__(self) -> None:
        self.missed = 0

    def least(self, name: str, value: float, limit: float, *, bound: bool = False) -> None:
        """A figure that must not be smaller; with `bound` it may in truth be larger."""
        self._say(
            f"{name}: {'at least ' if bound else ''}{value:.1f}", f">= {limit}", value >= limit
        )

    def most(self, name: str, value: float, limit: float) -> None:
        """A figure that must not be larger."""
        self._say(f"{name}: {value:.2f}", f"<= {limit}", value <= limit)

    def _say(self, figure: str, limit: str, reached: bool) -> None:
        self.missed += not reached
        print(f"  {'' if reached else 'NOT REACHED '}{figure} (wanted {limit})", flush=True)


def main() -> int:
    """Measure one thing after the other; the exit code says whether all figures are reached."""
    options, reached = _options(), Reached()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _fresh_processes(home, options, reached)
        _warm(home, options, reached)
    return int(reached.missed > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=8)
    parser.add_argument("--beside", type=int, nargs="*", default=[FEW, 100], help="Peer's tools.")
    parser.add_argument("--many", type=int, nargs="*", default=[500, 1000], help="llmos's tools.")
    parser.add_argument("--patience", type=float, default=90.0, help="Seconds for the peer.")
    return parser.parse_args()


def _warm(home: Path, options: argparse.Namespace, reached: Reached) -> None:
    """Medians of warm requests, llmos with few and many tools, the peer with some."""
    asked = many.requests(options.requests + 1)
    weights = Library().path(default("language"))
    ours = {
        count: _median(f"llmos, {count} tools", _our_way(weights, home, count), asked)
        for count in (FEW, *options.many)
    }
    for count in options.many:
        reached.most(f"{count} tools take, in times of {FEW}", ours[count] / ours[FEW], 1.3)
    for count in options.beside:
        peer = _median(f"Instructor, {count} tools", _plain_way(weights, count), asked)
        if count == FEW:
            reached.least(f"times faster, {FEW} tools", peer / ours[FEW], 3.0)
        elif 500 in ours and count <= 500:
            reached.least("times faster, 500 tools", peer / ours[500], 5.0, bound=count < 500)


def _fresh_processes(home: Path, options: argparse.Namespace, reached: Reached) -> None:
    kernel = _in_fresh("kernel", 0, home)
    kernel = _in_fresh("kernel", 0, home)  # the first one learnt what the plugins declare
    reached.most("kernel without weights, MB", kernel["memory"] / MEGABYTE, 80)
    for count in (FEW, *options.many[:1]):
        unread = _in_fresh("llmos", count, home)
        read = _in_fresh("llmos", count, home)
        print(
            f"llmos, {count} tools, new process: after a change of tools {unread['first']:.2f} s,"
        )
        print(f"  later {read['first']:.2f} s, warm {read['warm']:.2f} s,", end=" ")
        print(f"loading {read['loading']:.2f} s, from its start {read['before_second']:.2f} s")
        if count == FEW:
            both = read["loading"] + read["warm"]
            ratio = (read["loading"] + read["first"]) / both
            reached.most("first call, in times of loading and a warm call", ratio, 1.5)
            size = default("language").size / MEGABYTE
            reached.most(
                "with the model beyond its weights, MB", read["memory"] / MEGABYTE - size, 600
            )
        elif count == 500:
            peer = _in_fresh("peer", count, home, options.patience)
            seconds = peer.get("before_second", options.patience)
            faster, stopped = seconds / read["before_second"], not peer
            reached.least("first request, times faster, 500 tools", faster, 20.0, bound=stopped)


def _in_fresh(how: str, count: int, home: Path, patience: float | None = None) -> dict[str, Any]:
    """What a process of its own says; nothing where it was ended after `patience` seconds."""
    command = [sys.executable, str(FRESH), how, str(count), str(home)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=patience, check=True)
    except subprocess.TimeoutExpired:
        return {}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _our_way(weights: Path, home: Path, count: int) -> Callable[[Request], object]:
    router = Router(LlamaCppEngine(weights, home / "prefixes"), kept=home / f"kept-{count}")
    tools = many.tools(count)
    return lambda request: router.route(request, tools, lambda call: None)


def _plain_way(weights: Path, count: int) -> Callable[[Request], object]:
    peer, tools = Peer(weights, free_threads()), many.tools(count)
    return lambda request: peer.call(request.text, tools)


def _median(name: str, way: Callable[[Request], object], asked: Sequence[Request]) -> float:
    """The median of warm requests; the first one, which reads the prompt, is told apart."""
    first, *later = _seconds(way, asked)
    median = statistics.median(later)
    print(f"{name}: first {first:.2f} s, then median {median:.2f} s", flush=True)
    return median


def _seconds(way: Callable[[Request], object], asked: Sequence[Request]) -> Iterator[float]:
    for request in asked:
        started = time.monotonic()
        with contextlib.suppress(RoutingError):  # a wrong answer takes its time too
            way(request)
        yield time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main())
