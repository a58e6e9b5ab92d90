"""SLURP's development sentences: the right plugin where one serves them, else a refusal.

    python benchmarks/slurp.py [--folder FOLDER] [--each 150] [--part all|tune|report]

A seeded sample of the sentences that llmos-mail or llmos-calendar serve, and of those that no
plugin serves; all four are installed. Only the tool is chosen. Every second sentence of the file is
the part to tune on, the others are the part to report. Exits 1 below the goals (92 % and 85 %);
skips with a sentence where the set is not there.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from outside import fixtures, sharing, slurp

from llmos.calls import Request
from llmos.config import Home
from llmos.engines.llama_cpp import LlamaCppEngine
from llmos.kernel import Kernel
from llmos.models import Library, default
from llmos.router import Router

NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Berlin"))
GOALS = {"served": 0.92, "unserved": 0.85}
Choose = Callable[[str], str | None]
Judged = tuple[slurp.Said, str | None]


def main() -> int:
    """Choose a tool for each sentence and print how often its plugin was right."""
    options = _options()
    file = options.folder / "devel.jsonl"
    if not file.exists():
        print(f"Skipped: there is no devel.jsonl of SLURP in {options.folder}.")
        return 0
    with tempfile.TemporaryDirectory() as home:
        choose = chooser(Path(home))
        started = time.monotonic()
        sample = _sample(file, options)
        judged = [
            (said, choose(said.sentence))
            for said in sample
            if time.monotonic() - started < options.minutes * 60
        ]
        seconds = (time.monotonic() - started) / max(1, len(judged))
    shares = {name: _share(judged, name) for name in ("served", "unserved", "doubtful")}
    print(json.dumps(shares) if options.json else "\n".join(_lines(shares, judged, seconds)))
    if options.wrong:
        print("\n".join(_wrong(judged)))
    return int(any(shares[name][0] < goal * shares[name][1] for name, goal in GOALS.items()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=fixtures.LANGUAGE / "slurp")
    parser.add_argument("--each", type=int, default=150, help="Served and unserved, each.")
    parser.add_argument("--part", choices=("all", "tune", "report"), default="report")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="Stop after these.")
    parser.add_argument("--wrong", action="store_true", help="List what went wrong.")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def chooser(home: Path) -> Choose:
    """What names the tool for a sentence, among those of the plugins that are installed."""
    engine = LlamaCppEngine(Library().path(default("language")), home)
    with Kernel(Home.at(home), asker=None, engines=lambda: engine) as kernel:
        tools = list(kernel.hooks.specs)
        shipped = [plugin.folder for plugin in kernel.hooks.plugins]
    router = Router(engine, kept=home, shipped=shipped)

    def choose(sentence: str) -> str | None:
        tool = router.choose(Request(sentence, NOW), tools).tool
        return tool.name if tool else None

    return choose


def _sample(file: Path, options: argparse.Namespace) -> list[slurp.Said]:
    said = slurp.read(file)
    part = {"all": said, "tune": said[::2], "report": said[1::2]}[options.part]
    groups = [
        [one for one in part if _group(one) == name] for name in ("served", "unserved", "doubtful")
    ]
    for group in groups:
        random.Random(options.seed).shuffle(group)
    served, unserved, doubtful = groups
    pairs = zip(served[: options.each], unserved[: options.each], strict=False)
    return [one for pair in pairs for one in pair] + doubtful[: options.each // 5]


def _group(said: slurp.Said) -> str:
    return "doubtful" if said.doubtful else "served" if said.plugin else "unserved"


def _share(judged: list[Judged], group: str) -> tuple[int, int]:
    """How many went to the right plugin, of a group; of the doubtful ones: were refused."""
    rows = [(said, got) for said, got in judged if _group(said) == group]
    return sum(_plugin(got) == said.plugin for said, got in rows), len(rows)


def _wrong(judged: list[Judged]) -> Iterator[str]:
    for said, got in judged:
        if not said.doubtful and _plugin(got) != said.plugin:
            yield f"{got or 'none':<24} {said.intent:<22} {said.sentence}"


def _plugin(tool: str | None) -> str | None:
    return tool.partition(".")[0] if tool else None


def _lines(
    shares: dict[str, tuple[int, int]], judged: list[Judged], seconds: float
) -> Iterator[str]:
    yield f"SLURP, {len(judged)} sentences of the development part, {seconds:.2f} s each"
    yield f"served: the right plugin      {sharing.in_words(*shares['served'])}"
    yield f"served by none: refused       {sharing.in_words(*shares['unserved'])}"
    yield f"lists and contacts: refused   {sharing.in_words(*shares['doubtful'])}"
    missed = Counter(said.intent for said, got in judged if _plugin(got) != said.plugin)
    often = ", ".join(f"{name} {count}" for name, count in missed.most_common(8))
    yield f"most often wrong: {often}"


if __name__ == "__main__":
    sys.exit(main())
