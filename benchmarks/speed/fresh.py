"""One measure in a process of its own: `python fresh.py HOW ...`, its figures as JSON.

kernel HOME              llmos up to its list of tools, without weights
new TOOLS HOME           llmos: the first request of a new process, and the same once more
warm TOOLS HOME ASKED    llmos: so many requests, asked before, so that all prompts are kept
peer TOOLS HOME ASKED    plain Instructor: so many; what it reads first may take several processes
neighbour                llmos's engine, alone and beside a busy process

Times are seconds, memory is the most that the process held, in bytes. LLMOS_BENCH_SECONDS bounds
what a peer may take.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

# What each way needs is imported by it, so that the kernel's memory is its own.
Figures = dict[str, Any]


def main() -> None:
    """Do it and print what it took."""
    how, *arguments = sys.argv[1:]
    ways = {"kernel": _kernel, "new": _new, "warm": _warm, "peer": _peer, "neighbour": _neighbour}
    way: Callable[..., Figures] = ways[how]
    print(json.dumps({**way(*arguments), "memory": _memory()}))


def _kernel(home: str) -> Figures:
    from llmos.config import Home
    from llmos.kernel import Kernel

    def none() -> Any:
        raise AssertionError("no weights are needed for this")

    with Kernel(Home.at(Path(home)), asker=None, engines=none) as kernel:
        return {"tools": len(kernel.hooks.specs)}


def _new(count: str, home: str) -> Figures:
    from speed.many import requests

    engine, route = _router(Path(home), int(count))
    request, loading = requests(6)[0], _Clock()
    engine._load = loading.around(engine._load)  # it loads when a request first needs the model
    whole = _seconds(route, request)
    from_start = _since_start()
    warm = _seconds(route, request)
    return {
        "loading": loading.seconds,
        "first": whole - loading.seconds,
        "warm": warm,
        "from_start": from_start,
    }


class _Clock:
    """How long a function took."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any) -> Any:
            started = time.monotonic()
            try:
                return function(*arguments)
            finally:
                self.seconds += time.monotonic() - started

        return timed


def _warm(count: str, home: str, asked: str) -> Figures:
    from speed.many import requests

    _, route = _router(Path(home), int(count))
    asking = requests(int(asked))
    unread = sum(_seconds(route, one) for one in asking)  # reads each tool's own prompt, once
    return {"unread": unread, "seconds": {one.text: _seconds(route, one) for one in asking}}


def _router(home: Path, count: int) -> tuple[Any, Callable[[Any], object]]:
    from llmos.engines.llama_cpp import LlamaCppEngine
    from llmos.models import Library, default
    from llmos.router import Router
    from speed.many import HERE, tools

    engine = LlamaCppEngine(Library().path(default("language")), home / "prefixes")
    router, many = Router(engine, kept=home / f"kept-{count}", shipped=[HERE]), tools(count)
    return engine, lambda request: router.route(request, many, lambda call: None)


def _peer(count: str, home: str, asked: str) -> Figures:
    from outside.plain import Peer

    from llmos.engines.threads import free_threads
    from llmos.models import Library, default
    from speed.many import requests, tools
    from speed.slowly import Slowly, Unfinished

    until = time.monotonic() + float(os.environ.get("LLMOS_BENCH_SECONDS", "inf"))
    before, started = _since_start(), time.monotonic()
    peer = Peer(Library().path(default("language")), free_threads())
    many = tools(int(count))
    loading = before + time.monotonic() - started
    slowly = Slowly(peer.llama, Path(home) / f"peer-{count}.state", until)
    first, *later = requests(int(asked) + 1)
    read, already = slowly.read, slowly.seconds
    try:
        # What was read in processes before counts as if it were read in this one.
        seconds = already + _seconds(lambda request: peer.call(request.text, many), first)
    except Unfinished:
        return {"unfinished": True, "read": slowly.read, "reading": slowly.seconds}
    slowly.keep()
    return {
        "first": seconds,
        "from_start": loading + seconds,
        "read": slowly.read,
        "resumed": read,
        "seconds": {
            request.text: _seconds(lambda request: peer.call(request.text, many), request)
            for request in later
            if time.monotonic() < until
        },
    }


def _neighbour() -> Figures:
    from speed.neighbour import beside_a_busy_one

    return beside_a_busy_one()


def _seconds(way: Callable[[Any], object], request: Any) -> float:
    from llmos.errors import RoutingError

    started = time.monotonic()
    with contextlib.suppress(RoutingError):  # a wrong answer takes its time too
        way(request)
    return time.monotonic() - started


def _since_start() -> float:
    """Seconds since this process began, from the system's own clock of ticks."""
    ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def _memory() -> int:
    lines: Sequence[str] = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
