"""How fast a request becomes a call, beside Instructor with every tool in the prompt. Linux.

    python benchmarks/routing.py [--kept FOLDER] [--minutes 5] [--requests 40] [--beside 100]

Same model, same machine. The peer is Instructor's TOOLS mode over llama-cpp-python, which keeps its
prompt between requests. Its prompt for 500 tools has some 94,000 tokens, three times what the
default model can hold, and it gives no answer at all; so it is timed with fewer (`--beside`), which
bounds its time with 500 from below. Each measure is taken by a process of its own. With `--kept`
they are kept in a folder and not taken again, so that several runs of some minutes make one report;
reading the peer's prompt goes on where it stopped. Exits 1 where a figure is not reached.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from speed.kept import Kept
from speed.many import DESCRIBED as FEW

from llmos.models import default

MEGABYTE = 1_000_000
MANY, MOST = 500, 1000
STARTS = 3
BESIDE_REQUESTS = 6
LEAST_SECONDS = 20.0  # less is not worth the start of a process that loads the weights


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
        print(f"  {'' if reached else 'NOT REACHED '}{figure} (wanted {limit})")


def main() -> int:
    """Measure what is not measured yet, then report; 0 where all figures are there and reached."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        kept = Kept(options.kept or Path(folder))
        until = time.monotonic() + options.minutes * 60
        for key, arguments in _measures(kept.folder, options):
            while kept.of(key) is None and (left := until - time.monotonic()) > LEAST_SECONDS:
                kept.measure(key, arguments, left)
        missing = [key for key, _ in _measures(kept.folder, options) if kept.of(key) is None]
        if missing:
            print("Not measured yet:", ", ".join(missing))
            return 1
        return int(_report(kept, options).missed > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kept", type=Path, help="A folder for measures, to go on with later.")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="Stop after these.")
    parser.add_argument("--requests", type=int, default=40, help="Warm requests for llmos.")
    parser.add_argument("--beside", type=int, default=100, help="Tools for the peer, for 500.")
    return parser.parse_args()


def _measures(home: Path, options: argparse.Namespace) -> Iterator[tuple[str, list[object]]]:
    for number in (0, 1):  # the first one learns what the plugins declare
        yield f"kernel {number}", ["kernel", home]
    for count in (FEW, MANY):
        for number in range(STARTS + 1):  # the first one reads the prompt, those after it do not
            yield f"new {count} {number}", ["new", count, home]
    for count in (FEW, MANY, MOST):
        yield f"warm {count}", ["warm", count, home, options.requests]
    yield "neighbour", ["neighbour"]
    for count in dict.fromkeys((FEW, options.beside)):
        yield f"peer {count}", ["peer", count, home, BESIDE_REQUESTS]


def _report(kept: Kept, options: argparse.Namespace) -> Reached:
    reached = Reached()
    print(f"{default('language').id}; {'; '.join(kept.machines())};", end=" ")
    print(f"beside at most {kept.others()} running processes when a measure began")
    _memory(kept, reached)
    _new_processes(kept, reached)
    _warm(kept, reached)
    _beside_the_peer(kept, reached, options.beside)
    _neighbour(_row(kept, "neighbour"), reached)
    return reached


def _memory(kept: Kept, reached: Reached) -> None:
    kernel = _row(kept, "kernel 1")["memory"] / MEGABYTE
    reached.most("kernel without weights, MB", kernel, 80)
    whole = max(row["memory"] for row in _starts(kept, FEW)) / MEGABYTE
    beyond = whole - default("language").size / MEGABYTE
    reached.most(f"with the model {whole:.0f} MB, beyond its weights, MB", beyond, 600)


def _new_processes(kept: Kept, reached: Reached) -> None:
    for count in (FEW, MANY):
        starts, changed = _starts(kept, count), _row(kept, f"new {count} 0")
        print(f"llmos, {count} tools, new process: after a change of tools", end=" ")
        print(f"{changed['first']:.2f} s, later", _all(starts, "first"), end=", ")
        print(f"warm {_all(starts, 'warm')}, loading {_all(starts, 'loading')},", end=" ")
        print(f"from its start {_all(starts, 'from_start')}")
    few = _starts(kept, FEW)
    ratio = statistics.median(row["from_start"] / (row["loading"] + row["warm"]) for row in few)
    reached.most("from a process's start, in times of loading and a warm call", ratio, 1.5)


def _warm(kept: Kept, reached: Reached) -> None:
    """About half of the requests are sure without the model, so that a median says as much about
    these halves as about time; all requests together say what more tools cost.
    """
    means = {}
    for count in (FEW, MANY, MOST):
        seconds = list(_row(kept, f"warm {count}")["seconds"].values())
        means[count] = statistics.mean(seconds)
        print(f"llmos, {count} tools, {len(seconds)} warm requests: median", end=" ")
        print(f"{statistics.median(seconds):.3f} s, mean {means[count]:.3f} s,", end=" ")
        print(f"longest {max(seconds):.2f} s")
    reached.most(f"{MOST} tools take, in times of {FEW}", means[MOST] / means[FEW], 1.3)


def _beside_the_peer(kept: Kept, reached: Reached, beside: int) -> None:
    for count in dict.fromkeys((FEW, beside)):
        peer = _row(kept, f"peer {count}")
        print(f"Instructor, {count} tools: first {peer['first']:.1f} s,", end=" ")
        print(f"of which {peer['read']:,} tokens were read; then median", end=" ")
        print(f"{_median(kept, f'peer {count}'):.2f} s of {len(peer['seconds'])} requests")
    few = _median(kept, f"peer {FEW}") / _median(kept, f"warm {FEW}")
    reached.least(f"warm, times faster, {FEW} tools", few, 3.0)
    many = _median(kept, f"peer {beside}") / _median(kept, f"warm {MANY}")
    told = f"{MANY} tools (the peer with {beside})"
    reached.least(f"warm, times faster, {told}", many, 5.0, bound=True)
    ours = statistics.median(row["from_start"] for row in _starts(kept, MANY))
    fresh = _row(kept, f"peer {beside}")["from_start"] / ours
    reached.least(f"first request of a process, times faster, {told}", fresh, 20.0, bound=True)


def _neighbour(found: dict[str, Any], reached: Reached) -> None:
    """Whether the number of threads that was chosen is about as good as the best one."""
    for name in ("alone", "beside"):
        chosen, *_ = rates = dict(found[name]).values()
        by_threads = {count: rate for count, rate in found[name].items() if count != "chosen"}
        said = ", ".join(f"{count}: {rate:.1f}" for count, rate in by_threads.items())
        where = "alone" if name == "alone" else "beside a busy neighbour"
        print(f"tokens a second by threads, {where}: {said}; chosen {chosen}")
        best = max(rate for rate in list(rates)[1:])
        reached.least(f"of the best, {where}", by_threads[str(chosen)] / best, 0.9)


def _starts(kept: Kept, count: int) -> list[dict[str, Any]]:
    return [_row(kept, f"new {count} {number}") for number in range(1, STARTS + 1)]


def _all(rows: list[dict[str, Any]], name: str) -> str:
    return " / ".join(f"{row[name]:.2f}" for row in rows) + " s"


def _median(kept: Kept, key: str) -> float:
    return statistics.median(_row(kept, key)["seconds"].values())


def _row(kept: Kept, key: str) -> dict[str, Any]:
    row = kept.of(key)
    if row is None:
        raise LookupError(f"{key} was not measured.")
    return row


if __name__ == "__main__":
    sys.exit(main())
