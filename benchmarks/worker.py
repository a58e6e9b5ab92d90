"""What confinement costs a worker at its start, and what a small call to a running one costs.

    python benchmarks/worker.py [--rounds N] [--calls N] [--json]

Each round starts one confined and one unconfined worker, in turn, so that a noisy neighbour hits
both; a start ends with the first answer and so includes every import. Calls take turns with a bare
exchange of a few bytes between two processes, which is what the machine takes in any case. Exits 1
if the confined start's p95 exceeds the unconfined one's by 60 ms or more, or if a call's p99
exceeds that of the bare exchange by 1 ms or more.
"""

from __future__ import annotations

import argparse
import compileall
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import llmos
from llmos.config import Home
from llmos.events import unwatched
from llmos.installed import Plugin
from llmos.plugins import discover
from llmos.plugins.discovery import GROUP
from llmos.runner import Access, NoServices, Runner, confinement
from llmos.sandbox import Tier, tier

START_LIMIT_MS = 60.0
CALL_LIMIT_MS = 1.0
ECHO = '''
from llmos import Context, Result, hookimpl, tool

class Echo(Result):
    text: str

@tool()
def echo(ctx: Context, text: str) -> Echo:
    """Say the same."""
    return Echo(text=text)

@hookimpl
def llmos_tools():
    return [echo]
'''


def main() -> int:
    """Measure, print, and say by the exit code whether the limits hold."""
    options = _options()
    if not tier().enforced:
        print(f"Nothing to compare: {tier().summary}")
        return 1
    # Installed packages have their byte code; a checkout may not.
    compileall.compile_dir(Path(llmos.__file__).parent, quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        home = Home.at(Path(folder) / "home")
        plugin = _install(Path(folder) / "site", home)
        starts = _measure_starts(options.rounds, plugin, home)
        calls = _measure_calls(options.calls, plugin, home)
    return _report(starts, calls, as_json=options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--calls", type=int, default=3000)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _install(site: Path, home: Home) -> Plugin:
    """Install a plugin as pip would, name it as one that may run unconfined, and find it."""
    package, info = site / "llmos_echo", site / "llmos_echo-1.0.dist-info"
    for folder in (package, info, home.config):
        folder.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "plugin.py").write_text(ECHO)
    (package / "plugin.toml").write_text('id = "echo"\napi = 1\nsummary = "Says the same."\n')
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: llmos-echo\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\necho = llmos_echo.plugin\n")
    (info / "RECORD").touch()
    home.config_file.write_text('[unconfined]\nplugins = ["llmos-echo"]\n')
    sys.path.append(str(site))
    return discover().plugins["echo"]


def _measure_starts(rounds: int, plugin: Plugin, home: Home) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {"unconfined": [], "confined": []}
    for number in range(rounds + 1):
        for name, values in times.items():
            seconds = _start(plugin, home, confined=name == "confined")
            if number:  # the first round fills caches
                values.append(seconds * 1000)
    return times


def _start(plugin: Plugin, home: Home, *, confined: bool) -> float:
    found = tier() if confined else Tier("a system without confinement")
    with _taken_for(found), _runner(home) as runner:
        return _timed(_call(runner, plugin, home))


def _measure_calls(calls: int, plugin: Plugin, home: Home) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {"bare exchange": [], "call": []}
    with _bare_exchange() as exchange, _runner(home) as runner:
        ways = {"bare exchange": exchange, "call": _call(runner, plugin, home)}
        for number in range(calls + 100):
            for name, way in ways.items():
                seconds = _timed(way)
                if number >= 100:  # the first ones fill caches
                    times[name].append(seconds * 1000)
    return times


@contextmanager
def _bare_exchange() -> Iterator[Callable[[], object]]:
    """A few bytes to another process and back."""
    ours, theirs = socket.socketpair()
    echo = (
        "import socket, sys; s = socket.socket(fileno=int(sys.argv[1]))\n"
        "while data := s.recv(100): s.sendall(data)"
    )
    command = [sys.executable, "-I", "-S", "-c", echo, str(theirs.fileno())]
    with subprocess.Popen(command, pass_fds=[theirs.fileno()]):
        theirs.close()
        with ours:
            yield lambda: (ours.sendall(b"a few words"), ours.recv(100))


@contextmanager
def _taken_for(found: Tier) -> Iterator[None]:
    """Let the runner believe that the system offers this."""
    confinement.tier = lambda: found
    try:
        yield
    finally:
        confinement.tier = tier


@contextmanager
def _runner(home: Home) -> Iterator[Runner]:
    runner = Runner(home)
    try:
        yield runner
    finally:
        runner.close()


def _call(runner: Runner, plugin: Plugin, home: Home) -> Callable[[], object]:
    access = Access(data=home.plugin_data(plugin.id))
    now = datetime.now(UTC)
    arguments = {"text": "a few words"}
    return lambda: runner.run(plugin, access, "echo.echo", arguments, now, unwatched, NoServices())


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _report(starts: dict[str, list[float]], calls: dict[str, list[float]], *, as_json: bool) -> int:
    rows = {f"start, {name}": _percentiles(values, 95) for name, values in starts.items()}
    rows |= {name: _percentiles(values, 99) for name, values in calls.items()}
    extra = rows["start, confined"]["p95"] - rows["start, unconfined"]["p95"]
    call = rows["call"]["p99"] - rows["bare exchange"]["p99"]
    if as_json:
        print(json.dumps({"ms": rows, "confinement_ms": extra, "call_ms": call}))
    else:
        for name, row in rows.items():
            print(name.ljust(20) + "".join(f"  {p} {ms:8.2f} ms" for p, ms in row.items()))
        print(f"confinement adds {extra:.2f} ms at p95 (limit {START_LIMIT_MS:.0f} ms)")
        print(f"a call adds {call:.3f} ms at p99 (limit {CALL_LIMIT_MS:.0f} ms)")
    return int(extra >= START_LIMIT_MS or call >= CALL_LIMIT_MS)


def _percentiles(values: list[float], high: int) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": cuts[49], f"p{high}": cuts[high - 1]}


if __name__ == "__main__":
    sys.exit(main())
