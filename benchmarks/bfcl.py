"""Function calls of the Berkeley leaderboard (v4): llmos beside plain Instructor, same model.

    pip install --no-deps bfcl-eval==2026.3.23
    python benchmarks/bfcl.py [--each 60] [--seed 1] [--kept bfcl.jsonl] [--minutes 8]

A seeded sample of each category is answered by llmos (its router and its engine) and by
Instructor's TOOLS mode over llama-cpp-python, and judged by the leaderboard's own checker. With
`--kept` answers are kept in a file and not asked for again, so that a long run may be made of
several short ones; `--ours` asks llmos alone. Skips with a sentence where bfcl-eval is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from outside import bfcl, sharing

from llmos.calls import Call, Request
from llmos.engines.llama_cpp import LlamaCppEngine
from llmos.errors import RoutingError
from llmos.models import Library, default
from llmos.router import Router

NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Berlin"))
WANTED = 15.0  # points above the peer
Way = Callable[[bfcl.Case], Call | None]


def main() -> int:
    """Answer, judge, print; 1 where the peer is not left behind by far enough."""
    options = _options()
    data = bfcl.folder()
    if data is None:
        print("Skipped: bfcl-eval is not installed (pip install --no-deps bfcl-eval==2026.3.23).")
        return 0
    cases = bfcl.sample(data, options.each, options.seed)
    kept = _read(options.kept)
    _answer(cases, kept, options)
    shares = _shares(cases, kept)
    print(json.dumps(shares) if options.json else "\n".join(_lines(shares, options)))
    return int(_is_behind(shares))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--each", type=int, default=60, help="Cases of each category.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=Path, help="A file for the answers, to go on with later.")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="Stop after these.")
    parser.add_argument("--model", default=default("language").id, help="Of the catalogue.")
    parser.add_argument("--ours", action="store_true", help="Do not ask the peer.")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _answer(cases: list[bfcl.Case], kept: dict[str, Any], options: argparse.Namespace) -> None:
    """Ask for what is not kept yet, until the time is over."""
    until = time.monotonic() + options.minutes * 60
    names = ["llmos"] if options.ours else ["llmos", "instructor"]
    ways = _ways(names, Library().find(options.model))
    for case in cases:
        for name, way in ways.items():
            key = f"{name} {case.id}"
            if key in kept or time.monotonic() > until:
                continue
            started = time.monotonic()
            call = way(case)
            kept[key] = {
                "key": key,
                "right": bfcl.is_right(case, call),
                "call": [call.tool, call.arguments] if call else None,
                "seconds": round(time.monotonic() - started, 2),
            }
            _keep(options.kept, kept[key])


def _ways(names: Iterable[str], weights: Path) -> dict[str, Way]:
    """The ways to answer; the weights are loaded when one is first gone."""
    router = Router(LlamaCppEngine(weights))
    peer: list[Any] = []

    def ours(case: bfcl.Case) -> Call | None:
        try:
            return router.route(Request(case.question, NOW), case.tools(), lambda call: None).call
        except RoutingError:
            return None

    def plain(case: bfcl.Case) -> Call | None:
        from outside.plain import Peer  # loads Instructor

        if not peer:
            peer.append(Peer(weights))
        found: Call | None = peer[0].call(case.question, case.tools())
        return found

    ways: dict[str, Way] = {"llmos": ours, "instructor": plain}
    return {name: ways[name] for name in names}


def _shares(cases: list[bfcl.Case], kept: dict[str, Any]) -> dict[str, dict[str, list[int]]]:
    """For each category and way, how many were right of those that both ways have answered."""
    ways = sorted({key.partition(" ")[0] for key in kept}, reverse=True)
    both = [case for case in cases if all(f"{way} {case.id}" in kept for way in ways)]
    return {
        category: {
            way: [
                sum(kept[f"{way} {case.id}"]["right"] for case in both if _is(case, category)),
                sum(1 for case in both if _is(case, category)),
            ]
            for way in ways
        }
        for category in (*bfcl.CATEGORIES, "all")
    }


def _is(case: bfcl.Case, category: str) -> bool:
    return category in (case.category, "all")


def _lines(shares: dict[str, dict[str, list[int]]], options: argparse.Namespace) -> Iterable[str]:
    yield f"BFCL v4, {options.model}, a sample by the seed {options.seed}, its own checker"
    for category, ways in shares.items():
        for way, (right, count) in ways.items():
            yield f"{category:<14} {way:<11} {sharing.in_words(right, count)}"
    if "instructor" in shares["all"]:
        yield f"llmos is {_points(shares['all']):+.1f} points above (wanted: {WANTED:+.0f})"


def _points(ways: dict[str, list[int]]) -> float:
    """How many points llmos is above the peer; infinite where there is nothing to compare."""
    if "instructor" not in ways or not ways["llmos"][1]:
        return float("inf")
    ours, plain = (ways[way][0] / ways[way][1] for way in ("llmos", "instructor"))
    return (ours - plain) * 100


def _is_behind(shares: dict[str, dict[str, list[int]]]) -> bool:
    return _points(shares["all"]) < WANTED or any(_points(ways) < 0 for ways in shares.values())


def _read(file: Path | None) -> dict[str, Any]:
    if file is None or not file.exists():
        return {}
    found = map(json.loads, file.read_text("utf-8").splitlines())
    return {row["key"]: row for row in found}


def _keep(file: Path | None, row: dict[str, Any]) -> None:
    if file is not None:
        with file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    sys.exit(main())
