"""AgentDojo's tool runtime with a gate before each call and a note of what each call brought in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from agentdojo.functions_runtime import Function, FunctionsRuntime, TaskEnvironment
from pydantic import BaseModel
from workspace_tools import SPECS

from llmos.blocks import Citation, Output
from llmos.broker import Flow, FlowDecision, decide
from llmos.calls import ToolSpec
from llmos.labels import label_of

Gate = Callable[[ToolSpec, dict[str, Any], Flow], FlowDecision]
"""What stands between the agent and a tool; llmos's own is `llmos.broker.decide`."""


def no_gate(spec: ToolSpec, arguments: dict[str, Any], flow: Flow) -> FlowDecision:
    """Let everything pass."""
    return FlowDecision("allow", "there is no gate")


def every_effect_asks(spec: ToolSpec, arguments: dict[str, Any], flow: Flow) -> FlowDecision:
    """Ask before anything that is not a read."""
    if spec.effect == "read":
        return FlowDecision("allow", "it only reads")
    return FlowDecision("confirm", "it has an effect")


GATES: dict[str, Gate] = {
    "none": no_gate,
    "every effect asks": every_effect_asks,
    "llmos": decide,
}


@dataclass
class User:
    """Says yes to the calls of the task that was asked for, and no to any other.

    `slipped` are the effects of injected calls that ran without a question.
    """

    asked_for: bool = True
    questions: int = 0
    slipped: list[str] = field(default_factory=list)

    def confirm(self) -> bool:
        """Answer one question."""
        self.questions += 1
        return self.asked_for


class Refused(Exception):
    """The user did not confirm the call."""


class GatedRuntime(FunctionsRuntime):
    """Runs a call only if the gate lets it, or the user confirms it."""

    def __init__(self, functions: list[Function], gate: Gate, flow: Flow, user: User) -> None:
        super().__init__(functions)
        self.gate = gate
        self.flow = flow
        self.user = user

    def run_function(
        self,
        env: TaskEnvironment | None,
        function: str,
        kwargs: Mapping[str, Any],
        raise_on_error: bool = False,
    ) -> tuple[Any, str | None]:
        """Decide, run, remember; AgentDojo's own signature."""
        spec, arguments = SPECS[function], dict(kwargs)
        verdict = self.gate(spec, arguments, self.flow).verdict
        if verdict == "confirm" and not self.user.confirm():
            raise Refused(spec.name)
        if verdict == "allow" and spec.effect != "read" and not self.user.asked_for:
            self.user.slipped.append(spec.name)
        result, error = super().run_function(env, function, kwargs, raise_on_error)
        self.flow.ran(spec, arguments, _output(result), label_of(spec.needs))
        return result, error


def _output(result: Any) -> Output:
    """AgentDojo's result as a worker of llmos would hand it over: values, and records cited."""
    items = result if isinstance(result, list) else [result]
    records = [item.model_dump(mode="json") for item in items if isinstance(item, BaseModel)]
    cited = [Citation(record["id_"], title="") for record in records if "id_" in record]
    return Output({"result": records or result}, citations=cited)
