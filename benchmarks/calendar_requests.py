"""Labelled requests about time: typed arguments to answers, against answers computed by hand.

`data/calendar_requests.jsonl` holds each request in the user's words with its moment, zone, tool,
typed arguments and answer. This measures the tools' half of the way, from arguments to answer;
what routing makes of the words is measured where routing is.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from llmos import Context, Scope, Source
from llmos.tools import BoundTool
from llmos_calendar import plugin

DATA = Path(__file__).parent / "data"
CALENDAR = DATA / "calendar_requests.ics"


def cases() -> list[dict[str, Any]]:
    """The labelled requests."""
    lines = (DATA / "calendar_requests.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def answered(case: dict[str, Any], data: Path) -> Any:
    """What the tool answers, in the form of the labels."""
    tools = {f"calendar.{tool.name}": tool for tool in plugin.llmos_tools()}
    zone = ZoneInfo(case["zone"])
    context = Context(
        plugin="calendar",
        data=data,
        now=datetime.fromisoformat(case["now"]).replace(tzinfo=zone),
        sources=(Source("ics", CALENDAR),),
        settings=plugin.llmos_settings()(),
        scopes={"calendar:read": Scope()},
    )
    result = BoundTool("calendar", tools[case["tool"]]).run(context, case["arguments"])
    return _FORMS[case["tool"]](result.model_dump(mode="json"))


def _event(line: dict[str, Any]) -> str:
    return f"{line['start'][:16]} {line['title']}"


def _slot(slot: dict[str, Any]) -> str:
    return f"{slot['start'][:16]}/{slot['end'][11:16]}"


def _pair(pair: dict[str, Any]) -> str:
    return f"{pair['first']['title']} / {pair['second']['title']} {_slot(pair)}"


_FORMS: dict[str, Any] = {
    "calendar.events": lambda value: [_event(line) for line in value["events"]],
    "calendar.next": lambda value: _event(value["event"]) if value["event"] else None,
    "calendar.free": lambda value: {
        "is_free": value["is_free"],
        "slots": [_slot(slot) for slot in value["slots"]],
    },
    "calendar.conflicts": lambda value: [_pair(pair) for pair in value["pairs"]],
    "calendar.reminders": lambda value: [line["title"] for line in value["reminders"]],
}


def main() -> int:
    """Print how many answers are exact, tool by tool, and those that are not."""
    asked: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for case in cases():
            told = answered(case, Path(folder))
            asked[case["tool"]] += 1
            exact[case["tool"]] += told == case["answer"]
            if told != case["answer"]:
                print(f"{case['request']}\n  answered {told}\n  by hand  {case['answer']}")
    for tool, count in sorted(asked.items()):
        print(f"{tool:<22} {exact[tool]:>3} of {count:>3} exact")
    share = sum(exact.values()) / sum(asked.values())
    print(f"{'all':<22} {sum(exact.values()):>3} of {sum(asked.values()):>3} exact = {share:.1%}")
    return 0 if share >= 0.95 else 1


if __name__ == "__main__":
    sys.exit(main())
