"""Whether the right one of 4,076 tools is among the eight that the model is asked about.

    python benchmarks/seal_tools.py [--folder FOLDER] [--json]

Seal-Tools' requests for one tool are looked up as they are, those for several sentence by sentence.
No language model runs, only the small one that compares meanings; learning the tools takes a minute
or two and is told apart. Exits 1 below 95 %; skips with a sentence where the set is not there.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from outside import fixtures, seal_tools, sharing

from llmos.engines import open_embedder
from llmos.router.phrases import elsewhere
from llmos.router.shortlist import MOST, Shortlist
from llmos.router.vectors import Vectors

GOAL = 0.95


def main() -> int:
    """Look every request up and print how many tools were found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=fixtures.LANGUAGE / "seal_tools")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not (options.folder / "tool.jsonl").exists():
        print(f"Skipped: there is no tool.jsonl of Seal-Tools in {options.folder}.")
        return 0
    report = measure(options.folder)
    print(json.dumps(report) if options.json else "\n".join(_lines(report)))
    return int(report["one"][0] < GOAL * report["one"][1])


def measure(folder: Path) -> dict[str, list[float]]:
    """How many tools were found of how many, and the seconds for learning and for one request."""
    embedder, wanted = open_embedder(), seal_tools.requests(folder)
    tools = seal_tools.tools(folder)
    vectors = Vectors(embedder.embed, standing=elsewhere().phrases()) if embedder else None
    started = time.monotonic()
    shortlist = Shortlist(tools, vectors)
    shortlist.nearest("anything")
    learnt = time.monotonic()
    one = [_found(shortlist, each) for each in wanted if len(each.tools) == 1]
    asked = time.monotonic()
    several = [_found(shortlist, each) for each in wanted if len(each.tools) > 1]
    return {
        "one": [sum(one), len(one)],
        "several": [sum(several), sum(len(each.tools) for each in wanted if len(each.tools) > 1)],
        "seconds": [learnt - started, (asked - learnt) / len(one)],
        "tools": [len(tools)],
    }


def _found(shortlist: Shortlist, wanted: seal_tools.Wanted) -> int:
    """How many of the tools are shown, for the request or for one of its sentences."""
    texts = [wanted.request] if len(wanted.tools) == 1 else wanted.sentences()
    shown = {tool.name for text in texts for tool in shortlist.nearest(text)}
    return len(shown & set(wanted.tools))


def _lines(report: dict[str, list[float]]) -> list[str]:
    learning, asking = report["seconds"]
    one, several = (sharing.in_words(*map(int, report[name])) for name in ("one", "several"))
    return [
        f"Seal-Tools, {report['tools'][0]} tools: the right one among the {MOST} that are shown",
        f"requests for one tool               {one}",
        f"for several, sentence by sentence   {several}",
        f"learning the tools {learning:.0f} s, then {asking * 1000:.0f} ms a request",
    ]


if __name__ == "__main__":
    sys.exit(main())
