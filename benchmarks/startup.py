"""How long `llmos` takes to start, as multiples of a bare interpreter in the same run.

    python benchmarks/startup.py [--rounds N] [--json]

Each round times the bare interpreter and every command once, in turn, so that a noisy neighbour
hits all of them; medians are reported. Exits 1 if a command takes more than ten times as long.
Imports are timed with byte code present, as installed packages have it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT = 10.0
COMMANDS = {"llmos --help": ["--help"], "llmos plugins list": ["plugins", "list"]}


def main() -> int:
    """Measure, print, and say by the exit code whether the limit holds."""
    options = _options()
    with tempfile.TemporaryDirectory() as home:
        times = _measure(options.rounds, _environment(home))
    floor = statistics.median(times.pop("python -c pass"))
    ratios = {name: statistics.median(values) / floor for name, values in times.items()}
    if options.json:
        print(json.dumps({"floor_ms": floor * 1000, "ratios": ratios, "limit": LIMIT}))
    else:
        print(f"python -c pass        {floor * 1000:6.1f} ms")
        for name, ratio in ratios.items():
            print(f"{name:<20}  {ratio * floor * 1000:6.1f} ms  {ratio:5.1f} times (limit {LIMIT})")
    return int(max(ratios.values()) > LIMIT)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _environment(home: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"LLMOS_HOME": home}


def _measure(rounds: int, environment: dict[str, str]) -> dict[str, list[float]]:
    llmos = str(Path(sys.executable).with_name("llmos"))
    commands = {"python -c pass": [sys.executable, "-c", "pass"]} | {
        name: [llmos, *arguments] for name, arguments in COMMANDS.items()
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            started = time.perf_counter()
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
            if number:  # the first round fills caches
                times[name].append(time.perf_counter() - started)
    return times


if __name__ == "__main__":
    sys.exit(main())
