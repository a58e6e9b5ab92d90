"""The way from a request to a plan: clause by clause, each linked to those before it.

The tools and their order follow from the user's words alone. Each clause is routed like a request
of its own; what it only points at becomes a reference to an earlier step.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmos.calls import Call, Request, ToolSpec
from llmos.router.planning.clauses import split
from llmos.router.planning.lookups import found_first, written_about
from llmos.router.planning.making import Making
from llmos.router.planning.plan import Plan, Step
from llmos.router.planning.verbs import is_unasked
from llmos.router.router import Router
from llmos.router.schema import Check

_CONDITION = re.compile(
    r"^\s*(?:if|unless|falls|wenn|sofern|si)\b|[,;]\s*(?:if|unless|falls|wenn|sofern)\s", re.I
)
_NO_CONDITIONS = "I cannot do one thing only if another is so. Say what to do."
_SAY_MORE = "That can be read in several ways. Say what to do, and with what."
_NOT_ALL = (
    "Not everything in this is served by an installed tool. Ask for one thing after the other."
)


class Planner:
    """Makes plans with a router, for requests that need several calls."""

    def __init__(self, router: Router) -> None:
        self._router = router

    def plan(self, request: Request, tools: Sequence[ToolSpec], check: Check) -> Plan:
        """The plan of a request; without steps if no tool serves it."""
        clauses = split(request.text)
        written = written_about(request.text) if len(clauses) == 1 else None
        if len(clauses) > 1 or written is not None:
            if _CONDITION.search(request.text):
                return Plan(question=_NO_CONDITIONS)
            making = Making(self._router, request, tools, check)
            plan = making.through_mail(request.text) if written else making.of(clauses)
            if plan is not None:
                return plan
        plan = self._of_one(request, tools, check)
        if len(clauses) > 1 and any(_changes(step, tools) for step in plan.steps):
            return Plan(question=_NOT_ALL)  # it would do one of the things and not the others
        return plan

    def _of_one(self, request: Request, tools: Sequence[ToolSpec], check: Check) -> Plan:
        """One call, and the one that finds its record first where that needs to be found."""
        route = self._router.route(request, tools, check)
        if (strange := route.call or route.draft) and self._is_unasked(strange, request, tools):
            return self._reading(request, tools, check)
        if route.draft is not None:
            lacks = Step(
                route.draft.tool,
                route.draft.arguments,
                clause=request.text,
                missing=route.missing,
            )
            return Plan((lacks,), route.question)
        if route.call is None:
            return Plan(question=route.question or route.remark)
        spec = next(tool for tool in tools if tool.name == route.call.tool)
        step = Step(spec.name, route.call.arguments, clause=request.text)
        found = found_first(step, spec, tools, 0, request, ())
        return Plan(tuple(drafted.step for drafted in found))

    @staticmethod
    def _is_unasked(call: Call, request: Request, tools: Sequence[ToolSpec]) -> bool:
        effect = next(tool.effect for tool in tools if tool.name == call.tool)
        return is_unasked(effect, request.text)

    def _reading(self, request: Request, tools: Sequence[ToolSpec], check: Check) -> Plan:
        """The call that only reads, for a request that asks for nothing else."""
        names = [tool.name for tool in tools if tool.effect == "read"]
        choice = self._router.pick(request, tools, check, names) if names else None
        if choice is None or choice.tool is None:
            return Plan()
        filled = self._router.fill(choice.tool, request, check)
        if filled.call is None:
            return Plan(question=_SAY_MORE)
        return Plan((Step(choice.tool.name, filled.call.arguments, clause=request.text),))


def _changes(step: Step, tools: Sequence[ToolSpec]) -> bool:
    return any(tool.name == step.tool and tool.effect != "read" for tool in tools)
