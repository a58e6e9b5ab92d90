"""Carrying out a plan: step by step through one turn, each step as if the user had asked for it.

The plan was made before anything was read, and nothing read here changes it: a result fills in the
references of later steps and no more. All steps share the turn's flow, so where a value came from
is known when something is to be sent or changed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from llmos.blocks import Output
from llmos.calls import Call, Request, ToolSpec
from llmos.errors import Cancelled, LlmosError
from llmos.events import Progress, Watcher
from llmos.kernel.errand import Errand
from llmos.kernel.references import Unresolved, Wanted, value_of
from llmos.kernel.turn import Answer, Turn
from llmos.router.planning import MOST_STEPS, Plan, Step

_ORDERED = re.compile(
    r"\b(?:newest|latest|last|first|oldest|most\s+recent|neueste\w*|letzte\w*|erste\w*|älteste\w*|"
    r"derni[eè]re?|premi[eè]re?|plus\s+récente?)\b",
    re.I,
)
"""Words by which the first that was found is the one that is meant."""


class Stopped(LlmosError):
    """A plan that ended before its last step; says what was done and what was not."""


def of_call(call: Call) -> Plan:
    """The plan that is one call."""
    return Plan((Step(call.tool, call.arguments),))


def carry_out(turn: Turn, plan: Plan, request: Request, watcher: Watcher) -> Answer:
    """The answer of the last step that ran, with those before it; `stopped` if it was not all.

    What the steps of a plan need is asked for before the first of them.
    """
    done: list[Answer] = []
    calls: list[Call] = []
    agreed = turn.permit(_errands(turn, plan, request, watcher)) if len(plan.steps) > 1 else []
    for step in plan.steps[:MOST_STEPS]:
        try:
            watcher(Progress(step.tool, len(done), len(plan.steps)))
            call = _call(turn, step, plan, done)
            if call in calls:
                raise Unresolved(f"{step.tool} would only do once more what it did.")
            calls.append(call)
            tool = turn.hooks.tool(call.tool)
            done.append(turn.run(Errand(request, tool, call, watcher, agreed=[*agreed])))
        except (LlmosError, KeyboardInterrupt) as error:
            if len(plan.steps) == 1:
                raise
            why = error if isinstance(error, LlmosError) else Cancelled("You stopped it.")
            return _whole(request, done, _stopped(plan, len(done), why))
    return _whole(request, done, None)


def _errands(turn: Turn, plan: Plan, request: Request, watcher: Watcher) -> list[Errand]:
    """The steps as far as they are known before any of them has run."""
    return [
        Errand(request, turn.hooks.tool(step.tool), Call(step.tool, step.arguments), watcher)
        for step in plan.steps[:MOST_STEPS]
    ]


def _call(turn: Turn, step: Step, plan: Plan, done: list[Answer]) -> Call:
    spec = turn.hooks.tool(step.tool).spec
    outputs = [answer.output or Output({}) for answer in done]
    arguments: dict[str, Any] = dict(step.arguments)
    for name, ref in step.references.items():
        schema = spec.parameters.get("properties", {}).get(name, {})
        source = plan.steps[ref.step]
        wanted = Wanted(
            many=_is_list(schema),
            not_these=turn.config.profile.addresses,
            named=tuple(value for value in source.arguments.values() if isinstance(value, str)),
            titles=_titles(turn.hooks.tool(source.tool).spec, source),
            certain=spec.effect != "read" and not _ORDERED.search(source.clause),
        )
        arguments[name] = value_of(ref, outputs, source.tool, wanted)
    return Call(step.tool, arguments)


def _titles(spec: ToolSpec, step: Step) -> tuple[str, ...]:
    """What a step looks for by its title."""
    names = [name for name, kind in spec.takes.items() if kind == "title"]
    return tuple(str(step.arguments[name]) for name in names if name in step.arguments)


def _is_list(schema: dict[str, Any]) -> bool:
    return any(kind.get("type") == "array" for kind in (schema, *schema.get("anyOf", ())))


def _whole(request: Request, done: list[Answer], stopped: Stopped | None) -> Answer:
    if not done:
        assert stopped is not None  # a plan has a step
        raise stopped
    seconds = sum(answer.seconds for answer in done)
    return replace(done[-1], seconds=seconds, steps=tuple(done[:-1]), stopped=stopped)


def _stopped(plan: Plan, done: int, error: LlmosError) -> Stopped:
    names = [step.tool for step in plan.steps]
    parts = [f"Step {done + 1} of {len(names)}, {names[done]}, was not done: {error.message}"]
    parts += [f"Done before it: {', '.join(names[:done])}."] * bool(done)
    parts += [f"Not done either: {', '.join(names[done + 1 :])}."] * (done + 1 < len(names))
    stopped = Stopped(" ".join(parts), hint=error.hint)
    stopped.exit_code = error.exit_code
    return stopped
