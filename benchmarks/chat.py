"""Dialogues in the sample home: does each request become the call that it means?

    python benchmarks/chat.py [--part tune|report|fresh|all] [--wrong] [--first]

Each line of data/chat_dialogues.jsonl is a dialogue of two to four turns; every second one is
for tuning, the others were to report until rules were tuned on them too. Those of
data/chat_fresh.jsonl were written before their writer read the rules, and are only counted.
What comes after the first request is measured; with --first the first requests are routed by the
model too, else they are called as labelled, so that what follows does not suffer from routing.
A call that changes something is not run: what would be run is compared. `{"record": n}` stands for
the n-th record of the answer shown before, or as many answers `back`; "*" is anything.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
NOW = "2026-11-24T20:00"
GRANTS = (
    "mail mail:read",
    "mail profile:read",
    "calendar calendar:read",
    "calendar profile:read",
    "files files:read",
    "health health:read",
    "health calendar:read",
)


@dataclass
class Turn:
    """One request after the first, and what became of it."""

    said: str
    language: str
    right: bool
    tool: bool
    got: str
    seconds: float


class Stopped(Exception):
    """An effect was about to happen; its call is compared instead."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=("tune", "report", "fresh", "all"), default="fresh")
    parser.add_argument("--first", action="store_true", help="route the first requests too")
    parser.add_argument("--wrong", action="store_true", help="print what is not right")
    chosen = parser.parse_args()
    lines, fresh = _dialogues("chat_dialogues"), _dialogues("chat_fresh")
    parts = {"tune": lines[::2], "report": lines[1::2], "fresh": fresh, "all": lines + fresh}
    with tempfile.TemporaryDirectory() as folder:
        turns = list(_run(Path(folder), parts[chosen.part], routed=chosen.first))
    _print(chosen.part, len(parts[chosen.part]), turns, wrong=chosen.wrong)


def _dialogues(name: str) -> list[dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _run(folder: Path, lines: Sequence[dict[str, Any]], *, routed: bool) -> Iterator[Turn]:
    os.environ |= {"LLMOS_HOME": str(folder), "LLMOS_NOW": NOW}
    from llmos.cli.app import app
    from llmos.config import EngineConfig, Home
    from llmos.engines import open_engine
    from llmos.kernel import Kernel

    app(["demo"], standalone_mode=False)
    home = Home.at(Home.at(folder).sample)
    engine = open_engine(EngineConfig(), folder / "prompts")
    with Kernel(home, asker=None, engines=lambda: engine) as kernel:
        for grant in GRANTS:
            kernel.grant(*grant.split())
        for line in lines:
            yield from _dialogue(kernel, line, routed=routed)


def _dialogue(kernel: Any, line: dict[str, Any], *, routed: bool) -> Iterator[Turn]:
    from llmos.calls import Call

    talk = kernel.conversation(kept=True)
    for fact in kernel.memory.facts():
        kernel.memory.forget_fact(fact)
    talk.forget()
    shown: list[list[str]] = []
    for place, turn in enumerate(line["turns"]):
        started = time.monotonic()
        request = kernel.request(turn["say"], door="chat")
        wanted = turn.get("arguments")
        if place == 0 and not routed and turn.get("tool"):
            given = {name: value for name, value in wanted.items() if value != "*"}
            answer = talk.answered(kernel.call(request, Call(turn["tool"], given)))
            talk.keep(turn["say"], answer)
        else:
            call, answer = _asked(kernel, talk, request)
            if place:
                yield _judged(
                    turn, line["language"], call, answer, shown, time.monotonic() - started
                )
        if answer is not None:
            talk.keep(turn["say"], answer)
            shown.append(_ids(answer))
        else:
            shown.append([])


def _asked(kernel: Any, talk: Any, request: Any) -> tuple[Any, Any]:
    """What the request becomes; what only reads is run."""
    from llmos.errors import LlmosError

    seen: list[Any] = []
    run = type(talk.turn).run

    def watched(turn: Any, errand: Any) -> Any:
        if not errand.callers:
            seen.append(errand.call)
        if errand.tool.spec.effect != "read":
            raise Stopped
        return run(turn, errand)

    type(talk.turn).run = watched
    try:
        answer = kernel.ask(request, conversation=talk)
    except (Stopped, LlmosError):
        return (seen[0] if seen else None), None
    finally:
        type(talk.turn).run = run
    return answer.call, answer


def _judged(
    turn: dict[str, Any], language: str, call: Any, answer: Any, shown: list[list[str]], took: float
) -> Turn:
    if "shows" in turn:
        text = str(answer.output.blocks) if answer and answer.output and not answer.call else ""
        right = turn["shows"] in text
        return Turn(turn["say"], language, right, right, text[:100] or str(call), took)
    if turn["tool"] is None:
        return Turn(turn["say"], language, call is None, call is None, str(call), took)
    tool = call is not None and call.tool == turn["tool"]
    right = tool and _fits(turn["arguments"], call.arguments, shown)
    return Turn(
        turn["say"], language, right, tool, f"{call and call.tool} {call and call.arguments}", took
    )


def _fits(wanted: dict[str, Any], got: dict[str, Any], shown: list[list[str]]) -> bool:
    named = {name: value for name, value in wanted.items() if value != "*?"}
    extra = set(got) - set(wanted) - {"limit"}
    return not extra and all(_same(value, got.get(name), shown) for name, value in named.items())


def _same(wanted: Any, got: Any, shown: list[list[str]]) -> bool:
    if wanted == "*":
        return True
    if isinstance(wanted, dict):
        ids = shown[-wanted["back"]]
        place = wanted["record"] - 1 if wanted["record"] > 0 else wanted["record"]
        return bool(ids) and got == ids[place]
    return str(got).casefold().removesuffix(":00+01:00") == str(wanted).casefold().removesuffix(
        ":00+01:00"
    ) or (str(got)[:16] == str(wanted)[:16] and "T" in str(wanted))


def _ids(answer: Any) -> list[str]:
    from llmos.kernel.conversation import mentions_of

    return [mention.id for mention in mentions_of(answer)]


def _print(part: str, dialogues: int, turns: Sequence[Turn], *, wrong: bool) -> None:
    print(f"{part}: {dialogues} dialogues, {len(turns)} requests after the first")
    for name, some in (
        ("all", list(turns)),
        *((one, [t for t in turns if t.language == one]) for one in ("en", "de", "fr")),
    ):
        right, tool = sum(turn.right for turn in some), sum(turn.tool for turn in some)
        print(
            f"  {name:4} right tool {tool} of {len(some)}, call wholly right {right} of {len(some)}"
        )
    took = sorted(turn.seconds for turn in turns)
    if took:
        print(f"  median {took[len(took) // 2]:.2f} s from request to answer")
    for turn in turns if wrong else ():
        if not turn.right:
            print(f"  wrong: {turn.said!r} became {turn.got}")


if __name__ == "__main__":
    main()
