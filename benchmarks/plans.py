"""Requests that need two to five calls, run in the sample home by the default model.

`data/plan_requests.jsonl` holds 100 of them, half to tune on and half to report, with the tools,
the arguments that matter and the effects. Each runs in a home of its own through the same kernel as
`llmos ask`; a user who agrees to what is shown is simulated. Completed exactly means: these tools
in this order, these arguments once references are resolved, these effects and none other.

    python benchmarks/plans.py [--split tune] [--wrong] [--kept FILE [--plan | --without-model]]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from planning.effects import changes, state_of
from planning.home import Agreeing, SampleHome, asked
from planning.judging import faults, unasked

from llmos.calls import Call
from llmos.errors import LlmosError

DATA = Path(__file__).parent / "data" / "plan_requests.jsonl"
_WANTED = 60


def cases(split: str) -> list[dict[str, Any]]:
    """The labelled requests of one half, or all."""
    lines = map(json.loads, DATA.read_text("utf-8").splitlines())
    return [case for case in lines if split in ("all", case["split"])]


def run(case: dict[str, Any], sample: SampleHome) -> dict[str, Any]:
    """What became of one request: what is not as labelled, and effects that nobody asked for."""
    sample.fresh()
    before, started = state_of(sample.life), time.monotonic()
    with sample.kernel(Agreeing()) as kernel:
        said, answers = "", []
        try:
            answer = kernel.ask(asked(case["request"]))
            said = answer.stopped.message if answer.stopped else answer.words
            answers = [*answer.steps, answer] if answer.call else []
        except LlmosError as error:
            said = error.message
    effects = changes(before, state_of(sample.life))
    calls = [one.call or Call("") for one in answers]
    outputs = [one.output for one in answers if one.output]
    wrong = faults(case, calls, outputs, effects)
    return {
        "wrong": wrong + [said] * bool(said and wrong),
        "unasked": unasked(case, effects),
        "seconds": time.monotonic() - started,
    }


def plan(planned: Sequence[dict[str, Any]], sample: SampleHome) -> int:
    """Plan the requests and run nothing."""
    for case in planned:
        with sample.kernel() as kernel:
            try:
                found = kernel.plan(asked(case["request"]))
            except LlmosError as error:
                print(case["request"], error.message, sep="\n    ")
                continue
        print(case["request"], found.question, *found.steps, sep="\n    ")
    return 0


def report(done: Sequence[tuple[dict[str, Any], dict[str, Any]]], *, wrong: bool) -> int:
    """Print the figures; how many requests were completed exactly."""
    if wrong:
        for case, came in done:
            if came["wrong"]:
                print(f"{case['request']}\n    " + "\n    ".join(came["wrong"]))
    for split in ("tune", "report"):
        part = [came for case, came in done if case["split"] == split]
        if part:
            exact = sum(not came["wrong"] for came in part)
            print(f"{split:<8} {exact} of {len(part)} completed exactly")
    for count in sorted({len(case["steps"]) for case, _ in done}):
        part = [came for case, came in done if len(case["steps"]) == count]
        print(f"{count} steps  {sum(not came['wrong'] for came in part)} of {len(part)}")
    strange = [case["request"] for case, came in done if came["unasked"]]
    print(f"with an effect that was not asked for: {len(strange)}", *strange, sep="\n    ")
    print(f"median {median(came['seconds'] for _, came in done):.1f} s a request, all its steps")
    return sum(not came["wrong"] for _, came in done)


def main() -> int:
    """Run the requests and print how many were completed exactly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("tune", "report", "all"), default="all")
    parser.add_argument("--wrong", action="store_true", help="show what went wrong")
    parser.add_argument("--kept", type=Path, help="keep the model's answers in this file")
    parser.add_argument(
        "--without-model", action="store_true", help="what the file does not hold is left open"
    )
    parser.add_argument("--plan", action="store_true", help="only plan, to fill that file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = options.kept or Path(folder) / "kept.json"
        sample = SampleHome(Path(folder), kept, model=not options.without_model)
        if options.plan:
            return plan(cases(options.split), sample)
        done = []
        for case in cases(options.split):
            done.append((case, run(case, sample)))
            print(".", end="", flush=True, file=sys.stderr)
        print(file=sys.stderr)
        exact = report(done, wrong=options.wrong)
    share = exact / len(done)
    print(f"in all   {exact} of {len(done)} completed exactly = {share:.0%} (wanted {_WANTED} %)")
    strange = any(came["unasked"] for _, came in done)
    return 0 if 100 * share >= _WANTED and not strange else 1


if __name__ == "__main__":
    sys.exit(main())
