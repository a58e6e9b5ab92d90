"""One request in a process of its own: `python fresh.py HOW TOOLS HOME`, figures as JSON.

HOW is `llmos`, `peer` (plain Instructor), or `kernel` (llmos up to its list of tools, no weights).
Times are seconds since the process was asked for; memory is what the process holds, in bytes.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main() -> None:
    """Do it and print what it took."""
    how, count, home = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    found = {"llmos": _llmos, "peer": _peer, "kernel": _kernel}[how](count, home)
    print(json.dumps({**found, "memory": _memory()}))


def _llmos(count: int, home: Path) -> dict[str, float]:
    from llmos.engines.llama_cpp import LlamaCppEngine
    from llmos.models import Library, default
    from llmos.router import Router
    from speed.many import requests, tools

    engine = LlamaCppEngine(Library().path(default("language")), home / "prefixes")
    router, many, (request, *_) = Router(engine, kept=home / "kept"), tools(count), requests(6)
    started = time.monotonic()
    _ = engine._llama
    loaded = time.monotonic()
    router.route(request, many, lambda call: None)
    first = time.monotonic()
    router.route(request, many, lambda call: None)
    return {
        "loading": loaded - started,
        "first": first - loaded,
        "warm": time.monotonic() - first,
        "before_second": _since_start() - (time.monotonic() - first),
    }


def _peer(count: int, home: Path) -> dict[str, float]:
    from outside.plain import Peer

    from llmos.models import Library, default
    from speed.many import requests, tools

    peer = Peer(Library().path(default("language")))
    peer.call(requests(6)[0].text, tools(count))
    return {"before_second": _since_start()}


def _kernel(count: int, home: Path) -> dict[str, float]:
    from llmos.config import Home
    from llmos.kernel import Kernel

    def none() -> Any:
        raise AssertionError("no weights are needed for this")

    with Kernel(Home.at(home), asker=None, engines=none) as kernel:
        return {"tools": len(kernel.hooks.specs)}


def _since_start() -> float:
    """Seconds since this process began, from the system's own clock of ticks."""
    ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    import os

    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def _memory() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
