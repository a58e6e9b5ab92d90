"""How often llmos-mail names what is open in a labelled mailbox, and nothing else.

    python benchmarks/mail_followups.py [--errors] [--json]

Both halves of the mailbox in plugins/llmos-mail/tests/followups/mailbox/ are written out as mail,
indexed and read. The rules may be tuned on the half `tune`; the figures are those of `report`.
`--errors` names the mistakes in `tune`, never those in `report`. Exits 1 if precision or recall of
`report` is below 90 %.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins/llmos-mail/tests/followups"))

from labelled import Half, Score, judge

REACH = 0.9
HALVES: tuple[Half, ...] = ("tune", "report")


def main() -> int:
    """Judge both halves, print, and say by the exit code whether `report` is good enough."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="name the mistakes in tune")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    scores = {half: judge(half) for half in HALVES}
    if options.json:
        print(json.dumps({half: _figures(score) for half, score in scores.items()}))
    else:
        for half, score in scores.items():
            print(_line(half, score))
    if options.errors:
        tune = scores["tune"]
        print(*(f"  not open: {one}" for one in tune.wrong), sep="\n")
        print(*(f"  missed:   {one}" for one in tune.missed), sep="\n")
    report = scores["report"]
    return 0 if min(report.precision, report.recall) >= REACH else 1


def _line(half: str, score: Score) -> str:
    return (
        f"{half:6}  {score.threads} threads, {score.expected} open: "
        f"{score.right} of {score.named} named rightly, precision {score.precision:.1%}, "
        f"recall {score.recall:.1%}"
    )


def _figures(score: Score) -> dict[str, float]:
    return {
        "threads": score.threads,
        "expected": score.expected,
        "named": score.named,
        "right": score.right,
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
    }


if __name__ == "__main__":
    sys.exit(main())
