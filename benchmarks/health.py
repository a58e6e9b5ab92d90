"""What reading a health export costs, against a peer and a floor, and what answers cost afterwards.

    python benchmarks/health.py [--large] [--rounds N] [--json]

Writes synthetic exports (about 83,000 records in 34 MB; with --large also 2.5 million in 1 GB) into
a temporary folder and reads each with healthkit-to-sqlite, with bare lxml iterparse and with
llmos-health, every time in a process of its own, start included. The peers are installed into a
temporary environment; without them the rest is measured. On the large export the peer is stopped
once it has taken 12 times as long as llmos-health, and its time is then a lower bound.

Then the answers: a summary of a year and the pulse during 200 events, inside the plugin, on the
largest export that was read. Exits 1 if reading is less than 8 times as fast as the peer, takes
more than 2.5 times the floor or 150 MB, or if the summary takes more than 30 ms or the events more
than 300 ms. Processor time is told too, because on a busy machine it says more than the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from llmos_health.generating.body import Body
from llmos_health.generating.export import write_xml
from llmos_health.metrics.limits import Shown
from llmos_health.pulse.meetings import Meeting, responses
from llmos_health.store.figures import overview
from llmos_health.store.schema import open_store
from llmos_health.store.visible import show_only

PEERS = ["healthkit-to-sqlite", "lxml", "setuptools<80"]
SMALL = Body(days=65)
LARGE = replace(SMALL, first=date(2020, 1, 1), days=1950)
LIMITS = {"peer": 8.0, "floor": 2.5, "MB": 150.0, "summary ms": 30.0, "events ms": 300.0}
EVENTS = 200
PATIENCE = 12
BERLIN = ZoneInfo("Europe/Berlin")

FLOOR = """
import sys
from lxml import etree
for _, element in etree.iterparse(sys.argv[1], events=("end",)):
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
"""
OURS = """
import sys
from pathlib import Path
from llmos_health.store.schema import open_store
from llmos_health.store.updating import update
keep = lambda metric: not metric.is_reproductive
update(open_store(Path(sys.argv[2])), [Path(sys.argv[1])], keep, "", lambda *told: None)
"""


def main() -> int:
    """Measure, print, and say by the exit code whether the limits hold."""
    options = _options()
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        peer = _install(here / "peers")
        store = here / "health.db"
        bodies = {"small": (SMALL, options.rounds)} | (
            {"large": (LARGE, 1)} if options.large else {}
        )
        for name, (body, rounds) in bodies.items():
            export = here / "export.xml"
            with export.open("wb") as target:
                write_xml(body, target)
            figures[name] = _reading(export, store, peer, here, rounds)
            export.unlink()
            body_read = body
        figures["answers"] = _answers(store, body_read)
    return _report(figures, as_json=options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also 1 GB with 2.5 million records")
    parser.add_argument("--rounds", type=int, default=3, help="of the small export")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _install(folder: Path) -> Path | None:
    """An environment with the peers; None if they cannot be had here."""
    venv.create(folder, with_pip=True)
    done = subprocess.run(
        [folder / "bin" / "pip", "install", "-q", *PEERS], capture_output=True, text=True
    )
    if done.returncode:
        print("The peers could not be installed, so only llmos-health is measured.")
        return None
    return folder / "bin"


def _reading(
    export: Path, store: Path, peer: Path | None, here: Path, rounds: int
) -> dict[str, float]:
    ways: dict[str, list[str | Path]] = {"ours": [sys.executable, "-c", OURS, export, store]}
    if peer:
        ways["floor"] = [peer / "python", "-c", FLOOR, export]
        ways["peer"] = [peer / "healthkit-to-sqlite", "--xml", export, here / "peer.db"]
    measured: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, command in ways.items():
            for old in here.glob("health.db*" if name == "ours" else "peer.db*"):
                old.unlink()
            ours = measured["ours"]
            limit = PATIENCE * ours[-1][0] if name == "peer" and rounds == 1 else None
            measured[name].append(_process(command, limit))
    found = {"bytes": float(export.stat().st_size)}
    for name, values in measured.items():
        seconds, megabytes, processor = zip(*values, strict=True)
        found[f"{name} s"] = statistics.median(seconds)
        found[f"{name} processor s"] = statistics.median(processor)
        found[f"{name} MB"] = max(megabytes)
    if rounds == 1:  # the peer may have been stopped before its end
        found.pop("peer processor s", None)
    return found


def _process(command: list[str | Path], limit: float | None = None) -> tuple[float, float, float]:
    """Seconds, peak memory and processor time of a process; it is stopped after the limit."""
    started = time.perf_counter()
    with open(os.devnull, "wb") as nothing:
        child = subprocess.Popen(list(map(str, command)), stdout=nothing, stderr=nothing)
        watch = threading.Timer(limit, child.terminate) if limit else None
        if watch:
            watch.start()
        _, status, usage = os.wait4(child.pid, 0)
        if watch:
            watch.cancel()
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode and not (limit and seconds >= limit):
        raise SystemExit(f"{command[0]} ended with {child.returncode}")
    return seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def _answers(store: Path, body: Body) -> dict[str, float]:
    last = body.first + timedelta(days=body.days - 1)
    year = max(body.first, last - timedelta(days=364))
    events = _events(year, last)
    now = datetime.combine(last, datetime.min.time(), BERLIN) + timedelta(hours=23)

    def during() -> None:
        with _opened(store) as connection:
            answered = responses(connection, events, now, 28)
            assert sum(one is not None for one in answered) > EVENTS / 2

    def summary() -> None:
        with _opened(store) as connection:
            assert overview(connection, year, last)

    return {"summary ms": _best(summary), "events ms": _best(during)}


@contextmanager
def _opened(store: Path) -> Iterator[object]:
    with closing(open_store(store)) as connection:
        show_only(connection, Shown())
        yield connection


def _events(first: date, last: date) -> list[Meeting]:
    random = Random(1)
    days = (last - first).days
    found = []
    for number in range(EVENTS):
        day = datetime.combine(
            first + timedelta(days=random.randrange(days)), datetime.min.time(), BERLIN
        )
        start = day + timedelta(hours=random.randrange(8, 18))
        length = timedelta(minutes=random.choice((30, 45, 60, 90)))
        found.append(Meeting(str(number), "", start, start + length, ()))
    return sorted(found, key=lambda one: one.start)


def _best(work: Callable[[], None]) -> float:
    """The median of eleven times, in milliseconds, opening the store included."""
    times = []
    for _ in range(11):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def _report(figures: dict[str, dict[str, float]], *, as_json: bool) -> int:
    failed = []
    for name, found in figures.items():
        ratios = _ratios(found)
        found |= ratios
        failed += _broken(name, found)
    if as_json:
        print(json.dumps({**figures, "failed": failed}))
    else:
        for name, found in figures.items():
            print(name)
            for what, value in found.items():
                print(f"  {what.ljust(28)} {value:14,.2f}")
        print("\n".join(failed) or "all limits hold")
    return int(bool(failed))


def _ratios(found: dict[str, float]) -> dict[str, float]:
    ratios = {}
    if "peer s" in found:
        ratios["times as fast as the peer"] = found["peer s"] / found["ours s"]
        ratios["times the floor"] = found["ours s"] / found["floor s"]
    if "peer processor s" in found:
        by_processor = found["peer processor s"] / found["ours processor s"]
        ratios["the same in processor time"] = by_processor
    return ratios


def _broken(name: str, found: dict[str, float]) -> list[str]:
    checks = {
        "times as fast as the peer": lambda value: value >= LIMITS["peer"],
        "times the floor": lambda value: value <= LIMITS["floor"],
        "ours MB": lambda value: value <= LIMITS["MB"],
        "summary ms": lambda value: value <= LIMITS["summary ms"],
        "events ms": lambda value: value <= LIMITS["events ms"],
    }
    return [
        f"{name}: {what} is {found[what]:.2f}"
        for what, holds in checks.items()
        if what in found and not holds(found[what])
    ]


if __name__ == "__main__":
    sys.exit(main())
