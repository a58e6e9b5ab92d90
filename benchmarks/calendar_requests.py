"""Labelled requests about time, to answers that were computed by hand.

`data/calendar_requests.jsonl` holds each request in the user's words with its moment, zone, tool,
typed arguments and answer: what is read, or what a change shows before it happens. Without options
this measures the tools' half of the way, from typed arguments to the answer. `--words` measures all
of it: the user's model makes the call of the plain words, once among calendar's tools alone and
once among those of all installed plugins, and what the tool then answers must be the answer by
hand, but for upper case; `{"any": [...]}` names answers that serve equally.

`"split"` says which requests are looked at when something is mended ("tune"), and which are only
counted ("report"): of these nothing but the figures is printed. Nine lean on something that their
words do not say (`"alone": false`): an event, another zone or the request before. They are counted
too.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from llmos import Context, Profile, Scope, Source
from llmos.errors import LlmosError
from llmos.tools import BoundTool
from llmos_calendar import plugin

if TYPE_CHECKING:
    from llmos.calls import Call, ToolSpec
    from llmos.router import Router

DATA = Path(__file__).parent / "data"
CALENDAR = DATA / "calendar_requests.ics"
PREFIX = "calendar."


def cases() -> list[dict[str, Any]]:
    """The labelled requests."""
    lines = (DATA / "calendar_requests.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def splits() -> dict[str, list[dict[str, Any]]]:
    """The requests that are looked at, and those that are only counted."""
    every = cases()
    return {name: [one for one in every if one["split"] == name] for name in ("tune", "report")}


def now_of(case: dict[str, Any]) -> datetime:
    """When and where the request is made."""
    return datetime.fromisoformat(case["now"]).replace(tzinfo=ZoneInfo(case["zone"]))


def answered(case: dict[str, Any], data: Path) -> Any:
    """What the tool answers, or shows before it changes something, in the form of the labels."""
    context = Context(
        plugin="calendar",
        data=data,
        now=now_of(case),
        sources=(Source("ics", CALENDAR),),
        profile=Profile(),
        settings=plugin.llmos_settings()(),
        scopes={"calendar:read": Scope(), "calendar:write": Scope()},
    )
    tool = _bound(case["tool"])
    result = (tool.preview or tool).run(context, case["arguments"])
    return _FORMS[case["tool"]](result.model_dump(mode="json"))


def is_right(answer: Any, told: Any) -> bool:
    """Whether what was told is the answer by hand, or one of those that serve equally."""
    if isinstance(answer, dict) and "any" in answer:
        return any(is_right(one, told) for one in answer["any"])
    return _folded(answer) == _folded(told)


@cache
def _tools() -> dict[str, Any]:
    return {f"{PREFIX}{tool.name}": tool for tool in plugin.llmos_tools()}


def _bound(name: str) -> BoundTool:
    return BoundTool("calendar", _tools()[name])


def _event(line: dict[str, Any]) -> str:
    return f"{line['start'][:16]} {line['title']}"


def _slot(slot: dict[str, Any]) -> str:
    return f"{slot['start'][:16]}/{slot['end'][11:16]}"


def _pair(pair: dict[str, Any]) -> str:
    return f"{pair['first']['title']} / {pair['second']['title']} {_slot(pair)}"


def _change(shown: dict[str, Any]) -> list[str]:
    """The sentence, and what the lines of the event say beyond it."""
    before = shown["before"].splitlines()
    lines = [line for line in _ALARM.sub(r"\1", shown["after"]).splitlines() if line not in before]
    return [shown["what"], *(line for line in lines if line.startswith(_TELLING))]


def _folded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).casefold()


_CHANGES = ("create", "move", "cancel", "remind", "done", "snooze")
_TELLING = ("DTEND", "RRULE", "LOCATION", "DESCRIPTION", "TRIGGER:")
_ALARM = re.compile(r"BEGIN:VALARM\n.*?(TRIGGER.*?\n)END:VALARM\n", re.DOTALL)
"""An alarm, of which only its time tells something."""

_FORMS: dict[str, Any] = {
    "calendar.events": lambda value: [_event(line) for line in value["events"]],
    "calendar.next": lambda value: _event(value["event"]) if value["event"] else None,
    "calendar.free": lambda value: {
        "is_free": value["is_free"],
        "slots": [_slot(slot) for slot in value["slots"]],
    },
    "calendar.conflicts": lambda value: [_pair(pair) for pair in value["pairs"]],
    "calendar.reminders": lambda value: [line["title"] for line in value["reminders"]],
    "calendar.agenda": lambda value: f"{value['first']}, days: {value['days']}, {value['format']}",
    **{f"calendar.{name}": _change for name in _CHANGES},
}


def typed() -> int:
    """From typed arguments: how many answers are exact, tool by tool, and those that are not."""
    asked: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for case in cases():
            told = answered(case, Path(folder))
            asked[case["tool"]] += 1
            exact[case["tool"]] += is_right(case["answer"], told)
            if not is_right(case["answer"], told):
                print(f"{case['request']}\n  answered {told}\n  by hand  {case['answer']}")
    for tool, count in sorted(asked.items()):
        print(f"{tool:<22} {exact[tool]:>3} of {count:>3} exact")
    share = sum(exact.values()) / sum(asked.values())
    print(f"{'all':<22} {sum(exact.values()):>3} of {sum(asked.values()):>3} exact = {share:.1%}")
    return 0 if share >= 0.95 else 1


def in_words() -> int:
    """From plain words: right tools and exact answers, among calendar's tools and among all."""
    for name, tools in (("calendar's tools", True), ("all installed plugins", False)):
        with _routing(only_calendar=tools) as (router, specs), tempfile.TemporaryDirectory() as at:
            print(f"{name}: {len(specs)} tools")
            for split, some in splits().items():
                _print_split(split, [(one, *_said(one, router, specs, Path(at))) for one in some])
    return 0


Said = tuple[dict[str, Any], "Call | None", Any]
"""A case, the call that its words became, and what was answered to it."""


def _said(
    case: dict[str, Any], router: Router, specs: Sequence[ToolSpec], data: Path
) -> tuple[Call | None, Any]:
    from llmos.calls import Request

    request = Request(case["request"], now_of(case), "benchmark")
    try:
        call = router.route(request, specs, _check).call
        if call is None or call.tool not in _FORMS:
            return call, None
        return call, answered({**case, "tool": call.tool, "arguments": call.arguments}, data)
    except LlmosError as error:
        return None, error.message


def _check(call: Call) -> str | None:
    """What the tool's own validator says against the arguments, for the tools that are here."""
    if call.tool in _tools():
        try:
            _bound(call.tool).validate(call.arguments)
        except LlmosError as error:
            return error.message
    return None


@contextmanager
def _routing(*, only_calendar: bool) -> Iterator[tuple[Router, list[ToolSpec]]]:
    """The router with the user's model, and the tools to choose among; nothing of it is kept."""
    from llmos.config import EngineConfig, Home
    from llmos.engines import open_engine
    from llmos.kernel import Kernel
    from llmos.router import Router

    with tempfile.TemporaryDirectory() as home:
        engine = open_engine(EngineConfig(), Path(home) / "prompts")
        with Kernel(Home.at(Path(home)), asker=None, engines=lambda: engine) as kernel:
            specs = [one for one in kernel.hooks.specs if _is_asked(one.name, only_calendar)]
            shipped = [plugin.folder for plugin in kernel.hooks.plugins]
        try:
            yield Router(engine, shipped=shipped), specs
        finally:
            engine.close()


def _is_asked(tool: str, only_calendar: bool) -> bool:
    return tool.startswith(PREFIX) or not only_calendar


def _print_split(split: str, said: Sequence[Said]) -> None:
    tools = sum(call is not None and call.tool == case["tool"] for case, call, _ in said)
    exact = [one for one in said if _is_exact(one)]
    alone = [one for one in said if one[0].get("alone", True)]
    print(
        f"  {split}: right tool {_share(tools, len(said))}, exact {_share(len(exact), len(said))}"
    )
    few = sum(map(_is_exact, alone))
    print(f"    of those that say all that is meant: exact {_share(few, len(alone))}")
    if split == "tune":
        _print_wrong(one for one in said if not _is_exact(one))


def _print_wrong(said: Iterable[Said]) -> None:
    for case, call, answer in said:
        print(f"    {case['request']}")
        print(f"      became {call.tool} {call.arguments}" if call else f"      became {answer}")
        print(f"      wanted {case['tool']} {case['arguments']}")


def _is_exact(said: Said) -> bool:
    case, call, answer = said
    return call is not None and call.tool == case["tool"] and is_right(case["answer"], answer)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} = {part / whole:.1%}"


def main() -> int:
    """Measure from typed arguments, or with `--words` from plain words."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--words", action="store_true", help="from plain words, with the model")
    return in_words() if options.parse_args().words else typed()


if __name__ == "__main__":
    sys.exit(main())
